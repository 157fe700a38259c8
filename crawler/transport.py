"""The connection under Scrapy's, with an end to the heads of answers and an eye on their lengths.

Twisted limits the length of a header line and Scrapy that of a body, but nothing how many lines a head has: a
server that never ends it fills the memory, and keeps the loop too busy for any time-out. HTTP cuts a body
longer than its Content-Length says (counted in characters, or before a footer was put in): it is marked as
one that came in part is.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web.client import ResponseFailed
from twisted.web.http import _DataLoss

CUT = "dataloss"  # Scrapy's flag of an answer that is not as long as it should be
UNPACKS_SHORT = "unpacks short"  # ours: of what came, or was put in the packed body, the end is missing
UNSURE = "partial"  # and of one that only the end of the connection ended
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

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802
        """The answer is complete by its own account; `rest` came behind it unasked."""
        if rest.strip() and self._parser is not None:
            _mark_cut(self._parser.response)
        super()._finishResponse(rest)


def _mark_cut(response: Any) -> None:
    """End an answer as one of which bytes are missing."""
    lost = ResponseFailed([Failure(_DataLoss("more bytes than promised"))], response)  # type: ignore[no-untyped-call]
    finish = response._bodyDataFinished
    response._bodyDataFinished = lambda *_: finish(Failure(lost))  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802
        """A connection to `addr`."""
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler of HTTP over such connections."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


def is_cut(response: Response) -> bool:
    """Whether bytes of an answer are missing, on the way or in the packed body itself."""
    return CUT in response.flags or UNPACKS_SHORT in response.flags
