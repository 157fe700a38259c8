"""Which part of a page is the article, where others hold more text."""

from __future__ import annotations

import pytest

from crawler.pages.article import parse_article

TITLE = "某县十二个重点项目集中开工"
TEXT = "十二个项目总投资36亿元，涉及纺织、机械、化工三个行业，全部列入省市重点项目名单。"
OTHER = "有关负责人表示，下一步将继续加大工作力度，进一步完善政策措施，切实把好事办好、实事办实。"
HEAD = f"<title>{TITLE}_某某网</title>"
PARAGRAPHS = f"<div class=t><p>{TEXT}</p><p>{TEXT}</p></div>"
ARTICLE = f"<div class=a><h1>{TITLE}</h1><div class=i>2022-05-18</div>{PARAGRAPHS}</div>"


def blocks(count: int) -> str:
    return "".join(f"<div class=x><h4>新闻{at}</h4><p>{at}号{OTHER}</p></div>" for at in range(count))


def text(page: str) -> str:
    return parse_article(HEAD + page).text


def test_what_stands_before_the_headline_is_none() -> None:
    assert text(f"<div class=l>{blocks(20)}</div>{ARTICLE}") == f"{TEXT}\n{TEXT}"


def test_comments_and_related_reports_below_their_heading_are_none() -> None:
    assert text(f"<div>{ARTICLE}<div class=m><h2>更多新闻</h2>{blocks(20)}</div></div>") == f"{TEXT}\n{TEXT}"
    assert text(f"<div>{ARTICLE}<div class=m><h4>网友评论</h4>{blocks(20)}</div></div>") == f"{TEXT}\n{TEXT}"


def test_other_articles_with_teasers_are_none() -> None:
    teasers = "".join(
        f"<article><h3><a href=x>{at}县又一批重点项目集中开工</a></h3><p>{OTHER}</p></article>"
        for at in range(20)
    )
    assert text(f"<div>{ARTICLE}<section>{teasers}</section></div>") == f"{TEXT}\n{TEXT}"


def test_a_page_that_closes_and_begins_again_is_read() -> None:
    page = parse_article(f"<html><head></head></html><html><head>{HEAD}</head><body>{ARTICLE}</body></html>")
    assert (page.title, page.published, page.text) == (TITLE, "2022-05-18", f"{TEXT}\n{TEXT}")


def test_the_byline_at_the_head_of_the_body_is_none() -> None:
    byline = "某某在线 (2022年05月18日 08:17) 记者 甲乙"
    assert (
        text(f"<div><h1>{TITLE}</h1><div>{byline}</div><p>{TEXT}</p><p>{TEXT}</p></div>") == f"{TEXT}\n{TEXT}"
    )


def test_a_column_may_be_named_like_a_list() -> None:
    assert text(f"<div><b>热点新闻</b>{ARTICLE}</div>") == f"{TEXT}\n{TEXT}"


def test_a_headline_repeated_below_the_text_opens_nothing() -> None:
    assert text(f"<div><p>{TEXT}</p><p>{TEXT}</p></div><p>本文标题：{TITLE}</p>") == f"{TEXT}\n{TEXT}"


def below(line: str) -> str:
    return text(ARTICLE.replace(PARAGRAPHS, f"<div class=t><p>{TEXT}</p><p>{TEXT}</p><p>{line}</p></div>"))


@pytest.mark.parametrize(
    "line",
    [
        "文/张三 图/李四",
        "打印 关闭",
        "【字体：大 中 小】",
        "阅读 1234",
        "（图片来源于网络）",
        "初审编辑：张三 责任编辑：李四",
        "编辑：张三 来源：某报 时间：2022-05-20",
        "您访问的链接即将离开本站 是否继续？",
        "▲",
    ],
)
def test_furniture_below_the_text_is_none(line: str) -> None:
    assert below(line) == f"{TEXT}\n{TEXT}"
    assert parse_article(HEAD + ARTICLE + f"<p>{line}</p>").published == "2022-05-18"


@pytest.mark.parametrize(
    "line",
    [
        "来源：企业自筹资金，占六成以上。",
        "“点击量不是目的。”他说。",
        "附件：1.项目名单.doc",
        "图为开工现场。",
    ],
)
def test_words_of_furniture_in_the_text_stay(line: str) -> None:
    assert below(line) == f"{TEXT}\n{TEXT}\n{line}"
