"""Things whose names hold what a reader typed: regions, events, projects and companies.

Guarantees: every chunk of the question must be there; no chunk is read as a pattern.
"""

from __future__ import annotations

from datasette.app import Datasette

from archive.search import fold
from web.language import strings
from web.query import Row, rows

CHUNKS = 5
_QUERIES = {
    "region": (
        "SELECT code, name FROM region WHERE valid_to IS NULL",
        ("name",),
        "ORDER BY length(name), code LIMIT 6",
    ),
    "event": (
        "SELECT id, kind, date, region, investment FROM event WHERE 1",
        ("region", "host", "venue", "date", "kind"),
        "ORDER BY date DESC, id LIMIT 6",
    ),
    "project": (
        "SELECT id, name, company, region, investment FROM project WHERE 1",
        ("name", "company", "region"),
        "ORDER BY reports DESC, investment DESC, id LIMIT 8",
    ),
    "company": (
        "SELECT company, count(*) AS projects FROM project WHERE company IS NOT NULL",
        ("company",),
        "GROUP BY company ORDER BY count(*) DESC, company LIMIT 6",
    ),
}


def _pattern(chunk: str) -> str:
    return "%" + chunk.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def _kinds() -> dict[str, str]:
    """Codes of the kinds of events by their names in both languages."""
    named = {key.split(".")[1]: texts for key, texts in strings().items() if key.startswith("event.")}
    return {text.lower(): code for code, texts in named.items() for text in texts.values()}


def _condition(columns: tuple[str, ...], at: int) -> str:
    return " AND (" + " OR ".join(f"{column} LIKE :chunk{at} ESCAPE '!'" for column in columns) + ")"


async def things(datasette: Datasette, text: str) -> dict[str, list[Row]]:
    """What is called so, by kind of thing; nothing for less than two characters."""
    kinds = _kinds()
    chunks = [kinds.get(chunk, chunk) for chunk in fold(text).replace('"', " ").split()[:CHUNKS]]
    if len("".join(chunks)) < 2:
        return {}
    values = {f"chunk{at}": _pattern(chunk) for at, chunk in enumerate(chunks)}
    found = {}
    for name, (select, columns, order) in _QUERIES.items():
        where = "".join(_condition(columns, at) for at in range(len(chunks)))
        found[name] = await rows(datasette, f"{select}{where} {order}", values)
    return found
