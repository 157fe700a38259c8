"""Articles that only the scripts of a page hold."""

from __future__ import annotations

import json

import pytest

from crawler.pages.article import parse_article

TITLE = "某县十二个重点项目集中开工"
TEXT = "十二个项目总投资36亿元，涉及纺织、机械、化工三个行业，全部列入省市重点项目名单。"
ARTICLE = {"title": TITLE, "publishTime": "2022-05-18 10:19", "content": f"<p>{TEXT}</p><p>{TEXT}</p>"}
STATE = json.dumps(
    {"props": {"list": [{"title": "别的", "content": "短"}], "detail": ARTICLE}}, ensure_ascii=False
)
LINKED = json.dumps(
    {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2022-05-18T10:19", "articleBody": TEXT * 2}
)


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (f"<script id=__NEXT_DATA__ type=application/json>{STATE}</script>", f"{TEXT}\n{TEXT}"),
        (f"<script>window.__INITIAL_STATE__ = {STATE};</script>", f"{TEXT}\n{TEXT}"),
        (f"<script type=application/ld+json>{LINKED}</script>", TEXT * 2),
    ],
)
def test_a_script_holds_the_article(script: str, text: str) -> None:
    page = parse_article(f"<title>某客户端</title><div id=app></div>{script}")
    assert (page.title, page.published, page.text, page.hazard) == (TITLE, "2022-05-18T10:19", text, None)


@pytest.mark.parametrize("state", ['{"content": "请稍候"}', '{"content": ', "[1, 2]", '{"content": null}'])
def test_a_script_without_article_leaves_the_shell(state: str) -> None:
    page = parse_article(f"<div id=app></div><script>window.__STATE__ = {state}</script>")
    assert page.hazard is not None
    assert page.hazard.kind == "shell"


def test_a_drawn_article_is_read_as_drawn() -> None:
    page = parse_article(f"<h1>{TITLE}</h1><p>{TEXT}{TEXT}{TEXT}</p><script>a.__S__={STATE}</script>")
    assert page.text == TEXT * 3
