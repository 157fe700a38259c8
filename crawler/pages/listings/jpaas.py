"""Lists of JPaaS (newer 大汉): JSON whose `data.html` is a piece of HTML.

The column page itself holds only the ids of the request (`webId`, `tplSetId`, `pageType`, `tagId`, `pageId`)
in attributes or scripts; from them the address of each numbered answer is made.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.pages.listings.rows import items_of, unique_urls
from crawler.pages.model import Listing
from crawler.pages.tree import parse, strip_unread

BUILD_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_IDS = ("webId", "tplSetId", "pageType", "tagId", "pageId", "parseType", "editType")
_REQUIRED = frozenset({"webId", "tplSetId", "tagId", "pageId"})
_ID = re.compile(rf"\b({'|'.join(_IDS)})[\"']?\s*[=:]\s*[\"']?([\w\u4e00-\u9fff-]+)", re.I)
_PAGE_COUNT = re.compile(r"(?:totalPage|pageCount|countPage)[\"']?\s*[=:]\s*[\"']?(\d+)", re.I)
_TOTAL = re.compile(r"(?:totalRecord|total|count)[\"']?\s*[=:]\s*[\"']?(\d+)", re.I)
_PAGE_SIZE = 15


def parse_listing(html: str, url: str) -> Listing:
    """An answer of the build service, or the column page that names its first one."""
    data = _data(html)
    piece = str(data.get("html") or "") if data else html
    items = items_of(
        (link for link in strip_unread(parse(piece)).iter("a") if "/art/" in (link.get("href") or "")), url
    )
    if data is None:
        return Listing(items, unique_urls([_first_answer(html, url)]))
    return Listing(items, tuple(_later_answers(piece, data, url)))


def _data(text: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(text)
    except json.JSONDecodeError:
        return None
    data = answer.get("data") if isinstance(answer, dict) else None
    return data if isinstance(data, dict) else {}


def _first_answer(html: str, url: str) -> str | None:
    lower = {name.lower(): name for name in _IDS}
    ids = {lower[name.lower()]: value for name, value in reversed(_ID.findall(html))}
    if not ids.keys() >= _REQUIRED:
        return None
    query = {"parseType": "bulidstatic", "pageType": "column", **ids}  # the service spells it so
    query["paramJson"] = _page_parameter(1, _PAGE_SIZE)
    return urljoin(url, f"{BUILD_PATH}?{urlencode(query)}")


def _later_answers(piece: str, data: dict[str, Any], url: str) -> list[str]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    number, size = _page_of(query)
    count = _page_count(piece, data, size)
    return [
        urlunsplit(parts._replace(query=urlencode({**query, "paramJson": _page_parameter(later, size)})))
        for later in range(number + 1, count + 1)
    ]


def _page_of(query: dict[str, str]) -> tuple[int, int]:
    """Page number and page size that an answer was asked for."""
    try:
        asked = json.loads(query.get("paramJson", "{}"))
        return int(asked.get("pageNo", 1)), int(asked.get("pageSize", _PAGE_SIZE))
    except (ValueError, AttributeError, TypeError):
        return 1, _PAGE_SIZE


def _page_count(piece: str, data: dict[str, Any], size: int) -> int:
    text = piece + json.dumps({key: value for key, value in data.items() if key != "html"})
    stated = _PAGE_COUNT.search(text)
    if stated:
        return int(stated[1])
    total = _TOTAL.search(text)
    return -(-int(total[1]) // max(size, 1)) if total else 0


def _page_parameter(number: int, size: int) -> str:
    return json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
