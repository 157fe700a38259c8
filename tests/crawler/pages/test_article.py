"""What holds for any page at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.article import parse_article
from crawler.pages.listings import PARSERS
from crawler.pages.plaintext import parse_text
from crawler.pages.report import article_json

SENTENCE = "全县三季度重点项目集中开工，总投资86亿元，涉及新材料等领域。"
HTML = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class=share>", "</div>", "<table><tr><td>", "</td></tr></table>", "<br>"]
    )
    | st.sampled_from(
        ["<a href=x.html>下一页</a>", "<!--", "-->", "<script>", "</script>", "<founder-content>"]
    )
    | st.sampled_from(
        [SENTENCE, "来源：", "2026-02-30", "发布时间：", "（责任编辑：甲）", "&nbsp;", "\x00", "\ud800", "<"]
    ),
    max_size=40,
).map("".join)
URL = "http://a.cn/1.html"


@given(HTML | st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_page_raises_or_leaks_markup(html: str) -> None:
    page = parse_article(html, URL, "2026-11-20T02:00:00")
    assert page.text or page.hazard
    assert all(line.strip() == line and line for line in page.text.split("\n") if page.text)
    for parser in PARSERS.values():
        parser(html, URL)


@given(st.text("县开工，。\n 　（）本报记者aA1:/", max_size=200))
def test_no_pasted_text_raises(text: str) -> None:
    page = parse_text(text)
    assert page.text or page.hazard


def test_deep_nesting_is_read() -> None:
    depth = 1500
    html = "<div>" * depth + f"<p>{SENTENCE}</p><p>{SENTENCE}</p>" + "</div>" * depth
    assert parse_article(html).text == f"{SENTENCE}\n{SENTENCE}"


def test_markup_outside_the_body_is_read() -> None:
    html = f"<body><p>页眉</p></body></html><div class=pages_content><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    assert parse_article(html).text == f"{SENTENCE}\n{SENTENCE}"


def test_a_misnamed_container_is_no_furniture() -> None:
    html = f"<div class='share nav'><p>{SENTENCE}</p><p>{SENTENCE}</p></div><div class=nav>首页</div>"
    assert parse_article(html).text == f"{SENTENCE}\n{SENTENCE}"


def test_what_stands_around_the_text_is_no_part_of_it() -> None:
    text = f"<p>{SENTENCE}</p><p>{SENTENCE}{SENTENCE}</p>"
    around = "<p>为您推荐</p>" + "".join(f"<p>{n}县{SENTENCE}</p>" for n in "甲乙丙丁戊")
    html = f"<body><p>视频：项目开工</p>{text}<p>- THE END -</p>{around}</body>"
    assert parse_article(html).text == f"{SENTENCE}\n{SENTENCE}{SENTENCE}"


def test_json_form() -> None:
    body = f"<title>集中开工</title><h1>集中开工</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>".encode("gb18030")
    assert article_json(body, "http://a.cn/x/t20260518_1.html") == {
        "title": "集中开工",
        "published": "2026-05-18",
        "source": None,
        "author": None,
        "text": f"{SENTENCE}\n{SENTENCE}",
        "hazard": None,
    }
