"""Datasette over the newest release, moving to the next one without a failed request.

Guarantees: readers are served an immutable copy, never the crawler's file; every request is
answered wholly by the release it began with; a release that cannot be opened is left aside and the
one before stays up.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from archive.pruning import held
from archive.release import Release, latest
from web.answers import remembering
from web.metadata import metadata
from web.published import Published

WEB = Path(__file__).parent
SETTINGS = {
    "suggest_facets": False,  # 17 times the speed of a table page (docs/serving.md)
    "allow_download": False,  # releases are offered with checksums, not as /archive.db
    "sql_time_limit_ms": 2000,
    "num_sql_threads": 3,
    "max_returned_rows": 2000,
    "max_csv_mb": 0,  # no silent cut inside a 200 response; the row count stands before the export
    "default_page_size": 50,
    "default_cache_ttl": 60,
    "cache_size_kb": 16000,
    "truncate_cells_html": 120,
}
CHECK_SECONDS = 5.0

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
_log = logging.getLogger(__name__)


class ServeError(Exception):
    """The site cannot be served; the message says why in one line."""

    exit_code = 1


def _described(told: dict[str, Any]) -> dict[str, Any]:
    """What Datasette takes as metadata; from 1.0 on, what is no description is its configuration."""
    apart = "config" in inspect.signature(Datasette).parameters
    return {"metadata": told, "config": told} if apart else {"metadata": told}


def datasette(release: Release, data: Path, prefix: str = "/") -> Datasette:
    """A Datasette over one release, offered below the path `prefix`; `data` holds the WARCs of its pages."""
    counts = json.loads((release.directory / "inspect.json").read_text(encoding="utf-8"))
    return Published(
        immutables=[str(release.database)],
        inspect_data=counts,
        **_described(metadata(release, data)),
        plugins_dir=str(WEB / "plugins"),
        template_dir=str(WEB / "templates"),
        static_mounts=[("static", str(WEB / "static"))],
        settings=SETTINGS | {"base_url": prefix},
    )


class Served:
    """A release that is being served, with the number of requests it is answering."""

    def __init__(self, release: Release, instance: Datasette) -> None:
        self.name = release.name
        self.busy = 0
        self._holding = held(release.directory)
        self._instance = instance
        self._application: Application = remembering(instance.app())

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.busy += 1
        try:
            await self._application(scope, receive, send)
        finally:
            self.busy -= 1

    def close(self) -> None:
        """Give back threads and open files."""
        if self._instance.executor is not None:
            self._instance.executor.shutdown(wait=False)
        for database in self._instance.databases.values():
            database.close()
        self._holding.close()


def without_prefix(scope: Scope, prefix: str) -> Scope:
    """A request as Datasette reads it, whether the proxy has taken the prefix away or not.

    >>> without_prefix({"path": "/x/archive", "raw_path": b"/x/archive"}, "/x/")
    {'path': '/archive', 'raw_path': b'/archive'}
    """
    raw, before = scope.get("raw_path") or scope["path"].encode(), prefix.rstrip("/")
    if prefix == "/" or not f"{scope['path']}/".startswith(prefix):
        return scope
    return {**scope, "path": scope["path"][len(before) :] or "/", "raw_path": raw[len(before) :] or b"/"}


class Front:
    """An ASGI application that answers from the newest release in a directory."""

    def __init__(self, releases: Path, data: Path, prefix: str = "/") -> None:
        self._releases = releases
        self._prefix = prefix
        self._data = data
        self._current: Served | None = None

    async def refresh(self) -> None:
        """Move to the newest release if there is a newer one; the one before is closed when it is idle."""
        newest, before = latest(self._releases), self._current
        if newest is None or (before is not None and newest.name == before.name):
            return
        instance = datasette(newest, self._data, self._prefix)
        await instance.invoke_startup()
        self._current = Served(newest, instance)
        _log.info("serving release %s", newest.name)
        self._retire(before)

    def _retire(self, served: Served | None) -> None:
        if served is not None and served is not self._current and not served.busy:
            served.close()

    async def watch(self) -> None:
        """Look for a newer release for ever."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            try:
                await self.refresh()
            except Exception:
                _log.exception("the new release cannot be served; the one before stays")

    @contextlib.asynccontextmanager
    async def _lifespan(self) -> AsyncIterator[None]:
        await self.refresh()
        watcher = asyncio.create_task(self.watch())
        yield
        watcher.cancel()
        if self._current is not None:
            self._current.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self._lifespan():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the release that is current when the request begins."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        served = self._current
        assert served is not None
        await served.answer(without_prefix(scope, self._prefix), receive, send)
        self._retire(served)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; ServeError if the port is in use."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise ServeError(f"port {port} on {host}: {error.strerror}; choose another with --port") from error


def serve(releases: Path, data: Path, host: str, port: int, prefix: str = "/") -> None:
    """Serve the newest release until interrupted; ServeError if there is none or the port is taken.

    A proxy passes on paths as they are: with `prefix` /xianzhi/ the home page is /xianzhi/.
    """
    prefix = f"/{prefix.strip('/')}/".replace("//", "/")
    if latest(releases) is None:
        raise ServeError(f"{releases}: no release yet; make one with: xianzhi release {releases}")
    with listen(host, port) as listening:
        config = uvicorn.Config(Front(releases, data, prefix), log_level="warning", lifespan="on")
        uvicorn.Server(config).run(sockets=[listening])
