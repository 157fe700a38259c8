"""Two nights of a site as others read them: by the WARC standard always, by pywb where there is one.

pywb's dependencies exclude Scrapy's, so it lives in an environment of its own: `make replay` makes it and
names its interpreter in PYWB.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.helpers import pywb_replay
from tests.helpers.loopback import Answer, Bench, Site, article, listing

PYWB = os.environ.get("PYWB")
PAGES = ("same.html", "moved.html", "checked.html", "query.html?a=1&b=2")
LATER: list[str] = []  # pages that appear on the second night
COPY = "late.html"  # of the same bytes as same.html
ROBOTS = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
pytestmark = pytest.mark.xdist_group("replay")


def say(path: str, headers: Mapping[str, str]) -> Answer:
    if path == "/robots.txt":
        return ROBOTS
    if path == "/list/":
        return listing({f"/art/{page}": "2026-02-25" for page in [*PAGES, *LATER]})
    if path == "/art/moved.html":
        return Answer(status=302, headers={"Location": "/art/same.html"})
    if path != "/art/checked.html":
        return article(len(path), day="2026-02-25")
    if headers.get("if-none-match") == '"v1"':
        return Answer(status=304, headers={"ETag": '"v1"'})
    page = article(7, day="2026-02-25")
    return Answer(page.body, headers={**page.headers, "ETag": '"v1"'})


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    with Site(say) as site:
        bench = Bench(tmp_path_factory.mktemp("replay"), site)
        for night in ("2026-02-25", "2026-02-26"):
            bench.crawl(night)
            LATER.append(COPY)
    return bench


def heads(warc: Path) -> list[Mapping[str, str]]:
    with warc.open("rb") as stream:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(stream)]


def test_every_revisit_names_the_record_it_repeats(nights: Bench) -> None:
    first, second = map(heads, nights.warcs())
    written = {
        (head["WARC-Target-URI"], head["WARC-Date"]): head["WARC-Payload-Digest"]
        for head in first
        if head["WARC-Type"] == "response"
    }
    revisits = [head for head in second if head["WARC-Type"] == "revisit"]
    assert {head["WARC-Profile"].rsplit("/", 1)[1] for head in revisits} == {
        "identical-payload-digest",
        "server-not-modified",
    }
    for head in revisits:
        original = head["WARC-Refers-To-Target-URI"], head["WARC-Refers-To-Date"]
        assert written[original] == head["WARC-Payload-Digest"]


def test_the_same_bytes_at_another_address_are_kept_once(nights: Bench) -> None:
    sql = "SELECT c.kind, o.url FROM capture c JOIN capture o ON o.id = c.revisit_of WHERE c.url LIKE ?"
    ((kind, original),) = nights.rows(sql.replace("?", f"'%/{COPY}'"))
    assert (kind, str(original)[-14:]) == ("article", "/art/same.html")
    assert nights.rows(f"SELECT text != '' FROM article WHERE url LIKE '%/{COPY}'") == [(1,)]


def test_a_304_keeps_its_head_beside_the_page_it_confirms(nights: Bench) -> None:
    with nights.warcs()[1].open("rb") as stream:
        fields = [r.content_stream().read() for r in ArchiveIterator(stream) if r.rec_type == "metadata"]
    assert len(fields) == 1
    assert fields[0].startswith(b"http-status: 304\r\n")
    assert b'Etag: "v1"\r\n' in fields[0]


@pytest.mark.skipif(not PYWB, reason="needs an interpreter with pywb: make replay")
def test_pywb_replays_pages_redirects_duplicates_and_304s(nights: Bench, tmp_path: Path) -> None:
    rows = nights.rows(
        "SELECT strftime('%Y%m%d%H%M%S', c.fetched_at), c.url, c.status, coalesce(o.payload_sha256,"
        " c.payload_sha256) FROM capture c LEFT JOIN capture o ON o.id = c.revisit_of ORDER BY 1, 2"
    )
    asked = "".join(json.dumps(row[:2]) + "\n" for row in rows)
    command = [str(PYWB), pywb_replay.__file__, str(tmp_path), *map(str, nights.warcs())]
    ended = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    replayed = [json.loads(line) for line in ended.stdout.splitlines() if line[1:2].isdigit()]
    moved, empty = "/art/same.html", sha256(b"").hexdigest()
    assert replayed == [
        [302, moved, empty] if status == 302 else [200, None, digest] for _, _, status, digest in rows
    ]
    assert {status for _, _, status, _ in rows} == {200, 302, 304}
