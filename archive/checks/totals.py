"""Totals against what they are made of: parts, and years."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from archive.checks.finding import Row, finding
from archive.problems import Problem

_TOLERANCE = 0.011  # rounded amounts of parts are never farther from their total
_ROUGH = 10**6  # amounts are at least as exact as a million (0.01 亿元)
_LEAST = 0.5  # parts that make less of a total are the parts of another

_PARTS = """SELECT e.id, e.article, e.quote, e.region_code, e.project_count, e.investment, p.by,
  sum(p.project_count) AS count_sum, sum(p.investment) AS investment_sum, count(*) AS parts,
  count(p.project_count) AS counted, count(p.investment) AS valued, json_group_array(p.label) AS labels,
  json_group_array(p.region_code) AS codes, json_group_array(p.investment) AS amounts,
  sum(EXISTS (SELECT 1 FROM figure f WHERE f.article = p.article AND f.start >= p.start AND f.end <= p.end
    AND f.approximation != 'exact')) AS rough, substr(coalesce(a.published, a.first_seen), 1, 4) AS year
FROM event_report e JOIN event_part p ON p.event = e.id JOIN article a ON a.id = e.article
WHERE p.by IN ('region', 'tier') GROUP BY e.id, p.by"""
_COUNTIES = """SELECT parent, code FROM region WHERE kind = 'county' AND coalesce(valid_from, '') <= ?
  AND coalesce(valid_to, '9999') > ?"""
_REST = """SELECT DISTINCT event FROM event_part WHERE by NOT IN ('region', 'tier')
  AND (label LIKE '市直%' OR label LIKE '市属%' OR label LIKE '其他%' OR label LIKE '其余%')"""


def _counties(db: Database, year: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for parent, code in db.execute(_COUNTIES, [year, year]):
        found[parent].add(code)
    return found


def _is_whole(row: Row, counties: set[str]) -> bool:
    """Whether the parts are all there are: every county of the city, every tier from province to county."""
    if row["by"] == "region":
        return bool(counties) and all(f'"{code}"' in row["codes"] for code in counties)
    return all(re.search(f'"[^"]*{tier}', row["labels"]) for tier in ("省", "市", "[县区]"))


def _unit(amount: int) -> int:
    """The decimal place to which an amount is given: the largest power of ten of which it is a multiple.

    >>> _unit(8_260_000_000), _unit(110_000_000_000)
    (10000000, 10000000000)
    """
    return int(10 ** (len(str(amount)) - len(str(amount).rstrip("0")))) if amount else _ROUGH


def _slack(row: Row) -> float:
    """By how much amounts of parts may miss their total: half of the last place of each, if all are exact."""
    widest = float(row["investment"] * _TOLERANCE)
    amounts = [amount for amount in json.loads(row["amounts"]) if amount]
    if row["rough"] or not amounts:
        return widest
    rounded = len(amounts) * min(map(_unit, amounts)) + _unit(row["investment"])
    return min(widest, rounded / 2)


def _differ(total: int | None, summed: int | None, *, whole: bool, slack: float) -> bool:
    if total is None or summed is None:
        return False
    short = whole and total * _LEAST < summed < total - slack
    return short or summed > total + slack


def parts_against_totals(db: Database) -> Iterator[Problem]:
    """Parts by region or tier that add up to more than their total, or to less where all are given."""
    rests = {event for (event,) in db.execute(_REST)}
    for row in db.query(_PARTS):
        whole = row["id"] not in rests and _is_whole(row, _counties(db, row["year"])[row["region_code"]])
        for field, summed, given in (
            ("project_count", "count_sum", "counted"),
            ("investment", "investment_sum", "valued"),
        ):
            complete = whole and row[given] == row["parts"]
            slack = _slack(row) if field == "investment" and row["investment"] else 0
            if _differ(row[field], row[summed], whole=complete, slack=slack):
                message = f"parts by {row['by']} add up to {row[summed]}, the total is {row[field]}"
                about = f"{row['by']} {field}"
                yield finding("parts_against_total", row, about, message, quote=row["quote"], field=field)


_YEARLY = """SELECT id, article, quote, investment, annual_investment FROM [{table}]
WHERE annual_investment > investment"""


def years_against_totals(db: Database) -> Iterator[Problem]:
    """Investment planned for a year that is more than the total."""
    for table in ("event_report", "project_report"):
        for row in db.query(_YEARLY.format(table=table)):
            message = f"{row['annual_investment']} in a year is more than the total of {row['investment']}"
            yield finding("year_against_total", row, "", message, quote=row["quote"])
