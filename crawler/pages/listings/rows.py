"""Rows of a list page: links with their titles and the date that stands beside them.

Guarantees: page order is kept, one item an address (compared without scheme), the longest title wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from crawler.pages.dates import read_date
from crawler.pages.model import Item
from crawler.pages.tree import Element, absolute, path_key, spaced_text_of, squeeze, text_of

ROW_TAGS = frozenset({"li", "tr", "dd", "dl", "p", "div"})
_ROW_LIMIT = 400  # characters: what is longer is no row but a block of the page
_BRACKETED_DATE = re.compile(r"[\[(（]?\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*[\])）]?\s*$")


def items_of(links: Iterable[Element], base: str, fetched: str | None = None) -> tuple[Item, ...]:
    """The items of `links`; a link without an address or a title of its own makes none."""
    return unique(item for link in links if (item := item_of(link, base, fetched)))


def item_of(link: Element, base: str, fetched: str | None = None) -> Item | None:
    """One link as an item, None when it leads nowhere."""
    url = absolute(base, link.get("href"))
    return Item(url, title_of(link), date_beside(link, fetched)) if url else None


def title_of(link: Element) -> str:
    """The title attribute, which is never cut short, or the text without a date at its end."""
    shown = _BRACKETED_DATE.sub("", text_of(link)).strip()
    full = squeeze(link.get("title"))
    cut_short = shown.endswith(("...", "…"))
    return full if full and (not shown or cut_short or full.startswith(shown.rstrip(".…"))) else shown


def date_beside(link: Element, fetched: str | None = None) -> str | None:
    """The date in the row of a link: the nearest ancestor that holds one, and no other link's."""
    node: Element | None = link
    while node is not None and sum(1 for _ in islice(node.iter("a"), 3)) <= 2:
        text = spaced_text_of(node)
        if len(text) > _ROW_LIMIT:
            return None
        found = read_date(text, fetched)
        if found:
            return found
        node = node.getparent()
    return None


def unique(items: Iterable[Item]) -> tuple[Item, ...]:
    """`items` without repeated addresses, in order of first appearance."""
    found: dict[str, Item] = {}
    for item in items:
        key = path_key(item.url)
        known = found.get(key)
        found[key] = item if known is None else _merged(known, item)
    return tuple(found.values())


def _merged(known: Item, again: Item) -> Item:
    title = again.title if len(again.title) > len(known.title) else known.title
    return Item(known.url, title, known.date or again.date)


def unique_urls(urls: Iterable[str | None]) -> tuple[str, ...]:
    """`urls` without None and without repeats by host, path and query."""
    found: dict[str, str] = {}
    for url in urls:
        if url:
            found.setdefault(path_key(url), url)
    return tuple(found.values())


def links_of(root: Element) -> Iterator[Element]:
    """Every link of a tree, areas of picture maps too, in document order."""
    return root.iter("a", "area")
