"""Which link goes on with an article, and where a newspaper does."""

from __future__ import annotations

import pytest

from crawler.pages.article import parse_article

TEXT = "<p>十二个项目总投资36亿元，涉及纺织、机械、化工三个行业，全部列入省市重点项目名单。</p>" * 2
TRS = "http://a.cn/202205/t20220520_7901276"


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        (
            f"{TRS}.html",
            "<script>createPageHTML(3, 0, 't20220520_7901276', 'html')</script>",
            f"{TRS}_1.html",
        ),
        (f"{TRS}_2.html", "<script>createPageHTML(3, 2, 't20220520_7901276', 'html')</script>", None),
        (f"{TRS}.html", "<script>createPageHTML(30, 0, 'index', 'html')</script>", None),
        ("http://a.cn/content_12.htm", "<a href=content_12_2.htm>下一页</a>", "http://a.cn/content_12_2.htm"),
        ("http://a.cn/content_12.htm", "<a href=content_13.htm>下一页</a>", None),
        (
            "http://a.cn/p/12.html",
            "<a href=12-2.html>[2]</a> <a href=12-3.html>[3]</a>",
            "http://a.cn/p/12-2.html",
        ),
        ("http://a.cn/s.asp?id=5", "<a href='?id=5&page=2'>下一页</a>", "http://a.cn/s.asp?id=5&page=2"),
        ("http://a.cn/s.asp?id=5", "<a href='?id=6'>下一页</a>", None),
        ("http://a.cn/5.html", "<a href=5_2.html>下一篇</a>", None),
    ],
)
def test_the_next_page_of_an_article(url: str, link: str, expected: str | None) -> None:
    assert parse_article(f"<h1>十二个项目开工</h1>{TEXT}{link}", url).next_page == expected


@pytest.mark.parametrize(
    ("line", "on", "back"),
    [
        ("（下转第十二版）", "12", None),
        ("▶下转Ｂ２版", "B02", None),
        ("（下转 A2 版·要闻）", "A02", None),
        ("◀上接A01版", None, "A01"),
        ("（下转第4版）（上接第1版）", "04", "01"),
    ],
)
def test_the_pages_a_report_is_continued_on_and_from(line: str, on: str | None, back: str | None) -> None:
    page = parse_article(f"<h1>十二个项目开工</h1>{TEXT}<p>{line}</p>")
    assert (page.continued_on, page.continued_from) == (on, back)
    assert not page.text.endswith("版）")
