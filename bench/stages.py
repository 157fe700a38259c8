"""Where the time of a crawl goes: `python -m bench.stages FILE COMMAND…`.

It runs `xianzhi COMMAND…` and writes the CPU seconds of each stage to FILE as JSON. A stage is a function of
the pipeline, named below; its time is its own, without that of the stages it calls. What no stage holds is
`scrapy`: the framework, the network and the loop.
"""

from __future__ import annotations

import functools
import json
import sys
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

STAGES = {
    "extract": ("nlp.extract:extract",),  # the first, before other modules take it from there
    "capture": ("crawler.recorder:Recorder.capture",),
    "digest": ("crawler.warc:payload_digest", "crawler.capture:payload_digest"),
    "fsync": ("crawler.warc:WarcFile.sync",),
    "decode": ("crawler.answers:decode",),
    "parse": ("crawler.answers:read_tree",),
    "hazards": ("crawler.answers:page_hazard", "crawler.answers:find_refresh"),
    "article": ("crawler.answers:article_of",),
    "links": ("crawler.answers:parse_listing", "crawler.answers:read_list"),
    "frontier": (
        "crawler.frontier:Frontier.pending",
        "crawler.frontier:Frontier.known",
        "crawler.frontier:Frontier.add",
        "crawler.frontier:Frontier.done",
    ),
    "store": ("crawler.recorder:Recorder._commit",),
    "index": ("crawler.run:index_articles",),
    "crawl": ("crawler.run:_Crawl.run",),
}
REST = {"crawl": "scrapy"}  # what is left of the whole when all stages are taken from it


class Meter:
    """Adds up the CPU time of functions, each without that of those measured within it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within = [0.0]

    def measured(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, whose time is added to `stage`."""

        @functools.wraps(work)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._within.append(0.0)
            began = process_time()
            try:
                return work(*args, **kwargs)
            finally:
                taken = process_time() - began
                self.seconds[stage] += taken - self._within.pop()
                self._within[-1] += taken

        return timed

    def watch(self, stage: str, place: str) -> None:
        """Measure the function at `module:name` or `module:Class.name`."""
        module, _, path = place.partition(":")
        *owners, name = path.split(".")
        owner = functools.reduce(getattr, owners, import_module(module))
        setattr(owner, name, self.measured(stage, getattr(owner, name)))


def main() -> None:
    """Run the command, then write what each stage took."""
    meter = Meter()
    for stage, places in STAGES.items():
        for place in places:
            meter.watch(stage, place)
    from xianzhi import main as command

    try:
        command(sys.argv[2:], standalone_mode=False)
    finally:  # the command ends by leaving the process
        named = {REST.get(stage, stage): seconds for stage, seconds in meter.seconds.items()}
        Path(sys.argv[1]).write_text(json.dumps(named), encoding="utf-8")


if __name__ == "__main__":
    main()
