"""The capture middleware: every exchange is in the WARC before anything reads it.

It sits nearest the network, so it sees redirects, retries, errors and robots.txt, and the payload as
it was sent. The id of the capture travels in `request.meta["capture"]`.
"""

from __future__ import annotations

import hashlib
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.addresses import is_public
from crawler.guard import ForbiddenAddress
from crawler.headers import header
from crawler.packing import unpacks_short
from crawler.recorder import Recorder
from crawler.source import Source
from crawler.transport import UNPACKS_SHORT
from crawler.warc import payload_digest


class CaptureMiddleware:
    """Hands every response to the recorder."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Capture `response`; refuse an answer that came from a private address."""
        source: Source = self._crawler.spider.source  # type: ignore[union-attr]
        private = request.url.split("/")[2] in source.private
        if response.ip_address and not private and not is_public(str(response.ip_address)):
            raise ForbiddenAddress("private_address")
        if unpacks_short(response.body, header(response.headers, "Content-Encoding")):
            response.flags.append(UNPACKS_SHORT)
        recorder: Recorder = self._crawler.spider.recorder  # type: ignore[union-attr]
        sha256 = hashlib.sha256(response.body).hexdigest()
        capture = recorder.capture(request, response, sha256, payload_digest(response.body))
        request.meta["capture"] = capture
        return response
