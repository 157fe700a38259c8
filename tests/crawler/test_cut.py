"""Answers of which bytes are missing: captured as they came, told, tried again, never taken for a page."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.packing import unpacks_short
from tests.helpers.loopback import BODY, Answer, Bench, Site, article, html, listing

PAGE = article(1, BODY * 9)
WHOLE = PAGE.body
HALF, UNENDED = WHOLE[: WHOLE.index(b"</p>") - 60], WHOLE.replace(b"</body></html>", b"")
ZIPPED, MEMBERS = gzip.compress(WHOLE), gzip.compress(WHOLE[:900]) + gzip.compress(WHOLE[900:])
RULES = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
CHUNKED = {"Transfer-Encoding": "chunked"}


def sent(body: bytes, packed: str = "", length: int | None = None) -> Answer:
    headers = dict(PAGE.headers) | ({"Content-Encoding": packed} if packed else {})
    return Answer(body, headers=headers, length=length)


def chunk(body: bytes, length: int | None = None) -> bytes:
    return b"%x\r\n%s\r\n" % (length or len(body), body)


CUT = {
    "short": sent(HALF, length=len(WHOLE)),
    "no_last_chunk": Answer(chunk(HALF), headers=PAGE.headers, framing=CHUNKED),
    "half_a_chunk": Answer(chunk(HALF, len(WHOLE)), headers=PAGE.headers, framing=CHUNKED),
    "gzip": sent(ZIPPED[:-60], "gzip"),
    "gzip_members": sent(MEMBERS[:-60], "gzip"),
    "deflate": sent(zlib.compress(WHOLE)[:-60], "deflate"),
    "br": sent(brotli.compress(WHOLE)[:-40], "br"),
    "counted_in_characters": sent(WHOLE, length=len(WHOLE.decode())),
    "nothing": sent(b""),
}
SOUND = {
    "short_but_ended": sent(WHOLE, length=len(WHOLE) + 90),
    "length_of_the_page": sent(WHOLE + b"\r\n", length=len(WHOLE)),
    "unended": sent(UNENDED),
    "gzip_whole": sent(MEMBERS, "gzip"),
    "deflate_whole": sent(zlib.compress(WHOLE), "deflate"),
    "br_whole": sent(brotli.compress(WHOLE), "br"),
    "closed": Answer(WHOLE, headers=PAGE.headers, framing={}),
}
DOUBTFUL = {"closed_unended": Answer(UNENDED, headers=PAGE.headers, framing={})}
PAGES = CUT | SOUND | DOUBTFUL


def say(path: str, _: Mapping[str, str]) -> Answer:
    if path == "/robots.txt":
        return RULES
    if path == "/list/":
        return listing({f"/art/{name}.html": "2026-02-20" for name in PAGES})
    return PAGES[path.removeprefix("/art/").removesuffix(".html")]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with Site(say) as site:
        made = Bench(tmp_path_factory.mktemp("cut"), site)
        made.crawl()
        yield made


def named(bench: Bench, sql: str) -> dict[str, object]:
    return {Path(str(url)).stem: value for url, value in bench.rows(sql)}


def test_what_is_cut_waits_and_what_is_whole_is_kept(bench: Bench) -> None:
    assert named(bench, "SELECT url, hazard FROM article") == {
        **dict.fromkeys(SOUND),
        "closed_unended": "truncated",
    }
    waiting = {name: "empty" if name == "nothing" else "truncated" for name in CUT}
    assert named(bench, "SELECT url, error FROM frontier WHERE done = 0") == waiting


def test_each_cut_is_told_on_its_capture_and_as_a_problem(bench: Bench) -> None:
    doubted = named(bench, "SELECT url, hazard FROM capture WHERE hazard IS NOT NULL")
    kinds = dict.fromkeys([*CUT, "short_but_ended", *DOUBTFUL], "truncated") | {"nothing": "empty"}
    assert doubted == kinds
    assert named(bench, "SELECT subject, kind FROM problem WHERE kind != 'pages_failing'") == kinds


def test_the_archive_file_says_which_records_are_cut_and_holds_what_came(bench: Bench) -> None:
    told, payloads = {}, {}
    (file,) = bench.warcs()
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream):
            name = Path(record.rec_headers.get_header("WARC-Target-URI") or "").stem
            if record.rec_type == "response":
                told[name] = record.rec_headers.get_header("WARC-Truncated")
                payloads[name] = record.raw_stream.read()
    over = "counted_in_characters"
    short = ("short", "no_last_chunk", "half_a_chunk", "short_but_ended")
    expected = dict.fromkeys(short, "disconnect") | {over: "unspecified"}
    assert {name: said for name, said in told.items() if said} == expected
    assert payloads["short"] == HALF
    assert payloads["gzip"] == ZIPPED[:-60]
    assert payloads[over] == WHOLE[: len(WHOLE.decode())]


@pytest.mark.parametrize(
    ("worse", "kind"),
    [
        (sent(HALF, length=len(WHOLE)), "truncated"),
        (DOUBTFUL["closed_unended"], "truncated"),
        (sent(UNENDED.replace("上午".encode(), b"<b cl")[:-60] + b"<p cl"), "truncated"),
        (html("<div id=app></div><script src=/a.js></script>", "要闻"), "shell"),
        (sent(b""), "empty"),
    ],
)
def test_a_damaged_page_never_takes_the_place_of_a_sound_one(
    tmp_path: Path, worse: Answer, kind: str
) -> None:
    pages = {"/robots.txt": RULES, "/list/": listing({"/art/1.html": "2026-02-26"}), "/art/1.html": PAGE}
    with Site(lambda path, _: pages[path]) as site:
        bench = Bench(tmp_path, site)
        bench.crawl("2026-02-26")
        before = bench.rows("SELECT text, hazard, version FROM article")
        pages["/art/1.html"] = worse
        bench.crawl("2026-02-27")
        assert site.pages().count("/art/1.html") == 2
    assert bench.rows("SELECT text, hazard, version FROM article") == before
    assert bench.rows("SELECT count(*) FROM article_version") == [(1,)]
    assert kind in bench.problems()


def test_rules_that_came_in_part_allow_nothing(tmp_path: Path) -> None:
    rules = Answer(b"User-agent: *\nAllow: /a", headers={"Content-Type": "text/plain"}, length=200)
    with Site(lambda path, _: rules if path == "/robots.txt" else PAGE) as site:
        bench = Bench(tmp_path, site)
        bench.crawl()
        assert site.pages() == []
    assert bench.problems() == {"robots_unreachable", "run_failed"}


@pytest.mark.parametrize(
    "pack", [(gzip.compress, "gzip"), (zlib.compress, "deflate"), (brotli.compress, "br")]
)
def test_every_cut_of_a_packed_body_is_seen(pack: tuple[object, str]) -> None:
    compress, name = pack
    packed = compress(WHOLE)  # type: ignore[operator]
    assert not unpacks_short(packed, name)
    assert all(unpacks_short(packed[:at], name) for at in range(3, len(packed)))
