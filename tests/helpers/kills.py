"""A crawl killed again and again with signal 9: what is missing, doubled and fetched twice at its end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.helpers.loopback import Answer, Bench, Site, article, listing, records

ROBOTS = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})


@dataclass(frozen=True)
class Toll:
    """What the kills cost; `refetched` counts requests for pages that were asked for before."""

    pages: int
    kills: int
    stored: int
    doubled: int
    refetched: int
    warcs: int


def _site(lists: int, size: int) -> Site:
    def say(path: str, _: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return ROBOTS
        if path.startswith("/list/"):
            at = int(path.removeprefix("/list/") or 0)
            rows = {f"/art/{number}.html": "2026-02-20" for number in range(at * size, (at + 1) * size)}
            return listing(rows, f"/list/{at + 1}" if at + 1 < lists else "")
        return article(int(path.removeprefix("/art/").removesuffix(".html")))

    return Site(say)


def _strike(bench: Bench, asked: int, delay: str) -> None:
    """Start a run and kill it once the site was asked `asked` times in all."""
    running = bench.start("2026-02-27", "--delay", delay)
    while len(bench.site.asked) < asked and running.poll() is None:
        time.sleep(0.003)
    running.kill()
    running.communicate()


def crawl_under_fire(home: Path, lists: int, size: int, kills: int, delay: str, seed: int) -> Toll:
    """Crawl `lists` lists of `size` articles with `kills` kills at random points, then to the end."""
    pages = lists * size + lists
    points = sorted(Random(seed).sample(range(2, pages), kills))
    with _site(lists, size) as site:
        bench = Bench(home, site)
        for point in points:
            _strike(bench, point, delay)
        bench.crawl("2026-02-27", "--delay", delay)
        asked = Counter(site.pages())
    stored, distinct = bench.rows("SELECT count(*), count(DISTINCT url) FROM article")[0]
    assert isinstance(stored, int)
    assert isinstance(distinct, int)
    for warc in bench.warcs():
        records(warc)
    return Toll(
        pages=pages,
        kills=kills,
        stored=distinct,
        doubled=stored - distinct,
        refetched=sum(asked.values()) - len(asked),
        warcs=len(bench.warcs()),
    )
