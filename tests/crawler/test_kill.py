from __future__ import annotations

from pathlib import Path

from tests.helpers.kills import crawl_under_fire


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    toll = crawl_under_fire(tmp_path, lists=22, size=100, kills=20, delay="0.01", seed=7)
    assert (toll.stored, toll.doubled) == (2200, 0)
    assert toll.refetched <= 0.02 * toll.pages
