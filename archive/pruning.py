"""Old releases: how many are kept, and which are never removed.

Guarantees: the newest release stays, so does every release that is being served (its server holds a lock on
it) and every one that has a file called `KEEP`; a release is whole or gone, never half of either; whoever
prunes is told of every release removed and of every one that had to stay.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from archive.release import directories

MARK = "KEEP"
"""A file of this name in a release keeps it: for what has been cited."""


@dataclass(frozen=True, slots=True)
class Old:
    """A release beyond the number to be kept: its size, and why it stays (None: it was removed)."""

    directory: Path
    size: int
    stays: str | None

    def __str__(self) -> str:
        told = f"{self.directory} ({self.size / 1e6:,.1f} MB)"
        return f"kept {told}: {self.stays}" if self.stays else f"removed {told}"


def held(directory: Path) -> IO[bytes]:
    """A lock that says that a release is being served; closing it lets go."""
    holding = (directory / "manifest.json").open("rb")
    fcntl.flock(holding, fcntl.LOCK_SH)
    return holding


@contextmanager
def _unheld(directory: Path) -> Iterator[bool]:
    """Whether no one serves the release; no one begins to, as long as this lasts."""
    with (directory / "manifest.json").open("rb") as holding:
        try:
            fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _remove(directory: Path) -> None:
    """First out of sight by one rename, then bit by bit."""
    gone = directory.with_name(f".{directory.name}.gone")
    directory.rename(gone)
    shutil.rmtree(gone)


def _pruned(directory: Path) -> Old:
    size = sum(path.stat().st_size for path in directory.iterdir())
    if (directory / MARK).exists():
        return Old(directory, size, f"it has a file {MARK}")
    with _unheld(directory) as free:
        if not free:
            return Old(directory, size, "it is being served")
        _remove(directory)
    return Old(directory, size, None)


def prune(releases: Path, keep: int) -> list[Old]:
    """Remove all but the newest `keep` releases; what became of each of the others, the oldest first."""
    return [_pruned(directory) for directory in reversed(directories(releases)[max(keep, 1) :])]
