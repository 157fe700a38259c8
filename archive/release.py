"""Releases: checked, dated, read-only copies of the archive for readers.

A release is a directory `YYYY-MM-DD[-n]` with `archive.db`, `inspect.json` (row counts, so that the
server need not count), `manifest.json` (checksums, counts, what changed since the last one),
`CHANGELOG.md`, `CITATION.cff` and `LICENSE`. `latest` points to the newest.

Guarantees: a release is complete or absent (made under another name, then renamed); every quote in
it stands where it says; private tables are not in it; a released file is never written again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.changelog import changelog
from archive.database import read_archive
from archive.errors import ArchiveError
from archive.naming import index_names
from archive.shape import shape

LICENCE = "CC-BY-4.0"
_NAME = re.compile(r"\d{4}-\d\d-\d\d(-\d\d)?")
_ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
_CITATION = """\
cff-version: 1.2.0
message: 引用本数据时请注明发布日期 / Please cite the dated release.
title: 县志 Xianzhi, release {name}
type: dataset
date-released: {date}
version: "{name}"
license: CC-BY-4.0
authors:
  - name: The Xianzhi authors
"""
_LICENCE_TEXT = """\
The structured facts of this release are published under the Creative Commons Attribution 4.0
International licence (CC BY 4.0). The quoted texts belong to their publishers and are reproduced
as evidence for research. 结构化数据以 CC BY 4.0 发布；所引原文版权归原发布者所有，仅作研究证据。
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A published copy."""

    name: str
    directory: Path
    counts: dict[str, int]

    @property
    def database(self) -> Path:
        """The file that readers open."""
        return self.directory / "archive.db"


def misplaced_quotes(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Fact rows (table, id) whose quote does not stand at its place in its version's text."""
    found: list[tuple[str, str]] = []
    for table in shape().facts:
        rows = connection.execute(
            f"SELECT f.id FROM [{table.name}] f JOIN article_version v ON v.id = f.version"
            " WHERE substr(v.text, f.start + 1, f.end - f.start) IS NOT f.quote"
        )
        found += [(table.name, row[0]) for row in rows]
    return found


def _check(connection: sqlite3.Connection, path: Path) -> None:
    integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if integrity != "ok":
        raise ArchiveError(f"{path}: not released, integrity check says {integrity}")
    misplaced = misplaced_quotes(connection)
    if misplaced:
        table, key = misplaced[0]
        raise ArchiveError(f"{path}: not released, {len(misplaced)} quotes misplaced, first {table} {key}")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [table.name for table in shape().tables if not table.private]
    return {name: connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0] for name in names}


def _strip(connection: sqlite3.Connection) -> None:
    for table in shape().tables:
        if table.private:
            connection.execute(f"DROP TABLE IF EXISTS [{table.name}]")


def _describe(connection: sqlite3.Connection, about: dict[str, str]) -> None:
    connection.execute(_ABOUT)
    connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())


def _copy(source: Path, target: Path, about: dict[str, str]) -> dict[str, int]:
    read_archive(source).execute("VACUUM INTO ?", [str(target)])
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode = DELETE")
    _check(connection, source)
    _strip(connection)
    index_names(connection)
    _describe(connection, about)
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("VACUUM")
    counts = _counts(connection)
    connection.close()
    return counts


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def manifest(directory: Path) -> dict[str, Any]:
    """What a release says of itself: name, counts, changes, checksums."""
    read: dict[str, Any] = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    return read


def directories(releases: Path) -> list[Path]:
    """The directories of all releases, the newest first."""
    return sorted((path for path in releases.glob("*") if _NAME.fullmatch(path.name)), reverse=True)


def latest(releases: Path) -> Release | None:
    """The newest release in `releases`, None if there is none."""
    for directory in directories(releases):
        read = manifest(directory)
        return Release(read["name"], directory, read["counts"])
    return None


def _changes(counts: dict[str, int], before: Release | None) -> dict[str, int]:
    old = before.counts if before else {}
    return {name: count - old.get(name, 0) for name, count in counts.items() if count != old.get(name, 0)}


def _described(name: str, work: Path, counts: dict[str, int], before: Release | None) -> dict[str, Any]:
    return {
        "name": name,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "licence": LICENCE,
        "previous": before.name if before else None,
        "counts": counts,
        "changes": _changes(counts, before),
        "sha256": {path.name: file_sha256(path) for path in sorted(work.iterdir())},
    }


def _inspect(database: Path, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "archive": {
            "hash": file_sha256(database),
            "size": database.stat().st_size,
            "file": database.name,
            "tables": {name: {"count": count} for name, count in counts.items()},
        }
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _sync(directory: Path) -> None:
    for path in directory.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


def _free_name(releases: Path, date: str) -> str:
    taken = {path.name for path in releases.iterdir()}
    names = [date, *(f"{date}-{number:02}" for number in range(2, 100))]
    return next(name for name in names if name not in taken)


def _point_latest(releases: Path, name: str) -> None:
    pointer = releases / f".latest-{os.getpid()}"
    pointer.symlink_to(name)
    pointer.replace(releases / "latest")


def release(archive: Path, releases: Path, date: str) -> Release:
    """Publish `archive` as the release of `date` in `releases`; ArchiveError if a check fails."""
    releases.mkdir(parents=True, exist_ok=True)
    name = _free_name(releases, date)
    before = latest(releases)
    work = releases / f".{name}.part"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    about = {"release": name, "date": date, "licence": LICENCE}
    counts = _copy(archive, work / "archive.db", about)
    _write(work / "inspect.json", _json(_inspect(work / "archive.db", counts)))
    _write(work / "CITATION.cff", _CITATION.format(name=name, date=date))
    _write(work / "LICENSE", _LICENCE_TEXT)
    last = (before.name, before.database) if before else None
    _write(work / "CHANGELOG.md", changelog(name, work / "archive.db", _changes(counts, before), last))
    _write(work / "manifest.json", _json(_described(name, work, counts, before)))
    _sync(work)
    work.rename(releases / name)
    _point_latest(releases, name)
    return Release(name, releases / name, counts)
