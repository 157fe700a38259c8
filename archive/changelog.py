"""What changed between two releases, for people: what is new, gone, changed, edited, withdrawn.

Guarantees: every list says how long it is when it is cut; a release whose shape was another is
compared by counts alone, and that is said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.shape import shape

LISTED = 100  # entries of a list; the rest are counted
_EVENT = "trim(coalesce(date, '—') || ' ' || coalesce(region, '') || ' ' || kind) || ' `/event/' || id || '`'"
_PROJECT = "name || coalesce(' ' || company, '') || ' `/project/' || id || '`'"
_ARTICLE = "coalesce(title, url) || ' `/-/evidence/' || id || '`'"
_COMPARED = {
    "event": (_EVENT, "date, region_code, host_code, project_count, investment, annual_investment"),
    "project": (_PROJECT, "company, region_code, stage, investment"),
}


def _keys(table: str, told: str, here: str, there: str) -> str:
    return f"SELECT {told} FROM {here}.{table} WHERE id NOT IN (SELECT id FROM {there}.{table}) ORDER BY 1"


def _changed(table: str, told: str, columns: str) -> str:
    differing = f"SELECT id, {columns} FROM main.{table} EXCEPT SELECT id, {columns} FROM before.{table}"
    return (
        f"SELECT {told} FROM main.{table} WHERE id IN (SELECT id FROM before.{table})"
        f" AND id IN (SELECT id FROM ({differing})) ORDER BY 1"
    )


def _lists() -> Iterator[tuple[str, str]]:
    """Title and query of every list."""
    yield "新来源 New sources", _keys("source", "name", "main", "before")
    for table, zh, en in (("event", "活动", "events"), ("project", "项目", "projects")):
        told, columns = _COMPARED[table]
        yield f"新{zh} New {en}", _keys(table, told, "main", "before")
        yield f"改动的{zh} Changed {en}", _changed(table, told, columns)
        yield f"不再有的{zh} {en.capitalize()} gone", _keys(table, told, "before", "main")
    yield "被改过的文章 Edited articles", _changed("article", _ARTICLE, "version")
    yield (
        "新撤下的文章 Articles withdrawn",
        f"SELECT {_ARTICLE} FROM main.article WHERE withdrawn_on IS NOT NULL"
        " AND id NOT IN (SELECT id FROM before.article WHERE withdrawn_on IS NOT NULL) ORDER BY 1",
    )


def _list(connection: sqlite3.Connection, title: str, sql: str) -> str:
    found = [row[0] for row in connection.execute(sql)]
    lines = "".join(f"- {line}\n" for line in found[:LISTED])
    cut = f"- 另有 {len(found) - LISTED} 条 and {len(found) - LISTED} more\n" if len(found) > LISTED else ""
    return f"\n## {title}（{len(found)}）\n\n{lines}{cut}" if found else ""


def _compared(database: Path, before: Path) -> str:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        connection.execute("ATTACH ? AS before", [f"file:{before}?mode=ro"])
        return "".join(_list(connection, title, sql) for title, sql in _lists())
    except sqlite3.OperationalError:
        return "\n上一版本的结构不同，只比较条数。The release before has another shape: counts only.\n"
    finally:
        connection.close()


def _counted(changes: Mapping[str, int]) -> str:
    named = {table.name: f"{table.zh} {table.en}" for table in shape().tables}
    lines = "".join(f"| {named[name]} | {change:+,} |\n" for name, change in changes.items())
    return f"\n| 表 Table | 增减 Change |\n| --- | ---: |\n{lines}" if changes else "\n没有变化。No change.\n"


def changelog(name: str, database: Path, changes: Mapping[str, int], before: tuple[str, Path] | None) -> str:
    """The changelog of release `name` as Markdown; `before` is the last release and its file, if any."""
    if before is None:
        return f"# {name}\n\n第一个版本。The first release.\n"
    head = f"# {name}\n\n自 {before[0]} 以来。Since {before[0]}.\n"
    return head + _counted(changes) + _compared(database, before[1])
