"""Pages in the manner of portals, newspapers and old sites: each carries one thing that misleads a reader."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import process_time

import pytest

from crawler.pages.listings.generic import parse_listing
from crawler.pages.report import article_json

TITLE = "高青经济开发区十二个项目集中开工"
LINES = (
    "4月9日上午，高青经济开发区举行二季度重点项目集中开工仪式，十二个项目总投资36.5亿元。",
    "此次开工的项目涵盖新材料、高端装备、医药健康三个领域，其中超十亿元项目一个，超亿元项目九个。",
    "截至3月底，全区在建工业项目五十七个，完成投资21.3亿元，比去年同期增长百分之十八。",
)
TEXT = "\n".join(LINES)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
HEAD = f"<title>{TITLE}_高青网</title><h1>{TITLE}</h1>"
BYLINE = "<div class=info>2026-04-10 08:31　来源：高青日报</div>"
TOP = HEAD + BYLINE
SUMMARY = "一批项目开工，涉及三个领域，总投资三十多亿元。"
OTHERS = "".join(
    f'<div class="item"><h4><a href="/r/{at}.html">这是第{at}条推荐新闻的标题文字</a></h4>'
    "<p>摘要写了二三十个字，有逗号，也有句号。它比正文还要长一些，为的是混淆。</p></div>"
    for at in range(14)
)
STATE = json.dumps(
    {
        "detail": {"title": TITLE, "docRelTime": "2026-04-10 08:31"},
        "list": [{"docRelTime": "2026-03-01 01:00"}],
    },
    ensure_ascii=False,
)


@dataclass(frozen=True)
class Expected:
    """What a page gives; whatever is not said is as everywhere."""

    text: str = TEXT
    published: str | None = "2026-04-10T08:31"
    title: str = TITLE


PAGES = {
    "a body whose id sounds like credits": (
        f"{TOP}<article class=article id=mp-editor>{BODY}</article><div class=groom>{OTHERS}</div>",
        Expected(),
    ),
    "a summary in a box of its own": (
        f"{TOP}<div id=content><div class=intro>{SUMMARY}</div>{BODY}</div>",
        Expected(),
    ),
    "a labelled summary": (
        f"{TOP}<div id=zoom><p><b>导读：{SUMMARY}</b></p>{BODY}</div>",
        Expected(),
    ),
    "a summary in brackets": (
        f"{TOP}<div id=zoom><p>【核心提示】{SUMMARY}</p>{BODY}</div>",
        Expected(),
    ),
    "a chronicle that begins with a bare date": (
        f"{TOP}<div id=zoom><p>2026年1月3日</p><p>{LINES[0]}</p><p>2026年2月2日</p><p>{LINES[1]}</p></div>",
        Expected(f"2026年1月3日\n{LINES[0]}\n2026年2月2日\n{LINES[1]}"),
    ),
    "a table and nothing else": (
        f"{TOP}<div class=main><table><tr><td>序号<td>项目名称<td>总投资</tr>"
        "<tr><td>1<td>碳纤维项目<td>120000</tr><tr><td>2<td>医药中间体项目<td>35000</tr></table></div>",
        Expected("序号\t项目名称\t总投资\n1\t碳纤维项目\t120000\n2\t医药中间体项目\t35000"),
    ),
    "an introduction before a longer list": (
        f"{TOP}<div class=x><p>{LINES[0]}</p><ol><li>{LINES[1]}</li><li>{LINES[2]}</li></ol></div>",
        Expected(),
    ),
    "paragraphs that only the style keeps apart": (
        f"{TOP}<div class=x style='white-space: pre-wrap'>" + "\n".join(LINES) + "</div>",
        Expected(),
    ),
    "preformatted text": (f"{TOP}<pre>{TEXT}</pre>", Expected()),
    "letters of no size between those that are read": (
        f"{TOP}<div id=zoom>{BODY.replace('</p>', '<span style=font-size:0>禁止转载</span></p>')}</div>",
        Expected(),
    ),
    "a page within the page": (
        f"{TOP}<div id=zoom><html><title>无标题文档</title><body>{BODY}</html></div>",
        Expected(),
    ),
    "a byline without the year": (
        f"{HEAD}<section class=main><p>04-10 08:31 高青融媒</p>{BODY}</section>",
        Expected(published=None),
    ),
    "fields that a script is to draw": (
        f"<title>{TITLE}</title><textarea class=article-title>{TITLE}</textarea>"
        "<textarea class=article-time>1775781060000</textarea><textarea class=article-content>"
        f"{BODY.replace('<', '&lt;').replace('>', '&gt;')}</textarea>",
        Expected(published="2026-04-10T08:31:00"),
    ),
    "the date in the state of a script": (
        f"{HEAD}<div class=x>{BODY}</div><script>window.__INITIAL_STATE__={STATE};</script>",
        Expected(),
    ),
    "the date in a variable": (
        f"<script>var id = 3, pubDate = '2026-04-10 08:31';</script>{HEAD}<div id=zoom>{BODY}</div>",
        Expected(),
    ),
    "the date written by a script": (
        f"{HEAD}<p><script>document.write('2026-04-10 08:31')</script></p><div class=x>{BODY}</div>",
        Expected(),
    ),
    "the date in a hidden field": (
        f"{HEAD}<input type=hidden id=pubtime value='2026-04-10 08:31'><div class=x>{BODY}</div>",
        Expected(),
    ),
    "dates of several articles in one script": (
        f"{HEAD}<div class=x>{BODY}</div><script>a=[{{ptime:'2026-04-10'}},{{ptime:'2026-03-02'}}]</script>",
        Expected(published=None),
    ),
    "dates of a list beside the article": (
        "<ul>"
        + "".join(f"<li><a href=/{at}>县里的一条旧闻标题</a> 2026-11-1{at}" for at in range(9))
        + "</ul>"
        f"{HEAD}<div class=x>{BODY}</div>",
        Expected(published=None),
    ),
    "comments longer than the article": (
        f"{TOP}<div class=x>{BODY}</div><div class=y><h4>网友评论</h4>"
        + "<p>这个项目不错，希望对本地就业有帮助，也希望注意环保，别只看投资额。</p>" * 20
        + "</div>",
        Expected(),
    ),
}


@pytest.mark.parametrize(("page", "expected"), PAGES.values(), ids=PAGES)
def test_a_misleading_page(page: str, expected: Expected) -> None:
    read = article_json(page.encode(), fetched="2026-11-20T02:00:00Z")
    assert Expected(read["text"] or "", read["published"], read["title"] or "") == expected


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_a_page_that_does_not_say_how_it_is_written(encoding: str) -> None:
    read = article_json(f"{TOP}<div id=zoom>{BODY}</div>".encode(encoding))
    assert (read["title"], read["text"]) == (TITLE, TEXT)


def test_undeclared_big5_is_read() -> None:
    text = "立法會財務委員會昨日通過撥款二十億元，興建西九龍醫院新大樓，工程預計明年動工。"
    page = f"<title>撥款二十億建新大樓</title><h1>撥款二十億建新大樓</h1><div>{text * 2}</div>".encode("big5")
    assert article_json(page)["text"] == text * 2


@pytest.mark.parametrize(
    "burden",
    [
        "<p " + " ".join(f"a{at}=1" for at in range(100_000)) + "></p>",
        "<script>" + "var a = {" * 60_000 + "</script>",
        "<textarea class=article-x>" * 30_000 + "</textarea>",
        "<script>{" * 60_000,
    ],
    ids=["attributes", "assignments", "fields", "scripts"],
)
def test_no_page_takes_more_than_a_few_seconds(burden: str) -> None:
    began = process_time()
    article_json(f"{TOP}<div id=zoom>{BODY}</div>{burden}".encode())
    assert process_time() - began < 5


def test_a_list_of_thousands_of_links_takes_time_in_proportion() -> None:
    def seconds(links: int) -> float:
        page = "".join(f"<a href=/x/{at}.html>一条够长的新闻标题{at}</a>" for at in range(links))
        began = process_time()
        assert len(parse_listing(page, "http://a.cn/").items) == links
        return process_time() - began

    assert seconds(8000) < 12 * seconds(2000)
