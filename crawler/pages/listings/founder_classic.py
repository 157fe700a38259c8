"""Page lists of newspapers in Founder's older system (html/YYYY-MM/DD/node_N.htm).

Its pages repeat the id `pageLink`, mix the case of tags and leave attributes unquoted; node numbers are the
paper's own. Stubs that only refresh to the issue are read by `crawler.pages.refresh`.
"""

from __future__ import annotations

import re

from crawler.pages.listings.newspaper import page_list
from crawler.pages.model import Listing

ARTICLE = re.compile(r"/content_\d+(?:_\d+)?\.html?", re.I)
PAGE = re.compile(r"/node_\d+(?:_\d+)?\.html?", re.I)


def parse_listing(html: str, url: str) -> Listing:
    """A page of an issue."""
    return page_list(html, url, ARTICLE, PAGE)
