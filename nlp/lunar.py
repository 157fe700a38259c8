"""The lunar calendar: which solar days its months and days are.

Guarantees: covers 1981 to 2050, the years for which independent tables agree; outside them, and for days a
month does not have, the answer is None. The table (`lexicon/lunar.tsv`) gives for each lunar year its first
day, which of its months have thirty days (1) and after which month a leap month stands (0: none); it was
reckoned with LunarCalendar 0.0.9 (MIT) and agrees with lunardate 0.3.0 in every month.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "lexicon" / "lunar.tsv"


class _Year(NamedTuple):
    first: date
    lengths: tuple[int, ...]
    leap: int


@cache
def _years() -> dict[int, _Year]:
    years = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines()[1:]:
        year, first, long, leap = line.split("\t")
        years[int(year)] = _Year(date.fromisoformat(first), tuple(29 + int(bit) for bit in long), int(leap))
    return years


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
    """First and last day of a lunar month.

    >>> [day.isoformat() for day in lunar_month(2022, 1)]
    ['2022-02-01', '2022-03-02']
    """
    found = _years().get(year)
    if found is None or not 1 <= month <= 12 or (leap and found.leap != month):
        return None
    index = month - 1 + (leap or bool(found.leap and month > found.leap))
    first = found.first + timedelta(days=sum(found.lengths[:index]))
    return first, first + timedelta(days=found.lengths[index] - 1)


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The solar day of a lunar one; day 0 is the last of the month before (除夕 is 0 of the first).

    >>> lunar_day(2022, 8, 15).isoformat(), lunar_day(2022, 1, 0).isoformat(), lunar_day(2022, 1, 30)
    ('2022-09-10', '2022-01-31', datetime.date(2022, 3, 2))
    """
    month_days = lunar_month(year, month, leap=leap)
    if month_days is None:
        return None
    first, last = month_days
    found = first + timedelta(days=day - 1)
    return found if found <= last else None


def qingming(year: int) -> date:
    """The day of 清明, the one solar term that is a holiday (good for 1901 to 2099)."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + (5.59 if year < 2000 else 4.81)) - short // 4)
