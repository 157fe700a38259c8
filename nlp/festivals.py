"""Festivals and days of the lunar calendar as days of ours: 国庆节, 春节, 正月十五, 农历五月初五."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from nlp.caldates import nth_weekday
from nlp.calendars import UNKNOWN, Reading, one_day
from nlp.dating import Context, number
from nlp.lunar import lunar_day, lunar_month, qingming
from nlp.patterns import lexicon

Match = re.Match[str]
_BESIDE = frozenset("前后")  # 春节后 is no day of its year
_SPOKEN = {"正": 1, "冬": 11, "腊": 12}


def _of_year(name: str, year: int) -> date | None:
    """The day of a festival in a year (of the lunar year that begins in it, for lunar ones)."""
    for table in ("festivals", "short_festivals"):
        if name in lexicon("dates")[table]:
            return date(year, *lexicon("dates")[table][name])
    if name in lexicon("dates")["lunar_festivals"]:
        return lunar_day(year, *lexicon("dates")["lunar_festivals"][name])
    if name in lexicon("dates")["weekday_festivals"]:
        found = nth_weekday(year, *lexicon("dates")["weekday_festivals"][name])
        return found.first if found else None
    return qingming(year)


def festival(context: Context, match: Match) -> Reading | None:
    """元旦, 今年国庆节, 春节, “五一”期间; without a year the past and nearest, or ahead if so said."""
    found = _feast(context, match)
    beside = found and found.first and match.string[match.end() : match.end() + 1] in _BESIDE
    return replace(found, value=f"{found.first.year:04}") if found and found.first and beside else found


def _feast(context: Context, match: Match) -> Reading | None:
    name = match["festival"] or match["short_festival"]
    if context.head and context.head.year:
        return _reading(_of_year(name, context.head.year))
    if context.head or context.base is None:
        return UNKNOWN
    begun = context.begun(match.start())
    found = _of_year(name, begun.year if begun else context.base.year)
    if found is None:
        return UNKNOWN
    year = context.year_for(found.month, found.day, match.start(), match.end())
    return _reading(_of_year(name, year)) if year else UNKNOWN


def _reading(found: date | None) -> Reading | None:
    return one_day(found) if found else None


def lunar_date(context: Context, match: Match) -> Reading | None:
    """正月初八, 2022年农历八月十五, 腊月廿三, 大年初一, 农历六月."""
    year = number(match.groupdict().get("in_year")) or (context.head.year if context.head else None)
    if year:
        return _lunar(match, year) or UNKNOWN
    if context.head or context.base is None:
        return UNKNOWN
    readings = [found for back in (1, 0) if (found := _lunar(match, context.base.year - back))]
    past = [found for found in readings if found.first and found.first <= context.base]
    return next(reversed(past or readings), UNKNOWN)


def _lunar(match: Match, year: int) -> Reading | None:
    groups = match.groupdict()
    name, leap = groups.get("month"), bool(groups.get("leap"))
    month_number = _SPOKEN.get(name or "正") or number(name)  # 大年初一 names no month
    if groups.get("day"):
        return _reading(lunar_day(year, month_number, number(groups["day"].removeprefix("初")), leap=leap))
    whole = lunar_month(year, month_number, leap=leap)
    return whole and Reading(*whole)
