"""The league of counties: what each signed, started and put into operation in a quarter.

Projects are counted once, in the quarter in which their stage was first reached; a project whose
investment is unknown counts, but adds nothing. Rows of joint groundbreakings stand beside, since
they count projects that no article names. Hosts are held against what they started: rows of `hosting`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from archive.merge.periods import period_of
from archive.merge.reports import city_of
from archive.merge.timetable import RHYTHMS

Row = dict[str, Any]
_STAGES = {"signed": "signed", "started": "started", "operating": "operating"}
_ZERO = {f"{stage}_{what}": 0 for stage in _STAGES for what in ("projects", "investment")}


def _is_county(code: str | None) -> bool:
    return city_of(code) not in (code, None)


class League:
    """The rows under construction, by county and quarter."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Row] = defaultdict(self._row)
        self._ranks: dict[tuple[str, str], list[int]] = defaultdict(list)

    @staticmethod
    def _row() -> Row:
        return dict(_ZERO) | {"ceremony_projects": None, "ceremony_investment": None, "hosted": 0}

    def _at(self, code: str | None, day: str | None) -> Row | None:
        if code is None or not _is_county(code) or day is None or len(day) < 7:
            return None
        return self._rows[code, period_of(day, "quarterly")]

    def stage(self, project: Row, stage: str, day: str | None) -> None:
        """Count a project in the quarter in which it reached a stage."""
        row = self._at(project["region_code"], day)
        if row is not None and stage in _STAGES:
            row[f"{stage}_projects"] += 1
            row[f"{stage}_investment"] += project["investment"] or 0

    def hosted(self, event: Row) -> None:
        """Count an event of the calendar for its host, a county of the city whose event it is."""
        row = self._at(event["host_code"], event["date"])
        own = event["region_code"] == city_of(event["host_code"])
        if row is not None and own and event["kind"] in RHYTHMS:
            row["hosted"] += 1

    def part(self, code: str | None, day: str | None, projects: int | None, investment: int | None) -> None:
        """Add a county's row of a joint groundbreaking."""
        row = self._at(code, day)
        if row is not None:
            for field, value in (("ceremony_projects", projects), ("ceremony_investment", investment)):
                row[field] = row[field] if value is None else (row[field] or 0) + value

    def rank(self, code: str | None, month: str, position: int) -> None:
        """Note a county's rank of an indicator."""
        if self._at(code, month) is not None and code:
            self._ranks[code, period_of(month, "quarterly")].append(position)

    def rows(self, names: dict[str, str]) -> list[Row]:
        """Rows of `league`, by county and quarter."""
        rows = [self._finished(*key, row, names) for key, row in sorted(self._rows.items())]
        _place(rows)
        return rows

    def _finished(self, code: str, quarter: str, row: Row, names: dict[str, str]) -> Row:
        ranks = self._ranks[code, quarter]
        return {
            "region_code": code,
            "region": names[code],
            "parent": city if (city := city_of(code)) in names else None,
            "quarter": quarter,
            **row,
            "ranks": len(ranks),
            "mean_rank": round(sum(ranks) / len(ranks), 2) if ranks else None,
        }


def _started(rows: list[Row], what: str) -> list[int]:
    """What each county started: its rows at joint ceremonies if there were any in the city, else projects."""
    ceremony = any(row[f"ceremony_{what}"] is not None for row in rows)
    return [(row[f"ceremony_{what}"] or 0) if ceremony else row[f"started_{what}"] for row in rows]


def _rank(value: int, values: list[int]) -> int | None:
    """The place of a value, ties alike; None where there is nothing to rank."""
    return 1 + sum(other > value for other in values) if any(values) else None


def _place(rows: list[Row]) -> None:
    """Note the place of each county among those of its city that the league knows in the quarter."""
    rivals: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        rivals[row["parent"], row["quarter"]].append(row)
    for group in rivals.values():
        for what in ("projects", "investment"):
            values = _started(group, what)
            for row, value in zip(group, values, strict=True):
                row[f"place_by_{what}"] = _rank(value, values)
                row["counties"] = len(group)


_PARTS = """SELECT e.region_code, p.region_code, p.project_count, p.investment, e.date FROM event e
JOIN event_part p ON p.event = e.report WHERE e.kind = 'groundbreaking' AND p.by = 'region' AND e.held"""
_RANKS = """SELECT DISTINCT region_code, substr(period, -7), name, measure, rank_position FROM indicator
WHERE rank_position IS NOT NULL AND length(period) >= 7 AND region_code IS NOT NULL"""


HOSTING = """SELECT e.id AS event, e.date, e.kind, e.region_code, e.region, e.host_code, e.host, l.quarter,
  coalesce(l.ceremony_projects, l.started_projects) AS started_projects,
  coalesce(l.ceremony_investment, l.started_investment) AS started_investment,
  l.place_by_projects, l.place_by_investment, l.counties
FROM event e LEFT JOIN league l ON l.region_code = e.host_code AND l.parent = e.region_code
  AND l.quarter = substr(e.date, 1, 4) || '-Q' || ((substr(e.date, 6, 2) + 2) / 3)
WHERE e.held AND e.parent IS NULL AND e.host_code IS NOT NULL AND e.host_code != e.region_code
  AND length(e.date) >= 7
  AND e.kind IN ('signing', 'groundbreaking', 'observation', 'review', 'appraisal')"""
"""What every host of a city's event had started in its quarter."""


def league(db: Database, events: list[Row], projects: list[Row], stages: list[Row]) -> list[Row]:
    """Rows of `league`; `event` must already hold `events`, whose representative parts are read."""
    table = League()
    by_id = {project["id"]: project for project in projects}
    for stage in stages:
        if stage["first"]:
            table.stage(by_id[stage["project"]], stage["stage"], stage["date"])
    for event in events:
        if event["held"] and event["parent"] is None:
            table.hosted(event)
    for city, code, projects_, investment, day in db.execute(_PARTS):
        if city == city_of(code):
            table.part(code, day, projects_, investment)
    for code, month, _, _, position in db.execute(_RANKS):
        table.rank(code, month, position)
    return table.rows(dict(db.execute("SELECT code, name FROM region")))
