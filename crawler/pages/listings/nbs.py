"""Page lists of the nbs form: page `nbs.D110000abc_01.htm`, article `nw.D110000abc_20180315_1-01.htm`."""

from __future__ import annotations

import re

from crawler.pages.listings.newspaper import page_list
from crawler.pages.model import Listing

ARTICLE = re.compile(r"/nw\.D\d+\w*?_\d{8}_\d+-\w+\.html?", re.I)
PAGE = re.compile(r"/nbs\.D\d+\w*?_\w+\.html?", re.I)


def parse_listing(html: str, url: str) -> Listing:
    """A page of an issue."""
    return page_list(html, url, ARTICLE, PAGE)
