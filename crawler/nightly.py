"""The nightly run: crawl what is due, merge, check, release, report. Safe to start twice.

Guarantees: one nightly run at a time (a lock file); each step that fails is reported and the later
ones still run where they can; the exit code says whether a person is needed.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.checks import check
from archive.database import open_archive
from archive.merge.run import merge
from archive.release import latest, release
from crawler.errors import CrawlError
from crawler.run import Request, choose, crawl
from crawler.status import health, line

Progress = Callable[[str], None]


@dataclass
class Report:
    """What a night did, to read and as JSON."""

    night: str
    outcomes: dict[str, str] = field(default_factory=dict)
    merged: dict[str, int] = field(default_factory=dict)
    findings: int = 0
    release: str | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether a source needs someone."""
        return any(source["needs_person"] for source in self.sources)

    def as_json(self) -> str:
        """The report for machines."""
        return json.dumps(self.__dict__ | {"needs_person": self.needs_person}, ensure_ascii=False, indent=2)


@contextmanager
def only_one(archive: Path) -> Iterator[None]:
    """Hold the archive's lock file; CrawlError if another run holds it."""
    path = archive.with_name(archive.name + ".lock")
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CrawlError(f"{path}: another nightly run is under way") from error
        yield


def _manifest(data: Path, night: str, archive: Path) -> None:
    """The checksums of the night's closed WARC files, beside them."""
    rows = open_archive(archive).execute(
        "SELECT sha256, name FROM warc_file WHERE night = ? AND closed = 1 ORDER BY name", [night]
    )
    text = "".join(f"{digest}  {name}\n" for digest, name in rows)
    if text:
        target = data / "manifests" / f"{night}.sha256"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _released_tonight(releases: Path, night: str, changed: bool) -> bool:
    newest = latest(releases)
    return newest is not None and newest.name.startswith(night) and not changed


def nightly(request: Request, releases: Path, progress: Progress) -> Report:
    """Run a night; what has been done already is not done again."""
    night = request.night.isoformat()
    report = Report(night)
    with only_one(request.archive):
        report.outcomes = crawl(request, progress)
        db = open_archive(request.archive)
        report.merged = merge(db)
        report.findings = len(check(db, night))
        _manifest(request.data, night, request.archive)
        if not _released_tonight(releases, night, bool(report.outcomes)):
            report.release = release(request.archive, releases, night).name
        for source in choose(request, progress):
            found = health(db, source, night)
            progress(line(found))
            report.sources.append(found.as_dict())
    return report
