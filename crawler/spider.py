"""The spider of a source: takes tasks from the frontier and asks for them, one after another.

Guarantees: the frontier alone decides what is fetched; a task leaves memory only when its outcome is
committed; a source that only answers with challenges is stopped and its tasks stay pending.
"""

from __future__ import annotations

import asyncio
import errno
import zlib
from collections.abc import AsyncIterator
from gzip import BadGzipFile
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CloseSpider,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.answers import Desk, Reader
from crawler.courtesy import request_settings
from crawler.ends import Ends
from crawler.frontier import Frontier, Task
from crawler.guard import ForbiddenAddress
from crawler.outcomes import Outcomes
from crawler.recorder import Recorder, now
from crawler.robots import DisallowedByRobots, RobotsUnreachable
from crawler.session import Session
from crawler.source import Source
from crawler.transport import HeadTooLargeError

IDLE = 0.02  # seconds between looks at the frontier while requests are under way
AHEAD = 16  # tasks under way, below which more are taken from the frontier
UNPACKERS = ("brotli", "brotlicffi", "zstandard", "compression", "backports", "zlib")
STORAGE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EROFS)
DOCUMENT = {"download_timeout": 180, "download_maxsize": 32 * 1024 * 1024}


def spider_class(source: Source) -> type[SourceSpider]:
    """A spider class for one source, as Scrapy's commands expect."""
    return type(f"Spider_{source.id}", (SourceSpider,), {"name": source.id, "source": source})


class SourceSpider(Spider):
    """Crawls one source; its session says what it writes to and opens and closes its run."""

    source: Source
    session: Session
    recorder: Recorder
    frontier: Frontier
    outcomes: Outcomes
    last_success: str | None
    ends: Ends
    reader: Reader
    in_flight: set[str]
    budget: int
    stopped: str

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set what the source asks for: courtesy and identity."""
        super().update_settings(settings)
        for name, value in request_settings(cls.source, settings["CONTACT"], settings["DELAY"]).items():
            settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        """Make the spider; without a `session` it opens one from the settings (`scrapy crawl ID`)."""
        session: Session = kwargs.pop("session", None) or Session.from_settings(crawler.settings, kwargs)
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.in_flight = set()
        spider.budget = session.limit or spider.source.budget
        spider.stopped = ""
        spider.session = session
        crawler.signals.connect(spider._opened, signal=signals.spider_opened)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    def _opened(self) -> None:
        self.session.open(self)
        self.recorder.grouping = not self.settings.getfloat("DOWNLOAD_DELAY")
        self.ends = Ends(self.recorder, self.frontier, self.outcomes, self.in_flight.discard)
        self.reader = Reader(
            Desk(
                source=self.source,
                recorder=self.recorder,
                frontier=self.frontier,
                outcomes=self.outcomes,
                ends=self.ends,
                last_success=self.last_success,
                ask=self._request,
                block=lambda: self._stop("blocked"),
            )
        )
        self._ticker = asyncio.ensure_future(self._ticking())

    def _closed(self, reason: str) -> None:
        self._ticker.cancel()
        self.session.close(self, self.stopped or reason)

    # Requests

    async def start(self) -> AsyncIterator[Request]:
        """Requests for due tasks until the frontier has none left."""
        while not self.stopped:
            if self.recorder.broken:
                self._stop(f"storage: {self.recorder.broken}")
            tasks = self._due()
            for task in tasks[: max(self.budget, 0)]:
                self.in_flight.add(task.url)
                self.budget -= 1
                yield self._request(task, task.url)
            if not tasks and not self.in_flight:
                return
            if self.budget <= 0 and not self.in_flight:
                self._stop("budget")
                return
            self.recorder.tick() if tasks or self._busy() else self.recorder.flush()
            await asyncio.sleep(IDLE)

    def _due(self) -> list[Task]:
        if len(self.in_flight) >= AHEAD:
            return []
        return [task for task in self.frontier.pending(now(), 64) if task.url not in self.in_flight]

    def _busy(self) -> bool:
        engine = self.crawler.engine
        return bool(engine and engine.downloader.active)

    def _request(self, task: Task, url: str, **more: Any) -> Request:
        meta = {"task": task, "kind": "list" if task.kind == "issue" else task.kind, "hops": 0} | more
        meta |= {"handle_httpstatus_all": True, "download_slot": self.source.slot}
        meta |= DOCUMENT if task.kind == "attachment" else {}
        whole = task.state.get("recheck") and not more.get(
            "parts"
        )  # a 304 for one part says nothing of the rest
        headers = self._validators(url) if whole else {}
        return Request(url, self.read, errback=self.fail, dont_filter=True, meta=meta, headers=headers)

    def _validators(self, url: str) -> dict[str, str]:
        row = self.recorder.db.execute(
            "SELECT etag, last_modified FROM capture WHERE url = ? AND status = 200"
            " AND (hazard IS NULL OR hazard = 'picture_only') ORDER BY fetched_at DESC LIMIT 1",
            [url],
        ).fetchone()
        named = zip(("If-None-Match", "If-Modified-Since"), row or (), strict=False)
        return {name: value for name, value in named if value}

    # Answers

    def read(self, response: Response) -> Request | None:
        """Deal with an answer of any status."""
        return self.reader.read(response)

    def fail(self, failure: Failure) -> None:
        """A request that brought no answer."""
        task: Task = failure.request.meta["task"]  # type: ignore[attr-defined]
        error = failure.value
        said = f"{type(error).__name__}: {error}"
        match error:
            case DisallowedByRobots():
                self.ends.finish(task, lambda: None, error="robots")
            case RobotsUnreachable():
                self._without_rules(task, error)
            case ForbiddenAddress():
                self.ends.refused(task, str(error), f"{error} address refused")
            case OSError(errno=number) if number in STORAGE:
                self.in_flight.discard(task.url)  # nothing can be written; the task stays pending
                self._stop(f"storage: {error.strerror}")
            case _ if _is_oversize(error):
                self.ends.refused(task, "oversize", said)
            case _:
                self.ends.failed(task, said, _name_of(error))

    def _without_rules(self, task: Task, error: RobotsUnreachable) -> None:
        if error.hazard:
            self.outcomes.blocked_by = str(error)
        self.ends.postponed(task, error.hazard or "robots_unreachable", self.source.id, str(error))
        if error.hazard:
            self._stop("blocked")

    def _stop(self, reason: str) -> None:
        if not self.stopped:
            self.stopped = reason
            raise CloseSpider(reason)

    async def _ticking(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            self.recorder.tick()


def _name_of(error: BaseException | None) -> str | None:
    """The name of a hazard that may be gone later; None for a site that is just not there."""
    match error:
        case DownloadTimeoutError():
            return "slow"
        case EOFError() | zlib.error() | BadGzipFile():
            return "broken_encoding"
        case _ if type(error).__module__.partition(".")[0] in UNPACKERS:
            return "broken_encoding"
        case DownloadFailedError():  # what came is no HTTP, or nothing came
            return "no_answer"
    return None


def _is_oversize(error: BaseException | None) -> bool:
    """Whether a body, what it unpacks to (IgnoreRequest) or a head was too large."""
    head = HeadTooLargeError.__name__ in str(error)  # wrapped twice on its way here
    return head or isinstance(error, DownloadCancelledError | IgnoreRequest)
