"""Which of the many lines of a page is its title."""

from __future__ import annotations

import pytest

from crawler.pages.article import parse_article
from crawler.pages.titles import without_site

TITLE = "某县十二个重点项目集中开工 总投资36亿元"
BODY = (
    "<div id=zoom>"
    + "<p>仪式在县经济开发区举行，十二个项目参加，涉及纺织、机械、化工三个行业。</p>" * 3
    + "</div>"
)


@pytest.mark.parametrize(
    "page",
    [
        f"<title>{TITLE}_新闻中心_某某网</title><table><tr><th class=f24>{TITLE}</th></tr></table>",
        f"<title>某某网--{TITLE}</title><p><b><font size=4>{TITLE}</font></b></p>",
        f"<title>{TITLE} 某县人民政府 政务动态</title><div>某县人民政府</div><p class=x>{TITLE}</p>",
        f"<title>某县人民政府门户网站</title><td>您的位置：首页</td><p><b>{TITLE}</b></p><p>2006-4-5</p>",
        f"<title>大江晚报-数字报</title><p>2005年5月12日 第A2版：要闻</p><b>{TITLE}</b>",
        f"<title></title><meta property='og:title' content='{TITLE}'>",
        f"<meta name=ArticleTitle content='{TITLE}'><title>某县人民政府</title><h1>某县人民政府</h1>",
        f"<title>{TITLE}</title>",
        f"<title>{TITLE} - 甲县论坛 - Powered by Somebody!</title><h1>[闲聊] {TITLE}</h1>",
        f"<title>{TITLE[:12]}..._某某网</title><div class=bt_big>{TITLE}</div>",
        f"<title>某局</title><h3>栏目导航</h3><span id=lblTitle>{TITLE}</span><p>发布日期：2022-5-8</p>",
    ],
)
def test_title(page: str) -> None:
    assert parse_article(page + BODY).title == TITLE


def test_a_title_within_the_text_where_the_page_is_named_after_its_site() -> None:
    head = f"<p align=center><b>{TITLE}</b></p><p>发布时间：2022-05-18 09:15</p>"
    page = f"<title>某县信息港</title>{BODY.replace('<div id=zoom>', f'<div id=zoom>{head}')}"
    assert parse_article(page).title == TITLE


def test_a_headline_may_end_like_the_name_of_an_office() -> None:
    title = "县领导调研行政服务中心"
    page = f"<title>{title}_某县人民政府</title><div>某县人民政府</div><h1>{title}</h1>{BODY}"
    assert parse_article(page).title == title


def test_a_page_without_title_has_none() -> None:
    assert parse_article(BODY).title is None


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("甲县项目开工_新闻_某某网", "甲县项目开工"),
        ("甲县项目开工-某某日报", "甲县项目开工"),
        ("某某网 >> 甲县项目开工", "甲县项目开工"),
        ("108万吨/年PA66项目开工", "108万吨/年PA66项目开工"),
    ],
)
def test_without_site(whole: str, expected: str) -> None:
    assert without_site(whole) == expected
