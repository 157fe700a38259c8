"""Lists of JCMS (大汉): records in CDATA sections, further ones from dataproxy.jsp.

The records stand inside `<script type="text/xml"><datastore>`, where no HTML parser sees them, so they are
read by pattern first and each record is then parsed as a piece of HTML. The answer of dataproxy.jsp is the
same datastore without a page around it; older servers answer a JavaScript array.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.pages.listings.rows import items_of, title_of, unique_urls
from crawler.pages.model import Item, Listing
from crawler.pages.tree import Element, absolute, base_of, parse, strip_unread

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.S | re.I)
_GROUP = re.compile(r"<nextgroup>.*?href=[\"']?([^\"'>\s]+)", re.S | re.I)
_TOTAL_PAGE = re.compile(r"<totalpage>\s*(\d+)", re.I)
_TOTAL_RECORD = re.compile(r"(?:<totalrecord>|totalRecord\s*:)\s*(\d+)", re.I)
_PER_PAGE = re.compile(r"(?:perPage\s*:|perpage=|name=[\"']perpage[\"'] value=[\"'])\s*(\d+)", re.I)
_UNIT = re.compile(r"(?:unitid=|jpageform_|unitid\s*:\s*[\"']?)(\d+)", re.I)
_ARRAY = re.compile(r"^\s*(?:var\s+\w+\s*=\s*)?(\[.*\])\s*;?\s*$", re.S)
_ARTICLE = re.compile(r"/art/", re.I)


def parse_listing(html: str, url: str) -> Listing:
    """A column page (`/col/col…/index.html`) or an answer of dataproxy.jsp."""
    records = list(_records(html))
    if records:
        items = items_of((link for link in map(_headline_of, records) if link is not None), url)
    else:
        items = _plain_items(strip_unread(parse(html)), url)
    return Listing(items, unique_urls(_pages(html, url)))


def _headline_of(record: str) -> Element | None:
    """The link of a record that is its article: columns and departments are linked in it by shorter names."""
    return max(strip_unread(parse(record)).iter("a"), key=lambda link: len(title_of(link)), default=None)


def _records(html: str) -> Iterator[str]:
    array = _ARRAY.match(html)
    if array:
        yield from _strings(array[1])
    for match in _RECORD.finditer(html):
        yield f"<div>{match[1]}</div>"


def _strings(array: str) -> Iterator[str]:
    try:
        values = json.loads(array.replace("'", '"'))
    except json.JSONDecodeError:
        return
    yield from (value for value in values if isinstance(value, str))


def _plain_items(root: Element, url: str) -> tuple[Item, ...]:
    """Columns drawn on the server have their links in the page: those of articles alone are taken."""
    links = [link for link in root.iter("a") if _ARTICLE.search(link.get("href") or "")]
    return items_of(links, base_of(root, url))


def _pages(html: str, url: str) -> Iterator[str | None]:
    """The next group of records; without one the numbered pages of the column, if their count is known."""
    group = _GROUP.search(html)
    if group:
        yield absolute(url, unescape(group[1]))
        return
    unit, count = _UNIT.search(html), _page_count(html)
    if unit:
        yield from (_numbered(url, unit[1], number) for number in range(_number_of(url) + 1, count + 1))


def _page_count(html: str) -> int:
    stated = _TOTAL_PAGE.search(html)
    if stated:
        return int(stated[1])
    total, size = _TOTAL_RECORD.search(html), _PER_PAGE.search(html)
    return -(-int(total[1]) // max(int(size[1]), 1)) if total and size else 0


def _number_of(url: str) -> int:
    number = dict(parse_qsl(urlsplit(url).query)).get("pageNum", "1")
    return int(number) if number.isdecimal() else 1


def _numbered(url: str, unit: str, number: int) -> str:
    parts = urlsplit(urljoin(url, "index.html") if url.endswith("/") else url)
    return urlunsplit(parts._replace(query=urlencode({"uid": unit, "pageNum": number}), fragment=""))
