"""Page lists by dated folders: `YYYYMMDD/html/page_01.htm` and `/shtml/{code}/YYYYMMDD/vA01.shtml`."""

from __future__ import annotations

import re

from crawler.pages.listings.newspaper import page_list
from crawler.pages.model import Listing

ARTICLE = re.compile(r"/\d{8}/(?:html/)?(?:content_\d+(?:_\d+)?\.html?|\d+\.shtml)(?:$|\?)", re.I)
PAGE = re.compile(r"/\d{8}/(?:html/)?(?:page_\w+\.html?|v[A-Z]{0,2}\d+\.shtml)(?:$|\?)", re.I)


def parse_listing(html: str, url: str) -> Listing:
    """A page of an issue."""
    return page_list(html, url, ARTICLE, PAGE)
