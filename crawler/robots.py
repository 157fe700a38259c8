"""robots.txt by our own hand: no request before the rules of its host are known.

Guarantees: all requests that wait for one robots.txt get the same rules; 4xx (but 401, 403 and 429) means
no rules; 401, 403, 5xx, time-outs, errors and challenges mean that nothing may be fetched; redirects are
followed within the source; rules that came in part are none; rules live 24 hours; Crawl-delay is kept, up to
a minute, whatever AutoThrottle finds; bytes that are no UTF-8 or UTF-16 are read as GB18030; the exchange is
captured like any other (RFC 9309).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import clean
from crawler.guard import refusal
from crawler.headers import as_text, header
from crawler.pages.decode import decode
from crawler.pages.hazard import find_challenge
from crawler.source import Source
from crawler.transport import is_cut

LIFETIME = 24 * 3600
AGAIN = 600  # seconds after which rules that could not be had are asked for again
LONGEST_DELAY = 60.0
LARGEST = 512 * 1024  # bytes that are read, more than the 500 KiB of RFC 9309
HOPS = 5
AGENT = "xianzhi"


class DisallowedByRobots(IgnoreRequest):
    """Raised for an address that robots.txt does not allow: not to be tried again tonight."""


class RobotsUnreachable(IgnoreRequest):
    """Raised while robots.txt cannot be had: the address stays pending; `hazard` names a challenge."""

    def __init__(self, reason: str, hazard: str | None = None) -> None:
        super().__init__(reason)
        self.hazard = hazard


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a host until `expires`; `parser` None means that nothing may be fetched."""

    parser: Protego | None
    expires: float
    reason: str = ""
    hazard: str | None = None

    @property
    def delay(self) -> float | None:
        """The Crawl-delay asked of us, in seconds."""
        asked = self.parser.crawl_delay(AGENT) if self.parser else None
        return min(float(asked), LONGEST_DELAY) if asked else None


def decode_rules(body: bytes) -> str:
    """The text of a robots.txt: UTF-8 or UTF-16, else GB18030.

    >>> decode_rules("Disallow: /内部".encode("gb18030"))
    'Disallow: /内部'
    >>> decode_rules("Disallow: /art".encode("utf-16"))
    'Disallow: /art'
    """
    read = decode(body)
    return read.text if read.encoding.startswith("utf") else body.decode("gb18030", "replace")


def read_rules(status: int, body: bytes, now: float) -> Rules:
    """The rules that an answer to /robots.txt stands for."""
    if status < 300:
        html = body.lstrip()[:1] == b"<"
        return Rules(Protego.parse("" if html else decode_rules(body[:LARGEST])), now + LIFETIME)
    if 300 <= status < 500 and status not in (401, 403, 429):
        return Rules(Protego.parse(""), now + LIFETIME)
    return Rules(None, now + AGAIN, f"robots.txt answered {status}")


def _challenge(response: Response, now: float) -> Rules | None:
    """Rules that forbid everything if a challenge stands in place of robots.txt."""
    text = response.body.decode("utf-8", "replace")
    found = find_challenge(response.status, as_text(response.headers), text)
    if found is None:
        return None
    return Rules(None, now + AGAIN, f"robots.txt: {found.kind}: {found.detail}", found.kind)


class RobotsMiddleware:
    """Asks each host once; every request waits for its answer."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}
        self._delays: dict[str, float] = {}
        crawler.signals.connect(self._keep_delays, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for the rules of the host; raise if they forbid the request."""
        if request.meta.get("robots"):
            return
        rules = await self._rules_of(request)
        if rules.parser is None:
            raise RobotsUnreachable(rules.reason, rules.hazard)
        if not rules.parser.can_fetch(request.url, AGENT):
            raise DisallowedByRobots("robots.txt disallows it")
        if rules.delay:
            slot = request.meta.get("download_slot") or urlsplit(request.url).hostname or ""
            self._delays[slot] = max(rules.delay, self._delays.get(slot, 0.0))
            self._keep_delays()

    async def _rules_of(self, request: Request) -> Rules:
        host = urlsplit(request.url).netloc
        known = self._rules.get(host)
        if known and known.done():
            rules = known.result()
            if rules.expires >= time.monotonic():
                return rules
            known = None
        if known is None:
            known = self._rules[host] = asyncio.ensure_future(self._fetch(request))
        return await asyncio.shield(known)

    async def _fetch(self, request: Request) -> Rules:
        parts = urlparse_cached(request)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        source: Source = self._crawler.spider.source  # type: ignore[union-attr]
        for _ in range(HOPS + 1):
            try:
                response = await self._ask(url, request)
            except Exception as error:  # whatever went wrong, no rules means no requests
                reason = f"robots.txt: {type(error).__name__}: {error}"[:200]
                return Rules(None, time.monotonic() + AGAIN, reason)
            location = header(response.headers, "Location")
            if not 300 <= response.status < 400 or not location:
                break
            url = clean(url, location)
            if refusal(source, url):
                reason = f"robots.txt is said to be at {url}, which is not of this source"
                return Rules(None, time.monotonic() + AGAIN, reason[:200])
        now = time.monotonic()
        if response.status < 300 and is_cut(response):  # what is missing may forbid something
            return Rules(None, now + AGAIN, "robots.txt was cut off on its way")
        return _challenge(response, now) or read_rules(response.status, response.body, now)

    async def _ask(self, url: str, request: Request) -> Response:
        meta = {"robots": True, "kind": "robots", "download_timeout": 30, "handle_httpstatus_all": True}
        meta |= {"download_slot": request.meta.get("download_slot")}
        asking = Request(url, meta=meta, priority=1000, callback=NO_CALLBACK, dont_filter=True)
        response: Response = await self._crawler.engine.download_async(asking)
        return response

    def _keep_delays(self) -> None:
        """AutoThrottle may slow a host down further, never below what its robots.txt asks."""
        slots = self._crawler.engine.downloader.slots
        for name, delay in self._delays.items():
            if name in slots and slots[name].delay < delay:
                slots[name].delay = delay
