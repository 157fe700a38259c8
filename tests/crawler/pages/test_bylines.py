"""Source and author in the forms of the genre."""

from __future__ import annotations

import pytest

from crawler.pages.article import parse_article
from crawler.pages.bylines import is_byline

BODY = "<div id=zoom>" + "<p>仪式在县经济开发区举行，十二个项目参加，涉及纺织、机械、化工三个行业。</p>" * 3


def credits_of(byline: str, last: str = "", meta: str = "") -> tuple[str | None, str | None]:
    page = f"{meta}<h1>某县项目集中开工</h1><div>{byline}</div>{BODY}{last}</div>"
    parsed = parse_article(page)
    return parsed.source, parsed.author


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("2022-05-18 来源：某县融媒体中心 浏览次数：12", ("某县融媒体中心", None)),
        ("信息来源：县发展改革局 发布时间：2022-05-18", ("县发展改革局", None)),
        ("2004年05月12日10:24 某某日报", ("某某日报", None)),
        ("2022-05-18 10:24 出处：某某网 作者：张三 编辑：李四 人气：5380", ("某某网", "张三")),
        ("来源： 作者：张三", (None, "张三")),
        ("作者：某某网", (None, None)),
        ("责任编辑：李四", (None, None)),
        ("本报记者 张三 通讯员 李四", (None, "张三 李四")),
    ],
)
def test_byline(byline: str, expected: tuple[str | None, str | None]) -> None:
    assert credits_of(byline) == expected


def test_credits_behind_the_text() -> None:
    assert credits_of("", "<p>（来源：某某日报）</p>") == ("某某日报", None)
    assert credits_of("", "<p>开工项目年内投产。（记者 张三 通讯员 李四）</p>") == (None, "张三 李四")


def test_a_medium_is_no_author() -> None:
    assert credits_of("", meta="<meta name=author content=某某网>") == (None, None)
    assert credits_of("来源：某某科技", meta="<meta name=author content=某某科技>") == ("某某科技", None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("本报记者 张三", True), ("□ 记者 张三 李四 报道", True), ("记者从县里获悉，项目已经开工。", False)],
)
def test_is_byline(line: str, expected: bool) -> None:
    assert is_byline(line) is expected
