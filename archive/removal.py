"""Removing rows with what depends on them, by the declared keys.

Derived rows refer to the facts they were made from. When a fact goes, the rows that cannot stand
without it go too; where a reference is optional it becomes NULL. Merging makes them anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from archive.shape import Column, Table, shape

Key = Any


def _marks(keys: Sequence[Key]) -> str:
    return ", ".join("?" * len(keys))


def _referring(table: str) -> list[tuple[Table, Column]]:
    return [
        (other, column)
        for other in shape().tables
        for column in other.columns
        if column.ref and column.ref[0] == table
    ]


def _release(db: Database, other: Table, column: Column, keys: Sequence[Key]) -> None:
    where = f"[{column.name}] IN ({_marks(keys)})"
    if not column.required:
        db.execute(f"UPDATE [{other.name}] SET [{column.name}] = NULL WHERE {where}", keys)
    elif len(other.pk) == 1:
        found = db.execute(f"SELECT [{other.pk[0]}] FROM [{other.name}] WHERE {where}", keys).fetchall()
        remove(db, other.name, [row[0] for row in found])
    else:
        db.execute(f"DELETE FROM [{other.name}] WHERE {where}", keys)


def remove(db: Database, table: str, keys: Sequence[Key]) -> None:
    """Delete the rows of `table` with these keys and whatever cannot stand without them."""
    if not keys:
        return
    for other, column in _referring(table):
        _release(db, other, column, keys)
    db.execute(f"DELETE FROM [{table}] WHERE [{shape().table(table).pk[0]}] IN ({_marks(keys)})", keys)
