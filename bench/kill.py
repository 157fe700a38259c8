"""A crawl killed a hundred times with signal 9: `python -m bench.kill [KILLS]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.helpers.kills import Toll, crawl_under_fire


def run(kills: int = 100, seed: int = 1) -> Toll:
    """Crawl 50 lists of 100 articles under `kills` kills."""
    with tempfile.TemporaryDirectory() as home:
        return crawl_under_fire(Path(home), lists=50, size=100, kills=kills, delay="0.01", seed=seed)


def main() -> None:
    """Print what the kills cost."""
    toll = run(*map(int, sys.argv[1:2]))
    print(f"{toll.pages} pages, {toll.kills} kills: {toll.stored} articles, {toll.doubled} doubled,")
    print(f"{toll.refetched} refetched ({toll.refetched / toll.pages:.1%}), {toll.warcs} valid WARC files")


if __name__ == "__main__":
    main()
