"""Opening archive.db and giving it its shape.

Guarantees: an archive is recognised by its application id and version, so that a foreign or newer
file is refused in one line and left untouched; `ensure_shape` may be called on any archive any
number of times; writers use WAL with full synchronisation.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.errors import ArchiveError
from archive.regions import load_regions
from archive.shape import Shape, Table, shape

APPLICATION_ID = 0x58495A48  # "XIZH"
VERSION = 1
BUSY_SECONDS = 10.0

migrations = Migrations("xianzhi")


@migrations()
def m001_tables(db: Database) -> None:
    """Create the tables as declared when the first version was made."""
    for table in shape().tables:
        create_table(db, table)


def create_table(db: Database, table: Table) -> None:
    """Create `table` with its primary key unless it exists; references follow, as they may be circular."""
    db.table(table.name).create(
        {column.name: column.type for column in table.columns},
        pk=table.pk[0] if len(table.pk) == 1 else table.pk,
        not_null={column.name for column in table.columns if column.required},
        if_not_exists=True,
    )


def _indexes(table: Table) -> list[tuple[tuple[str, ...], bool]]:
    single = [((column.name,), False) for column in table.columns if column.index]
    return (
        single
        + [(columns, False) for columns in table.indexes]
        + [(columns, True) for columns in table.unique]
    )


def _shape_table(db: Database, table: Table) -> None:
    if table.name in db.view_names():  # a view of an older version
        db.execute(f"DROP VIEW [{table.name}]")
    create_table(db, table)
    made = db.table(table.name)
    existing = {column.name for column in made.columns}
    for column in table.columns:
        if column.name not in existing:
            made.add_column(column.name, column.type)
    for columns, unique in _indexes(table):
        made.create_index(columns, unique=unique, if_not_exists=True)


def _missing_keys(db: Database, table: Table) -> list[tuple[str, str, str, str]]:
    present = {key.column for key in db.table(table.name).foreign_keys}
    return [
        (table.name, column.name, *column.ref)
        for column in table.columns
        if column.ref and column.name not in present
    ]


def ensure_shape(db: Database, declared: Shape | None = None) -> None:
    """Bring `db` to the declared shape: tables, columns, indexes, views. Idempotent."""
    declared = declared or shape()
    migrations.apply(db)
    with db.atomic():
        for table in declared.tables:
            _shape_table(db, table)
        db.add_foreign_keys([key for table in declared.tables for key in _missing_keys(db, table)])
        for view in declared.views:
            db.create_view(view.name, view.sql, replace=True)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {VERSION}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and _pragma(connection, "application_id") != APPLICATION_ID:
        raise ArchiveError(f"{path}: not a Xianzhi archive")
    found = _pragma(connection, "user_version")
    if found > VERSION:
        raise ArchiveError(f"{path}: made by a newer Xianzhi (version {found}, this one knows {VERSION})")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _explain(path: Path, error: sqlite3.Error) -> ArchiveError:
    reason = "locked by another process" if "locked" in str(error) else str(error)
    return ArchiveError(f"{path}: {reason}")


def open_archive(path: Path, *, create: bool = True) -> Database:
    """The archive at `path`, shaped and ready to write; ArchiveError in one line if it cannot be."""
    if not create and not path.exists():
        raise ArchiveError(f"{path}: no such archive")
    try:
        connection = _connect(path)
        _refuse_foreign(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        db = Database(connection)
        ensure_shape(db)
        load_regions(db)
    except sqlite3.Error as error:
        raise _explain(path, error) from error
    return db


def read_archive(path: Path) -> Database:
    """The archive at `path`, read-only."""
    if not path.exists():
        raise ArchiveError(f"{path}: no such archive")
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        _refuse_foreign(connection, path)
    except sqlite3.Error as error:
        raise _explain(path, error) from error
    return Database(connection)
