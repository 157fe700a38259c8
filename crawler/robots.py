"""robots.txt by our own hand: no request before the rules of its host are known.

Guarantees: all requests that wait for one robots.txt get the same rules; 4xx (but 401 and 403) means
no rules; 401, 403, 5xx, time-outs and errors mean that nothing may be fetched; rules live 24 hours;
Crawl-delay is kept, up to a minute; bytes that are not UTF-8 are read as GB18030; the exchange is
captured like any other (RFC 9309).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

LIFETIME = 24 * 3600
LONGEST_DELAY = 60.0
AGENT = "xianzhi"


class DisallowedByRobots(IgnoreRequest):
    """Raised for an address that robots.txt does not allow: not to be tried again tonight."""


class RobotsUnreachable(IgnoreRequest):
    """Raised while robots.txt cannot be had: the address stays pending."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a host until `expires`; `parser` None means that nothing may be fetched."""

    parser: Protego | None
    expires: float
    reason: str = ""

    @property
    def delay(self) -> float | None:
        """The Crawl-delay asked of us, in seconds."""
        asked = self.parser.crawl_delay(AGENT) if self.parser else None
        return min(float(asked), LONGEST_DELAY) if asked else None


def decode_rules(body: bytes) -> str:
    """The text of a robots.txt: UTF-8, else GB18030.

    >>> decode_rules("Disallow: /内部".encode("gb18030"))
    'Disallow: /内部'
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def read_rules(status: int, body: bytes, now: float) -> Rules:
    """The rules that an answer to /robots.txt stands for."""
    if status < 300:
        html = body.lstrip()[:1] == b"<"
        return Rules(Protego.parse("" if html else decode_rules(body)), now + LIFETIME)
    if 300 <= status < 500 and status not in (401, 403, 429):
        return Rules(Protego.parse(""), now + LIFETIME)
    return Rules(None, now + 600, f"robots.txt answered {status}")


class RobotsMiddleware:
    """Asks each host once; every request waits for its answer."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

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
            raise RobotsUnreachable(rules.reason)
        if not rules.parser.can_fetch(request.url, AGENT):
            raise DisallowedByRobots("robots.txt disallows it")
        if rules.delay:
            self._slow_down(request, rules.delay)

    async def _rules_of(self, request: Request) -> Rules:
        host = urlsplit(request.url).netloc
        known = self._rules.get(host)
        if known is None or (known.done() and known.result().expires < time.monotonic()):
            known = asyncio.ensure_future(self._fetch(request))
            self._rules[host] = known
        return await asyncio.shield(known)

    async def _fetch(self, request: Request) -> Rules:
        parts = urlparse_cached(request)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        meta = {"robots": True, "kind": "robots", "download_timeout": 30, "handle_httpstatus_all": True}
        meta |= {"download_slot": request.meta.get("download_slot"), "dont_retry": True}
        asking = Request(url, meta=meta, priority=1000, callback=NO_CALLBACK)
        try:
            response: Response = await self._crawler.engine.download_async(asking)
        except Exception as error:  # whatever went wrong, no rules means no requests
            return Rules(None, time.monotonic() + 600, f"robots.txt: {type(error).__name__}: {error}"[:200])
        return read_rules(response.status, response.body, time.monotonic())

    def _slow_down(self, request: Request, delay: float) -> None:
        slots = self._crawler.engine.downloader.slots
        slot = slots.get(request.meta.get("download_slot") or urlsplit(request.url).hostname or "")
        if slot and slot.delay < delay:
            slot.delay = delay
