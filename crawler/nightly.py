"""The nightly run: crawl what is due, merge, check, release, report. Safe to start twice.

Guarantees: one nightly run at a time (the archive's lock); each step that fails is reported and the later
ones still run; a run that was asked to stop ends after the crawl; the exit code says whether a person is
needed.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from archive.checks.run import check
from archive.database import open_archive
from archive.merge.run import merge
from archive.release import latest, release
from crawler.lock import only_one
from crawler.run import Request, choose, crawl_locked
from crawler.status import health, line

Progress = Callable[[str], None]
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


@dataclass
class Report:
    """What a night did, to read and as JSON."""

    night: str
    outcomes: dict[str, str] = field(default_factory=dict)
    merged: dict[str, int] = field(default_factory=dict)
    findings: int = 0
    release: str | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)  # step to error
    skipped: list[str] = field(default_factory=list)  # source files that are wrong

    @property
    def needs_person(self) -> bool:
        """Whether a source, a step or a source file needs someone."""
        states = any(source["needs_person"] for source in self.sources)
        return states or bool(self.failures or self.skipped)

    @property
    def interrupted(self) -> bool:
        """Whether the run was asked to stop."""
        return "interrupted" in self.outcomes.values()

    def as_json(self) -> str:
        """The report for machines."""
        return json.dumps(self.__dict__ | {"needs_person": self.needs_person}, ensure_ascii=False, indent=2)

    def summary(self) -> str:
        """The report in one line."""
        counted = Counter(self.outcomes.values())
        counts = ", ".join(f"{count} {name}" for name, count in sorted(counted.items())) or "nothing due"
        failed = "".join(f"; {step} failed: {error}" for step, error in self.failures.items())
        released = f"release {self.release or 'unchanged'}"
        return f"{self.night}: {counts}; {self.findings} findings, {released}{failed}"


class _Night:
    """The steps of one night, each reported if it fails."""

    def __init__(self, request: Request, releases: Path, progress: Progress) -> None:
        self._request, self._releases, self._progress = request, releases, progress
        self.report = Report(request.night.isoformat())

    def _step(self, name: str, work: Callable[[], Result], otherwise: Result) -> Result:
        try:
            return work()
        except Exception as error:  # the later steps matter more than where this one failed
            _log.info("%s failed", name, exc_info=True)
            self.report.failures[name] = f"{type(error).__name__}: {error}"
            self._progress(f"{name} failed: {error}")
            return otherwise

    def run(self) -> Report:
        """Crawl, then all that follows from it."""
        report, night = self.report, self.report.night
        report.outcomes = crawl_locked(self._request, self._progress)
        db = open_archive(self._request.archive)
        if not report.interrupted:
            report.merged = self._step("merge", lambda: merge(db), {})
            report.findings = self._step("check", lambda: len(check(db, night)), 0)
            self._step("manifest", lambda: write_manifest(db, self._request.data, night), None)
            report.release = self._step("release", self._release, None)
        self._step("status", lambda: self._health(db), None)
        return report

    def _release(self) -> str | None:
        newest = latest(self._releases)
        if newest and newest.name.startswith(self.report.night) and not self.report.outcomes:
            return None
        return release(self._request.archive, self._releases, self.report.night).name

    def _health(self, db: Database) -> None:
        for source in choose(self._request, self.report.skipped.append):
            found = health(db, source, self.report.night)
            self._progress(line(found))
            self.report.sources.append(found.as_dict())


def write_manifest(db: Database, data: Path, night: str) -> None:
    """The checksums of the night's closed WARC files, beside them."""
    rows = db.execute(
        "SELECT sha256, name FROM warc_file WHERE night = ? AND closed = 1 ORDER BY name", [night]
    )
    text = "".join(f"{digest}  {name}\n" for digest, name in rows)
    if text:
        target = data / "manifests" / f"{night}.sha256"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def nightly(request: Request, releases: Path, progress: Progress) -> Report:
    """Run a night; what has been done already is not done again. CrawlError if another run is under way."""
    with only_one(request.archive):
        return _Night(request, releases, progress).run()
