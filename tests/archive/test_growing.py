"""An archive that grows night by night is derived as one that was read at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from archive.database import open_archive
from archive.merge.run import merge
from archive.shape import shape
from bench.deriving import make

_READ = ("article", "article_version", "capture", "event_report", "project_report")


def _derived(db: Database) -> dict[str, list[sqlite3.Row]]:
    names = [table.name for table in shape().tables if table.group == "derived"]
    return {name: sorted(db.execute(f"SELECT * FROM [{name}]").fetchall(), key=repr) for name in names}


def _grow(db: Database, archive: Path) -> None:
    """What `archive` has read is read into `db` too."""
    db.execute("PRAGMA foreign_keys = OFF")  # as they were made: what the merge does not ask for is left out
    db.attach("more", str(archive))
    for table in _READ:
        db.execute(f"INSERT OR IGNORE INTO main.[{table}] SELECT * FROM more.[{table}]")
    db.conn.commit()


def test_merging_after_every_night_is_merging_once(tmp_path: Path) -> None:
    for name, reports in (("early", 150), ("late", 350)):
        make(tmp_path / f"{name}.db", reports)
    growing, whole = open_archive(tmp_path / "early.db"), open_archive(tmp_path / "late.db")
    merge(growing)
    early = _derived(growing)
    _grow(growing, tmp_path / "late.db")
    merge(growing)
    merge(whole)
    late = _derived(whole)
    assert {name: len(early[name]) < len(late[name]) for name in ("event", "project", "conflict")} == {
        "event": True,
        "project": True,
        "conflict": True,
    }
    assert _derived(growing) == late
