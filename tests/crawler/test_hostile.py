"""Sites that do all that real ones do, and worse, crawled side by side in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from gzip import compress
from random import Random

import pytest

from tests.helpers.loopback import Answer, Bench, Site, article, html, listing

RULES = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
JIASULE = Answer(b"<script>document.cookie='__jsl_clearance=1'</script>", 521, {"Set-Cookie": "__jsluid_h=1"})
RUISHU = Answer(b"<script r='m'>$_ts=1</script>", 202, {"Set-Cookie": "abcdefghO=1"})
CAPTCHA = html("请完成安全验证，拖动滑块<script src='//t.captcha.qq.com/x.js'></script>", "安全验证")
LOGIN = html("用户登录<input type=password>", "用户登录")
CLOSED = html("本网站正在升级维护，预计明日恢复访问，给您带来不便敬请谅解。", "网站维护")
TEXT = {"Content-Type": "text/plain"}
Pages = Mapping[str, Answer]


def site(pages: Pages, robots: Answer = RULES) -> Site:
    """A list of six articles, all of them sound but for `pages`."""
    usual = {"/robots.txt": robots, "/list/": listing({f"/art/{at}.html": "2026-02-20" for at in range(6)})}
    return Site(lambda path, _: (usual | dict(pages)).get(path) or article(int(path[5:-5])))


def endless(page: Callable[[int], Answer]) -> Site:
    """A list whose pages never end."""

    def say(path: str, _: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return RULES
        number = int(path.removeprefix("/list/") or 1) if path.startswith("/list/") else 0
        return page(number) if number else article(1)

    return Site(say)


def calendar(number: int) -> Answer:
    return html(f"<table><tr><td>1</td></tr></table><a href='/list/{number + 1}'>下一页</a>", "日历")


def repeating(number: int) -> Answer:
    return listing({"/art/1.html": "2026-02-20", "/art/2.html": "2026-02-20"}, f"/list/{number + 1}")


def growing(number: int) -> Answer:
    return listing({f"/art/{number}.html": "2026-02-20"}, f"/list/{number + 1}")


def paper() -> Site:
    """A newspaper of three days: an issue, one that leads to the home page, one that is not there."""
    answers = {
        "/20260225/Page01a.htm": html("<ul id=newslist><li><a href=Articel01001a.htm>重要新闻一条</a></ul>"),
        "/20260226/Page01a.htm": Answer(status=302, headers={"Location": "/20260225/Page01a.htm"}),
        "/20260225/Articel01001a.htm": article(1),
        "/robots.txt": RULES,
    }
    return Site(lambda path, _: answers.get(path, GONE))


HUGE = Answer(b"User-agent: *\nDisallow: /art/1\n" + b"# filler\n" * 100_000, headers=TEXT)
MOVED = {"/rules.txt": Answer(b"User-agent: *\nDisallow: /art/\n", headers=TEXT)}
GONE = Answer(b"<title>404</title>", 404)
NOISE = Random(1).randbytes(20_000)
SPLIT = article(4, "高青县项目开工。<div class=page><a href='/art/4_2.html'>下一页</a></div>")
PACKED = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
HEAD = {f"X-Line-{at}": "y" * 4000 for at in range(90)}
WHOLE = article(2)
PARTS = compress(article(1).body[:200]) + compress(article(1).body[200:])

SITES: dict[str, Callable[[], Site]] = {
    "rules_challenged": lambda: site({}, JIASULE),
    "rules_moved": lambda: site(MOVED, Answer(status=301, headers={"Location": "/rules.txt"})),
    "rules_elsewhere": lambda: site({}, Answer(status=301, headers={"Location": "http://example.invalid/"})),
    "rules_huge": lambda: site({}, HUGE),
    "list_challenged": lambda: site({"/list/": RUISHU}),
    "page_challenged": lambda: site({"/art/1.html": JIASULE, "/art/3.html": LOGIN}),
    "all_challenged": lambda: site({f"/art/{at}.html": CAPTCHA for at in range(6)}),
    "list_empty": lambda: site({"/list/": html("<p>改版</p>", "新站")}),
    "closed": lambda: site({"/list/": CLOSED}),
    "list_gone": lambda: site({"/list/": GONE}),
    "calendar": lambda: endless(calendar),
    "repeating": lambda: endless(repeating),
    "growing": lambda: endless(growing),
    "heads": lambda: site({"/art/1.html": Answer(WHOLE.body, headers=HEAD)}),
    "packed_in_parts": lambda: site({"/art/1.html": Answer(PARTS, headers=PACKED)}),
    "odd_answers": lambda: site(
        {
            "/art/0.html": Answer(status=304),
            "/art/1.html": Answer(WHOLE.body[:300], 206, WHOLE.headers),
            "/art/2.html": Answer(b'{"code": 403, "msg": "forbidden"}', headers=WHOLE.headers),
            "/art/3.html": Answer(compress(WHOLE.body)[:-20], headers=PACKED),
            "/art/4.html": Answer(WHOLE.body, headers=PACKED),
            "/art/5.html": Answer(compress(WHOLE.body), headers=PACKED),
        }
    ),
    "odd_pages": lambda: site(
        {
            "/art/0.html": Answer(NOISE, headers={"Content-Type": "image/jpeg"}),
            "/art/1.html": Answer(b"%PDF-1.4 no more", headers={"Content-Type": "application/pdf"}),
            "/art/2.html": Answer(WHOLE.body, headers=WHOLE.headers, length=90_000),
            "/art/3.html": Answer(status=302, headers={"Location": "http://[no-address/"}),
            "/art/4.html": SPLIT,
            "/art/4_2.html": GONE,
            "/art/5.html": Answer(b"\x1f\x8b\x08no gzip", headers={"Content-Encoding": "gzip"}),
        }
    ),
}
DATED = {"entry": "/%Y%m%d/Page01a.htm", "platform": "paperindex", "more": "backfill = 2"}


@dataclass
class Crawl:
    """What became of the sites: the run and problems of each, and what it was asked for."""

    bench: Bench
    asked: dict[str, list[str]]

    def outcome(self, source: str) -> tuple[object, ...]:
        sql = f"SELECT outcome, listed, new_articles FROM run WHERE source = '{source}'"
        (row,) = self.bench.rows(sql)
        return row

    def problems(self, source: str) -> set[str]:
        rows = self.bench.rows(f"SELECT kind FROM problem WHERE source = '{source}'")
        return {str(kind) for (kind,) in rows}


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    with ExitStack() as stack:
        sites = {name: stack.enter_context(make()) for name, make in SITES.items()}
        first = next(iter(sites.values()))
        bench = Bench(tmp_path_factory.mktemp("hostile"), first)
        (bench.home / "sources" / "county.toml").unlink()
        for name, one in sites.items():
            bench.add(name, one.host, "pages = 4")
        bench.add("paper", stack.enter_context(paper()).host, **DATED)
        bench.crawl()
        yield Crawl(bench, {name: sorted(one.pages()) for name, one in sites.items()})


pytestmark = pytest.mark.xdist_group("hostile")


@pytest.mark.parametrize(
    ("source", "outcome", "problems"),
    [
        ("rules_challenged", ("blocked", 0, 0), {"blocked", "challenge_jiasule"}),
        ("rules_moved", ("finished", 6, 0), set()),
        ("rules_elsewhere", ("failed", 0, 0), {"robots_unreachable", "run_failed"}),
        ("rules_huge", ("finished", 6, 5), set()),
        ("list_challenged", ("blocked", 0, 0), {"blocked", "challenge_ruishu"}),
        ("page_challenged", ("finished", 6, 4), {"challenge_jiasule", "login_wall"}),
        ("all_challenged", ("blocked", 6, 0), {"blocked", "captcha", "pages_failing"}),
        ("list_empty", ("failed", 0, 0), {"list_empty", "run_failed"}),
        ("closed", ("failed", 0, 0), {"maintenance", "run_failed"}),
        ("list_gone", ("failed", 0, 0), {"list_missing", "run_failed"}),
        ("calendar", ("failed", 0, 0), {"endless_list", "run_failed"}),
        ("repeating", ("finished", 4, 2), {"endless_list"}),
        ("growing", ("finished", 4, 4), {"endless_list"}),
        ("heads", ("finished", 6, 5), {"oversize"}),
        ("packed_in_parts", ("finished", 6, 6), set()),
        (
            "odd_answers",
            ("finished", 6, 1),
            {"truncated", "not_a_page", "broken_encoding", "pages_failing"},
        ),
        ("paper", ("finished", 1, 1), set()),
        (
            "odd_pages",
            ("finished", 6, 3),
            {"not_a_page", "truncated", "redirect_scheme", "part_missing", "broken_encoding"},
        ),
    ],
)
def test_each_hazard_has_its_name_and_its_end(
    crawl: Crawl, source: str, outcome: tuple[object, ...], problems: set[str]
) -> None:
    assert crawl.outcome(source) == outcome
    assert crawl.problems(source) == problems


def test_nothing_is_asked_that_rules_or_challenges_forbid(crawl: Crawl) -> None:
    assert [crawl.asked[name] for name in ("rules_challenged", "rules_elsewhere")] == [[], []]
    assert crawl.asked["rules_moved"] == ["/list/", "/rules.txt"]
    assert "/art/1.html" not in crawl.asked["rules_huge"]
    assert crawl.asked["list_challenged"] == ["/list/"]
    assert crawl.asked["calendar"] == ["/list/", "/list/2"]
    assert crawl.asked["repeating"].count("/list/3") == 0


def test_what_was_challenged_waits_and_what_is_whole_is_kept(crawl: Crawl) -> None:
    waiting = "SELECT source, count(*) FROM frontier WHERE done = 0 GROUP BY source ORDER BY source"
    assert crawl.bench.rows(waiting) == [
        ("all_challenged", 6),
        ("closed", 1),
        ("list_challenged", 1),
        ("odd_answers", 4),
        ("odd_pages", 1),
        ("page_challenged", 2),
        ("rules_challenged", 1),
        ("rules_elsewhere", 1),
    ]
    kept = "SELECT substr(url, -11), length(text) > 20, hazard FROM article WHERE source = 'odd_pages'"
    assert sorted(crawl.bench.rows(kept)) == [
        ("/art/1.html", 0, "picture_only"),
        ("/art/2.html", 1, None),
        ("/art/4.html", 1, None),
    ]


def test_every_source_has_a_day_of_coverage_that_says_why_it_is_empty(crawl: Crawl) -> None:
    sql = "SELECT source, reason IS NOT NULL FROM coverage WHERE listed = 0 AND source != 'paper'"
    assert sorted(crawl.bench.rows(sql)) == [
        (name, 1)
        for name in sorted(SITES)
        if name.startswith(("rules_challenged", "rules_elsewhere", "list_", "closed", "calendar"))
    ]
    assert crawl.bench.rows("SELECT count(DISTINCT source) FROM coverage") == [(len(SITES) + 1,)]


def test_an_issue_that_leads_to_another_day_did_not_appear(crawl: Crawl) -> None:
    sql = "SELECT day, polled, listed, reason FROM coverage WHERE source = 'paper' ORDER BY day"
    assert crawl.bench.rows(sql) == [
        ("2026-02-25", 1, 1, None),
        ("2026-02-26", 0, 0, "no issue 2"),
        ("2026-02-27", 0, 0, "no issue 2"),
    ]
