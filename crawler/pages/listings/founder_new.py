"""Page lists of newspapers in Founder's newer system (layout/YYYYMM/DD/node_NN.html).

One variant lists the whole issue under `#webtree`; it is read the same way.
"""

from __future__ import annotations

import re

from crawler.pages.listings.newspaper import page_list
from crawler.pages.model import Listing

ARTICLE = re.compile(
    r"/(?:content|con|col|c|art)/\d{6}/\d{2}/(?:content_?|c_?|col)?\d+(?:_\d+)?\.html?", re.I
)
PAGE = re.compile(r"/(?:layout|lay|col|c|l)/\d{6}/\d{2}/(?:node_?|n_?|l|col)\w+\.html?", re.I)


def parse_listing(html: str, url: str) -> Listing:
    """A page of an issue, or the list of a whole one."""
    return page_list(html, url, ARTICLE, PAGE)
