"""The title of an article, from the most deliberate statement of it to the least.

Order: ArticleTitle, Founder's title, the one heading that the `<title>` begins with, headings and lines
above the text that stand in it, the part of `<title>` that the page shows, the whole of a `<title>` cut
short, the heading above the line with the date, og:title, `<title>` without the name of the site, and where
that names the site alone the line that reads like a headline. A heading that is a site's or column's name
loses to the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from lxml import etree

from crawler.pages.dates import has_full_date
from crawler.pages.lexicon import is_furniture, is_head, is_heading, site_names
from crawler.pages.metadata import Metadata
from crawler.pages.tree import Element, squeeze, text_of

_SEPARATORS = re.compile(r"\s*(?:[_|｜]+|\s[-—–·]+\s|--+|——|[-—–](?=[^-—–]*$)|>{1,2}|»|::)\s*")
_HEADINGS = ("h1", "h2", "h3")
_HEADING_ABOVE = etree.XPath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][1]")
_SHORTEST, _LONGEST = 4, 120
_SHORTEST_LINE, _LONGEST_LINE = 8, 60  # characters of a visible line that may be the headline
_BESIDE_TITLE = 12  # characters that may stand in one line with the title
_NEAR, _FIRST, _ABOVE_DATE = 12, 4, 3  # lines above the text, at its head, and above the date
_SURELY_SITE = re.compile(r"(?:网|网站|门户|报|政府)$")  # 县领导调研行政服务中心 is none
_NO_HEADLINE = re.compile(r"[。>＞»|｜]|[：:]\s*$|位置[：:]|来源[：:]|作者[：:]|版权|第\s*[A-Z]?\d+\s*版")
_NOT_WORD = re.compile(r"\W")


def find_title(
    root: Element,
    metadata: Metadata,
    body: Element | None,
    above: Sequence[str] = (),
    opening: Sequence[str] = (),
) -> str | None:
    """The title, None when there is none; `above` and `opening` are visible lines before and in the text."""
    stated = metadata.first("articletitle") or _founder(root) or metadata.enp.get("title")
    if stated:
        return stated
    whole = squeeze(root.findtext(".//title"))
    headings = [text for text in _headings(root) if _SHORTEST <= len(text) <= _LONGEST]
    confirmed = next((text for text in headings if _begins(whole, text) or _is_in(metadata, text)), None)
    shown = [line for line in above if len(_bare(line)) >= _SHORTEST_LINE]
    found = confirmed or _shared(headings, whole) or _shared(shown, whole)
    found = found or _shown_part(whole, [*headings, *shown, *opening[:_FIRST]])
    found = found or _placed(whole, headings, [*above[-_NEAR:], *opening])
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
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if names != " " and is_heading(names):
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


def _shown_part(whole: str, lines: Sequence[str]) -> str | None:
    """The longest run of parts of `<title>`, its longest part among them, that a line shows with little else.

    Where `<title>` is cut short, the line that goes on from it.
    """
    for text in _runs(whole):
        bare = _bare(text)
        cut_short = text.endswith(("...", "…"))
        for line in lines if len(bare) >= _SHORTEST and not site_names().search(text) else ():
            if cut_short and _bare(line).startswith(bare):
                return line
            if bare in _bare(line) and len(_bare(line)) <= len(bare) + _BESIDE_TITLE:
                return text
    return None


def _runs(whole: str) -> Iterator[str]:
    """The runs of parts of `<title>` that hold its longest part, the longest run first."""
    parts = [part for part in _SEPARATORS.split(whole) if part] or [whole]
    main = parts.index(max(parts, key=lambda part: (not site_names().search(part), len(part))))
    spans = ((first, last) for first in range(main + 1) for last in range(main, len(parts)))
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        start = whole.find(parts[first])
        yield whole[start : whole.find(parts[last], start) + len(parts[last])]


def _placed(whole: str, headings: Sequence[str], lines: Sequence[str]) -> str | None:
    """The line above the one with the date, if it is a heading or `<title>` only names the site."""
    at = next((at for at, line in enumerate(lines) if has_full_date(line) and len(line) <= _LONGEST), 0)
    over = next((line for line in reversed(lines[max(at - _ABOVE_DATE, 0) : at]) if _is_headline(line)), None)
    own = without_site(whole)
    site_only = len(_bare(own)) < _SHORTEST_LINE or site_names().search(own)
    return over if over and (over in headings or site_only) else None


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


def likely_headline(root: Element, metadata: Metadata) -> str:
    """What the tags of the page call the article, before its text is looked at; empty when they do not."""
    stated = metadata.first("articletitle", "og:title") or metadata.enp.get("title")
    return stated or max(_SEPARATORS.split(squeeze(root.findtext(".//title"))), key=len)


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
