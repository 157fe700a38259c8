"""Lists of TRS WCM: links in the page, paging by a script that no HTML parser runs.

`createPageHTML(50, 0, "index", "html")` means 50 pages, this is the first, and page two is `index_1.html`:
files count from 0; some name the element of the links first. Where only `m_nRecordCount` and `m_nPageSize`
(or `countPage`) are set, the number of pages follows from them. The count may exceed the pages that exist; a
404 on a later page is then the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from crawler.pages.listings.rows import items_of, unique_urls
from crawler.pages.model import Listing
from crawler.pages.tree import Element, base_of, parse, strip_unread, text_of

_SCRIPT_PAGES = re.compile(
    r"createPageHTML\w*\s*\(\s*(?:[\"'][A-Za-z]\w*[\"']\s*,\s*)?[\"']?(?P<count>\d+)[\"']?\s*,\s*[\"']?(?P<current>\d+)[\"']?\s*,"
    r"\s*[\"'](?P<name>[^\"']+)[\"']\s*,\s*[\"'](?P<extension>\w+)[\"']",
    re.I,
)
_COUNT_PAGE = re.compile(r"\bcountPage\s*=\s*[\"']?(\d+)", re.I)
_RECORDS = re.compile(r"\bm_nRecordCount\s*=\s*[\"']?(\d+)", re.I)
_SIZE = re.compile(r"\bm_nPageSize\s*=\s*[\"']?(\d+)", re.I)
_NUMBERED = re.compile(r"^(?P<name>.+?)(?:_(?P<current>\d+))?\.(?P<extension>s?html?)$", re.I)
_ARTICLE = re.compile(
    r"(?:^|/)t(?:19|20)\d{6}_\d+\.s?html?|/content/post_\d+\.html|/(?:19|20)\d{2}-?\d{2}/", re.I
)
_COMMENTED = 200  # characters before a call in which a comment begins
_COMMENT = re.compile(r"(?<!:)//[^\n<]*$")


def parse_listing(html: str, url: str) -> Listing:
    """A column page of a TRS portal."""
    root = strip_unread(parse(html))
    base = base_of(root, url)
    links = [link for link in root.iter("a") if _ARTICLE.search(link.get("href") or "") and _has_words(link)]
    return Listing(items_of(links, base), unique_urls(_pages(html, url)))


def _has_words(link: Element) -> bool:
    return bool(text_of(link) or link.get("title"))


def stated_pages(html: str, url: str) -> list[str]:
    """The pages after this one that a script states, of a list or of an article split over several."""
    stated = _call(html)
    if stated is None:
        return []
    later = range(int(stated["current"]) + 1, int(stated["count"]))
    return [urljoin(url, f"{stated['name']}_{number}.{stated['extension']}") for number in later]


def _call(html: str) -> re.Match[str] | None:
    """The first call that is not commented out on its line."""
    for call in _SCRIPT_PAGES.finditer(html) if "PageHTML" in html else ():  # most pages have none
        line = html[html.rfind("\n", 0, call.start()) + 1 : call.start()]
        if not _COMMENT.search(line[-_COMMENTED:]):
            return call
    return None


def _pages(html: str, url: str) -> Iterator[str]:
    if _call(html):
        yield from stated_pages(html, url)
        return
    name, current, extension = _file_of(url)
    yield from (urljoin(url, f"{name}_{number}.{extension}") for number in range(current + 1, _count(html)))


def _count(html: str) -> int:
    """How many pages the counters of the scripts amount to; 0 when they say nothing."""
    pages = _COUNT_PAGE.search(html)
    if pages:
        return int(pages[1])
    records, size = _RECORDS.search(html), _SIZE.search(html)
    return -(-int(records[1]) // max(int(size[1]), 1)) if records and size else 0


def _file_of(url: str) -> tuple[str, int, str]:
    """Name, number and extension of a list file; a folder is its `index.html`."""
    match = _NUMBERED.match(urlsplit(url).path.rpartition("/")[2])
    if match is None:
        return "index", 0, "html"
    return match["name"], int(match["current"] or 0), match["extension"]
