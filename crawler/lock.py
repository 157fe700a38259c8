"""One writer at a time: the lock file beside an archive."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crawler.errors import CrawlError


def take(archive: Path) -> IO[str]:
    """Hold the archive's lock until the file returned is closed; CrawlError if another process holds it."""
    path = archive.with_name(archive.name + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = path.open("w")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        stream.close()
        raise CrawlError(f"{path}: another crawl, import or nightly run is under way") from error
    return stream


@contextmanager
def only_one(archive: Path) -> Iterator[None]:
    """Hold the archive's lock; CrawlError if another process holds it."""
    with take(archive):
        yield
