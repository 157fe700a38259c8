"""Lists of sites of no known family: by selectors of the source file, or by what the links look like.

Without selectors, the article links are those of the largest group of sibling rows that share a parent form
and carry headline-long texts; navigation and footers have shorter ones. Script lists of the form
`var itemObj = [{"aT": title, "aPd": date, "aU": {...}}]` are read as well, and so are site maps, feeds and
answers in JSON. Pages that only a script links (`createPageHTML`) follow as those of TRS do.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup

from crawler.pages.listings.feeds import feed_items
from crawler.pages.listings.rows import ROW_TAGS, date_beside, items_of, title_of, unique, unique_urls
from crawler.pages.listings.trs import stated_pages
from crawler.pages.model import Item, Listing
from crawler.pages.tree import Element, absolute, base_of, parse, squeeze, strip_unread, text_of

_HEADLINE = 8  # characters: shorter link texts are navigation
_NEAR = (
    24  # elements around a link, among them its row: rows that nothing closes lie in one another by thousands
)
_NEXT = re.compile(r"^\s*(?:下一页|下页|后一页|下一頁|next(?: page)?|>{1,2}|»|›)\s*(?:&gt;|>)*\s*$", re.I)
_SCRIPT_LIST = re.compile(r"\bitemObj\s*=\s*(\[.*?\])\s*;?\s*(?:</script>|\n|var )", re.S)


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of a source file; `item` may name rows or the links themselves."""

    item: str
    next_page: str | None = None
    section: str | None = None


def parse_listing(html: str, url: str, selectors: Selectors | None = None) -> Listing:
    """A list page; with `selectors`, exactly what they select."""
    if selectors is not None:
        return _selected(html, url, selectors)
    fed = feed_items(html, url)
    if fed:
        return Listing(unique(fed))
    root = strip_unread(parse(html))
    base = base_of(root, url)
    items = unique([*_script_items(html, base), *items_of(_article_links(root), base)])
    return Listing(items, unique_urls(_pages(root, base, url)) or unique_urls(stated_pages(html, url)))


def _selected(html: str, url: str, selectors: Selectors) -> Listing:
    soup = BeautifulSoup(html, "lxml")
    return Listing(
        unique(item for row in soup.select(selectors.item) if (item := _soup_item(str(row), url))),
        unique_urls(_soup_links(soup, selectors.next_page, url)),
        unique_urls(_soup_links(soup, selectors.section, url)),
    )


def _soup_item(row: str, url: str) -> Item | None:
    """The first link of a selected row, its date from anywhere in the row."""
    link = parse(row).find(".//a[@href]")
    target = None if link is None else absolute(url, link.get("href"))
    if link is None or target is None:
        return None
    return Item(target, title_of(link), date_beside(link))


def _soup_links(soup: BeautifulSoup, selector: str | None, url: str) -> Iterator[str | None]:
    for link in soup.select(selector) if selector else ():
        yield absolute(url, str(link.get("href") or ""))


def _article_links(root: Element) -> list[Element]:
    """The links of the group of rows with the most headline text."""
    groups: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for link in root.iter("a"):
        if len(text_of(link)) >= _HEADLINE and link.get("href"):
            groups[_form(link)].append(link)
    return max(groups.values(), key=_headline_characters, default=[])


def _form(link: Element) -> tuple[str, ...]:
    """What rows of one list have in common: the tags of a row, and the classes of what holds the rows.

    Rows themselves are classed odd and even, first and last.
    """
    steps = list(islice(link.iterancestors(), _NEAR))
    row = next((at for at, step in enumerate(steps) if step.tag in ROW_TAGS), 0)
    around = (f"{step.tag}.{step.get('class') or ''}" for step in steps[row + 1 : row + 3])
    return (*(str(step.tag) for step in steps[: row + 1]), *around)


def _headline_characters(links: list[Element]) -> int:
    return sum(len(text_of(link)) for link in links)


def _pages(root: Element, base: str, url: str) -> Iterator[str | None]:
    """The page after this one, wherever its link stands."""
    for link in root.iter("a"):
        if _NEXT.match(text_of(link)):
            target = absolute(base, link.get("href"))
            yield target if target != url else None


def _script_items(html: str, base: str) -> Iterator[Item]:
    match = _SCRIPT_LIST.search(html)
    try:
        rows = json.loads(match[1]) if match else []
    except json.JSONDecodeError:
        rows = []
    for row in rows:
        target = absolute(base, _script_address(row.get("aU"))) if isinstance(row, dict) else None
        if target:
            yield Item(target, squeeze(str(row.get("aT", ""))), str(row.get("aPd", ""))[:10] or None)


def _script_address(value: object) -> str | None:
    """`aU` is an address or JSON text with one under `common`."""
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError:
        parsed = value
    address = parsed.get("common") if isinstance(parsed, dict) else parsed
    return address if isinstance(address, str) else None
