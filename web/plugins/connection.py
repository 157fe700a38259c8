"""Every read connection: our search in Datasette's own box, and a hard limit on value size."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from archive.search import zh_query
from web.format import yi
from web.language import name_of

# `sql_time_limit_ms` cannot interrupt one function: hex(zeroblob(2e8)) ran for 17 s. No stored value
# is near this size.
VALUE_LIMIT = 5_000_000


def _authorize(action: int, name: str | None, *_: str | None) -> int:
    """Let `database_list` return nothing: it tells where on the machine the file lies."""
    hidden = action == sqlite3.SQLITE_PRAGMA and name == "database_list"
    return sqlite3.SQLITE_IGNORE if hidden else sqlite3.SQLITE_OK


def _label(family: str | None, code: str | None) -> str | None:
    """What a code stands for, as `label('event', kind)`; NULL stays NULL."""
    return None if code is None else name_of(family, code, "zh")


@hookimpl(trylast=True)  # Datasette registers its own escape_fts in the same hook; ours must come after
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register the functions that queries and the table pages use."""
    conn.create_function("escape_fts", 1, zh_query, deterministic=True)
    conn.create_function("zh_query", 1, zh_query, deterministic=True)
    conn.create_function("yi", 1, yi, deterministic=True)
    conn.create_function("label", 2, _label, deterministic=True)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_LIMIT)
    conn.set_authorizer(_authorize)
