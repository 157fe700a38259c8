"""Lists of the disclosure platform (channel_…/doc_…), as far as the server draws them.

A channel is usually drawn by a script; such a shell gives an empty listing, which the caller must report
as blind, never as an empty channel (see `crawler.pages.hazard`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from crawler.pages.listings.rows import items_of, unique, unique_urls
from crawler.pages.model import Item, Listing
from crawler.pages.tree import absolute, base_of, parse, strip_unread, text_of

_DOCUMENT = re.compile(r"/doc_[0-9a-f]{24}(?:_[0-9a-f]{32})?\.(?:html?|pdf)", re.I)
_CHANNEL = re.compile(r"/channel_(?:c_)?[0-9a-f]{4,24}(?:_n_[\d.]+)?/?(?:index\.html?)?$", re.I)
_NEXT = re.compile(r"^\s*(?:下一页|下页|>|»)\s*$")
_SCRIPT_ROW = re.compile(r"\{[^{}]*?/doc_[0-9a-f]{24}[^{}]*\}", re.I)
_TITLES = ("title", "name", "docTitle")
_DATES = ("date", "publishTime", "pubDate", "time", "createTime")


def parse_listing(html: str, url: str) -> Listing:
    """A channel page; documents as items, the channel's further pages, other channels as sections."""
    root = strip_unread(parse(html))
    base = base_of(root, url)
    linked = [(link, target) for link in root.iter("a") if (target := absolute(base, link.get("href")))]
    documents = [link for link, target in linked if _DOCUMENT.search(target)]
    items = unique([*items_of(documents, base), *_script_items(html, base)])
    pages = unique_urls(target for link, target in linked if _NEXT.match(text_of(link)))
    channels = unique_urls(target for _, target in linked if _CHANNEL.search(target.partition("?")[0]))
    return Listing(items, pages, tuple(channel for channel in channels if channel not in pages))


def _script_items(html: str, base: str) -> Iterator[Item]:
    """Rows that a template left in the page as JSON objects for its script."""
    for match in _SCRIPT_ROW.finditer(html):
        try:
            row = json.loads(match[0])
        except json.JSONDecodeError:
            continue
        url = next(
            (absolute(base, str(value)) for value in row.values() if _DOCUMENT.search(str(value))), None
        )
        if url:
            yield Item(url, _first(row, _TITLES) or "", (_first(row, _DATES) or "")[:10] or None)


def _first(row: dict[str, object], names: tuple[str, ...]) -> str | None:
    return next((str(row[name]) for name in names if row.get(name)), None)
