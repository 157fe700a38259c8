"""Stretches of the calendar: what a date, month, quarter or year is in days and in the contract's values."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date says: inclusive days, the contract's date and its period, each None if unknown."""

    first: date | None = None
    last: date | None = None
    value: str | None = None
    period: str | None = None


UNKNOWN = Reading()


def day(year: int, month: int, number: int) -> Reading | None:
    """One day, None if there is no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return one_day(found)


def one_day(found: date) -> Reading:
    """A day as a reading."""
    return Reading(found, found, found.isoformat())


def month(year: int, number: int) -> Reading | None:
    """A month, None if there is no such month."""
    return months(year, number, year, number)


def months(year: int, first: int, until: int, last: int) -> Reading | None:
    """From month `first` of `year` to month `last` of `until`; a single month or year has a value too."""
    if not (1 <= first <= 12 and 1 <= last <= 12 and 1 <= year <= until <= 9998):
        return None
    begin, end = date(year, first, 1), date(until, last, monthrange(until, last)[1])
    if begin > end:
        return None
    label = period(year, first, until, last)
    return Reading(begin, end, None if "/" in label else label, label)


def period(year: int, first: int, until: int, last: int) -> str:
    """The contract's period.

    >>> period(2022, 1, 2022, 4), period(2022, 4, 2022, 4), period(2022, 1, 2022, 12)
    ('2022-01/2022-04', '2022-04', '2022')
    """
    if year == until and (first, last) == (1, 12):
        return f"{year:04}"
    head, tail = f"{year:04}-{first:02}", f"{until:04}-{last:02}"
    return head if head == tail else f"{head}/{tail}"


def part_of_year(year: int, first: int, last: int) -> Reading | None:
    """A quarter, a half or an end of a year: as a date it is the year."""
    found = months(year, first, year, last)
    return found and replace(found, value=f"{year:04}")


def part_of_month(year: int, number: int, first: int, last: int) -> Reading | None:
    """A third, the beginning or the end of a month: as a date it is the month."""
    whole = month(year, number)
    if whole is None or whole.last is None:
        return None
    return replace(whole, first=date(year, number, first), last=date(year, number, min(last, whole.last.day)))


def shifted(year: int, number: int, by: int) -> tuple[int, int]:
    """The month `by` months after a month.

    >>> shifted(2022, 1, -1), shifted(2022, 12, 1)
    ((2021, 12), (2023, 1))
    """
    years, index = divmod(year * 12 + number - 1 + by, 12)
    return years, index + 1


def days_from(base: date, by: int) -> Reading | None:
    """The day `by` days after `base`, None beyond the calendar."""
    try:
        return one_day(base + timedelta(days=by))
    except OverflowError:
        return None


def joined(first: Reading, last: Reading) -> Reading | None:
    """From the beginning of `first` to the end of `last`; None if that is no span."""
    if not (first.first and first.last and last.first and last.last) or last.first < first.last:
        return None
    if first.period and last.period:
        return months(first.first.year, first.first.month, last.last.year, last.last.month)
    return Reading(first.first, last.last, first.value)
