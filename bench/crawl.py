"""CPU a page of the whole pipeline against a bare Scrapy spider: `python -m bench.crawl [PAGES]`.

Both read the same pages from the same loopback server, in processes of their own, in turns; the figure
is the ratio of their CPU times a page, less what each takes to start (a crawl of one page). A further run of
the whole says which stages its time goes to (see `bench.stages`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from tests.helpers.loopback import Answer, Bench, Site, article, listing

ROUNDS = 3
_BARE = """
import sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for at in range(int(sys.argv[2])):
            yield scrapy.Request(f"http://{sys.argv[1]}/art/{at}.html")
    def parse(self, response):
        pass
process = AsyncCrawlerProcess({"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
"""


def _site(pages: int) -> Site:
    filler = "全县上下抓项目、促投资，重点项目按期推进，服务专班每周到现场解决问题。" * 20

    def say(path: str, _: Mapping[str, str]) -> Answer:
        if path.startswith("/art/"):
            return article(int(path[5:-5]), body=f"高青县新材料项目开工，总投资{path[5:-5]}亿元。{filler}")
        if path.startswith("/list/"):
            return listing({f"/art/{at}.html": "2026-02-20" for at in range(pages)})
        return Answer(status=404)

    return Site(say)


def _cpu(command: list[str]) -> float:
    """CPU seconds of a process."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _full(pages: int) -> float:
    with _site(pages) as site, tempfile.TemporaryDirectory() as home:
        return _cpu(Bench(Path(home), site).command("2026-02-27"))


def stages(pages: int) -> dict[str, float]:
    """CPU milliseconds a page of each stage of the whole, without the start, the longest first."""
    start, whole = _stages(1), _stages(pages)
    each = {name: 1000 * (whole[name] - start.get(name, 0.0)) / (pages - 1) for name in whole}
    return {name: each[name] for name in sorted(each, key=each.__getitem__, reverse=True)}


def _stages(pages: int) -> dict[str, float]:
    with _site(pages) as site, tempfile.TemporaryDirectory() as home:
        found = Path(home) / "stages.json"
        python, *_ = command = Bench(Path(home), site).command("2026-02-27")
        _cpu([python, "-m", "bench.stages", str(found), *command[3:]])
        seconds: dict[str, float] = json.loads(found.read_text("utf-8"))
    return seconds


def _bare(pages: int) -> float:
    with _site(pages) as site:
        return _cpu([sys.executable, "-c", _BARE, site.host, str(pages)])


def _a_page(measure: Callable[[int], float], pages: int) -> float:
    """CPU milliseconds a page, without the start."""
    return 1000 * (measure(pages) - measure(1)) / (pages - 1)


def run(pages: int = 1000) -> dict[str, float]:
    """CPU milliseconds a page of both, and their ratio (median of rounds)."""
    rounds = [(_a_page(_full, pages), _a_page(_bare, pages)) for _ in range(ROUNDS)]
    full, bare = (median(values) for values in zip(*rounds, strict=True))
    return {"full": full, "bare": bare, "ratio": median(one / other for one, other in rounds)}


def main() -> None:
    """Print the figures."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    found = run(pages)
    print(f"full {found['full']:.2f} ms, bare {found['bare']:.2f} ms a page: {found['ratio']:.1f} times")
    for stage, milliseconds in stages(pages).items():
        print(f"  {stage:10} {milliseconds:6.2f} ms")


if __name__ == "__main__":
    main()
