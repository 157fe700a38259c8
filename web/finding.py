"""Things whose names hold what a reader typed: regions, events, projects and companies.

Guarantees: every chunk of the question must be there; no chunk is read as a pattern or an operator.
"""

from __future__ import annotations

from datasette.app import Datasette

from archive.search import fold, zh_query
from web.language import strings
from web.query import Row, database, rows

_SHOWN = {
    "region": ("region x ON x.code = t.key", "x.code, x.name", 6),
    "event": ("event x ON x.id = t.key", "x.id, x.kind, x.date, x.region, x.investment", 6),
    "project": ("project x ON x.id = t.key", "x.id, x.name, x.company, x.region, x.investment", 8),
    "company": ("(SELECT 1)", "t.key AS company, t.weight AS projects", 6),
}
"""Of each kind: what it is read from, what is shown of it, and how many at most."""


def _kinds() -> dict[str, str]:
    """Codes of the kinds of events by their names in both languages."""
    named = {key.split(".")[1]: texts for key, texts in strings().items() if key.startswith("event.")}
    return {text.lower(): code for code, texts in named.items() for text in texts.values()}


def _match(text: str) -> str:
    """The question as an expression over names; "" for less than two characters."""
    kinds = _kinds()
    chunks = [kinds.get(chunk, chunk) for chunk in fold(text).replace('"', " ").split()]
    query = zh_query(" ".join(chunks))
    return "" if len("".join(chunks)) < 2 or query == '""' else query


async def has_names(datasette: Datasette) -> bool:
    """Whether the release has an index of names; those made before there was one do not."""
    return bool(await database(datasette).table_exists("thing"))


async def things(datasette: Datasette, text: str) -> dict[str, list[Row]]:
    """What is called so, by kind of thing; nothing for less than two characters."""
    match = _match(text) if await has_names(datasette) else ""
    found = {}
    for kind, (table, columns, most) in _SHOWN.items() if match else ():
        sql = (
            f"SELECT {columns} FROM thing t JOIN {table} WHERE t.id IN (SELECT rowid FROM thing_fts"
            f" WHERE thing_fts MATCH :match ORDER BY rowid LIMIT {most}) ORDER BY t.id"
        )
        found[kind] = await rows(datasette, sql, {"match": f'kind : "{kind}" AND name : ({match})'})
    return found
