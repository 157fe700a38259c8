"""Crawling sources now: one process, one writer, a progress line a source.

Guarantees: one process writes to an archive at a time; wrong names and files are refused before anything is
fetched; each source ends in a row of `run`; sources that share a host or a group follow one another, so that
a machine is never asked twice at once; a source that was read to the end tonight is left alone; real sites
need a contact address.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from sqlite_utils import Database

from archive.database import open_archive
from archive.search import index_articles
from crawler import settings as defaults
from crawler.courtesy import check_contact
from crawler.errors import SourceError
from crawler.lock import only_one
from crawler.session import Session, enter_source, finished_tonight
from crawler.source import Source, load_sources
from crawler.spider import SourceSpider, spider_class

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to crawl: source ids (none: all) from a directory, into an archive, for a night."""

    sources: tuple[str, ...]
    directory: Path
    archive: Path
    data: Path
    night: date
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    contact: str = ""
    delay: float | None = None


def choose(request: Request, warn: Progress) -> list[Source]:
    """The sources asked for; SourceError if one is unknown or wrong, a warning for other wrong files."""
    wrong: dict[str, SourceError] = {}

    def keep(error: SourceError) -> None:
        wrong[Path(str(error).split(": ")[0]).stem] = error

    known = load_sources(request.directory, keep)
    for name in request.sources:
        if name in wrong:
            raise wrong[name]
        if name not in known:
            raise SourceError(
                f"unknown source {name!r}; {request.directory} has {', '.join(sorted(known)) or 'none'}"
            )
    for error in wrong.values():
        warn(f"skipped: {error}")
    if not known:
        raise SourceError(f"{request.directory}: no source files")
    return [known[name] for name in request.sources or sorted(known)]


def _line(spider: SourceSpider, outcome: str) -> str:
    tally = spider.outcomes.tally
    name = f"{spider.source.id} {spider.source.name}"
    return (
        f"{name}: {outcome}, {tally.requests} requests, {tally.lists} lists, {tally.listed} listed,"
        f" {tally.new} new, {tally.changed} changed, {tally.failed} failed"
    )


class _Crawl:
    """The crawl of several sources in one process."""

    def __init__(self, request: Request, db: Database, progress: Progress) -> None:
        self._request, self._db, self._progress = request, db, progress
        self.outcomes: dict[str, str] = {}

    def _report(self, spider: SourceSpider, outcome: str) -> None:
        self.outcomes[spider.source.id] = outcome
        self._progress(_line(spider, outcome))

    def _session(self) -> Session:
        asked = self._request
        return Session(
            db=self._db,
            data=asked.data,
            night=asked.night,
            since=asked.since,
            until=asked.until,
            limit=asked.limit,
            contact=asked.contact,
            report=self._report,
        )

    def run(self, sources: list[Source]) -> None:
        base = Settings()
        base.setmodule(defaults, priority="project")
        base.set("SOURCES_DIR", str(self._request.directory))
        base.set("CONTACT", self._request.contact)
        base.set("DELAY", self._request.delay)
        self._process = AsyncCrawlerProcess(base)
        logging.getLogger("scrapy").setLevel(logging.WARNING)
        for queue in queues(sources):
            self._next(queue)
        self._process.start()

    def _next(self, queue: list[Source]) -> None:
        """Crawl the first source of a queue, then the others, unless the process was asked to stop."""
        if not queue or "interrupted" in self.outcomes.values():
            return
        crawling = self._process.crawl(spider_class(queue[0]), session=self._session())
        crawling.add_done_callback(lambda _: self._next(queue[1:]))


def queues(sources: list[Source]) -> list[list[Source]]:
    """Sources that may be asked at the same time, each with those that have to wait for it."""
    by_slot: dict[str, list[Source]] = {}
    for source in sources:
        by_slot.setdefault(source.slot, []).append(source)
    return list(by_slot.values())


def crawl(request: Request, progress: Progress) -> dict[str, str]:
    """Crawl; source id to outcome. CrawlError or SourceError, in one line, if it cannot begin."""
    with only_one(request.archive):
        return crawl_locked(request, progress)


def crawl_locked(request: Request, progress: Progress) -> dict[str, str]:
    """As `crawl`, for a caller that holds the lock of the archive."""
    sources = choose(request, progress)
    for source in sources:
        check_contact(source, request.contact)
    db = open_archive(request.archive)
    night = request.night.isoformat()
    with db.atomic():
        for source in sources:
            enter_source(db, source)
    due = [source for source in sources if not finished_tonight(db, source.id, night)]
    for source in sources:
        if source not in due:
            progress(f"{source.id} {source.name}: already read on {night}")
    crawling = _Crawl(request, db, progress)
    if due:
        crawling.run(due)
        index_articles(db)
    missed = "interrupted" if "interrupted" in crawling.outcomes.values() else "failed"
    return {source.id: missed for source in due} | crawling.outcomes
