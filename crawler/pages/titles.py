"""The title of an article, from the most deliberate statement of it to the least.

Order: ArticleTitle, Founder's title, the one heading that the `<title>` begins with, headings and lines
above the text that stand in it, og:title, `<title>` without the name of the site, and where that names the
site alone the line nearest above the text that reads like a headline. A heading that is a site's or column's
name loses to the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from lxml import etree

from crawler.pages.dates import has_full_date
from crawler.pages.lexicon import heading_names, is_furniture, is_head, site_names
from crawler.pages.metadata import Metadata
from crawler.pages.tree import Element, squeeze, text_of

_SEPARATORS = re.compile(r"\s*(?:[_|｜]+|\s[-—–·]+\s|--+|——|[-—–](?=[^-—–]*$)|>{1,2}|»|::)\s*")
_HEADINGS = ("h1", "h2", "h3")
_HEADING_ABOVE = etree.XPath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][1]")
_SHORTEST, _LONGEST = 4, 120
_SHORTEST_LINE, _LONGEST_LINE = 8, 60  # characters of a visible line that may be the headline
_SURELY_SITE = re.compile(r"(?:网|网站|门户|报|政府)$")  # 县领导调研行政服务中心 is none
_NO_HEADLINE = re.compile(r"[。>＞»|｜]|[：:]\s*$|位置[：:]|来源[：:]|作者[：:]|版权|第\s*[A-Z]?\d+\s*版")
_NOT_WORD = re.compile(r"\W")


def find_title(
    root: Element, metadata: Metadata, body: Element | None, above: Sequence[str] = ()
) -> str | None:
    """The title, None when the page has none; `above` are the visible lines above the text."""
    stated = metadata.first("articletitle") or _founder(root) or metadata.enp.get("title")
    if stated:
        return stated
    whole = squeeze(root.findtext(".//title"))
    headings = [text for text in _headings(root) if _SHORTEST <= len(text) <= _LONGEST]
    confirmed = next((text for text in headings if _begins(whole, text) or _is_in(metadata, text)), None)
    shown = [line for line in above if len(_bare(line)) >= _SHORTEST_LINE]
    found = confirmed or _shared(headings, whole) or _shared(shown, whole)
    found = found or _plain(metadata, whole, headings, body) or _repeated(whole, [*headings, *shown])
    return found or _headline(above) or without_site(whole) or None


def _founder(root: Element) -> str | None:
    """`<founder-title>` or `#Title` of the newspapers."""
    node = root.find(".//founder-title")
    text = text_of(node) if node is not None else ""
    if not text:
        named = root.find(".//*[@id='Title']")
        text = text_of(named) if named is not None else ""
    return text or None


def _headings(root: Element) -> Iterator[str]:
    for tag in _HEADINGS:
        yield from (text_of(node) for node in root.iter(tag))
    for node in root.iter("div", "p", "span", "td", "strong", "font"):
        names = f"{node.get('class') or ''} {node.get('id') or ''}".lower()
        if names != " " and not heading_names().isdisjoint(names.split()):
            yield text_of(node)


def _is_in(metadata: Metadata, text: str) -> bool:
    return _bare(text) == _bare(metadata.first("og:title", "title", "twitter:title") or "-")


def _begins(whole: str, text: str) -> bool:
    return (
        len(_bare(text)) >= _SHORTEST
        and _bare(whole).startswith(_bare(text))
        and not site_names().search(text)
    )


def _shared(headings: list[str], whole: str) -> str | None:
    """A heading that stands anywhere inside `<title>`, the longest one."""
    inside = [text for text in headings if _bare(text) in _bare(whole) and not site_names().search(text)]
    return max(inside, key=len, default=None)


def _plain(metadata: Metadata, whole: str, headings: list[str], body: Element | None) -> str | None:
    """What is left: og:title, the `<title>` cut at the site's name, the heading nearest above the text."""
    candidates = (metadata.first("og:title", "twitter:title"), without_site(whole), _above(body), *headings)
    return next((text for text in candidates if text and not site_names().search(text)), None)


def _repeated(whole: str, shown: Sequence[str]) -> str | None:
    """The `<title>` cut at the site's name, where the page shows it and only its ending is like a site's."""
    text = without_site(whole)
    doubtful = text != whole and len(text) > _SHORTEST_LINE and not _SURELY_SITE.search(text)
    return text if doubtful and any(_bare(line) == _bare(text) for line in shown) else None


def _headline(above: Sequence[str]) -> str | None:
    """The line nearest above the text that is neither furniture nor a date nor the name of a site."""
    return next((line for line in reversed(above) if _is_headline(line)), None)


def _is_headline(line: str) -> bool:
    if not _SHORTEST_LINE <= len(line) <= _LONGEST_LINE or _NO_HEADLINE.search(line) or has_full_date(line):
        return False
    return not (is_head(line) or is_furniture(line) or site_names().search(line))


def _above(body: Element | None) -> str | None:
    found = cast("list[Element]", _HEADING_ABOVE(body)) if body is not None else []
    return text_of(found[0]) if found else None


def without_site(whole: str) -> str:
    """`<title>` without the names of site and column around the headline."""
    parts = [part for part in _SEPARATORS.split(whole) if part] or [whole]
    while len(parts) > 1 and (site_names().search(parts[-1]) or len(parts[-1]) < len(parts[0])):
        parts.pop()
    while len(parts) > 1 and site_names().search(parts[0]):
        parts.pop(0)
    return whole[whole.find(parts[0]) : whole.rfind(parts[-1]) + len(parts[-1])]


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text).lower()
