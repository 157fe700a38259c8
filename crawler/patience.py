"""What a site asks for when it is busy, and tries that respect it.

Guarantees: 429 is never answered by asking again at once, nor is any answer that says when to come back.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

LONGEST = timedelta(days=1)
_NONE = timedelta(0)


def wait_asked(retry_after: str | None, at: datetime | None = None) -> timedelta:
    """How long a Retry-After, in seconds or as a date, asks to wait from `at` (now); a day at most.

    >>> now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    >>> [str(wait_asked(said, now)) for said in ("120", "Fri, 27 Nov 2026 09:30:00 GMT", "soon", None)]
    ['0:02:00', '0:30:00', '0:00:00', '0:00:00']
    """
    said = (retry_after or "").strip()
    if said.isdecimal():
        return min(timedelta(seconds=min(int(said), 10**6)), LONGEST)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return _NONE
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(_NONE, min(until - (at or datetime.now(UTC)), LONGEST))


class Retry(RetryMiddleware):
    """Scrapy's tries, but for answers that ask for patience."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # the spider is deprecated
        """Ask again at once where nothing speaks against it."""
        if response.status == 429 or b"Retry-After" in response.headers:
            return response
        return super().process_response(request, response)
