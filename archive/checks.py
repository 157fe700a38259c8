"""Consistency checks over the archive: what cannot be right, with the rows that show it.

Each check is a small function that yields findings; every finding becomes a `problem` row with
evidence and a severity. `error` means that a number is almost surely wrong, `warning` that two
statements cannot both be right, `info` that something is worth a look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from sqlite_utils import Database

from archive.problems import Problem, note

Row = dict[str, Any]
Check = Callable[[Database], Iterator[Problem]]
TOLERANCE = 0.011  # rounding of shares to whole percent, and a little
_SHARE = re.compile(r"(\d+)[个项][^。；;\n]{0,14}?占[^。；;\n\d]{0,10}(\d+(?:\.\d+)?)%")
_SLIP = 10_000  # 亿 for 万


def _finding(kind: str, row: Row, message: str, severity: Any = "warning", **evidence: Any) -> Problem:
    return Problem(kind, str(row["id"]), message, severity, article=row.get("article"), evidence=evidence)


_PARTS = """SELECT e.id, e.article, e.quote, e.project_count, e.investment, p.by, count(*) AS parts,
  sum(p.project_count) AS count_sum, count(p.project_count) AS counted,
  sum(p.investment) AS investment_sum, count(p.investment) AS valued
FROM event_report e JOIN event_part p ON p.event = e.id
WHERE p.by IN ('region', 'tier') GROUP BY e.id, p.by"""


def _exceeds(total: int | None, summed: int | None) -> bool:
    return total is not None and summed is not None and summed > total * (1 + TOLERANCE)


def parts_against_totals(db: Database) -> Iterator[Problem]:
    """Parts by region or tier that add up to more than the total they are parts of."""
    for row in db.query(_PARTS):
        for field, summed in (("project_count", "count_sum"), ("investment", "investment_sum")):
            if _exceeds(row[field], row[summed]):
                message = f"parts by {row['by']} add up to {row[summed]}, the total is {row[field]}"
                yield _finding("parts_exceed_total", row, message, quote=row["quote"], field=field)


_COUNTED = (
    "SELECT e.*, a.text FROM event_report e JOIN article a ON a.id = e.article WHERE e.project_count > 0"
)


def _wrong_shares(row: Row) -> Iterator[tuple[str, str]]:
    for match in _SHARE.finditer(row["text"], row["start"], row["start"] + 1500):
        part, share = int(match[1]), float(match[2])
        total = row["project_count"]
        if part <= total and abs(part / total * 100 - share) > 1:
            yield match[0], f"{part} of {total} is {part / total * 100:.1f} %, the text says {share:g} %"


def shares_against_counts(db: Database) -> Iterator[Problem]:
    """Shares that do not follow from the counts beside them (174 of 255 is 68 %)."""
    events = list(db.query(_COUNTED))
    single = {row["article"] for row in events} - {
        a["article"] for a, b in combinations(events, 2) if a["article"] == b["article"]
    }
    for row in events:
        if row["article"] in single:
            for quote, message in _wrong_shares(row):
                yield _finding("share_against_count", row, message, quote=quote)


_RANKED = """SELECT id, article, quote, name, region, period, measure, value, rank_within, rank_position
FROM indicator WHERE rank_position IS NOT NULL AND region IS NOT NULL ORDER BY rank_position"""


def ranks_against_values(db: Database) -> Iterator[Problem]:
    """Better ranks with lower values, within one group, period and article."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in db.query(_RANKED):
        key = ("article", "name", "period", "measure", "rank_within")
        groups[tuple(row[part] for part in key)].append(row)
    for group in groups.values():
        for better, worse in combinations(group, 2):
            if better["rank_position"] < worse["rank_position"] and better["value"] < worse["value"]:
                message = f"{better['region']} ranks before {worse['region']} with a lower {better['name']}"
                yield _finding(
                    "rank_against_value", better, message, quotes=[better["quote"], worse["quote"]]
                )


_AMOUNTS = """SELECT s.project, r.id, r.article, r.quote, r.name, r.investment FROM project_support s
JOIN project_report r ON r.id = s.report WHERE s.field = 'investment' AND r.investment > 0"""


def unit_slips(db: Database) -> Iterator[Problem]:
    """Investments of one project that differ by the factor between 万 and 亿."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in db.query(_AMOUNTS):
        groups[row["project"]].append(row)
    for group in groups.values():
        for one, other in combinations(group, 2):
            small, large = sorted((one, other), key=lambda row: row["investment"])
            if small["investment"] * _SLIP == large["investment"]:
                message = f"{small['name']}: {small['investment']} here, {large['investment']} elsewhere"
                yield _finding("unit_slip", small, message, "error", quotes=[small["quote"], large["quote"]])


_DATES = """SELECT id, article, quote, name, start_date, operation_date FROM project_report
WHERE start_date > operation_date AND length(start_date) = length(operation_date)"""
_LATE = """SELECT e.id, e.article, e.quote, e.date, substr(a.published, 1, 10) AS published
FROM event_report e JOIN article a ON a.id = e.article WHERE length(e.date) = 10 AND a.published IS NOT NULL
AND julianday(e.date) - julianday(substr(a.published, 1, 10)) > 366"""


def dates_out_of_order(db: Database) -> Iterator[Problem]:
    """Projects that operate before they start; events more than a year after their report."""
    for row in db.query(_DATES):
        message = f"{row['name']}: operates {row['operation_date']}, before it starts {row['start_date']}"
        yield _finding("dates_out_of_order", row, message, quote=row["quote"])
    for row in db.query(_LATE):
        message = f"event of {row['date']} in an article of {row['published']}"
        yield _finding("dates_out_of_order", row, message, quote=row["quote"])


_VALIDITY = """SELECT m.id, m.article, m.quote, r.name, r.valid_to, substr(a.published, 1, 4) AS year
FROM mention m JOIN region r ON r.code = m.region_code JOIN article a ON a.id = m.article
WHERE r.valid_to IS NOT NULL AND substr(a.published, 1, 4) > r.valid_to"""


def outside_validity(db: Database) -> Iterator[Problem]:
    """Places named after they ceased to exist."""
    for row in db.query(_VALIDITY):
        message = f"{row['name']} ended in {row['valid_to']}, the article is of {row['year']}"
        yield _finding("place_outside_validity", row, message, "info", quote=row["quote"])


CHECKS: tuple[Check, ...] = (
    parts_against_totals,
    shares_against_counts,
    ranks_against_values,
    unit_slips,
    dates_out_of_order,
    outside_validity,
)
KINDS = (
    "parts_exceed_total",
    "share_against_count",
    "rank_against_value",
    "unit_slip",
    "dates_out_of_order",
    "place_outside_validity",
)


def check(db: Database, night: str) -> list[Problem]:
    """Run all checks; findings of earlier nights that no longer hold are removed."""
    found = [problem for run in CHECKS for problem in run(db)]
    with db.atomic():
        kept = {note(db, problem, night) for problem in found}
        marks = ", ".join("?" * len(KINDS))
        known = db.execute(f"SELECT id FROM problem WHERE kind IN ({marks})", KINDS).fetchall()
        for (key,) in known:
            if key not in kept:
                db.execute("DELETE FROM problem WHERE id = ?", [key])
    return found
