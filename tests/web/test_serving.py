"""A new release is taken up under load: no request fails, new rows are seen, the old file is let go."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.pruning import prune
from archive.release import latest, release
from archive.search import index_articles
from tests.helpers.chronicle import Chronicle, figure
from tests.helpers.fronts import served
from tests.helpers.web import get
from web import serving

TEXT = "总投资73亿元的项目开工。"


def published(chronicle: Chronicle, releases: Path) -> str:
    index_articles(chronicle.db)
    return release(chronicle.path, releases, "2026-03-01").name


def names(address: str) -> set[str]:
    return {made["name"] for made in json.loads(get(address + "/releases.json")[1])["releases"]}


PATHS = ("/", "/search?q=开工", "/archive/figure", "/archive/article.csv?_stream=1", "/pictures", "/releases")


def test_a_release_is_taken_up_without_a_failed_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "CHECK_SECONDS", 0.2)
    chronicle, releases = Chronicle(tmp_path / "archive.db"), tmp_path / "releases"
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    published(chronicle, releases)
    statuses: Counter[int] = Counter()
    stop = threading.Event()

    def ask(address: str) -> None:
        while not stop.is_set():
            for path in PATHS:
                statuses[get(address + path.replace("开工", "%E5%BC%80%E5%B7%A5"))[0]] += 1

    with served(releases, tmp_path) as address, ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask, address) for _ in range(2)]
        chronicle.says("又一个项目竣工。", url="https://example.cn/2")
        second = published(chronicle, releases)
        begun = time.monotonic()
        while b"example.cn/2" not in get(address + "/archive/article.csv")[1]:
            assert time.monotonic() - begun < 60
            time.sleep(0.05)
        stop.set()
        [done.result() for done in asking]
        assert second in names(address)
    assert set(statuses) == {200}
    assert statuses[200] > len(PATHS)


def test_a_release_that_cannot_be_opened_is_left_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "CHECK_SECONDS", 0.05)
    chronicle, releases = Chronicle(tmp_path / "archive.db"), tmp_path / "releases"
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    first = releases / published(chronicle, releases)
    with served(releases, tmp_path) as address:
        broken = releases / "2026-03-02"
        shutil.copytree(first, broken)
        (broken / "inspect.json").write_text("no json", encoding="utf-8")
        time.sleep(0.3)
        assert get(address + "/archive/figure")[0] == 200


def test_a_release_that_is_served_is_not_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "CHECK_SECONDS", 60)  # it does not move on by itself
    chronicle, releases = Chronicle(tmp_path / "archive.db"), tmp_path / "releases"
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    first = releases / published(chronicle, releases)
    with served(releases, tmp_path) as address:
        published(chronicle, releases)
        assert [(old.directory, old.stays) for old in prune(releases, 1)] == [(first, "it is being served")]
        assert get(address + "/archive/figure")[0] == 200
    assert [(old.directory, old.stays) for old in prune(releases, 1)] == [(first, None)]


def test_a_release_without_an_index_of_names_is_searched_and_says_so(tmp_path: Path) -> None:
    chronicle, releases = Chronicle(tmp_path / "archive.db"), tmp_path / "releases"
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    published(chronicle, releases)
    old = latest(releases)
    assert old
    with sqlite3.connect(old.database) as connection:
        connection.executescript("DROP TABLE thing; DROP TABLE thing_fts")
    with served(releases, tmp_path) as address:
        for lang, words in (("zh", "没有名称索引"), ("en", "before names were indexed")):
            status, body, _ = get(f"{address}/search?q=%E5%BC%80%E5%B7%A5&_lang={lang}")
            assert status == 200
            assert words in body.decode()
            assert "73亿元" in body.decode()


@pytest.mark.parametrize("asked", ["/x", ""])  # the proxy passes the prefix on, or takes it away
def test_below_a_prefix_everything_begins_with_it(tmp_path: Path, asked: str) -> None:
    chronicle, releases = Chronicle(tmp_path / "archive.db"), tmp_path / "releases"
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    published(chronicle, releases)
    paths = [
        "/",
        "/search?q=%E5%BC%80%E5%B7%A5",
        "/archive",
        "/archive/figure",
        "/archive/who_hosts",
        "/releases",
    ]
    with served(releases, tmp_path, "/x/") as address:
        for path in paths:
            status, body, _ = get(address + asked + path)
            assert status == 200
            links = re.findall(r'(?:href|src|action)="([^"]*)"', body.decode())
            assert [
                link for link in links if not link.startswith(("/x/", "?", "#", "https://", f"{address}/x/"))
            ] == []
        feed = get(address + asked + "/feeds/articles.atom")[1].decode()
        assert f"<id>{address}/x/-/evidence/" in feed
        assert f'rel="self" href="{address}/x/feeds/articles.atom"' in feed
