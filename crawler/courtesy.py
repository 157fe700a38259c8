"""Who asks and how slowly: the settings with which requests of one source are made.

Guarantees: a real site is never asked without a contact address in the User-Agent.
"""

from __future__ import annotations

from typing import Any

from crawler import __version__
from crawler.errors import CrawlError
from crawler.source import Source

USER_AGENT = f"xianzhi/{__version__} (research archive)"


def check_contact(source: Source, contact: str) -> None:
    """Raise CrawlError if `source` is a real site and `contact` neither a mail nor a web address."""
    real = not source.sample and not source.private
    if real and "@" not in contact and "http" not in contact:
        raise CrawlError(
            f"{source.id} is a real site: say who crawls it with --contact you@example.org"
            " (scrapy: -s CONTACT=you@example.org), which is sent in the User-Agent"
        )


def request_settings(source: Source, contact: str, delay: float | None) -> dict[str, Any]:
    """Scrapy settings for `source`; `delay` (seconds) takes the place of its own."""
    check_contact(source, contact)
    seconds = source.delay if delay is None else delay
    agent = f"{USER_AGENT}; +{contact}" if contact else USER_AGENT
    settings: dict[str, Any] = {"USER_AGENT": agent, "DOWNLOAD_DELAY": seconds}
    settings["CLOSESPIDER_TIMEOUT"] = source.hours * 3600
    settings["AUTOTHROTTLE_START_DELAY"] = seconds  # slower only where the site is slow
    if not seconds:
        settings |= {"AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
    if source.weak_tls:
        settings["DOWNLOAD_TLS_MIN_VERSION"] = "TLSv1.0"
    return settings
