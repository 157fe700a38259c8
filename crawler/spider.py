"""The spider of a source: takes tasks from the frontier, reads what comes back, records the outcome.

Guarantees: the frontier alone decides what is fetched; a task leaves memory only when its outcome is
committed; a challenge or login wall stops the source and leaves its tasks pending; nothing is evaded.
"""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DownloadCancelledError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.addresses import clean
from crawler.courtesy import request_settings
from crawler.frontier import Frontier, Task
from crawler.guard import ForbiddenAddress, refusal
from crawler.outcomes import Outcomes
from crawler.pages.article import parse_article
from crawler.pages.decode import decode
from crawler.pages.hazard import find_hazard
from crawler.pages.model import Hazard, Page
from crawler.pages.refresh import find_refresh
from crawler.pdf import pdf_text
from crawler.reading import parse_listing, read_list
from crawler.recorder import Recorder, now
from crawler.robots import DisallowedByRobots, RobotsUnreachable
from crawler.session import Session
from crawler.source import Source

HOPS = 6  # redirects and meta refreshes in a row
PARTS = 20  # pages of one split article
IDLE = 0.02  # seconds between looks at the frontier while requests are under way
AHEAD = 16  # tasks under way, below which more are taken from the frontier
STORAGE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EROFS)
OVERSIZE = (DownloadCancelledError, IgnoreRequest)  # the latter for what grows when decompressed
RETRY_AFTER = timedelta(minutes=10)
UNTRUSTED = ("wrong_charset", "truncated", "shell", "empty")
BLOCKING = ("challenge_", "captcha", "login_wall")
_log = logging.getLogger(__name__)


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
        meta |= {"handle_httpstatus_all": True, "download_slot": self.source.group}
        if task.kind == "attachment":
            meta["download_timeout"] = 180
        headers = self._validators(url) if task.state.get("recheck") else {}
        return Request(
            url, self.read, errback=self.fail, dont_filter=True, meta=_without_none(meta), headers=headers
        )

    def _validators(self, url: str) -> dict[str, str]:
        row = self.recorder.db.execute(
            "SELECT etag, last_modified FROM capture WHERE url = ? AND status = 200"
            " ORDER BY fetched_at DESC LIMIT 1",
            [url],
        ).fetchone()
        named = zip(("If-None-Match", "If-Modified-Since"), row or (), strict=False)
        return {name: value for name, value in named if value}

    # Answers

    def read(self, response: Response) -> Any:
        """Deal with an answer of any status."""
        request = response.request
        assert request is not None
        task: Task = request.meta["task"]
        self.outcomes.tally.requests += 1
        if response.status in (301, 302, 303, 307, 308):
            location = response.headers.get("Location") or b""
            return self._follow(task, request, location.decode("latin-1"))
        if response.status == 304:
            return self._finish(task, lambda: self.outcomes.unchanged(task.url, now()))
        if task.kind == "attachment" and response.status == 200:
            return self._attachment(task, response)
        return self._page(task, request, response)

    def _page(self, task: Task, request: Request, response: Response) -> Any:
        read = decode(response.body, _content_type(response))
        capture = request.meta["capture"]
        found = find_hazard(response.status, _headers(response), read.text, request.url, response.url)
        self.recorder.describe(
            capture,
            encoding=read.encoding,
            encoding_source=read.encoding_source,
            replaced=read.replaced,
            hazard=found.kind if found else None,
        )
        if found and found.kind.startswith(BLOCKING):
            return self._blocked(task, found)
        if response.status in (404, 410) or (found and found.kind == "soft_404"):
            return self._gone(task)
        if response.status >= 400:
            return self._failed(task, f"HTTP {response.status}")
        target = find_refresh(read.text, request.url)
        if target:
            return self._follow(task, request, target)
        if task.kind == "article":
            return self._article(task, request, read.text, found)
        return self._list(task, request, read.text)

    def _gone(self, task: Task) -> None:
        """An article is missing; an issue that is not there means that none appeared that day."""
        if task.kind == "issue":
            return self._no_issue(task)
        return self._finish(task, lambda: self.outcomes.gone(task.url), error="not found")

    def _no_issue(self, task: Task) -> None:
        day = task.state["day"]
        self.outcomes.tally.no_issue += 1
        self.outcomes.tally.day(day)
        self.outcomes.tally.reasons["no issue"] += 1

        def record() -> None:
            if self.outcomes.expects_issue(day):
                self.outcomes.problem("issue_missing", task.url, f"no issue of {day} found")

        self._finish(task, record, error="not found")

    def _follow(self, task: Task, request: Request, location: str) -> Any:
        target = clean(request.url, location)
        hops = request.meta["hops"] + 1
        reason = refusal(self.source, target) or ("" if hops <= HOPS else "redirect_loop")
        if reason:
            kind = f"redirect_{reason}" if reason in ("offsite", "private_address", "scheme") else reason
            self.recorder.describe(request.meta["capture"], hazard=kind)
            message = f"{task.url} points to {target}"[:500]
            return self._finish(task, lambda: self.outcomes.problem(kind, task.url, message), error=kind)
        parts = {name: request.meta[name] for name in ("texts", "first") if name in request.meta}
        return self._request(task, target, hops=hops, **parts)

    def _list(self, task: Task, request: Request, html: str) -> None:
        listing = parse_listing(self.source, task, html, request.url)
        urls = [clean(request.url, item.url) for item in listing.items]
        read = read_list(
            self.source, task, listing, request.url, self.frontier.known(urls), self.last_success
        )
        self.outcomes.tally.lists += 1
        self.outcomes.tally.listed += read.listed
        counts = self.outcomes.tally.day(task.state.get("day") or self.outcomes.night)
        counts["polled"] += 1
        counts["listed"] += read.listed

        def record() -> None:
            self.frontier.add(read.tasks)
            if not read.listed and not read.tasks:
                self.outcomes.problem("list_empty", task.url, "a list page without any article")

        self._finish(task, record)

    def _article(self, task: Task, request: Request, html: str, hazard: Hazard | None) -> Any:
        page = parse_article(html, request.url, now())
        texts = [*request.meta.get("texts", []), page.text]
        first: tuple[Page, int, Hazard | None] = request.meta.get("first") or (
            page,
            request.meta["capture"],
            hazard or page.hazard,
        )
        following = clean(request.url, page.next_page) if page.next_page else None
        if following and len(texts) < PARTS and self.source.allows(following) and following != request.url:
            return self._request(task, following, texts=texts, first=first)
        head, capture, found = first
        text = "\n".join(part for part in texts if part)
        published = head.published or task.state.get("day") or task.state.get("date")
        named = replace(head, published=published, title=head.title or task.state.get("title"))
        attachments = [clean(request.url, url) for url in page.attachments]

        def record() -> None:
            kind = found.kind if found else None
            stored = self.outcomes.article(task.url, named, text, capture, now(), kind)
            self.frontier.add(
                Task(url, "attachment", task.depth + 1, {"article": stored.article})
                for url in attachments
                if self.source.allows(url)
            )
            self._look_at(named, text, task.url, kind)
            if found and kind in UNTRUSTED:
                self.outcomes.problem(found.kind, task.url, found.detail)

        return self._finish(task, record)

    def _look_at(self, page: Page, text: str, url: str, hazard: str | None) -> None:
        lacking = [name for name, value in (("title", page.title), ("date", page.published)) if not value]
        if lacking:
            self.outcomes.problem("article_incomplete", url, f"no {' and no '.join(lacking)} found")
        if not text and hazard is None:
            self.outcomes.problem("article_empty", url, "no text found")

    def _attachment(self, task: Task, response: Response) -> None:
        capture = response.meta["capture"]
        article, url, text = task.state["article"], task.url, pdf_text(response.body)
        self._finish(task, lambda: self.outcomes.attachment(article, url, capture, text))

    # Ends

    def _finish(self, task: Task, record: Any, error: str | None = None) -> None:
        def act() -> None:
            record()
            self.frontier.done(task.url, error)

        self.recorder.act(act, lambda: self.in_flight.discard(task.url))

    def _failed(self, task: Task, error: str) -> None:
        self.outcomes.tally.failed += 1
        self.outcomes.tally.reasons[error.split(":")[0]] += 1
        self.outcomes.tally.day(task.state.get("day") or self.outcomes.night)["failed"] += 1
        retry_at = (datetime.now(UTC) + RETRY_AFTER).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.recorder.act(
            lambda: self.frontier.failed(task.url, error, retry_at), lambda: self.in_flight.discard(task.url)
        )

    def _blocked(self, task: Task, hazard: Hazard) -> None:
        message = f"{task.url}: {hazard.kind}: {hazard.detail}"[:500]
        self.recorder.act(
            lambda: self.outcomes.problem("blocked", self.source.id, message, "error"),
            lambda: self.in_flight.discard(task.url),
        )
        self._stop("blocked")

    def _stop(self, reason: str) -> None:
        if not self.stopped:
            self.stopped = reason
            raise CloseSpider(reason)

    def fail(self, failure: Failure) -> None:
        """A request that brought no answer."""
        task: Task = failure.request.meta["task"]  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, DisallowedByRobots):
            self._finish(task, lambda: None, error="robots")
        elif isinstance(error, RobotsUnreachable):
            self._unreachable(task, str(error))
        elif isinstance(error, ForbiddenAddress):
            kind = str(error)
            self._finish(
                task, lambda: self.outcomes.problem(kind, task.url, f"{kind} address refused"), error=kind
            )
        elif isinstance(error, OSError) and error.errno in STORAGE:
            self._storage(task, error)
        elif isinstance(error, OVERSIZE):
            self._named(task, "oversize", str(error))
        elif isinstance(error, ResponseDataLossError):
            self._named(task, "truncated", "the connection ended before the page did")
        else:
            self._failed(task, f"{type(error).__name__}: {error}"[:300])

    def _named(self, task: Task, kind: str, message: str) -> None:
        """A hazard seen before there was a page: noted and not asked for again."""
        self.outcomes.tally.failed += 1
        self.outcomes.tally.reasons[kind] += 1
        self._finish(task, lambda: self.outcomes.problem(kind, task.url, message[:300]), error=kind)

    def _storage(self, task: Task, error: OSError) -> None:
        """Nothing can be written: stop; the task stays pending."""
        self.in_flight.discard(task.url)
        self._stop(f"storage: {error.strerror}")

    def _unreachable(self, task: Task, reason: str) -> None:
        """Without rules nothing is fetched: the task stays pending, the source is reported."""
        self.outcomes.tally.reasons["robots_unreachable"] += 1
        retry_at = (datetime.now(UTC) + RETRY_AFTER).strftime("%Y-%m-%dT%H:%M:%SZ")

        def record() -> None:
            self.outcomes.problem("robots_unreachable", self.source.id, reason, "error")
            self.frontier.postpone(task.url, reason, retry_at)

        self.recorder.act(record, lambda: self.in_flight.discard(task.url))

    async def _ticking(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            self.recorder.tick()


def _without_none(meta: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in meta.items() if value is not None}


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1"): b"; ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
