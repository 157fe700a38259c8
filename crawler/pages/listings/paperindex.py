"""Page lists of the PaperIndex system: Page01NU.htm lists Articel01002MT.htm (the vendor's spelling).

Each page link occurs twice (number, then name) and once more as 下一版. The two refreshes from PaperIndex.htm
over IssueIndex.htm to the first page are read by `crawler.pages.refresh`.
"""

from __future__ import annotations

import re

from crawler.pages.listings.newspaper import page_list
from crawler.pages.model import Listing

ARTICLE = re.compile(r"/Arti(?:cel|cle)[A-Z]?\d{4,6}[A-Z]{0,3}\.html?", re.I)
PAGE = re.compile(r"/Page[A-Z]?\d{1,3}[A-Z]{0,3}\.html?", re.I)


def parse_listing(html: str, url: str) -> Listing:
    """A page of an issue, or the index of a whole one."""
    return page_list(html, url, ARTICLE, PAGE)
