"""Asking the served archive."""

from __future__ import annotations

from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound

DATABASE = "archive"
Row = dict[str, Any]


def database(datasette: Datasette) -> Database:
    """The served archive."""
    return datasette.get_database(DATABASE)


async def rows(datasette: Datasette, sql: str, values: Any = ()) -> list[Row]:
    """The rows of a query."""
    found = await database(datasette).execute(sql, values)
    return [dict(row) for row in found.rows]


async def one(datasette: Datasette, sql: str, values: Any = ()) -> Row:
    """The single row of a query; NotFound if there is none."""
    found = await rows(datasette, sql, values)
    if not found:
        raise NotFound("没有这一条 / No such entry")
    return found[0]
