"""The calendar of the five kinds by city and period, with its three states.

Periods are those of the rhythm a city announces, of the usual one where it announces none.

A period is `held` if an event of the city lies in it that was more than announced; `not_found` if the city's
own sources were read throughout (no fortnight of it without a day polled or an article published) and it was
over before the last day the archive knows of; else `not_covered`: absence of data is no evidence of absence.
What a county's sources were read tells nothing of the city's events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from archive.merge.mechanisms import Rhythms
from archive.merge.periods import first_day, last_day, period_of, periods
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
FORTNIGHT = timedelta(days=14)
_PUBLISHED = "SELECT home_code, substr(published, 1, 10) FROM article WHERE published IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a city: days polled and days of publication of its own sources, and the span of all.

    `span` is the first and last day of which anything was read, in its counties' sources too.
    """

    polled: tuple[str, ...]
    published: tuple[str, ...]
    span: tuple[str, str]


Days = dict[str, list[str]]


def _days(db: Database, sql: str) -> tuple[Days, Days]:
    """Days by city: those of its own sources, and those of its counties' too."""
    own: Days = defaultdict(list)
    every: Days = defaultdict(list)
    for code, day in db.execute(sql):
        city = city_of(code)
        if city and day:
            every[city].append(day)
            if city == code:
                own[city].append(day)
    return own, every


def readings(db: Database) -> dict[str, Reading]:
    """What was read, by city."""
    polled, all_polled = _days(db, _POLLED)
    published, all_published = _days(db, _PUBLISHED)
    known = {code for (code,) in db.execute("SELECT code FROM region")}
    found = {}
    for city in sorted((all_polled.keys() | all_published.keys()) & known):
        days = (*all_polled.get(city, ()), *all_published.get(city, ()))
        own = [tuple(read.get(city, ())) for read in (polled, published)]
        found[city] = Reading(own[0], own[1], (min(days), max(days)))
    return found


def is_read_throughout(period: str, days: Iterable[str]) -> bool:
    """Whether no fortnight of a period lies between the days on which something was read.

    >>> is_read_throughout("2026-01", ["2026-01-10", "2026-01-20"])
    True
    """
    bounds = [date.fromisoformat(first_day(period)), *map(date.fromisoformat, sorted(set(days)))]
    bounds.append(date.fromisoformat(last_day(period)))
    return len(bounds) > 2 and all(later - earlier < FORTNIGHT for earlier, later in pairwise(bounds))


def _state(held: list[Row], *, read: bool, over: bool) -> str:
    if held:
        return "held"
    return "not_found" if read and over else "not_covered"


def _by_period(days: Iterable[str], rhythm: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for day in days:
        found[period_of(day, rhythm)].append(day)
    return found


def _rows(
    city: str, kind: str, rhythm: str, reading: Reading, events: list[Row], as_of: str
) -> Iterator[Row]:
    held: dict[str, list[Row]] = defaultdict(list)
    for event in sorted(events, key=lambda event: (event["date"], event["id"])):
        held[period_of(event["date"], rhythm)].append(event)
    polled, published = (_by_period(days, rhythm) for days in (reading.polled, reading.published))
    for period in periods(*reading.span, rhythm):
        read = is_read_throughout(period, (*polled[period], *published[period]))
        yield {
            "region_code": city,
            "kind": kind,
            "period": period,
            "rhythm": rhythm,
            "state": _state(held[period], read=read, over=last_day(period) < as_of),
            "events": len(held[period]),
            "event": held[period][0]["id"] if held[period] else None,
            "articles": len(published[period]),
            "days_polled": len(polled[period]),
        }


def calendar(events: list[Row], read: dict[str, Reading], announced: Rhythms, as_of: str) -> list[Row]:
    """Rows of `calendar` for every city with a source, as of the last day the archive knows of."""
    of_city: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in events:
        if event["held"] and event["date"] and len(event["date"]) >= 7 and event["region_code"]:
            of_city[event["region_code"], event["kind"]].append(event)
    return [
        row
        for city, reading in read.items()
        for kind, usual in RHYTHMS.items()
        for row in _rows(city, kind, announced.get((city, kind), usual), reading, of_city[city, kind], as_of)
    ]
