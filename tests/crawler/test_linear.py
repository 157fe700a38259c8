"""Lists of tens of thousands of links: work grows with their number, not with its square."""

from __future__ import annotations

from cProfile import Profile
from pathlib import Path

import pytest

from archive.database import open_archive
from crawler.frontier import Frontier, Task
from crawler.pages.listings import PARSERS

LINK = "<a href=/art/{0}.html>县里的第{0}条重要新闻报道</a> 2026-02-20"
SHAPES = {
    "rows": f"<li>{LINK}</li>",
    "one block": f"{LINK}<br>",
    "table": f"<tr><td>{LINK}</td></tr>",
    "rows in one another": f"<div>{LINK}",
    "type in one another": f"<font>{LINK}",
    "pages": "<a href=/list/{0}.html>下一页</a>",
}
SOURCE = {
    "id": "x",
    "name": "x",
    "publisher": "x",
    "home": "高青县",
    "platform": "generic",
    "url": "x",
    "sample": 0,
}


def _calls(shape: str, platform: str, size: int) -> int:
    html = f"<html><body>{''.join(shape.format(at) for at in range(size))}</body></html>"
    profile = Profile()
    profile.runcall(PARSERS[platform], html, "http://a.cn/list/")
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("platform", sorted(PARSERS))
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_four_times_the_links_are_four_times_the_work(shape: str, platform: str) -> None:
    _calls(shape, platform, 5)  # patterns are compiled once
    assert _calls(shape, platform, 400) < 4.5 * _calls(shape, platform, 100) + 1000


def test_rows_that_nothing_closes_are_found() -> None:
    html = "".join(SHAPES["rows in one another"].format(at) for at in range(1000))
    assert len(PARSERS["generic"](html, "http://a.cn/list/").items) > 990  # the first have other surroundings


def test_the_frontier_knows_more_addresses_than_a_statement_takes_values(tmp_path: Path) -> None:
    db = open_archive(tmp_path / "a.db")
    db.table("source").insert(SOURCE)
    frontier = Frontier(db, "x", "2026-02-27")
    frontier.add([Task("http://a.cn/1", "article"), Task("http://a.cn/2", "article")])
    asked = [f"http://a.cn/{at}" for at in range(300_000)]
    assert frontier.known(asked) == {"http://a.cn/1", "http://a.cn/2"}
