"""The calendar of the five kinds by city and period, with its three states.

Periods are those of the rhythm a city announces, of the usual one where it announces none.

A period is `held` if a city's event lies in it; `not_found` if one of the city's sources was read
in it (days polled, or articles published in it) and it is over; else `not_covered`: absence of data is
no evidence of absence, and neither is a period that has not ended by the last day the archive knows of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.merge.mechanisms import Rhythms
from archive.merge.periods import last_day, period_of, periods
from archive.merge.reports import city_of

Row = dict[str, Any]
RHYTHMS = {
    "signing": "monthly",
    "observation": "monthly",
    "review": "monthly",
    "groundbreaking": "quarterly",
    "appraisal": "half-yearly",
}
_POLLED = """SELECT DISTINCT s.home_code, c.day FROM coverage c
JOIN source s ON s.id = c.source WHERE c.polled = 1"""
_PUBLISHED = "SELECT home_code, substr(published, 1, 10) FROM article WHERE published IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a city's sources: days polled and days of publication."""

    polled: tuple[str, ...]
    published: tuple[str, ...]

    @property
    def span(self) -> tuple[str, str]:
        """First and last day of which anything was read."""
        days = (*self.polled, *self.published)
        return min(days), max(days)


def _days(db: Database, sql: str) -> dict[str, list[str]]:
    days: dict[str, list[str]] = defaultdict(list)
    for code, day in db.execute(sql):
        city = city_of(code)
        if city and day:
            days[city].append(day)
    return days


def readings(db: Database) -> dict[str, Reading]:
    """What was read, by city."""
    polled = _days(db, _POLLED)
    published = _days(db, _PUBLISHED)
    known = {code for (code,) in db.execute("SELECT code FROM region")}
    return {
        city: Reading(tuple(polled.get(city, ())), tuple(published.get(city, ())))
        for city in sorted((polled.keys() | published.keys()) & known)
    }


def _state(held: list[Row], read: int, *, over: bool) -> str:
    if held:
        return "held"
    return "not_found" if read and over else "not_covered"


def _rows(
    city: str, kind: str, rhythm: str, reading: Reading, events: list[Row], as_of: str
) -> Iterator[Row]:
    held: dict[str, list[Row]] = defaultdict(list)
    for event in sorted(events, key=lambda event: (event["date"], event["id"])):
        held[period_of(event["date"], rhythm)].append(event)
    polled = Counter(period_of(day, rhythm) for day in reading.polled)
    published = Counter(period_of(day, rhythm) for day in reading.published)
    for period in periods(*reading.span, rhythm):
        yield {
            "region_code": city,
            "kind": kind,
            "period": period,
            "rhythm": rhythm,
            "state": _state(held[period], polled[period] + published[period], over=last_day(period) <= as_of),
            "events": len(held[period]),
            "event": held[period][0]["id"] if held[period] else None,
            "articles": published[period],
            "days_polled": polled[period],
        }


def calendar(events: list[Row], read: dict[str, Reading], announced: Rhythms, as_of: str) -> list[Row]:
    """Rows of `calendar` for every city with a source, as of the last day the archive knows of."""
    of_city: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in events:
        if event["date"] and len(event["date"]) >= 7 and event["region_code"]:
            of_city[event["region_code"], event["kind"]].append(event)
    return [
        row
        for city, reading in read.items()
        for kind, usual in RHYTHMS.items()
        for row in _rows(city, kind, announced.get((city, kind), usual), reading, of_city[city, kind], as_of)
    ]
