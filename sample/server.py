"""Serves the four sites over real HTTP on loopback, each on a port of its own.

`with serve(night=1) as web:` gives running servers; `web.night = 2` shows the second night from then on.
Ports are those of `PORTS` unless others are asked for; `ports=None` takes free ones. Answers depend on
nothing but the path, the night and, on the portal, how often an article was asked for.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, unquote, urlsplit

from sample.sites import SITES
from sample.sites.page import LABEL, VIEWS, Page, Pages, Site

PORTS: Mapping[str, int] = {"portal": 8701, "news": 8702, "paper": 8703, "disclosure": 8704}
NIGHTS: Mapping[int, str] = {1: "2026-02-27", 2: "2026-02-28"}
_POLL = 0.05  # seconds until a closed server notices
_CHINA = timezone(timedelta(hours=8))


class PortTakenError(OSError):
    """A port of the sample web is in use; the message names it."""

    exit_code = 2


@cache
def pages_of(site: str, night: int) -> Pages:
    """Every fixed page of a site on a night, by path."""
    return SITES[site].pages(night)


def answer(site: Site, night: int, target: str) -> Page:
    """The page for a request target (path and query), a plain 404 where there is none."""
    parts = urlsplit(target)
    if parts.query and site.query:
        found = site.query(night, parts.path, dict(parse_qsl(parts.query)))
        if found:
            return found
    pages = pages_of(site.name, night)
    path = unquote(parts.path)
    return pages.get(path) or pages.get(path + "index.html") or _not_found()


def _not_found() -> Page:
    head, body = "<title>404 Not Found</title>", f"<h1>404 Not Found</h1><p>{LABEL}</p>"
    return Page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), status=404)


class _Server(ThreadingHTTPServer):
    """One site on one port."""

    daemon_threads = True

    def __init__(self, port: int, web: Web, site: Site) -> None:
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise PortTakenError(f"port {port} for the sample site {site.name} is in use") from error
        self.web, self.site = web, site
        self.views: Counter[str] = Counter()
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawl that is cut off closes connections in mid-answer; anything else is worth its traceback."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def page(self, target: str) -> Page:
        """The answer to a request, with the counted views in it."""
        page = answer(self.site, self.web.night, target)
        if VIEWS not in page.body:
            return page
        with self.lock:
            self.views[target] += 1
            count = self.views[target]
        return Page(page.body.replace(VIEWS, str(count).encode()), page.type, page.status, page.modified)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; a matching validator is answered with 304."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "SampleWeb/1.0", ""
    server: _Server

    def do_GET(self) -> None:
        page = self.server.page(self.path)
        validators = _validators(page)
        if page.status == 200 and validators and self._known(validators):
            self._head(304, validators, None)
            return
        headers = {"Content-Type": page.type, **validators, **dict(page.headers)}
        self._head(page.status, headers, len(page.body))
        if self.command != "HEAD":
            self.wfile.write(page.body)

    do_HEAD = do_GET  # noqa: N815

    def _known(self, validators: Mapping[str, str]) -> bool:
        tag = self.headers.get("If-None-Match")
        if tag is not None:
            return tag in ("*", validators["ETag"])
        return self.headers.get("If-Modified-Since") == validators["Last-Modified"]

    def _head(self, status: int, headers: Mapping[str, str], length: int | None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name of the parent)
        """Stay silent: the crawl shows its own progress."""


def _validators(page: Page) -> dict[str, str]:
    if page.modified is None:
        return {}
    when = datetime.strptime(page.modified, "%Y-%m-%d %H:%M").replace(tzinfo=_CHINA)
    tag = hashlib.sha256(page.body).hexdigest()[:16]
    return {
        "ETag": f'"{tag}"',
        "Last-Modified": format_datetime(when.astimezone(UTC), usegmt=True),
    }


class Web:
    """The running sample web; `night` may be set at any time. Closing it frees the ports."""

    def __init__(self, night: int = 1, ports: Mapping[str, int] | None = None) -> None:
        self.night = night
        self._servers: dict[str, _Server] = {}
        self._threads: list[threading.Thread] = []
        try:
            for name, site in SITES.items():
                self._servers[name] = _Server(ports[name] if ports else 0, self, site)
        except OSError:
            self.close()
            raise

    @property
    def hosts(self) -> dict[str, str]:
        """`127.0.0.1:port` of every site, by name."""
        return {name: f"127.0.0.1:{server.server_address[1]}" for name, server in self._servers.items()}

    @property
    def urls(self) -> dict[str, str]:
        """`http://127.0.0.1:port` of every site, without a slash at the end."""
        return {name: f"http://{host}" for name, host in self.hosts.items()}

    def entries(self, site: str) -> list[str]:
        """The addresses at which a crawl of `site` begins."""
        return [self.urls[site] + path for path in SITES[site].entries(self.night)]

    def __enter__(self) -> Web:
        for server in self._servers.values():
            thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving."""
        for server in self._servers.values():
            if self._threads:
                server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._threads.clear()


def serve(night: int = 1, ports: Mapping[str, int] | None = None) -> Web:
    """The sample web on `ports` (see `PORTS`), or on free ones; it runs inside a `with` block."""
    return Web(night, ports)
