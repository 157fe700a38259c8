"""What dates of the calendar say: years, months, days and their spans, each in the forms of `dateforms`.

Each function reads one match and gives its days; None where no such day exists, UNKNOWN where the day of
publication would have to be known.
"""

from __future__ import annotations

import re
from datetime import date

from nlp.calendars import UNKNOWN, Reading, day, joined, month, months, part_of_month, part_of_year
from nlp.dating import Context, number
from nlp.patterns import lexicon

Match = re.Match[str]


def _year_of(context: Context, match: Match, month_number: int, of_month: int) -> int | None:
    """The year named, or the one that a month or day without a year has."""
    if context.head:
        return context.head.year
    return context.year_for(month_number, of_month, match.start(), match.end())


def calendar_date(context: Context, match: Match) -> Reading | None:
    """5月16日, 2022年5月16日, 5月13日至15日, 2022年12月30日至2023年1月2日."""
    month_number, of_month = number(match["month"]), number(match["day"])
    year = _year_of(context, match, month_number, of_month)
    if year is None:
        return UNKNOWN
    first = day(year, month_number, of_month)
    if not match["to_day"] or first is None:
        return first
    return _day_span(first, match, year, month_number)


def spoken_date(context: Context, match: Match) -> Reading | None:
    """二〇〇四年八月十五: a day without 日, behind a year in Chinese digits."""
    year = context.head.year if context.head else None
    return day(year, number(match["month"]), number(match["day"])) if year else None


def dateline(context: Context, match: Match) -> Reading | None:
    """本报5月31日讯: the day of writing."""
    month_number, of_month = number(match["month"]), number(match["day"])
    year = context.year_for(month_number, of_month, *match.span())
    return day(year, month_number, of_month) if year else None


def _day_span(first: Reading, match: Match, year: int, month_number: int) -> Reading | None:
    to_month = number(match["to_month"]) or month_number
    until = number(match["until"]) or year + (to_month < month_number)
    last = day(until, to_month, number(match["to_day"]))
    return last and joined(first, last)


def month_span(context: Context, match: Match) -> Reading | None:
    """1至4月份, 1—8月, 前11个月, 2022年11月至2023年2月."""
    first = 1 if match["lead"] else number(match["first"])
    last = number(match["lead"] or match["last"])
    year = _year_of(context, match, last, 0)
    if year is None or not last:
        return UNKNOWN if last else None
    until = number(match["until"]) or year
    if until == year and last < first:
        named = context.head is not None
        return months(year - (not named), first, until + named, last)
    return months(year, first, until, last)


def two_months(context: Context, match: Match) -> Reading | None:
    """1、2月份: one month and the next, told together; others (3、8月份) are no span."""
    first, last = number(match["first"]), number(match["last"])
    year = _year_of(context, match, last, 0)
    if last != first + 1:
        return None
    return UNKNOWN if year is None else months(year, first, year, last)


def one_month(context: Context, match: Match) -> Reading | None:
    """5月, 2022年5月份, 8月下旬, 6月底."""
    month_number = number(match["month"]) or 1  # 首月
    year = _year_of(context, match, month_number, 0)
    if year is None:
        return UNKNOWN
    if match["decade"]:
        return part_of_month(year, month_number, *lexicon("dates")["decades"][match["decade"]])
    return month(year, month_number)


def weekday_of_month(context: Context, match: Match) -> Reading | None:
    """6月第三个星期日."""
    month_number = number(match["month"])
    year = _year_of(context, match, month_number, 0)
    if year is None:
        return UNKNOWN
    return nth_weekday(year, month_number, number(match["nth"]), match["weekday"])


def week_of_month(context: Context, match: Match) -> Reading | None:
    """10月的第一周, 6月最后一周: weeks are counted from the first day of a month, or from its end."""
    month_number = number(match["month"])
    year = _year_of(context, match, month_number, 0)
    if year is None:
        return UNKNOWN
    whole = month(year, month_number)
    until = whole.last.day if whole and whole.last and match["last"] else 7 * number(match["nth"])
    return part_of_month(year, month_number, until - 6, until)


def nth_weekday(year: int, month_number: int, nth: int, weekday: str) -> Reading | None:
    """The nth 一 … 日 of a month."""
    ahead = (lexicon("dates")["weekdays"][weekday] - date(year, month_number, 1).weekday()) % 7
    return day(year, month_number, 1 + ahead + 7 * (nth - 1))


def part(context: Context, match: Match) -> Reading | None:
    """一季度, 去年上半年, 2022年前三季度, 全年."""
    first, last = lexicon("dates")["parts"][match["part"]]
    return _part(context, match, first, last)


def quarters(context: Context, match: Match) -> Reading | None:
    """一至三季度, 二、三季度."""
    first, last = number(match["first"]), number(match["last"])
    return _part(context, match, 3 * first - 2, 3 * last) if first < last else None


def _part(context: Context, match: Match, first: int, last: int) -> Reading | None:
    head = context.head
    year = head.year if head else context.year_for_part(first, last, match.start(), match.end())
    return UNKNOWN if year is None else part_of_year(year, first, last)


def whole_year(context: Context, match: Match) -> Reading | None:
    """2022年, 今年, 2023年底, 去年年底, 今年夏季."""
    year = context.head.year if context.head else None
    return UNKNOWN if year is None else _ending(year, match["end"])


def _ending(year: int, end: str | None) -> Reading | None:
    found = months(year, 1, year, 12)
    if found is None or not end:
        return found
    ending = part_of_year(year, *lexicon("dates")["ends"][end])
    return ending and Reading(ending.first, ending.last, found.value, found.period)


def lone_end(context: Context, match: Match) -> Reading | None:
    """年内, 年底, 年初; 年末 early in a year is the end of the last."""
    if context.base is None:
        return UNKNOWN
    over = match["end"] == "末" and context.base.month <= 3 and not context.ahead(*match.span())
    return _ending(context.base.year - over, match["end"])


def years(context: Context, match: Match) -> Reading | None:  # noqa: ARG001 - a form's signature
    """2021—2025年."""
    return months(number(match["year"]), 1, number(match["until"]), 12)


def plan(context: Context, match: Match) -> Reading | None:
    """“十四五”期间: five years, the sixth to the thirteenth from 1981 on; its 末 is the last."""
    first = 1981 + 5 * (number(match["plan"]) - 6)
    whole = months(first + 4 * bool(match["end"]), 1, first + 4, 12)
    if not match["since"] or whole is None:
        return whole
    begun = context.base and whole.first and whole.first <= context.base
    return Reading(whole.first, context.base) if begun else UNKNOWN


def decade(context: Context, match: Match) -> Reading | None:  # noqa: ARG001 - a form's signature
    """20世纪80年代, 上世纪90年代, 本世纪20年代; 90年代 are those of the twentieth century."""
    name = match.groupdict().get("century", "上")
    century = {"上": 20, "本": 21}.get(name) or number(name)
    first = 100 * (century - 1) + number(match["decade"])
    found = months(first, 1, first + 9, 12) if first % 10 == 0 else None
    return found and Reading(found.first, found.last)


def numeric(context: Context, match: Match) -> Reading | None:  # noqa: ARG001 - a form's signature
    """2022-05-16, 2022/5/16, 2022.5.16, 20220516, 2022-05."""
    year, month_number = int(match["year"]), int(match["month"])
    of_month = match.groupdict().get("day")
    return day(year, month_number, int(of_month)) if of_month else month(year, month_number)


def month_and_day(context: Context, match: Match) -> Reading | None:
    """05-16 10:20."""
    month_number, of_month = int(match["month"]), int(match["day"])
    year = context.year_for(month_number, of_month, *match.span())
    return UNKNOWN if year is None else day(year, month_number, of_month)


def bare_day(context: Context, match: Match) -> Reading | None:
    """16日, 16至18日, after a month or, without one, before the day of publication."""
    if match.start() and match.string[match.start() - 1] in lexicon("dates")["words"]["counted"]:
        return None
    of_month = number(match["day"])
    named = context.month_for(of_month, *match.span())
    if named is None:
        return UNKNOWN
    year, month_number = named
    first = day(year, month_number, of_month)
    last = day(year, month_number, number(match["to_day"])) if match["to_day"] else first
    return first if first is None or last is first else last and joined(first, last)
