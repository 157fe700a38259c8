"""What the page lists of all digital newspapers have in common.

A page of an issue lists its articles twice: as hot zones of the page picture, without text, and as a text
list. Both are taken, text links first, one item a path; the issue's pages are the listing's sections, and
those of other issues are none.
"""

from __future__ import annotations

import re

from crawler.pages.dates import url_date
from crawler.pages.listings.rows import items_of, links_of, unique_urls
from crawler.pages.model import Listing
from crawler.pages.tree import absolute, base_of, parse, strip_unread


def page_list(html: str, url: str, article: re.Pattern[str], page: re.Pattern[str]) -> Listing:
    """The listing of a page whose resolved links match `article` or else `page`."""
    root = strip_unread(parse(html))
    base = base_of(root, url)
    linked = [(link, target) for link in links_of(root) if (target := absolute(base, link.get("href")))]
    articles = [link for link, target in linked if article.search(target)]
    pages = (
        target
        for _, target in linked
        if page.search(target) and not article.search(target) and _of_one_issue(target, url)
    )
    ordered = sorted(articles, key=lambda link: link.tag == "area")
    return Listing(items_of(ordered, base), (), unique_urls(pages))


def _of_one_issue(page: str, url: str) -> bool:
    """Whether both addresses name one day, or either names none: 上一期 leads to another issue."""
    day, other = url_date(page), url_date(url)
    return day is None or other is None or day == other
