"""What words of time say, reckoned from the day of publication or from the date before: 昨日, 上周五, 次日.

Each function reads one match of a form of `dateforms`; without a day of publication it gives UNKNOWN, and a
word that points back (当天) at nothing near is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from nlp.calendars import (
    UNKNOWN,
    Reading,
    day,
    days_from,
    joined,
    month,
    months,
    part_of_month,
    part_of_year,
    shifted,
)
from nlp.dating import Context, number
from nlp.patterns import lexicon

Match = re.Match[str]


def relative_day(context: Context, match: Match) -> Reading | None:
    """今天, 昨日上午."""
    return days_from(context.base, lexicon("dates")["days"][match["word"]]) if context.base else UNKNOWN


def pointing_day(context: Context, match: Match) -> Reading | None:
    """当天, 次日: from the day told of just before."""
    if context.day is None or not context.near(match.start()):
        return None
    return days_from(context.day, lexicon("dates")["pointing"]["days"][match["word"]])


def relative_month(context: Context, match: Match) -> Reading | None:
    """上月, 本月16日, 下月上旬; 当月 and 同月 are the month told of just before."""
    if context.base is None:
        return UNKNOWN
    name = match["word"]
    back = name in lexicon("dates")["pointing"]["months"] and context.near(match.start())
    base = context.month if back and context.month else (context.base.year, context.base.month)
    year, month_number = shifted(*base, lexicon("dates")["months"][name])
    if match["day"]:
        return day(year, month_number, number(match["day"]))
    if match["decade"]:
        return part_of_month(year, month_number, *lexicon("dates")["decades"][match["decade"]])
    return month(year, month_number)


def end_of_month(context: Context, match: Match) -> Reading | None:
    """月底, 月初 of the month of publication."""
    if context.base is None:
        return UNKNOWN
    return part_of_month(context.base.year, context.base.month, *lexicon("dates")["decades"][match["decade"]])


def relative_quarter(context: Context, match: Match) -> Reading | None:
    """上季度, 本季度."""
    if context.base is None:
        return UNKNOWN
    by = 3 * lexicon("dates")["weeks"][match["which"]]
    year, month_number = shifted(context.base.year, context.base.month, by)
    first = month_number - (month_number - 1) % 3
    return part_of_year(year, first, first + 2)


def week(context: Context, match: Match) -> Reading | None:
    """上周五, 本周三, 下周, 上周末, 周一 (the past one), 下周三至周五."""
    if context.base is None:
        return UNKNOWN
    monday = context.base - timedelta(days=context.base.weekday())
    monday += timedelta(weeks=lexicon("dates")["weeks"][match["which"]] if match["which"] else 0)
    name = match["weekday"]
    if not name:
        return Reading(monday, monday + timedelta(days=6))
    if name == "末":
        return Reading(monday + timedelta(days=5), monday + timedelta(days=6))
    found = monday + timedelta(days=lexicon("dates")["weekdays"][name])
    back = not match["which"] and found > context.base and not context.ahead(*match.span())
    first = days_from(found, -7 if back else 0)
    until = match.groupdict().get("to_weekday")
    if not until or first is None or first.first is None:
        return first
    last = days_from(
        first.first, (lexicon("dates")["weekdays"][until] - lexicon("dates")["weekdays"][name]) % 7
    )
    return last and joined(first, last)


def ago(context: Context, match: Match) -> Reading | None:
    """三天前, 两个月前, 5年后."""
    if context.base is None:
        return UNKNOWN
    by = number(match["count"]) * (-1 if match["side"] == "前" else 1)
    if match["unit"] == "年":
        return months(context.base.year + by, 1, context.base.year + by, 12)
    if match["unit"] == "月":
        return month(*shifted(context.base.year, context.base.month, by))
    return days_from(context.base, by * (7 if match["unit"] != "天" else 1))


def rolling(context: Context, match: Match) -> Reading | None:
    """近三年, 过去30天, 前两周: up to the day of publication; 未来五年, 今后三天: on from it."""
    if context.base is None:
        return UNKNOWN
    count, unit = number(match["count"]) * (1 if match["ahead"] else -1), match["unit"]
    if unit in "年月":
        other = _months_from(context.base, count * (12 if unit == "年" else 1))
    else:
        moved = days_from(context.base, count * (1 if unit in "天日" else 7))
        other = moved.first if moved else None
    if other is None:
        return None
    return Reading(min(other, context.base), max(other, context.base))


def _months_from(base: date, by: int) -> date | None:
    year, month_number = shifted(base.year, base.month, by)
    if not 1 <= year <= 9998:
        return None
    return date(year, month_number, min(base.day, monthrange(year, month_number)[1]))


def together(context: Context, match: Match) -> Reading | None:
    """今明两年, 今明两天."""
    if context.base is None:
        return UNKNOWN
    first, last = lexicon("dates")["pairs"][match["pair"]]
    if match["unit"] == "年":
        return months(context.base.year + first, 1, context.base.year + last, 12)
    return Reading(context.base + timedelta(days=first), context.base + timedelta(days=last))


def same_period(context: Context, match: Match) -> Reading | None:
    """去年同期, 2021年同期: the period told of just before, in that year; not one that is reported on."""
    year = context.head.year if context.head else None
    if year is None or context.span is None or not context.near(match.start()):
        return UNKNOWN
    first, last = (_moved(end, year - context.span[0].year) for end in context.span)
    return Reading(first, last) if first and last else UNKNOWN


def same_month(context: Context, match: Match) -> Reading | None:
    """去年本月, 去年本月10日: the month of publication in that year."""
    year = context.head.year if context.head else None
    if context.base is None or year is None:
        return UNKNOWN
    if match["day"]:
        return day(year, context.base.month, number(match["day"]))
    if match["decade"]:
        return part_of_month(year, context.base.month, *lexicon("dates")["decades"][match["decade"]])
    return month(year, context.base.month)


def _moved(found: date, by: int) -> date | None:
    """The same day `by` years later, the end of a month staying its end."""
    year = found.year + by
    if not 1 <= year <= 9998:
        return None
    length = monthrange(year, found.month)[1]
    at_end = found.day == monthrange(found.year, found.month)[1]
    return date(year, found.month, length if at_end else min(found.day, length))
