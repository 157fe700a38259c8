"""The whole of merging, in one transaction: derived tables are replaced or nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from archive.corrections import corrected_facts, refresh
from archive.decisions import decisions
from archive.ids import stable_text
from archive.merge.events import merge_events
from archive.merge.league import HOSTING, league
from archive.merge.lives import LIFE, promises, stages
from archive.merge.mechanisms import mechanisms, rhythms
from archive.merge.projects import merge_projects
from archive.merge.references import renaming_words
from archive.merge.reports import Report, load
from archive.merge.reprints import find_reprints
from archive.merge.timetable import calendar, readings
from archive.shape import shape

Row = dict[str, Any]
DERIVED = (
    "conflict",
    "life",
    "promise",
    "project_stage",
    "project_join",
    "project_support",
    "project",
    "hosting",
    "league",
    "calendar",
    "mechanism",
    "event_support",
    "event",
    "reprint",
)
"""Derived tables, those that refer to others first."""


def _clear(db: Database) -> None:
    db.execute("UPDATE event SET parent = NULL")
    for table in DERIVED:
        db.execute(f"DELETE FROM [{table}]")


def _fill(db: Database, table: str, rows: Iterable[Row]) -> None:
    names = [column.name for column in shape().table(table).columns]
    columns, marks = ", ".join(f"[{name}]" for name in names), ", ".join("?" * len(names))
    values = (tuple(row.get(name) for name in names) for row in rows)
    db.conn.executemany(f"INSERT INTO [{table}] ({columns}) VALUES ({marks})", values)


def _ceremonies(reports: list[Report]) -> dict[tuple[int, str], str]:
    """The days of ceremonies by the article that reports them, its other half included, and their kind."""
    held = [report for report in reports if report["date"] and len(report["date"]) == 10]
    return {(report.story, report["kind"]): report["date"] for report in reversed(held)}


def _with_parents(events: list[Row]) -> list[Row]:
    """Parents before children, so that each reference finds its row."""
    return sorted(events, key=lambda event: (event["parent"] is not None, event["id"]))


_CHANGED = """SELECT r.article, a.quote, a.low, b.quote, b.low FROM reprint r
JOIN figure a ON a.article = r.cluster JOIN figure b ON b.article = r.article
  AND a.role = b.role AND a.currency = b.currency
WHERE r.article != r.cluster AND a.low != b.low
  AND NOT EXISTS (SELECT 1 FROM figure x WHERE x.article = r.article AND x.low = a.low)
  AND NOT EXISTS (SELECT 1 FROM figure y WHERE y.article = r.cluster AND y.low = b.low)
  AND abs(a.start - b.start) < 200"""


def _changed_reprints(db: Database) -> list[Row]:
    """Conflicts for figures that a reprint gives differently from the first publication."""
    return [
        {
            "id": stable_text("conflict", "reprint", article, first, other),
            "reprint": article,
            "field": "figure",
            "shown": first,
            "shown_number": low,
            "shown_support": 1,
            "other": other,
            "other_number": other_low,
            "other_support": 1,
        }
        for article, first, low, other, other_low in db.execute(_CHANGED)
    ]


def as_of(db: Database) -> str:
    """The last day the archive knows of: the last night crawled, else the last publication."""
    night = db.execute("SELECT max(night) FROM run").fetchone()[0]
    published = db.execute("SELECT max(substr(published, 1, 10)) FROM article").fetchone()[0]
    return max(night or "", published or "")


def _merge_events(db: Database, reports: list[Report]) -> list[Row]:
    events = merge_events(reports)
    _fill(db, "event", _with_parents(events.events))
    _fill(db, "event_support", events.support)
    _fill(db, "conflict", events.conflicts)
    announced = mechanisms(db)
    _fill(db, "mechanism", announced)
    _fill(db, "calendar", calendar(events.events, readings(db), rhythms(announced), as_of(db)))
    return events.events


def _with_undertakings(projects: list[Row]) -> list[Row]:
    """The first project of an undertaking before its others, so that each reference finds its row."""
    return sorted(projects, key=lambda project: project["undertaking"] != project["id"])


def _renaming_texts(db: Database) -> dict[int, str]:
    """Texts of the articles that tell of a renaming."""
    words = renaming_words()
    any_word = " OR ".join(["instr(text, ?)"] * len(words))
    return dict(db.execute(f"SELECT id, text FROM article WHERE {any_word}", list(words)))


def _merge_projects(db: Database, events: list[Row], ceremonies: dict[tuple[int, str], str]) -> None:
    merged = merge_projects(load(db, "project_report"), _renaming_texts(db), decisions(db))
    lives = stages(merged.groups, ceremonies)
    _fill(db, "project", _with_undertakings(merged.projects))
    _fill(db, "project_support", merged.support)
    _fill(db, "project_join", merged.joins)
    _fill(db, "conflict", merged.conflicts)
    _fill(db, "project_stage", lives)
    _fill(db, "promise", promises(merged.groups, lives, as_of(db)))
    _fill(db, "life", db.query(LIFE))
    _fill(db, "league", league(db, events, merged.projects, lives))
    _fill(db, "hosting", db.query(HOSTING))


def _derive(db: Database) -> None:
    _fill(db, "reprint", find_reprints(db))
    reports = load(db, "event_report")
    events = _merge_events(db, reports)
    _merge_projects(db, events, _ceremonies(reports))
    _fill(db, "conflict", _changed_reprints(db))


def merge(db: Database) -> dict[str, int]:
    """Make all derived tables again from the facts; their row counts."""
    with db.atomic():
        refresh(db)
        _clear(db)
        with corrected_facts(db):
            _derive(db)
    return {table: db.table(table).count for table in reversed(DERIVED)}
