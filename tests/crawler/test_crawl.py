from __future__ import annotations

import gzip
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.helpers.loopback import BODY, Answer, Bench, Site, article, html, listing, records

ROBOTS = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
MISSING = Answer(b"<title>404</title>", 404)


def paths(count: int, prefix: str = "/art/") -> dict[str, str]:
    return {f"{prefix}{number}.html": "2026-02-20" for number in range(count)}


def simple(count: int) -> Site:
    """One list of `count` articles."""

    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        if path == "/list/":
            return listing(paths(count))
        return article(int(path.split("/")[-1].split(".")[0]))

    return Site(say)


def test_a_crawl_stores_articles_captures_and_coverage_once(tmp_path: Path) -> None:
    with simple(5) as site:
        bench = Bench(tmp_path, site)
        first = bench.crawl()
        asked = len(site.asked)
        second = bench.crawl()
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "5 new" in first.stdout
    assert "already read" in second.stdout
    assert len(site.asked) == asked == 7
    assert bench.rows("SELECT outcome, requests, listed, new_articles, failed FROM run") == [
        ("finished", 6, 5, 5, 0)
    ]
    assert bench.rows("SELECT day, polled, listed, new, failed, reason FROM coverage") == [
        ("2026-02-27", 1, 5, 5, 0, None)
    ]
    kinds = bench.rows("SELECT kind, count(*) FROM capture GROUP BY kind ORDER BY kind")
    assert kinds == [("article", 5), ("list", 1), ("robots", 1)]
    (warc,) = bench.warcs()
    assert warc.name == "2026-02-27-001.warc.gz"
    types = [kind for kind, _ in records(warc)]
    assert types == ["warcinfo", *["response", "request"] * 7]
    digest = sha256(warc.read_bytes()).hexdigest()
    assert bench.rows("SELECT closed, committed, sha256 FROM warc_file") == [(1, warc.stat().st_size, digest)]


def test_nothing_disallowed_is_asked_for_while_robots_is_on_its_way(tmp_path: Path) -> None:
    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return Answer("User-agent: *\nDisallow: /内部\nDisallow: /no/\n".encode("gb18030"), wait=1.0)
        return listing(paths(20, "/no/") | paths(2, "/yes/")) if path == "/list/" else article(1)

    with Site(say) as site:
        bench = Bench(tmp_path, site)
        bench.crawl()
    assert sorted(site.pages()) == ["/list/", "/yes/0.html", "/yes/1.html"]
    assert bench.rows("SELECT count(*) FROM frontier WHERE error = 'robots' AND done = 1") == [(20,)]


def test_without_rules_nothing_is_asked_for_and_the_source_is_reported(tmp_path: Path) -> None:
    with Site(lambda *_: Answer(b"User-agent: *\nAllow: /", 503)) as site:
        bench = Bench(tmp_path, site)
        ended = bench.crawl()
    assert ended.returncode == 1
    assert site.pages() == []
    assert bench.rows("SELECT outcome FROM run") == [("failed",)]
    assert {"robots_unreachable", "run_failed"} <= bench.problems()
    assert bench.rows("SELECT done FROM frontier") == [(0,)]


def test_a_quiet_night_reads_two_pages_a_section(tmp_path: Path) -> None:
    pages, size, new = 15, 20, list[str]()

    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        section, _, rest = path.strip("/").partition("/")
        if rest.startswith("a"):
            return article(1, body=BODY + path)
        number = int(rest.removeprefix("index_").removesuffix(".html") or 0) if rest else 0
        following = f"/{section}/index_{number + 1}.html" if number + 1 < pages else ""
        pinned = {f"/{section}/a-pinned.html": "2024-01-01"} if number == 0 else {}
        fresh = dict.fromkeys(new, "2026-02-22") if (section, number) == ("s1", 0) else {}
        day = "2026-02-10" if number == 0 else "2026-01-01"
        return listing(
            pinned | fresh | {f"/{section}/a{number}-{at}.html": day for at in range(size)}, following
        )

    with Site(say) as site:
        bench = Bench(tmp_path, site, entry="/s1/")
        source = tmp_path / "sources" / "county.toml"
        text = source.read_text(encoding="utf-8")
        entries = f'["http://{site.host}/s1/", "http://{site.host}/s2/"]'
        source.write_text(text.replace(f'"http://{site.host}/s1/"', entries), encoding="utf-8")
        bench.crawl("2026-02-26", "--limit", "2000")
        assert bench.rows("SELECT count(*) FROM article") == [(2 * (pages * size + 1),)]
        site.asked.clear()
        new.append("/s1/a-late.html")
        bench.crawl("2026-02-28")
    lists = [path for path in site.pages() if path.split("/")[2][:1] != "a"]
    assert "/s1/a-late.html" in site.pages()
    assert len(lists) <= 5  # two a section, one more where something was new


def test_edits_make_versions_and_two_missing_nights_a_withdrawal(tmp_path: Path) -> None:
    state = {"edited": False, "gone": False}

    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        if path == "/list/":
            return listing(paths(3))
        if path == "/art/1.html" and state["edited"]:
            return article(1, BODY.replace("12亿元", "21亿元"))
        if path == "/art/2.html" and state["gone"]:
            return Answer(b"<title>404</title>", 404)
        answer = article(int(path[5]))
        if headers.get("if-none-match") == '"v1"':
            return Answer(status=304, headers={"ETag": '"v1"'})
        return replace(answer, headers={**answer.headers, "ETag": '"v1"'})

    with Site(say) as site:
        bench = Bench(tmp_path, site)
        bench.crawl("2026-02-20")
        state |= {"edited": True, "gone": True}
        for night in ("2026-02-21", "2026-02-22", "2026-02-23"):
            bench.crawl(night)
    versions = bench.rows(
        "SELECT number, instr(v.text, '21亿元') > 0 FROM article_version v JOIN article a"
        " ON a.id = v.article WHERE a.url LIKE '%/1.html' ORDER BY number"
    )
    assert versions == [(1, 0), (2, 1)]
    assert bench.rows("SELECT count(*) FROM article_version") == [(4,)]
    gone = bench.rows("SELECT missing_since, withdrawn_on, text != '' FROM article WHERE url LIKE '%/2.html'")
    assert gone == [("2026-02-21", "2026-02-22", 1)]
    kinds = [kind for warc in bench.warcs() for kind, url in records(warc) if url and url.endswith("/0.html")]
    assert kinds.count("revisit") >= 1


def test_a_run_that_is_asked_to_stop_goes_on_where_it_ended(tmp_path: Path) -> None:
    with simple(150) as site:
        bench = Bench(tmp_path, site)
        bench.broken_off(30, signal.SIGTERM)
        assert bench.rows("SELECT outcome FROM run") == [("interrupted",)]
        bench.crawl()
    assert bench.rows("SELECT count(*), count(DISTINCT url) FROM article") == [(150, 150)]
    assert len(site.asked) - len(set(site.asked)) <= 12
    assert all(records(warc) for warc in bench.warcs())


def test_a_file_with_half_a_block_is_cut_to_what_is_committed(tmp_path: Path) -> None:
    with simple(60) as site:
        bench = Bench(tmp_path, site)
        bench.broken_off(45, signal.SIGKILL)
        (warc,) = bench.warcs()
        warc.write_bytes(warc.read_bytes()[:-700] + b"\x1f\x8b\x08torn")
        bench.crawl()
    assert bench.rows("SELECT count(*), count(DISTINCT url) FROM article") == [(60, 60)]
    assert all(records(file) for file in bench.warcs())


def test_a_redirect_or_refresh_off_the_source_is_never_followed(tmp_path: Path) -> None:
    with Site(lambda *_: html("secret")) as other:
        targets = {
            "/art/0.html": Answer(status=302, headers={"Location": f"http://{other.host}/x"}),
            "/art/1.html": html("", head=f"<meta http-equiv=refresh content='0;url=http://{other.host}/y'>"),
            "/art/2.html": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
            "/art/3.html": Answer(status=302, headers={"Location": "http://example.invalid/z"}),
            "/art/4.html": Answer(status=302, headers={"Location": "/art/4.html"}),
        }

        def say(path: str, headers: Mapping[str, str]) -> Answer:
            return targets.get(path) or (
                ROBOTS if path == "/robots.txt" else listing(paths(6)) if path == "/list/" else article(5)
            )

        with Site(say) as site:
            bench = Bench(tmp_path, site)
            bench.crawl()
    assert other.asked == []
    assert {
        "redirect_private_address",
        "redirect_scheme",
        "redirect_offsite",
        "redirect_loop",
    } <= bench.problems()
    assert bench.rows("SELECT count(*) FROM article") == [(1,)]


def test_hazards_are_recorded_by_name_and_cost_no_other_page(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(200_000_000), 1)
    answers = {
        "/art/0.html": Answer(bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}),
        "/art/1.html": Answer(b"<html>", length=40_000_000),
        "/art/2.html": html("您访问的页面不存在", "页面不存在"),
        "/art/3.html": Answer(b"<html><body><p>half", length=9000),
        "/art/4.html": Answer(status=410),
    }

    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        if path == "/list/":
            return listing(
                paths(5) | {"/art/7.html;jsessionid=1A2B": "2026-02-20", "/art/7.html": "2026-02-20"}
            )
        return answers.get(path) or article(7)

    with Site(say) as site:
        bench = Bench(tmp_path, site)
        bench.crawl()
    sql = "SELECT substr(url, -11) AS page, error FROM frontier WHERE error IS NOT NULL ORDER BY page"
    assert bench.rows(sql) == [
        ("/art/0.html", "oversize"),
        ("/art/1.html", "oversize"),
        ("/art/2.html", "not found"),
        ("/art/3.html", "truncated"),
        ("/art/4.html", "not found"),
    ]
    assert bench.rows("SELECT substr(url, -11) FROM article") == [("/art/7.html",)]
    assert site.pages().count("/art/7.html") == 1
    assert bench.rows("SELECT hazard FROM capture WHERE url LIKE '%/2.html'") == [("soft_404",)]


def test_a_challenge_stops_the_source_and_leaves_its_pages_waiting(tmp_path: Path) -> None:
    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        if path == "/list/":
            return listing(paths(40))
        script = b"<script>document.cookie='__jsl_clearance=1';location.href='/'</script>"
        return Answer(script, 521, {"Set-Cookie": "__jsluid_h=1"})

    with Site(say) as site:
        bench = Bench(tmp_path, site)
        ended = bench.crawl()
    assert ended.returncode == 1
    assert bench.rows("SELECT outcome FROM run") == [("blocked",)]
    assert "blocked" in bench.problems()
    assert bench.rows("SELECT count(*) FROM frontier WHERE done = 0") == [(40,)]
    assert len(site.pages()) < 30


def test_an_empty_list_is_a_problem_and_no_success(tmp_path: Path) -> None:
    with Site(lambda path, _: ROBOTS if path == "/robots.txt" else html("<p>改版</p>", "新站")) as site:
        bench = Bench(tmp_path, site)
        bench.crawl()
    assert "list_empty" in bench.problems()


def test_an_archive_never_mixes_sample_and_real_sources(tmp_path: Path) -> None:
    with simple(1) as site:
        Bench(tmp_path, site).crawl()
        mixed = Bench(tmp_path, site, more="sample = true")
        ended = mixed.crawl("2026-02-28")
    assert ended.returncode == 1
    assert "not mixed" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_full_disk_stops_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        if path == "/list/":
            return listing(paths(60))
        noise = Random(path).randbytes(60_000).hex()
        return article(int(path[5:-5]), body=BODY + f"<!--{noise}-->")

    with Site(say) as site:
        bench = Bench(tmp_path, site)
        bench.crawl("2026-02-26", "--limit", "1")
        limited = ["prlimit", f"--fsize={bench.home.joinpath('a.db').stat().st_size + 500_000}", "--"]
        ended = subprocess.run([*limited, *bench.command("2026-02-27")], capture_output=True, text=True)
        assert ended.returncode == 1
        bench.crawl("2026-02-27")
    assert bench.rows("SELECT count(*), count(DISTINCT url) FROM article") == [(60, 60)]
    assert all(records(warc) for warc in bench.warcs())


def test_bytes_that_a_disk_lost_are_fetched_again(tmp_path: Path) -> None:
    with simple(60) as site:
        bench = Bench(tmp_path, site)
        bench.broken_off(45, signal.SIGKILL)
        (warc,) = bench.warcs()
        committed = bench.rows("SELECT committed FROM warc_file")[0][0]
        assert isinstance(committed, int)
        with warc.open("r+b") as stream:
            stream.truncate(committed - 1500)
        bench.crawl()
    assert "warc_damaged" in bench.problems()
    assert bench.rows("SELECT count(*), count(DISTINCT url) FROM article") == [(60, 60)]
    assert all(records(file) for file in bench.warcs())


def test_a_source_that_is_too_slow_gives_way_and_its_rest_waits(tmp_path: Path) -> None:
    def say(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        return listing(paths(12)) if path == "/list/" else replace(article(int(path[5:-5])), wait=0.4)

    with Site(say) as site:
        bench = Bench(tmp_path, site, more="hours = 0.0005")
        ended = bench.crawl("2026-02-27", "--delay", "0.2")
        assert ended.returncode == 1
    assert bench.rows("SELECT outcome, ended_at IS NOT NULL FROM run") == [("failed", 1)]
    ((said,),) = bench.rows("SELECT message FROM problem WHERE kind = 'out_of_time'")
    ((waiting,),) = bench.rows("SELECT count(*) FROM frontier WHERE done = 0")
    assert said == f"not read to the end in 0.0005 hours: {waiting} pages wait"
    assert bench.rows("SELECT count(*) FROM article") == [(12 - int(str(waiting)),)]
