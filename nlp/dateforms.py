"""The forms in which dates are written, and what each of them says.

Each form is an expression and a function that reads its match; the first form that fits and names a day
that exists is taken. Words and offsets are data (lexicon/dates.toml).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

from nlp.calendars import (
    UNKNOWN,
    Reading,
    day,
    days_from,
    month,
    months,
    part_of_month,
    part_of_year,
    shifted,
)
from nlp.dating import Context, lexicon, word
from nlp.numerals import value

Resolve = Callable[[Context, re.Match[str]], Reading | None]
Form = tuple[re.Pattern[str], Resolve]
Written = tuple[str, Resolve]

_HAN = "零〇○一二三四五六七八九"
_YEAR = rf"(?:[12]\d{{3}}|[一二][{_HAN}]{{3}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ONES = "[一二三四五六七八九]"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|[一二]?十{_ONES}?|廿{_ONES}?|{_ONES})"
_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_TO = r"\s?(?:至|到|—{1,2}|-{1,2}|~|–)\s?"
_WEEKDAYS = "一二三四五六日"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _int(text: str) -> int:
    number = value(text)
    return int(number) if number is not None else 0


def _head() -> str:
    return (
        rf"(?:(?:(?P<year>{_YEAR})\s?年度?|(?P<short>(?<!\d)\d\d|[{_HAN}]{{2}})年(?={_MONTH}月)"
        rf"|(?P<relative>{_any(lexicon()['years'])})度?)的?\s?)"
    )


def _day_form() -> str:
    return (
        rf"{_head()}?(?P<month>{_MONTH})\s?月\s?(?P<day>{_DAY})\s?(?:[日号]|(?={_TO}(?:{_MONTH}月)?{_DAY}[日号]))"
        rf"(?:{_TO}(?:(?P<until>{_YEAR})年)?(?:(?P<to_month>{_MONTH})月)?(?P<to_day>{_DAY})[日号])?{_day_part()}"
    )


DATELINE = re.compile(rf"(?P<month>{_MONTH})月(?P<day>{_DAY})日(?:[讯电]|消息)")


def _year(context: Context, match: re.Match[str]) -> int | None:
    """The year that the match names, itself or by 去年, 明年."""
    if match["year"]:
        return _int(match["year"])
    if match["short"]:
        number = _int(match["short"])
        return number + (2000 if number < 50 else 1900)
    if match["relative"] and context.base:
        return context.base.year + int(lexicon()["years"][match["relative"]])
    return None


def _named(match: re.Match[str]) -> bool:
    return bool(match["year"] or match["short"] or match["relative"])


def calendar_date(context: Context, match: re.Match[str]) -> Reading | None:
    """5月16日, 2022年5月16日, 5月13日至15日, 2022年12月30日至2023年1月2日."""
    number, of_month = _int(match["month"]), _int(match["day"])
    year = _year(context, match)
    if year is None and not _named(match):
        year = context.year_for(number, of_month, match.start(), match.end())
    if year is None:
        return UNKNOWN
    first = day(year, number, of_month)
    if not match["to_day"] or first is None:
        return first
    return _day_span(first, match, year, number)


def dateline(context: Context, match: re.Match[str]) -> Reading | None:
    """本报5月31日讯: the day of writing."""
    number, of_month = _int(match["month"]), _int(match["day"])
    year = context.year_for(number, of_month, *match.span())
    return day(year, number, of_month) if year else None


def _day_span(first: Reading, match: re.Match[str], year: int, number: int) -> Reading | None:
    to_month = _int(match["to_month"]) if match["to_month"] else number
    until = _int(match["until"]) if match["until"] else year + (to_month < number)
    last = day(until, to_month, _int(match["to_day"]))
    if last is None or last.last is None or first.first is None or last.last < first.first:
        return None
    return Reading(first.first, last.last, first.value, None)


def _month_span(context: Context, match: re.Match[str]) -> Reading | None:
    """1至4月份, 1—8月, 前11个月, 2022年11月至2023年2月."""
    first = 1 if match["lead"] else _int(match["first"])
    last = _int(match["lead"] or match["last"])
    year = _year(context, match)
    if year is None and not _named(match):
        year = context.year_for(last, 1, match.start(), match.end())
    if year is None or not last:
        return UNKNOWN if last else None
    until = _int(match["until"]) if match["until"] else year
    if until == year and last < first:
        return months(year - (not _named(match)), first, until + _named(match), last)
    return months(year, first, until, last)


def _month(context: Context, match: re.Match[str]) -> Reading | None:
    """5月, 2022年5月份, 8月下旬, 6月底."""
    number = _int(match["month"])
    year = _year(context, match)
    if year is None and not _named(match):
        year = context.year_for(number, 1, match.start(), match.end())
    if year is None:
        return UNKNOWN
    if match["decade"]:
        return part_of_month(year, number, *lexicon()["decades"][match["decade"]])
    return month(year, number)


def _part(context: Context, match: re.Match[str]) -> Reading | None:
    """一季度, 去年上半年, 2022年前三季度, 全年."""
    first, last = lexicon()["parts"][match["part"]]
    year = _year(context, match)
    if year is None and not _named(match):
        year = context.year_for_part(first, last, match.start(), match.end())
    return UNKNOWN if year is None else part_of_year(year, first, last)


def _whole_year(context: Context, match: re.Match[str]) -> Reading | None:
    """2022年, 今年, 今年以来, 2023年底."""
    year = _year(context, match)
    if year is None:
        return UNKNOWN
    if match["since"]:
        begin = date(year, 1, 1)
        return Reading(begin, context.base, None, None) if context.base and context.base >= begin else UNKNOWN
    return _ending(year, match["end"])


def _ending(year: int, end: str | None) -> Reading | None:
    found = months(year, 1, year, 12)
    if found is None or not end:
        return found
    part = part_of_year(year, *lexicon()["ends"][end])
    return part and Reading(part.first, part.last, found.value, found.period)


def _lone_end(context: Context, match: re.Match[str]) -> Reading | None:
    """年内, 年底, 年初; 年末 early in a year is the end of the last."""
    if context.base is None:
        return UNKNOWN
    over = match["end"] == "末" and context.base.month <= 3 and not context.ahead(*match.span())
    return _ending(context.base.year - over, match["end"])


def _years(context: Context, match: re.Match[str]) -> Reading | None:  # noqa: ARG001 - a form's signature
    """2021—2025年."""
    return months(_int(match["year"]), 1, _int(match["until"]), 12)


def _plan(context: Context, match: re.Match[str]) -> Reading | None:  # noqa: ARG001 - a form's signature
    """“十四五”期间: five years, the sixth to the thirteenth from 1981 on without a gap."""
    first = 1981 + 5 * (_int(match["plan"]) - 6)
    return months(first, 1, first + 4, 12)


def _numeric(context: Context, match: re.Match[str]) -> Reading | None:  # noqa: ARG001 - a form's signature
    """2022-05-16, 2022/5/16, 2022.5.16, 2022-05."""
    year, number = int(match["year"]), int(match["month"])
    return day(year, number, int(match["day"])) if match["day"] else month(year, number)


def _relative_day(context: Context, match: re.Match[str]) -> Reading | None:
    """今天, 昨日上午."""
    return days_from(context.base, lexicon()["days"][match["word"]]) if context.base else UNKNOWN


def _relative_month(context: Context, match: re.Match[str]) -> Reading | None:
    """上月, 本月16日, 下月上旬."""
    if context.base is None:
        return UNKNOWN
    year, number = shifted(context.base.year, context.base.month, lexicon()["months"][match["word"]])
    if match["day"]:
        return day(year, number, _int(match["day"]))
    if match["decade"]:
        return part_of_month(year, number, *lexicon()["decades"][match["decade"]])
    return month(year, number)


def _week(context: Context, match: re.Match[str]) -> Reading | None:
    """上周五, 本周三, 下周, 周一 (the past one)."""
    if context.base is None:
        return UNKNOWN
    monday = context.base - timedelta(days=context.base.weekday())
    monday += timedelta(weeks=lexicon()["weeks"][match["which"]] if match["which"] else 0)
    if not match["weekday"]:
        return Reading(monday, monday + timedelta(days=6))
    number = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
    found = monday + timedelta(days=number)
    back = not match["which"] and found > context.base and not context.ahead(*match.span())
    return days_from(found, -7 if back else 0)


def _ago(context: Context, match: re.Match[str]) -> Reading | None:
    """三天前, 两个月前, 5年后."""
    if context.base is None:
        return UNKNOWN
    by = _int(match["count"]) * (-1 if match["side"] == "前" else 1)
    if match["unit"] == "年":
        return months(context.base.year + by, 1, context.base.year + by, 12)
    if match["unit"] == "月":
        return month(*shifted(context.base.year, context.base.month, by))
    return days_from(context.base, by * (7 if match["unit"] != "天" else 1))


def _festival(context: Context, match: re.Match[str]) -> Reading | None:
    """元旦, 今年国庆节."""
    number, of_month = lexicon()["festivals"][match["festival"]]
    year = _year(context, match)
    if year is None and not _named(match):
        year = context.year_for(number, of_month, match.start(), match.end())
    return UNKNOWN if year is None else day(year, number, of_month)


def _bare_day(context: Context, match: re.Match[str]) -> Reading | None:
    """16日, after a month or, without one, before the day of publication."""
    number = _int(match["day"])
    if match.string[match.start() - 1 : match.start()] in word("counted").pattern and match.start():
        return None
    if context.month:
        return day(*context.month, number)
    if context.base is None:
        return UNKNOWN
    back = -1 if number > context.base.day and not context.ahead(*match.span()) else 0
    return day(*shifted(context.base.year, context.base.month, back), number)


def _nothing(context: Context, match: re.Match[str]) -> Reading | None:  # noqa: ARG001 - a form's signature
    """去年同期: the period compared with, which is not said here."""
    return UNKNOWN


def _numeral_forms() -> list[Written]:
    """Forms that begin with a numeral and no other way."""
    day_of = r"(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.%])"
    month_of = r"(?P<year>[12]\d{3})[-/](?P<month>0[1-9]|1[0-2])(?P<day>(?!))?(?![\d.%/-])"
    return [
        (day_of, _numeric),
        (month_of, _numeric),
        (rf"(?P<year>{_YEAR})年?{_TO}(?P<until>{_YEAR})年", _years),
    ]


def _last_numeral_forms() -> list[Written]:
    """Forms that begin with a numeral, tried when no calendar date fits."""
    return [
        (rf"(?P<count>{_COUNT})个?(?P<unit>天|年|周|(?<=个)月|(?<=个)星期)(?:[之以])?(?P<side>[前后])", _ago),
        (rf"(?<!月)(?P<day>{_DAY})日(?!{lexicon()['words']['not_day']}){_day_part()}", _bare_day),
    ]


def _calendar_forms() -> list[Written]:
    """Forms with or without a year before them."""
    given, head = lexicon(), _head()
    decades, parts = _any(given["decades"]), _any(given["parts"])
    until = rf"(?P<first>{_MONTH})月?份?{_TO}(?:(?P<until>{_YEAR})年)?(?P<last>{_MONTH})月份?(?!{_DAY}[日号])"
    return [
        (_day_form(), calendar_date),
        (rf"{head}?(?:前(?P<lead>{_MONTH})个月(?:份)?|{until})", _month_span),
        (rf"{head}?(?P<month>{_MONTH})\s?月份?(?P<decade>{decades})?(?!\s?\d{{1,2}}[日号])", _month),
        (rf"{head}?(?P<part>{parts})", _part),
        (rf"{head}?(?P<festival>{_any(given['festivals'])})", _festival),
        (rf"{head}(?:(?P<since>以来)|(?P<end>{_any(given['ends'])}))?", _whole_year),
        (r"[“\"]?(?P<plan>十?[一二三四五六七八九])五[”\"]?(?:规划)?(?:期间|时期|以来|末|(?<=[”\"]))", _plan),
    ]


def _word_forms() -> list[Written]:
    """Forms that begin with a word of time."""
    given, part = lexicon(), _day_part()
    weeks = _any(given["weeks"])
    of_month = rf"(?P<decade>{_any(given['decades'])})|(?P<day>{_DAY})[日号]{part}"
    return [
        (rf"(?P<word>{_any(given['days'])})(?!{given['words']['not_today']}){part}", _relative_day),
        (rf"(?P<word>{_any(given['months'])})(?:{of_month})?", _relative_month),
        (rf"(?:(?P<which>{weeks})个?)?(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}天]){part}", _week),
        (rf"(?P<which>{weeks})个?(?:周|星期|礼拜)(?P<weekday>(?!))?", _week),
        (rf"(?<![\d{_HAN}十百两几多近每])年(?P<end>[底末内初])", _lone_end),
    ]


def _day_part() -> str:
    return rf"\s?(?:{lexicon()['words']['day_part']})?"


@cache
def readers(*, numeral: bool) -> tuple[Form, ...]:
    """The forms that can begin with a numeral, or with a word, in the order in which they are tried."""
    same = (rf"(?:{_any(lexicon()['years'])})同[期月]", _nothing)
    if numeral:
        forms = [*_numeral_forms(), *_calendar_forms(), *_last_numeral_forms()]
    else:
        forms = [same, *_calendar_forms(), *_word_forms()]
    return tuple((re.compile(expression), resolve) for expression, resolve in forms)


@cache
def gate() -> re.Pattern[str]:
    """Where a date can begin: numbers before what counts time, and the first two letters of words."""
    given = lexicon()
    tables = ("days", "years", "months", "parts", "festivals")
    words = [name for table in tables for name in given[table] if name[0] not in f"{_HAN}1234"]
    words += [week + unit for week in given["weeks"] for unit in ("个", "周", "星", "礼")]
    opening, second = ("".join(sorted({name[at] for name in words})) for at in (0, 1))
    han = rf"[{_HAN}十廿两]"
    return re.compile(
        rf"(?<![\d.])\d+(?=\s?[年月日号天个周季至到前后./~–—-])|(?<!{han}){han}+(?=[年月日号天个周季至到~–—”\"期规时末以])"
        rf"|[{opening}年](?=[{second}底末内初])|前{han}|前\d|[周星礼](?=[{_WEEKDAYS}天期拜])|[“\"](?={han}{{1,2}}五)"
    )
