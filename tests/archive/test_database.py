"""Opening refuses what is not ours, and shaping again changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from archive.database import VERSION, open_archive, read_archive
from archive.errors import ArchiveError
from archive.shape import shape


def schema(path: Path) -> list[tuple[str, ...]]:
    return sqlite3.connect(path).execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


def test_shaping_twice_is_shaping_once(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    open_archive(path).close()
    before = schema(path)
    db = open_archive(path)
    assert schema(path) == before
    declared = {(t.name, c.name, *c.ref) for t in shape().tables for c in t.columns if c.ref}
    made = {
        (table.name, key.column, key.other_table, key.other_column)
        for table in shape().tables
        for key in db.table(table.name).foreign_keys
    }
    assert made == declared


def test_a_column_declared_later_is_added(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = open_archive(path)
    db.execute("ALTER TABLE project DROP COLUMN jobs")
    db.close()
    assert "jobs" in open_archive(path).table("project").columns_dict


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("CREATE TABLE other (x)", "not a Xianzhi archive"),
        (f"PRAGMA user_version = {VERSION + 1}", "made by a newer Xianzhi"),
    ],
)
def test_foreign_and_newer_files_are_refused_untouched(tmp_path: Path, statement: str, message: str) -> None:
    path = tmp_path / "x.db"
    sqlite3.connect(path).executescript(statement)
    before = path.read_bytes()
    for opening in (open_archive, read_archive):
        with pytest.raises(ArchiveError, match=message):
            opening(path)
    assert path.read_bytes() == before


def test_what_is_no_database_or_absent_is_named(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database at all, but long enough to be read as one" * 20, encoding="utf-8")
    with pytest.raises(ArchiveError, match="file is not a database"):
        open_archive(text)
    with pytest.raises(ArchiveError, match="no such archive"):
        open_archive(tmp_path / "absent.db", create=False)


def test_a_locked_archive_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.database.BUSY_SECONDS", 0.05)
    path = tmp_path / "archive.db"
    open_archive(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA user_version = 0")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveError, match="locked by another process"):
        open_archive(path)


def test_a_view_of_an_older_version_becomes_the_table_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = open_archive(path)
    db.execute("DROP TABLE life")
    db.execute("CREATE VIEW life AS SELECT id AS project FROM project")
    db.close()
    again = open_archive(path)
    assert [column.name for column in again.table("life").columns] == [
        c.name for c in shape().table("life").columns
    ]
