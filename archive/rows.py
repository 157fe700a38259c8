"""Writing rows of the declared shape: statements are made once, not from the database's shape at every row.

sqlite-utils reads a table's columns before each insert, which was an eighth of the cost of a crawled page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) else value


@cache
def _statement(table: str, names: tuple[str, ...], pk: str | None) -> str:
    columns = ", ".join(f"[{name}]" for name in names)
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO [{table}] ({columns}) VALUES ({marks})"
    if pk is None:
        return statement
    changes = ", ".join(f"[{name}] = excluded.[{name}]" for name in names if name != pk)
    return f"{statement} ON CONFLICT ([{pk}]) DO UPDATE SET {changes}"


def _write(db: Database, table: str, rows: Iterable[Row], pk: str | None) -> None:
    for names, alike in groupby(rows, key=tuple):
        values = [[_value(value) for value in row.values()] for row in alike]
        db.conn.executemany(_statement(table, names, pk), values)


def insert(db: Database, table: str, *rows: Row) -> None:
    """Insert new rows; the caller holds the transaction."""
    _write(db, table, rows, None)


def upsert(db: Database, table: str, rows: Iterable[Row], pk: str = "id") -> None:
    """Insert rows, or change those that are there in the columns given; the caller holds the transaction."""
    _write(db, table, rows, pk)
