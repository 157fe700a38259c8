"""Ranks against the values that they rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from sqlite_utils import Database

from archive.checks.finding import Row, finding
from archive.merge.reports import city_of
from archive.problems import Problem

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
                yield finding("rank_against_value", better, worse["region"], message, **evidence)
