"""The sample archive, built once, and its site served on a free port of loopback."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.database import open_archive
from archive.release import latest
from sample.server import serve
from sample.sources import write

ROOT = Path(__file__).parent.parent.parent
NIGHTS = {"2026-02-27": 1, "2026-02-28": 2, "2026-03-01": 2}


@dataclass(frozen=True)
class Built:
    """Where the sample archive and its releases lie."""

    archive: Path
    data: Path
    releases: Path


def build(place: Path) -> Built:
    """Crawl the sample web on its three nights into a new archive, on free ports."""
    built = Built(place / "archive.db", place / "data", place / "releases")
    with serve(night=1) as web:
        write(place / "sources", web)
        for night, state in NIGHTS.items():
            web.night = state
            command = [sys.executable, "-m", "xianzhi", "nightly", "--date", night, "--delay", "0"]
            places = ["--sources", place / "sources", "--archive", built.archive, "--data", built.data]
            places += ["--releases", built.releases]
            done = subprocess.run(
                [*command, *map(str, places)], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode in (0, 1), done.stderr
    open_archive(built.archive).close()
    return built


def asked(built: Built, sql: str) -> list[tuple[object, ...]]:
    """What the newest release answers to a query."""
    newest = latest(built.releases)
    assert newest
    connection = sqlite3.connect(newest.database)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def serving(built: Built) -> Iterator[str]:
    """The address of the site while it is served."""
    port = _free_port()
    command = [sys.executable, "-m", "xianzhi", "serve", "--port", str(port)]
    places = ["--releases", str(built.releases), "--data", str(built.data)]
    server = subprocess.Popen([*command, *places], cwd=ROOT, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address + "/-/versions.json", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")
