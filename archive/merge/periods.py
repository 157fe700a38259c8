"""Months, quarters and half years as labels: `2026-01`, `2026-Q1`, `2026-H1`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6}
_LETTER = {"quarterly": "Q", "half-yearly": "H"}


def period_of(day: str, rhythm: str) -> str:
    """The period of a rhythm that holds a day or month.

    >>> period_of("2026-05-16", "quarterly"), period_of("2026-05", "half-yearly")
    ('2026-Q2', '2026-H1')
    """
    if rhythm == "monthly":
        return day[:7]
    number = (int(day[5:7]) - 1) // MONTHS[rhythm] + 1
    return f"{day[:4]}-{_LETTER[rhythm]}{number}"


def last_day(period: str) -> str:
    """The last day of a year, month, quarter, half year or day.

    >>> last_day("2026-02"), last_day("2026-Q2"), last_day("2026-H2"), last_day("2026")
    ('2026-02-28', '2026-06-30', '2026-12-31', '2026-12-31')
    """
    if len(period) == 10:
        return period
    year, _, part = period.partition("-")
    month = int(part[1:]) * (3 if part[0] == "Q" else 6) if part[:1] in ("Q", "H") else int(part or 12)
    return f"{year}-{month:02}-{monthrange(int(year), month)[1]:02}"


def first_day(period: str) -> str:
    """The first day of a year, month, quarter, half year or day.

    >>> first_day("2026-02"), first_day("2026"), first_day("2026-Q3"), first_day("2026-H2")
    ('2026-02-01', '2026-01-01', '2026-07-01', '2026-07-01')
    """
    year, _, part = period.partition("-")
    if part[:1] in ("Q", "H"):
        return f"{year}-{(int(part[1:]) - 1) * (3 if part[0] == 'Q' else 6) + 1:02}-01"
    return period + "-01-01"[len(period) - 4 :]


def _next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def months(first: str, last: str) -> Iterator[str]:
    """All months from `first` to `last`, both included.

    >>> list(months("2025-11", "2026-02"))
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    month = first[:7]
    while month <= last[:7]:
        yield month
        month = _next_month(month)


def periods(first: str, last: str, rhythm: str) -> list[str]:
    """All periods of a rhythm from the one that holds `first` to the one that holds `last`."""
    return list(dict.fromkeys(period_of(month, rhythm) for month in months(first, last)))
