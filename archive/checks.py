"""Consistency checks over the archive: what cannot be right, with the rows that show it.

Each check is a small function that yields findings; every finding becomes a `problem` row with
evidence and a severity. `error` means that a number is almost surely wrong, `warning` that two
statements cannot both be right, `info` that something is worth a look. Facts are taken as corrected: what
a person has put right is found no more.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import Any

from sqlite_utils import Database

from archive.corrections import corrected_facts, refresh
from archive.merge.periods import first_day, last_day
from archive.merge.reports import city_of
from archive.problems import Problem, note
from archive.shape import shape

Row = dict[str, Any]
Check = Callable[[Database], Iterator[Problem]]
TOLERANCE = 0.011  # rounded amounts of parts are never farther from their total
ROUGH = 10**6  # amounts are at least as exact as a million (0.01 亿元)
LEAST = 0.5  # parts that make less of a total are the parts of another
_SHARE = re.compile(
    r"(?P<part>\d+)[个项][^。；;\n\d]{0,14}?占(?P<of>[^。；;\n\d]{0,10})(?P<share>\d+(?:\.\d+)?)[%％]"
)
_OF_MONEY = re.compile("投资|金额|资金|产值")
_SHARE_OF_MONEY = re.compile(
    r"(?:(?P<count>\d+)[个项][^。；;\n\d]{0,14}?)?(?P<part>\d+(?:\.\d+)?)亿元"
    r"[^。；;\n\d]{0,6}?占(?P<of>[^。；;\n\d]{0,10})(?P<share>\d+(?:\.\d+)?)[%％]"
)
_SEARCHED = 1500  # characters behind an event in which shares are of its total
_SLIP = 10_000  # 亿 for 万
_YI = 10**8


def _finding(
    kind: str, row: Row, about: str, message: str, severity: Any = "warning", **evidence: Any
) -> Problem:
    """A finding on the fact of `row`; `about` tells it from others of the kind on the same fact."""
    subject = f"{row['id']} {about}".strip()
    return Problem(kind, subject, message, severity, article=row.get("article"), evidence=evidence)


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
    return int(10 ** (len(str(amount)) - len(str(amount).rstrip("0")))) if amount else ROUGH


def _slack(row: Row) -> float:
    """By how much amounts of parts may miss their total: half of the last place of each, if all are exact."""
    widest = float(row["investment"] * TOLERANCE)
    amounts = [amount for amount in json.loads(row["amounts"]) if amount]
    if row["rough"] or not amounts:
        return widest
    rounded = len(amounts) * min(map(_unit, amounts)) + _unit(row["investment"])
    return min(widest, rounded / 2)


def _differ(total: int | None, summed: int | None, *, whole: bool, slack: float) -> bool:
    if total is None or summed is None:
        return False
    short = whole and total * LEAST < summed < total - slack
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
                yield _finding("parts_against_total", row, about, message, quote=row["quote"], field=field)


_YEARLY = """SELECT id, article, quote, investment, annual_investment FROM [{table}]
WHERE annual_investment > investment"""


def years_against_totals(db: Database) -> Iterator[Problem]:
    """Investment planned for a year that is more than the total."""
    for table in ("event_report", "project_report"):
        for row in db.query(_YEARLY.format(table=table)):
            message = f"{row['annual_investment']} in a year is more than the total of {row['investment']}"
            yield _finding("year_against_total", row, "", message, quote=row["quote"])


_COUNTED = """SELECT e.*, a.text,
  lead(e.start, 1, e.start + ?) OVER (PARTITION BY e.article ORDER BY e.start) AS until
FROM event_report e JOIN article a ON a.id = e.article WHERE e.project_count > 0 OR e.investment > 0"""


def _tolerance(share: str) -> float:
    return 0.2 if "." in share else 1


def _is_wrong(part: float, total: float | None, share: str) -> bool:
    return bool(total and part <= total and abs(part / total * 100 - float(share)) > _tolerance(share))


def _said(part: float, total: float, share: str) -> str:
    return f"{part:g} of {total:g} is {part / total * 100:.1f} %, the text says {share} %"


def _wrong_count(match: re.Match[str], row: Row) -> str | None:
    part, total = int(match["part"]), row["project_count"]
    wrong = _is_wrong(part, total, match["share"]) and not _OF_MONEY.search(match["of"])
    return _said(part, total, match["share"]) if wrong else None


def _wrong_amount(match: re.Match[str], row: Row) -> str | None:
    """What is wrong with an amount's share; one that fits the count before it may be that of the count."""
    part, total = float(match["part"]), (row["investment"] or 0) / _YI
    count, of = int(match["count"] or 0), row["project_count"]
    fits_count = bool(count and of and not _is_wrong(count, of, match["share"]))
    wrong = _is_wrong(part, total, match["share"]) and not fits_count and "个数" not in match["of"]
    return _said(part, total, match["share"]) if wrong else None


_SHARES = ((_SHARE, _wrong_count), (_SHARE_OF_MONEY, _wrong_amount))


def _wrong_shares(row: Row) -> Iterator[tuple[str, str]]:
    until = max(min(row["until"], row["start"] + _SEARCHED), row["end"])
    for pattern, wrong in _SHARES:
        for match in pattern.finditer(row["text"], row["start"], until):
            if message := wrong(match, row):
                yield match[0], message


def shares_against_counts(db: Database) -> Iterator[Problem]:
    """Shares that do not follow from the counts beside them (174 of 255 is 68 %)."""
    for row in db.query(_COUNTED, [_SEARCHED]):
        for quote, message in _wrong_shares(row):
            yield _finding("share_against_count", row, quote, message, quote=quote)


_RANKED = """SELECT id, article, quote, name, region, region_code, period, measure, unit, value, rank_within,
  rank_position FROM indicator WHERE rank_position IS NOT NULL AND region_code IS NOT NULL
ORDER BY rank_position, value DESC, id"""


def _ranked(db: Database) -> dict[tuple[Any, ...], list[Row]]:
    """Ranked values of one indicator, period and circle; each region's value and rank once."""
    groups: dict[tuple[Any, ...], dict[tuple[Any, ...], Row]] = defaultdict(dict)
    for row in db.query(_RANKED):
        key = (
            *(row[part] for part in ("name", "period", "measure", "unit", "rank_within")),
            city_of(row["region_code"]),
        )
        groups[key].setdefault((row["region_code"], row["rank_position"], row["value"]), row)
    return {key: list(rows.values()) for key, rows in groups.items()}


def _rank_fault(left: Row, right: Row) -> str | None:
    """What is wrong with two ranks, the better one first."""
    ranks = left["rank_position"], right["rank_position"]
    if left["region_code"] == right["region_code"]:
        twice = left["value"] == right["value"] and ranks[0] != ranks[1]
        return f"{left['region']} ranks {ranks[0]} and {ranks[1]} by one {left['name']}" if twice else None
    if ranks[0] == ranks[1] and left["value"] != right["value"]:
        return f"{left['region']} and {right['region']} both rank {ranks[0]} by different {left['name']}"
    if ranks[0] < ranks[1] and left["value"] < right["value"]:
        return f"{left['region']} ranks before {right['region']} with a lower {left['name']}"
    return None


def _least_is_best(group: list[Row]) -> bool:
    """Whether three or more regions are ranked from the lowest value to the highest (能耗, 空气指数)."""
    values = [row["value"] for row in group]
    places = [row["rank_position"] for row in group]
    return len({row["region_code"] for row in group}) > 2 and all(
        one < other for series in (values, places) for one, other in pairwise(series)
    )


def ranks_against_values(db: Database) -> Iterator[Problem]:
    """Ranks that values contradict, within one circle and period: of one article or of several."""
    for group in _ranked(db).values():
        for better, worse in combinations(() if _least_is_best(group) else group, 2):
            if message := _rank_fault(better, worse):
                evidence = {"quotes": [better["quote"], worse["quote"]], "other": worse["id"]}
                yield _finding("rank_against_value", better, worse["region"], message, **evidence)


_AMOUNTS = """SELECT s.project AS thing, r.id, r.article, r.quote, r.name, r.investment FROM project_support s
JOIN project_report r ON r.id = s.report WHERE s.field = 'name' AND r.investment > 0
UNION ALL SELECT s.event, r.id, r.article, r.quote, r.kind, r.investment FROM event_support s
JOIN event_report r ON r.id = s.report WHERE s.field = 'kind' AND r.investment > 0
ORDER BY r.investment, r.id"""


def unit_slips(db: Database) -> Iterator[Problem]:
    """Investments of one project or event that differ by the factor between 万 and 亿."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in db.query(_AMOUNTS):
        groups[row["thing"]].append(row)
    for group in groups.values():
        large = {row["investment"]: row for row in group}
        for small in group:
            other = large.get(small["investment"] * _SLIP)
            if other:
                message = f"{small['name']}: {small['investment']} here, {other['investment']} elsewhere"
                quotes = [small["quote"], other["quote"]]
                yield _finding("unit_slip", small, "", message, "error", quotes=quotes, other=other["id"])


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


def dates_out_of_order(db: Database) -> Iterator[Problem]:
    """Projects that operate before they start, in one report or over several; events a year ahead.

    A stage that was reached has no day behind its report either.
    """
    for row in db.query(_DATES):
        if _after(row["start_date"], row["operation_date"]):
            message = f"{row['name']}: operates {row['operation_date']}, before it starts {row['start_date']}"
            yield _finding("dates_out_of_order", row, "", message, quote=row["quote"])
    for row in db.query(_LATE):
        message = f"event of {row['date']} in an article of {row['published']}"
        yield _finding("dates_out_of_order", row, "", message, quote=row["quote"])
    for row in db.query(_AHEAD):
        if row["date"] and first_day(row["date"]) > row["published"]:
            message = f"{row['name']}: {row['stage']} in an article of {row['published']}, but {row['date']}"
            yield _finding("dates_out_of_order", row, row["stage"], message, quote=row["quote"])
    for before, row in pairwise(db.query(_STAGES)):
        if before["project"] == row["project"] and _after(before["date"], row["date"]):
            message = f"{row['name']}: {row['stage']} {row['date']}, but {before['stage']} {before['date']}"
            quotes = [before["quote"], row["quote"]]
            yield _finding(
                "dates_out_of_order", row, before["stage"], message, quotes=quotes, other=before["id"]
            )


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
                yield _finding("place_outside_validity", row, column, message, "info", quote=row["quote"])


CHECKS: dict[str, Check] = {
    "parts_against_total": parts_against_totals,
    "year_against_total": years_against_totals,
    "share_against_count": shares_against_counts,
    "rank_against_value": ranks_against_values,
    "unit_slip": unit_slips,
    "dates_out_of_order": dates_out_of_order,
    "place_outside_validity": outside_validity,
}
"""The checks by the kind of problem that they find."""


def _findings(db: Database) -> list[Problem]:
    with corrected_facts(db):
        found = [problem for run in CHECKS.values() for problem in run(db)]
    return list({(problem.kind, problem.subject): problem for problem in found}.values())


def check(db: Database, night: str) -> list[Problem]:
    """Run all checks; findings of earlier nights that no longer hold are removed."""
    with db.atomic():
        refresh(db)
        found = _findings(db)
        kept = {note(db, problem, night) for problem in found}
        marks = ", ".join("?" * len(CHECKS))
        known = db.execute(f"SELECT id FROM problem WHERE kind IN ({marks})", list(CHECKS)).fetchall()
        for (key,) in known:
            if key not in kept:
                db.execute("DELETE FROM problem WHERE id = ?", [key])
    return found
