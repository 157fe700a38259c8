"""The visible lines above and below the body: where a page states date, source and author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from lxml import etree

from crawler.pages.tree import Element, squeeze

_OPENING = 20  # text nodes at the head of the body, where some pages put title and byline
_WINDOW = 120  # text nodes on each side: what stands farther off belongs to other parts of the page
_ABOVE, _UNTITLED = 3, 12  # lines above the title; lines taken where no title is shown
_BLOCKS = frozenset(
    {"p", "div", "li", "td", "tr", "h1", "h2", "h3", "h4", "dd", "dt", "table", "ul", "section", "header"}
    | {"center", "body", "html"}
)
_READ = "[normalize-space()][not(parent::title)]"
_BEFORE = etree.XPath("preceding::text()" + _READ)
_AFTER = etree.XPath("following::text()" + _READ)
_ALL = etree.XPath("descendant::text()" + _READ)


@dataclass(frozen=True, slots=True)
class Lines:
    """Visible lines: above the text, the nearest of them, its first ones, its last and those behind."""

    title: str | None
    above: list[str]
    head: list[str]
    opening: list[str]
    tail: list[str]


def surroundings(root: Element, body: Element | None) -> tuple[list[str], list[str], list[str]]:
    """Lines before `body`, its first ones, and those after it; of a page without a body, all as before."""
    if body is None:
        return _lines(_nodes(_ALL, root)[:_WINDOW]), [], []
    before, after = _nodes(_BEFORE, body)[-_WINDOW:], _nodes(_AFTER, body)[:_WINDOW]
    return _lines(before), _lines(_nodes(_ALL, body)[:_OPENING]), _lines(after)


def _nodes(query: etree.XPath, element: Element) -> list[etree._ElementUnicodeResult]:
    return cast("list[etree._ElementUnicodeResult]", query(element))


def _lines(nodes: Iterable[etree._ElementUnicodeResult]) -> list[str]:
    """Text nodes of one block as one line."""
    return [squeeze(" ".join(map(str, group))) for _, group in groupby(nodes, key=_block)]


def _block(node: etree._ElementUnicodeResult) -> Element | None:
    """The nearest block element around a text node."""
    owner = node.getparent()
    if owner is not None and node.is_tail:
        owner = owner.getparent()
    while owner is not None and owner.tag not in _BLOCKS:
        owner = owner.getparent()
    return owner


def near_title(head: list[str], title: str | None) -> list[str]:
    """The part of `head` from just above the title on; of a page that shows no title, its last lines."""
    if title:
        at = next((at for at in range(len(head) - 1, -1, -1) if title[:12] in head[at]), None)
        if at is not None:
            return head[max(at - _ABOVE, 0) :]
    return head[-_UNTITLED:]
