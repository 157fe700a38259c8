"""The forms in which dates are written.

Each form is an expression and a function (`caldates`, `reldates`, `festivals`) that says what its match
means; the first form that fits and names a day that exists is taken. A year before a month, a quarter or a
festival is no part of their forms but their head. Words and offsets are data (lexicon/dates.toml).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from nlp import caldates, festivals, reldates
from nlp.calendars import Reading
from nlp.dating import Context
from nlp.patterns import can_begin, compiled, lexicon

Resolve = Callable[[Context, re.Match[str]], Reading | None]


class Form(NamedTuple):
    """An expression and what it means; `headed`: a year must stand before it, must not, or may (None)."""

    pattern: re.Pattern[str]
    resolve: Resolve
    headed: bool | None


class Forms:
    """Forms in the order in which they are tried; which of them a letter can begin is worked out once."""

    def __init__(self, *forms: Form) -> None:
        self.forms = tuple(dict.fromkeys(forms))
        self._opens: dict[str, bool] = {}
        self._fitting: dict[tuple[str, str | None], tuple[Form, ...]] = {}

    def opens(self, letter: str) -> bool:
        """Whether a year at the head of a form can begin with `letter`."""
        if letter not in self._opens:
            headed = any(form.headed is not False for form in self.forms)
            self._opens[letter] = headed and can_begin(head(), letter)
        return self._opens[letter]

    def fitting(self, letter: str, behind: str | None) -> tuple[Form, ...]:
        """The forms of a date that begins with `letter` and has `behind` after its year (None: no year)."""
        found = self._fitting.get((letter, behind))
        if found is None:
            found = tuple(form for form in self.forms if _can_begin(form, letter, behind))
            self._fitting[letter, behind] = found
        return found


def _can_begin(form: Form, letter: str, behind: str | None) -> bool:
    if form.headed is False or behind is None:
        return not form.headed and can_begin(form.pattern, letter)
    return can_begin(form.pattern, behind)


_HAN = "零〇○一二三四五六七八九"
_ONES = "[一二三四五六七八九]"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|{_ONES})"
_YEAR = rf"(?:[12]\d{{3}}|[一二][{_HAN}]{{3}}|[两二]千(?:零{_ONES}|(?=年{_MONTH}月)))"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|[一二]?十{_ONES}?|廿{_ONES}?|{_ONES})"
_COUNT = rf"(?:\d{{1,3}}|{_ONES}?十{_ONES}?|[一二两三四五六七八九])"  # 两三年 is no 23 years
_TO = r"\s?(?:至|到|—{1,2}|-{1,2}|~|–)\s?"
FEASTS = ("festivals", "lunar_festivals", "weekday_festivals")
WEEKDAYS = "一二三四五六日天"
_WEEK = "(?:周|星期|礼拜)"
_SHORT_YEAR = (  # what a year of two digits needs behind it
    rf"{_MONTH}月|年?[底初末]|第?[一二三四1-4]季度|[上下]半年|前(?:两|{_MONTH})个?月|春节|端午|中秋|元旦|国庆"
)
_CLOCK = (
    rf"(?:[\s上中下午晚早]{{0,3}}(?:\d{{1,2}}|[{_HAN}两十]{{1,3}})"
    r"(?::\d{2}(?::\d{2})?|[时点](?:半|\d{1,2}分?)?)时?)"
)
_BEHIND_DAY = r"(?=$|[\s,。;、)]|[上中下]午|早|晚)"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def head() -> re.Pattern[str]:
    """A year that a month, a quarter or a festival follows: 2022年, 22年, 去年."""
    short = rf"(?<!\d)(?:(?=[0零〇])|(?=..\s?年(?:{_SHORT_YEAR})))(?P<short>\d\d|[{_HAN}]{{2}})\s?年"
    relative, not_year = _any(lexicon("dates")["years"]), _word("not_year")
    return compiled(rf"(?:(?P<year>{_YEAR})\s?年度?|{short}|(?P<relative>{relative})(?!{not_year})度?)的?\s?")


def _form(expression: str, resolve: Resolve, *, headed: bool | None = None) -> Form:
    return Form(compiled(expression), resolve, headed)


def _word(name: str) -> str:
    found: str = lexicon("dates")["words"][name]
    return found


def _day_part() -> str:
    """A weekday and a part of the day behind a day: 5月16日（星期一）上午."""
    return rf"(?:[,(\s]{{0,2}}{_WEEK}[{WEEKDAYS}]\)?)?\s?(?:{_word('day_part')})?"


DATELINE = compiled(rf"(?P<month>{_MONTH})月(?P<day>{_DAY})日(?:[讯电]|消息)")
JOIN = compiled(rf"{_CLOCK}?{_TO}从?")
"""What stands between the two ends of a span: 12月9日零时至12月16日24时."""
SINCE = compiled(r"以来|起?至今(?![年后天日晚早晨夜])")


@cache
def numeric() -> tuple[Form, ...]:
    """2022-05-16, 2022/5/16, 2022-05, 05-16 10:20."""
    day_of = r"(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.%])"
    month_of = r"(?P<year>[12]\d{3})[-/](?P<month>0[1-9]|1[0-2])(?![\d.%/-])"
    clock = r"(?<![\d-])(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=\s\d{1,2}:\d{2})"
    return (
        _form(day_of, caldates.numeric, headed=False),
        _form(month_of, caldates.numeric, headed=False),
        _form(clock, caldates.month_and_day, headed=False),
    )


@cache
def dense() -> tuple[Form, ...]:
    """20220516, 2022.05."""
    alone = r"(?<![\dA-Za-z.-])(?P<year>(?:19|20)\d\d){}(?![\dA-Za-z.%万亿元个吨号-])"
    return (
        _form(alone.format(r"(?P<month>\d\d)(?P<day>\d\d)"), caldates.numeric, headed=False),
        _form(alone.format(r"\.(?P<month>0[1-9]|1[0-2])"), caldates.numeric, headed=False),
    )


@cache
def year_spans() -> tuple[Form, ...]:
    """2021—2025年, 从2016到2018."""
    bare = rf"(?<=从)(?P<year>[12]\d{{3}}){_TO}(?P<until>[12]\d{{3}})(?![\d.]|[^\W\d_])"
    return (
        _form(rf"(?P<year>{_YEAR})\s?年?{_TO}(?P<until>{_YEAR})\s?年", caldates.years, headed=False),
        _form(bare, caldates.years, headed=False),
    )


@cache
def quarters() -> tuple[Form, ...]:
    """一至三季度, 二、三季度, 第一、二、三季度."""
    listed = "(?:、[二三23])?、"
    return (
        _form(rf"第?(?P<first>[一二三1-3])(?:{_TO}|{listed})第?(?P<last>[二三四2-4])季度", caldates.quarters),
    )


@cache
def month_spans() -> tuple[Form, ...]:
    """5月16日, 5月13日至15日, 1至4月份, 前11个月, 1、2月份."""
    more = rf"(?:{_TO}(?:{_MONTH}月)?|、(?:{_DAY}、)*){_DAY}[日号]"
    whole_day = rf"(?P<month>{_MONTH})\s?月\s?(?P<day>{_DAY})\s?(?:[日号]|(?={more}))"
    to_day = rf"(?:{_TO}(?:(?P<until>{_YEAR})年)?(?:(?P<to_month>{_MONTH})月)?(?P<to_day>{_DAY})[日号])?"
    no_item = r"(?<=[^\s。;:!?(、])"  # the 1、 of a list is no month
    both = rf"{no_item}(?P<first>{_MONTH})、(?P<last>{_MONTH})月份?(?!{_DAY}[日号])"
    since = rf"(?<!月)(?P<first>{_MONTH})月?份?{_TO}"
    until = rf"{since}(?:(?P<until>{_YEAR})年)?(?P<last>{_MONTH})月份?(?!{_DAY}[日号])"
    lead = rf"(?:(?<!提)前|(?<=年)头)(?P<lead>两|{_MONTH})(?:个月|(?<=[{_HAN}十两])月)(?:份)?"
    return (
        _form(whole_day + to_day + _day_part(), caldates.calendar_date),
        _form(f"{lead}|{until}", caldates.month_span),
        _form(both, caldates.two_months),
    )


@cache
def single_months() -> tuple[Form, ...]:
    """6月第三个星期日, 二〇〇四年八月十五, 8月下旬, 5月份."""
    decades = _any(lexicon("dates")["decades"])
    nth = rf"月份?的?第(?P<nth>[1-5一二三四五])个?{_WEEK}(?P<weekday>[{WEEKDAYS}])"
    week = rf"月份?的?(?:第(?P<nth>[1-4一二三四])个?|(?P<last>最后一个?)){_WEEK}(?![{WEEKDAYS}末])"
    spoken = rf"(?<=[{_HAN}千]年)(?P<month>{_MONTH})月(?P<day>[一二三]?十{_ONES}?|{_ONES}){_BEHIND_DAY}"
    behind = rf"(?!\s?\d{{1,2}}[日号]|{_word('not_month')})"
    month = rf"(?P<month>{_MONTH}|首(?=月))\s?月份?(?:月?(?P<decade>{decades}))?{behind}"
    return (
        _form(rf"(?P<month>{_MONTH}){nth}", caldates.weekday_of_month),
        _form(rf"(?P<month>{_MONTH}){week}", caldates.week_of_month),
        _form(spoken, caldates.spoken_date, headed=True),
        _form(month, caldates.one_month),
    )


@cache
def days() -> tuple[Form, ...]:
    """16日, 16至18日."""
    bare = rf"(?<!月)(?P<day>{_DAY})(?:[日号]?{_TO}(?P<to_day>{_DAY}))?日(?!{_word('not_day')}){_day_part()}"
    return (_form(bare, caldates.bare_day, headed=False),)


@cache
def ago() -> tuple[Form, ...]:
    """三天前, 两个月前, 5年后."""
    units = r"天|年|周|(?<=个)月|星期|礼拜"
    counted = rf"(?<![第每几数多])(?P<count>{_COUNT})个?(?P<unit>{units})(?:[之以])?(?P<side>[前后])"
    return (_form(counted, reldates.ago, headed=False),)


@cache
def lunar() -> tuple[Form, ...]:
    """正月初八, 农历八月十五, 大年初一: lunar by their words, by 初 and 廿, or where 农历 says so."""
    marked = rf"(?:农历|阴历|旧历)(?:(?P<in_year>{_YEAR})年)?(?P<leap>闰)?(?P<month>[正腊冬]|{_MONTH})月"
    odd = rf"(?P<day>初[一二三四五六七八九十]|廿{_ONES}?)"
    spelt = rf"初[一二三四五六七八九十\d]|[一二]?十{_ONES}?|廿{_ONES}?|三十"
    any_day = rf"(?P<day>(?>{spelt}|\d\d?))(?!{_word('not_lunar')})"
    return (
        _form(f"{marked}(?:{any_day})?", festivals.lunar_date),
        _form(f"(?P<leap>闰)?(?P<month>[正腊])月{any_day}", festivals.lunar_date),
        _form(rf"(?P<leap>闰)?(?P<month>{_MONTH})月{odd}(?![日期号])", festivals.lunar_date),
        _form(f"大年{odd}", festivals.lunar_date),
    )


@cache
def feasts() -> tuple[Form, ...]:
    """国庆节, 春节, “五一”假期."""
    given = lexicon("dates")
    names = _any([*(name for table in FEASTS for name in given[table]), "清明节", "清明"])
    short = (
        rf"[“\"]?(?P<short_festival>{_any(given['short_festivals'])})[”\"]?"
        rf"(?={_word('holiday')})(?:国际)?(?:{_any(given['festivals'])})?"
    )
    return (_form(rf"(?:农历)?(?:(?P<festival>{names})|{short})", festivals.festival),)


@cache
def parts() -> tuple[Form, ...]:
    """一季度, 上半年, 全年."""
    return (_form(rf"(?P<part>{_any(lexicon('dates')['parts'])})(?!{_word('not_year')})", caldates.part),)


@cache
def whole_years() -> tuple[Form, ...]:
    """去年同期, 2022年, 2023年底, 去年年底, 今年夏季."""
    not_word = rf"(?!{_word('not_season')}|(?<=头){_word('not_beginning')})"
    ends = rf"(?:年?(?P<end>{_any(lexicon('dates')['ends'])}){not_word})?"
    of_month = rf"(?P<decade>{_any(lexicon('dates')['decades'])})|(?P<day>{_DAY})[日号]{_day_part()}"
    return (
        _form("同[期月]", reldates.same_period, headed=True),
        _form(rf"本月(?:{of_month})?", reldates.same_month, headed=True),
        _form(ends, caldates.whole_year, headed=True),
    )


@cache
def plans() -> tuple[Form, ...]:
    """“十四五”期间, “十三五”末."""
    period = r"(?:规划)?(?:期间|时期|(?P<since>以来)|(?P<end>期?末)|(?<=[”\"]))"
    return (_form(rf"[“\"]?(?P<plan>十?{_ONES})五[”\"]?{period}", caldates.plan, headed=False),)


@cache
def decades() -> tuple[Form, ...]:
    """20世纪80年代, 上世纪90年代, 90年代."""
    century = rf"(?P<century>\d\d|十[{_HAN}]|二十一?|[上本])个?世纪(?P<decade>\d0|{_ONES}十)年代"
    bare = r"(?<!\d)(?P<decade>[3-9]0|[三四五六七八九]十)年代"
    return tuple(_form(form, caldates.decade, headed=False) for form in (century, bare))


@cache
def relative() -> tuple[Form, ...]:
    """Words of time: 今天, 次日, 上月16日, 上周五, 今明两年, 月底, 近三年, 未来五年."""
    given, part = lexicon("dates"), _day_part()
    weeks, pointing = _any(given["weeks"]), _any(given["pointing"]["days"])
    of_month = rf"(?P<decade>{_any(given['decades'])})|(?P<day>{_DAY})[日号]{part}"
    lately = (
        r"(?:(?P<ahead>未来|今后)的?|最?近|过去的?|(?<!提)前(?=\S{1,3}[周星礼])|上(?=\S{1,3}个?[周星礼月]))"
    )
    unit = r"(?P<unit>天|日|周|星期|礼拜|(?<=个)月|年)"
    rolling = rf"{lately}\s?(?P<count>{_COUNT})\s?个?{unit}(?(ahead)内?|(?!{_word('not_rolled')}))"
    to_weekday = rf"{_TO}{_WEEK}?(?P<to_weekday>[{WEEKDAYS}])"
    weekday = rf"{_WEEK}(?P<weekday>[{WEEKDAYS}])(?:{to_weekday}|{part})"
    forms = {
        rf"(?P<word>{_any(given['days'])})(?!{_word('not_today')}){part}": reldates.relative_day,
        rf"(?P<word>{pointing})(?!{_word('not_that_day')}){part}": reldates.pointing_day,
        rf"(?P<word>{_any(given['months'])})(?:{of_month})?": reldates.relative_month,
        rf"(?<![\d{_HAN}十月])月(?P<decade>[底末初])": reldates.end_of_month,
        rf"(?P<which>{weeks})个?季度": reldates.relative_quarter,
        rf"(?:(?P<which>{weeks})个?周?)?{weekday}": reldates.week,
        rf"(?P<which>{weeks})个?{_WEEK}(?P<weekday>末)?(?![转期边密])": reldates.week,
        rf"(?P<pair>{_any(given['pairs'])})[两三二23](?P<unit>[年天日])": reldates.together,
        rf"(?<![\d{_HAN}十百两几多近每])年(?P<end>[底末内初])": caldates.lone_end,
        rf"(?<!{_word('not_rolling')}){rolling}": reldates.rolling,
    }
    return tuple(_form(expression, resolve, headed=False) for expression, resolve in forms.items())
