"""The address guard: no request ever leaves the source or reaches a private address.

Guarantees: a request goes only to hosts its source names; a literal private address only to a
host:port pair that the source declares private; a name that resolves to a private address is refused
before a connection is made, whatever the source says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_public, literal_ip
from crawler.source import Source


class ForbiddenAddress(IgnoreRequest):
    """Raised by the guard for an address that the source may not reach."""


def refusal(source: Source, url: str) -> str | None:
    """Why `url` may not be requested for `source`, None if it may."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "scheme"
    if parts.scheme not in ("http", "https"):
        return "scheme"
    host = parts.netloc.rpartition("@")[2]
    if host in source.private:
        return None
    name = (parts.hostname or "").rstrip(".")
    address = literal_ip(name)
    if (address and not is_public(address)) or name == "localhost" or name.endswith(".localhost"):
        return "private_address"
    return None if host in source.hosts else "offsite"


class GuardMiddleware:
    """Refuses requests before anything else sees them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise ForbiddenAddress for what the source may not reach."""
        source: Source = self._crawler.spider.source  # type: ignore[union-attr]
        reason = refusal(source, request.url)
        if reason:
            raise ForbiddenAddress(reason)


class PublicResolver(CachingThreadedResolver):
    """Resolves names to addresses of the open internet only."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """Resolve `name`; fails if the answer is a private address."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        found.addCallback(self._public, name)
        return found

    @staticmethod
    def _public(address: Any, name: str) -> Any:
        if literal_ip(name) is None and not is_public(str(address)):  # literals were judged before
            raise DNSLookupError(f"{name} resolves to the private address {address}")
        return address
