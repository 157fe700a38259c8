"""The coverage of a source as a calendar: every day between the first and the last, in three states.

Guarantees: a day without a row is shown as not crawled, never left out.
"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.query import Row

_WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a source: `row` of coverage, None if it was not crawled."""

    number: int
    row: Row | None

    @property
    def state(self) -> str:
        """`read`, `unread` (tried in vain) or `uncovered`."""
        if self.row is None:
            return "uncovered"
        return "read" if self.row["polled"] else "unread"


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks of seven days, None outside the month or the time covered."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]


def _day(day: date, month: int, known: Mapping[str, Row], span: tuple[str, str]) -> Day | None:
    told = day.isoformat()
    if day.month != month or not span[0] <= told <= span[1]:
        return None
    return Day(day.day, known.get(told))


def _month(year: int, month: int, known: Mapping[str, Row], span: tuple[str, str]) -> Month:
    weeks = (
        tuple(_day(day, month, known, span) for day in week)
        for week in _WEEKS.monthdatescalendar(year, month)
    )
    return Month(f"{year}-{month:02}", tuple(week for week in weeks if any(week)))


def months(coverage: Sequence[Mapping[str, Any]]) -> list[Month]:
    """The months of the coverage given, the newest first."""
    known = {row["day"]: dict(row) for row in coverage}
    if not known:
        return []
    span = min(known), max(known)
    numbers = range(_number(span[1]), _number(span[0]) - 1, -1)
    return [_month(number // 12, number % 12 + 1, known, span) for number in numbers]


def _number(day: str) -> int:
    """A month as a number that can be counted on."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1
