"""The index of names of a release: regions, events, projects and companies by what they are called.

`thing` has a row for each, `thing_fts` the bigrams of its names beside its kind. The more a thing matters
(reports of a project, projects of a company, the newer event) the smaller its id, so that the first matches
are the best and a search stops there.
"""

from __future__ import annotations

import sqlite3

from archive.search import bigrams

_CREATE = (
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, weight INTEGER)",
    "CREATE VIRTUAL TABLE thing_fts USING fts5(kind, name, content='', tokenize='unicode61')",
)
_THING = "INSERT INTO thing (kind, key, weight) VALUES (?, ?, ?)"
_NAMES = "INSERT INTO thing_fts (rowid, kind, name) VALUES (?, ?, ?)"
_NAMED = {
    "region": "SELECT code, name, NULL FROM region WHERE valid_to IS NULL ORDER BY length(name), code",
    "event": "SELECT id, concat_ws(' ', region, host, venue, date, kind), reports FROM event"
    " ORDER BY date DESC, id",
    "project": "SELECT id, concat_ws(' ', name, company, region), reports FROM project"
    " ORDER BY reports DESC, investment DESC, id",
    "company": "SELECT company, company, count(*) FROM project WHERE company IS NOT NULL"
    " GROUP BY company ORDER BY count(*) DESC, company",
}
"""Key, names and weight of the things of each kind, the weightiest first."""


def _joined(separator: str, *parts: object) -> str:
    return separator.join(str(part) for part in parts if part is not None)


def index_names(connection: sqlite3.Connection) -> None:
    """Make the index of names in a release."""
    connection.create_function("concat_ws", -1, _joined, deterministic=True)  # SQLite has it from 3.44 on
    for statement in _CREATE:
        connection.execute(statement)
    for kind, sql in _NAMED.items():
        for key, names, weight in connection.execute(sql).fetchall():
            added = connection.execute(_THING, [kind, key, weight])
            connection.execute(_NAMES, [added.lastrowid, kind, bigrams(names)])
