"""Which part of a page is the article, where others hold more text."""

from __future__ import annotations

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
