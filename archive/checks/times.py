"""Days against one another, against the day of the report and against the validity of places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sqlite_utils import Database

from archive.checks.finding import finding
from archive.merge.periods import first_day, last_day
from archive.problems import Problem
from archive.shape import shape

_DATES = """SELECT id, article, quote, name, start_date, operation_date FROM project_report
WHERE start_date IS NOT NULL AND operation_date IS NOT NULL"""
_LATE = """SELECT e.id, e.article, e.quote, e.date, substr(a.published, 1, 10) AS published
FROM event_report e JOIN article a ON a.id = e.article WHERE length(e.date) = 10 AND a.published IS NOT NULL
AND julianday(e.date) - julianday(substr(a.published, 1, 10)) > 366"""
_AHEAD = """SELECT r.id, r.article, r.quote, r.name, r.stage, substr(a.published, 1, 10) AS published,
  CASE r.stage WHEN 'operating' THEN r.operation_date ELSE r.start_date END AS date
FROM project_report r JOIN article a ON a.id = r.article WHERE a.published IS NOT NULL
AND r.stage IN ('started', 'under_construction', 'completed', 'operating')"""
_STAGES = """SELECT s.project, s.stage, s.date, s.basis, p.name, r.id, r.article, r.quote FROM project_stage s
JOIN project p ON p.id = s.project JOIN project_report r ON r.id = s.report
WHERE s.first AND s.basis != 'published' AND s.stage IN ('signed', 'started', 'completed', 'operating')
ORDER BY s.project, CASE s.stage WHEN 'signed' THEN 1 WHEN 'started' THEN 2 WHEN 'completed' THEN 3 ELSE 4
  END"""


def _after(first: str, second: str) -> bool:
    """Whether `first` lies behind all of `second`, whatever their precision."""
    return first > last_day(second)


def _operating_before_start(db: Database) -> Iterator[Problem]:
    for row in db.query(_DATES):
        if _after(row["start_date"], row["operation_date"]):
            message = f"{row['name']}: operates {row['operation_date']}, before it starts {row['start_date']}"
            yield finding("dates_out_of_order", row, "", message, quote=row["quote"])


def _a_year_ahead(db: Database) -> Iterator[Problem]:
    for row in db.query(_LATE):
        message = f"event of {row['date']} in an article of {row['published']}"
        yield finding("dates_out_of_order", row, "", message, quote=row["quote"])


def _reached_on_a_day_to_come(db: Database) -> Iterator[Problem]:
    for row in db.query(_AHEAD):
        if row["date"] and first_day(row["date"]) > row["published"]:
            message = f"{row['name']}: {row['stage']} in an article of {row['published']}, but {row['date']}"
            yield finding("dates_out_of_order", row, row["stage"], message, quote=row["quote"])


def _stages_out_of_order(db: Database) -> Iterator[Problem]:
    for before, row in pairwise(db.query(_STAGES)):
        if before["project"] == row["project"] and _after(before["date"], row["date"]):
            message = f"{row['name']}: {row['stage']} {row['date']}, but {before['stage']} {before['date']}"
            evidence = {"quotes": [before["quote"], row["quote"]], "other": before["id"]}
            yield finding("dates_out_of_order", row, before["stage"], message, **evidence)


def dates_out_of_order(db: Database) -> Iterator[Problem]:
    """Stages out of order, in one report or over several, or behind their report; events a year ahead."""
    for check in (_operating_before_start, _a_year_ahead, _reached_on_a_day_to_come, _stages_out_of_order):
        yield from check(db)


_VALIDITY = """SELECT f.id, f.article, f.quote, r.name, r.valid_from, r.valid_to,
  substr(a.published, 1, 4) AS year
FROM [{table}] f JOIN region r ON r.code = f.[{column}] JOIN article a ON a.id = f.article
WHERE a.published IS NOT NULL
  AND (substr(a.published, 1, 4) > r.valid_to OR substr(a.published, 1, 4) < r.valid_from)"""


def outside_validity(db: Database) -> Iterator[Problem]:
    """Facts on places that had ceased to exist when the article was published, or did not exist yet."""
    for table in shape().facts:
        for column in (column.name for column in table.columns if column.ref == ("region", "code")):
            for row in db.query(_VALIDITY.format(table=table.name, column=column)):
                valid = f"{row['valid_from']}–{row['valid_to'] or ''}"
                message = f"{row['name']} is of {valid}, the article of {row['year']}"
                yield finding("place_outside_validity", row, column, message, "info", quote=row["quote"])
