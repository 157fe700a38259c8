"""The visible lines above and below the body: where a page states date, source and author."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from crawler.pages.tree import Element, Text, owner_of, squeeze

_OPENING = 20  # text nodes at the head of the body, where some pages put title and byline
_WINDOW = 120  # text nodes on each side: what stands farther off belongs to other parts of the page
_ABOVE, _UNTITLED = 3, 12  # lines above the title; lines taken where no title is shown
_BLOCKS = frozenset(
    {"p", "div", "li", "td", "tr", "h1", "h2", "h3", "h4", "dd", "dt", "table", "ul", "section", "header"}
    | {"center", "body", "html"}
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Visible lines: above the text, the nearest of them, its first ones, its last and those behind.

    `drawn` are the first ones with a blank wherever an element ends, as layout often draws it.
    """

    title: str | None
    above: list[str]
    head: list[str]
    opening: list[str]
    drawn: list[str]
    tail: list[str]


def surroundings(texts: Sequence[Text], body: Element | None) -> tuple[list[str], list[str], list[str]]:
    """Lines before `body`, its first ones, and those after it, of the visible `texts` of a page.

    Of a page without a body, or with one that has no text, all count as before.
    """
    inside = set() if body is None else set(body.iter())
    within = [at for at, text in enumerate(texts) if owner_of(text) in inside]
    first, last = (within[0], within[-1] + 1) if within else (min(len(texts), _WINDOW), len(texts))
    before, after = texts[max(first - _WINDOW, 0) : first], texts[last : last + _WINDOW]
    return _lines(before), _lines([texts[at] for at in within[:_OPENING]]), _lines(after)


def _lines(nodes: Iterable[Text]) -> list[str]:
    """Text nodes of one block as one line."""
    return [squeeze(" ".join(map(str, group))) for _, group in groupby(nodes, key=_block)]


def _block(text: Text) -> Element | None:
    """The nearest block element around a text node."""
    owner = owner_of(text)
    while owner is not None and owner.tag not in _BLOCKS:
        owner = owner.getparent()
    return owner


def from_title(lines: list[str], title: str | None) -> list[str]:
    """`lines` from the last one that shows the title on; empty when none does."""
    shown = (at for at in range(len(lines) - 1, -1, -1) if title and title[:12] in lines[at])
    at = next(shown, None)
    return [] if at is None else lines[at:]


def near_title(lines: list[str], title: str | None) -> list[str]:
    """`lines` from just above the title on; of a page that shows no title, the last ones."""
    below = from_title(lines, title)
    return lines[-max(len(below) + _ABOVE, 0 if below else _UNTITLED) :]
