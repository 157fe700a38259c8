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
from crawler.recorder import Recorder
from crawler.source import Source
from crawler.warc import payload_digest

_GZIP = b"\x1f\x8b\x08"  # how a gzip member begins


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
        recorder: Recorder = self._crawler.spider.recorder  # type: ignore[union-attr]
        sha256 = hashlib.sha256(response.body).hexdigest()
        capture = recorder.capture(request, response, sha256, payload_digest(response.body))
        request.meta["capture"] = capture
        if header(response.headers, "Content-Encoding") == "gzip":
            request.meta["unpacked"] = _unpacked(response.body)
        return response


def _unpacked(packed: bytes) -> int | None:
    """The length that a gzip body gives of itself; None where several in a row give the last one's."""
    several = packed.find(_GZIP, len(_GZIP)) >= 0
    return None if several else int.from_bytes(packed[-4:], "little")
