"""The connection under Scrapy's, with an end to the heads of answers.

Twisted limits the length of a header line and Scrapy that of a body, but nothing how many lines a head has: a
server that never ends it fills the memory, and keeps the loop too busy for any time-out.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

LARGEST_HEAD = 256 * 1024  # bytes; servers refuse more than 8 to 64 KB from clients


class HeadTooLargeError(Exception):
    """Raised for an answer whose head does not end within LARGEST_HEAD bytes."""


class _Protocol(_LenientHTTP11ClientProtocol):
    _reading: Any = None
    _head = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Hand `data` to the parser of the answer, and give up once its head is too large."""
        parser = self._parser
        if parser is not self._reading:
            self._reading, self._head = parser, 0
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if parser is not None and parser.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                reason = Failure(HeadTooLargeError(f"more than {LARGEST_HEAD} bytes"))  # type: ignore[no-untyped-call]
                self._giveUp(reason)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802
        """A connection to `addr`."""
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler of HTTP over such connections."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
