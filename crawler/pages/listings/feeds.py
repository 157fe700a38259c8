"""Lists made for programs: site maps, RSS and Atom, answers in JSON.

Guarantees: an item has an address and, in JSON, a headline; never raises on any text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from crawler.pages.dates import read_stamp
from crawler.pages.lexicon import listed_names
from crawler.pages.model import Item
from crawler.pages.objects import first, objects
from crawler.pages.tree import Element, absolute, squeeze

_ENTRY = etree.XPath("//*[local-name()='url' or local-name()='item' or local-name()='entry']")
_SECURE = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)


def feed_items(text: str, url: str) -> list[Item]:
    """The items of a document that is no page; empty for pages and for documents without any."""
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "["):
        return [item for row in objects(_value(start)) if (item := _item(row, url)) and item.title]
    head = start[:500].lower()
    if start.startswith("<") and any(sign in head for sign in ("<urlset", "<rss", "<feed", "<rdf")):
        return [item for row in _entries(start) if (item := _item(row, url))]
    return []


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _entries(text: str) -> Iterator[dict[str, Any]]:
    """The fields of every entry of a site map or feed."""
    root = etree.fromstring(text.encode("utf-8", "replace").partition(b"?>")[2] or text.encode(), _SECURE)
    for entry in cast("list[Element]", _ENTRY(root)) if root is not None else ():
        yield {
            etree.QName(node).localname: squeeze(node.text) or node.get("href")
            for node in entry.iterchildren(etree.Element)
        }


def _item(row: dict[str, Any], url: str) -> Item | None:
    fields = {name.lower().replace("_", ""): value for name, value in row.items() if isinstance(name, str)}
    target = absolute(url, first(fields, listed_names("urls")))
    if target is None:
        return None
    stated = read_stamp(first(fields, listed_names("dates")) or "")
    return Item(target, squeeze(first(fields, listed_names("titles"))), stated[:10] if stated else None)
