"""Recording a page as a test: the bytes as sent, and a draft of what the parsers make of it.

Guarantees: robots.txt is asked first, redirects and private addresses are refused; nothing that exists
is overwritten; the draft is what the parser says now and stands for nothing until a person has read it.
"""

from __future__ import annotations

import json
import socket
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from crawler.addresses import is_public
from crawler.courtesy import USER_AGENT
from crawler.errors import CrawlError
from crawler.pages.article import parse_article
from crawler.pages.decode import decode
from crawler.pages.listings import PARSERS
from crawler.recorder import now
from crawler.robots import AGENT, read_rules

LARGEST = 8 * 1024 * 1024


def read_page(place: str, contact: str) -> bytes:
    """The bytes of a file, or of a page of the open internet (asked once, with a contact address)."""
    if not place.startswith(("http://", "https://")):
        try:
            return Path(place).read_bytes()
        except OSError as error:
            raise CrawlError(f"{place}: {error.strerror}") from error
    if "@" not in contact and "http" not in contact:
        raise CrawlError("say who asks with --contact you@example.org")
    return _fetch(place, contact)


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: a page is recorded under its own address."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse, which makes the redirect an error."""


def _fetch(url: str, contact: str) -> bytes:
    agent = f"{USER_AGENT}; +{contact}"
    _check_address(url)
    rules = read_rules(*_ask(urljoin(url, "/robots.txt"), agent), 0)
    if rules.parser is None or not rules.parser.can_fetch(url, AGENT):
        raise CrawlError(f"{url}: {rules.reason or 'robots.txt disallows it'}")
    status, body = _ask(url, agent)
    if status != 200:
        raise CrawlError(f"{url}: answered {status}")
    return body


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or parts.scheme)
    except (OSError, ValueError) as error:
        raise CrawlError(f"{url}: {error}") from error
    if not all(is_public(str(address[4][0])) for address in found):
        raise CrawlError(f"{url}: a private address")


def _ask(url: str, agent: str) -> tuple[int, bytes]:
    """Status and body of one request."""
    try:
        with build_opener(_Stay).open(Request(url, headers={"User-Agent": agent}), timeout=60) as answer:
            return answer.status, bytes(answer.read(LARGEST))
    except HTTPError as error:
        return error.code, b""
    except (OSError, ValueError) as error:
        raise CrawlError(f"{url}: {error}") from error


def draft(body: bytes, url: str, platform: str, kind: str) -> dict[str, Any]:
    """What the parsers make of a page; `kind` is "article" or "list"."""
    read = decode(body)
    page = parse_article(read.text, url, now()) if kind == "article" else PARSERS[platform](read.text, url)
    return {"url": url, "encoding": read.encoding, "replaced": read.replaced, **asdict(page)}


def record(directory: Path, name: str, body: bytes, url: str, platform: str, kind: str) -> Path:
    """Write page, address and drafted JSON below `directory`/`platform`; the path of the JSON."""
    if platform not in PARSERS:
        raise CrawlError(f"{platform!r} is none of {', '.join(sorted(PARSERS))}")
    target = directory / platform / f"{kind}-{name}.html"
    if target.exists():
        raise CrawlError(f"{target}: exists already")
    drafted = draft(body, url, platform, kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    target.with_suffix(".url").write_text(url + "\n", encoding="utf-8")
    written = target.with_suffix(".json")
    written.write_text(json.dumps(drafted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return written
