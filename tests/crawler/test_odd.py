"""Sites that answer oddly on later nights: what was read stays, what is gone is told, patience is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.loopback import BODY, Answer, Bench, Site, article, html, listing

RULES = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
FIREWALL = html("您的请求存在异常，已被网站防火墙拦截。请求编号：9f8a7b，如有疑问请联系管理员", "安全检测")
TRACE = "java.lang.NullPointerException<pre>" + "\tat cn.cms.Page.draw(Page.java:12)\n" * 40 + "</pre>"
FRONT = html("".join(f"<li><a href=/x/{at}.html>首页的第{at}条重要新闻报道</a>" for at in range(40)), "某县")
BARE = html(f"<div id=zoom><p>{BODY}</p><p>{BODY}</p></div>")
PDF = "<p>附件：<a href='/down/list.pdf'>名单</a> <a href='/down/down.jsp?id=3'>下载</a></p>"
SOFT = html("<h1>文件不存在或已被删除</h1>", "提示")
PAGES = {
    "/robots.txt": RULES,
    "/art/1.html": article(1),
    "/art/2.html": article(2),
    "/art/3.html": article(3),
    "/art/4.html": article(4),
    "/art/5.html": article(5),
    "/art/6.html": BARE,
    "/art/7.html": article(7, BODY + PDF),
    "/down/list.pdf": html("<p>名单将于近日发布。</p>", "名单"),
    "/down/down.jsp?id=3": SOFT,
    "/": FRONT,
    "/new/1.html": article(1),
}
LATER = {
    "/art/1.html": Answer(status=301, headers={"Location": "/new/1.html"}),
    "/art/2.html": Answer(status=302, headers={"Location": "/"}),
    "/art/3.html": Answer(status=302, headers={"Location": "/list/"}),
    "/art/4.html": FIREWALL,
    "/art/5.html": html(TRACE, "Error"),
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    pages = dict(PAGES)
    pages["/list/"] = listing({f"/art/{at}.html": "2026-02-25" for at in range(1, 8)})
    with Site(lambda path, _: pages[path]) as site:
        made = Bench(tmp_path_factory.mktemp("odd"), site)
        made.crawl("2026-02-25")
        pages |= LATER
        made.crawl("2026-02-27")
        yield made


def test_nothing_that_stands_in_for_an_article_becomes_a_version_of_it(bench: Bench) -> None:
    sql = "SELECT url, title, missing_since FROM article ORDER BY url"
    rows = {Path(str(url)).stem: rest for url, *rest in bench.rows(sql)}
    assert rows == {
        "1": ["第1个项目开工", None],
        "2": ["第2个项目开工", "2026-02-27"],
        "3": ["第3个项目开工", "2026-02-27"],
        "4": ["第4个项目开工", None],
        "5": ["第5个项目开工", None],
        "6": ["县里的第5条重要新闻报道", None],
        "7": ["第7个项目开工", None],
    }
    assert bench.rows("SELECT max(number) FROM article_version") == [(1,)]


def test_each_is_told_by_name(bench: Bench) -> None:
    rows = bench.rows("SELECT subject, kind FROM problem WHERE kind NOT IN ('article_incomplete')")
    assert {str(subject).rpartition("/")[2]: kind for subject, kind in rows} == {
        "2.html": "soft_404",
        "3.html": "soft_404",
        "4.html": "challenge_waf",
        "5.html": "server_error",
        "list.pdf": "not_a_document",
        "down.jsp?id=3": "soft_404",
    }
    assert bench.rows("SELECT count(*) FROM attachment") == [(0,)]


def test_what_only_a_list_said_of_an_article_outlasts_its_rechecks(bench: Bench) -> None:
    sql = "SELECT title, published FROM article WHERE url LIKE '%/6.html'"
    assert bench.rows(sql) == [("县里的第5条重要新闻报道", "2026-02-25")]


def _busy(tmp_path: Path, answer: Answer, paths: int) -> tuple[Bench, list[str]]:
    """A site of six articles, the first `paths` of which answer `answer`."""

    def say(path: str, _: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return RULES
        if path == "/list/":
            return listing({f"/art/{at}.html": "2026-02-20" for at in range(6)})
        number = int(path[5:-5])
        return answer if number < paths else article(number)

    with Site(say) as site:
        bench = Bench(tmp_path, site)
        bench.crawl()
        return bench, site.pages()


def test_a_site_that_asks_for_patience_is_not_asked_again_at_once(tmp_path: Path) -> None:
    bench, asked = _busy(tmp_path, Answer(b"later", 503, {"Retry-After": "7200"}), 1)
    assert asked.count("/art/0.html") == 1
    waits = "SELECT julianday(due_at) > julianday('now', '+110 minutes'), error FROM frontier WHERE done = 0"
    assert bench.rows(waits) == [(1, "HTTP 503")]


def test_too_many_requests_stop_the_source_and_its_pages_wait(tmp_path: Path) -> None:
    bench, asked = _busy(tmp_path, Answer(b"slow down", 429, {"Retry-After": "3600"}), 6)
    assert len(asked) == len(set(asked))
    assert bench.rows("SELECT outcome FROM run") == [("blocked",)]
    assert bench.rows("SELECT count(*) FROM frontier WHERE done = 0") == [(6,)]
    assert {"rate_limited", "blocked"} <= bench.problems()


def test_the_second_page_of_an_article_is_asked_for_whole_when_the_first_has_changed(tmp_path: Path) -> None:
    """A 304 for the second page must not pass for one of the article."""

    def say(path: str, headers: Mapping[str, str]) -> Answer:
        fixed = {"/robots.txt": RULES, "/list/": listing({"/art/a_1.html": "2026-02-25"})}
        if path in fixed:
            return fixed[path]
        if path == "/art/a_1.html":
            more = "<div class=page><a href='/art/a_1_2.html'>下一页</a></div>"
            return article(1, (BODY if night == 1 else BODY.replace("12", "15")) + more)
        if "if-none-match" in headers:
            return Answer(status=304)
        second = article(1, "开工仪式后，与会人员参观了项目现场。")
        return replace(second, headers={**second.headers, "ETag": '"2"'})

    night = 1
    with Site(say) as site:
        bench = Bench(tmp_path, site)
        bench.crawl("2026-02-25")
        night = 2
        bench.crawl("2026-02-27")
    texts = [str(text) for (text,) in bench.rows("SELECT text FROM article_version ORDER BY number")]
    assert [("15亿元" in text, "项目现场" in text) for text in texts] == [(False, True), (True, True)]
