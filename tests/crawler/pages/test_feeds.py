from __future__ import annotations

import pytest

from crawler.pages.listings.generic import parse_listing
from crawler.pages.model import Item

URL = "http://a.cn/list/"
MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://a.cn/art/1.html</loc><lastmod>2026-02-20T20:00:00Z</lastmod></url></urlset>"""
RSS = """<rss version="2.0"><channel><title>要闻</title><link>http://a.cn/</link><item><title>县里开工</title>
<link>http://a.cn/art/1.html</link><pubDate>Fri, 20 Feb 2026 02:00:00 GMT</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>要闻</title><entry><title>县里开工</title>
<link href="/art/1.html"/><updated>2026-02-20T10:00:00+08:00</updated></entry></feed>"""
JSON = """{"code": 0, "data": {"total": 1, "list": [{"docTitle": "县里开工", "doc_pub_url": "/art/1.html",
"publishTime": "2026-02-20 10:00:00"}], "next": {"url": "/api?page=2"}}}"""
ITEM = Item("http://a.cn/art/1.html", "县里开工", "2026-02-20")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (MAP, (Item("http://a.cn/art/1.html", "", "2026-02-21"),)),
        (RSS, (ITEM,)),
        (ATOM, (ITEM,)),
        (JSON, (ITEM,)),
        ("{", ()),
        ("<urlset", ()),
        ("<urlset><url><loc>", ()),
        ('[{"title": "县里开工"}]', ()),
    ],
)
def test_lists_made_for_programs(text: str, items: tuple[Item, ...]) -> None:
    assert parse_listing(text, URL).items == items


def test_pages_that_only_a_script_links_follow() -> None:
    html = (
        '<li><a href=/1.html>县里的第一条重要新闻</a><script>createPageHTML(3, 0, "index", "html");</script>'
    )
    assert parse_listing(html, URL).pages == (
        "http://a.cn/list/index_1.html",
        "http://a.cn/list/index_2.html",
    )
