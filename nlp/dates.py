"""Dates and periods, resolved against the day of publication, with the precision of the text.

Guarantees: a date without a year is the past one nearest the publication, or the coming one behind a
word of the future (将, 拟, 预计); what depends on an unknown publication date stays unknown; months and
days that do not exist are none. One pass of one expression over the folded text.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from nlp.numerals import value
from nlp.spans import Date
from nlp.text import fold

_FILE = Path(__file__).parent / "lexicon" / "dates.toml"
_HAN = "零〇○一二三四五六七八九十"
_NUMBER = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"
_TO = r"(?:至|到|—{1,2}|-{1,2}|~|–)"
_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_WEEK = "一二三四五六日天"
_AHEAD = 12  # characters before a date in which a word of the future counts
_RECENT = 45  # days ahead of the publication that an announced date may lie without such a word


@cache
def _lexicon() -> dict[str, Any]:
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


def _any(words: Any) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _pattern() -> re.Pattern[str]:
    given = _lexicon()
    year = rf"(?:(?P<year>(?:19|20)\d\d|[{_HAN}]{{4}})年?(?=[年第上下一二三四前\d{_HAN}])年?|(?P<relyear>{_any(given['years'])})的?)?"
    month = (
        rf"(?:(?P<since>1|一)?(?P<m1>{_NUMBER})月?份?{_TO}(?P<m2>{_NUMBER})月份?(?!\d*日)"
        rf"|前(?P<first>{_NUMBER})个月"
        rf"|(?P<month>{_NUMBER})月(?:份)?(?:(?P<day>{_NUMBER})[日号](?:{_TO}(?:(?P<tomonth>{_NUMBER})月)?(?P<today>{_NUMBER})[日号])?"
        rf"|(?P<decade>{_any(given['decades'])}))?"
        rf"|(?P<part>{_any(given['parts'])}))"
    )
    return re.compile(
        rf"(?P<iso>(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<mo>\d{{1,2}})(?:[-/.](?P<d>\d{{1,2}}))?(?![\d.%]))"
        rf"|“?(?P<plan>{'|'.join(_PLANS)})”?(?:规划)?(?:期间|时期|以来|末)?"
        rf"|(?P<dated>{year}{month})"
        rf"|(?P<years>(?P<y1>(?:19|20)\d\d)年?{_TO}(?P<y2>(?:19|20)\d\d)年)"
        rf"|(?P<alone>(?P<yalone>(?:19|20)\d\d|[{_HAN}]{{4}})年(?P<yend>底|末|初|内)?)"
        rf"|(?P<rel>(?P<ry>{_any(given['years'])})(?:(?P<ryend>底|末|初|内)|(?P<sofar>以来))?)"
        rf"|(?P<end>年底|年末|年内|年初)"
        rf"|(?P<reldays>{_any(given['days'])})(?!{given['words']['not_today']})"
        rf"|(?P<relmonth>{_any(given['months'])})(?P<rmdecade>{_any(given['decades'])})?(?:(?P<rmday>{_NUMBER})[日号])?"
        rf"|(?P<week>[上下本这]?周|[上下本]?星期)(?P<weekday>[{_WEEK}])"
        rf"|(?<![\d.年月{_HAN}])(?P<bare>{_NUMBER})日(?=[,，。、上下晚早中讯至到（(]|举|召|在|,)"
    )


def _int(text: str) -> int:
    if text.isdigit():
        return int(text)
    number = value(text)
    return int(number) if number is not None else 0


def _span(
    match: re.Match[str], raw: str, first: date, last: date, worth: str | None, period: str | None
) -> Date:
    start, end = match.span()
    return Date(start, end, raw[start:end], first.isoformat(), last.isoformat(), worth, period)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months(year: int, first: int, last: int) -> str:
    """The contract's period of a span of months.

    >>> months(2022, 1, 4), months(2022, 4, 4), months(2022, 1, 12)
    ('2022-01/2022-04', '2022-04', '2022')
    """
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02}"
    return f"{year}-{first:02}/{year}-{last:02}"


class _Resolver:
    """Resolves the matches of one text; `context` is the last year and month named."""

    def __init__(self, folded: str, raw: str, published: str) -> None:
        self.text, self.raw = folded, raw
        self.published = date.fromisoformat(published) if published else None
        self.month: tuple[int, int] | None = None

    def _year(self, match: re.Match[str], month: int) -> int | None:
        if match["year"]:
            return _int(match["year"])
        if self.published is None:
            return None
        if match["relyear"]:
            return int(self.published.year + _lexicon()["years"][match["relyear"]])
        return self._nearest(match.start(), month)

    def _nearest(self, at: int, month: int) -> int:
        """The year of a month without one: past and near, or ahead behind a word of the future."""
        assert self.published
        year, this = self.published.year, self.published.month
        ahead = re.search(_lexicon()["words"]["future"], self.text[max(0, at - _AHEAD) : at])
        if ahead:
            return year if month >= this else year + 1
        return year if month <= this or (month - this) * 30 <= _RECENT - 15 else year - 1

    def resolve(self, match: re.Match[str]) -> Date | None:
        """The date of a match, None if there is no such day."""
        try:
            return self._resolve(match)
        except ValueError:
            return None

    def _resolve(self, match: re.Match[str]) -> Date | None:
        for name, method in _METHODS.items():
            if match[name] is not None:
                return method(self, match)
        return None

    def _iso(self, match: re.Match[str]) -> Date:
        year, month = int(match["y"]), int(match["mo"])
        if match["d"]:
            day = date(year, month, int(match["d"]))
            return _span(match, self.raw, day, day, day.isoformat(), None)
        return _span(
            match,
            self.raw,
            date(year, month, 1),
            _month_end(year, month),
            f"{year}-{month:02}",
            f"{year}-{month:02}",
        )

    def _plan(self, match: re.Match[str]) -> Date:
        first = _PLANS[match["plan"]]
        return _span(match, self.raw, date(first, 1, 1), date(first + 4, 12, 31), None, None)

    def _dated(self, match: re.Match[str]) -> Date | None:
        if match["part"]:
            return self._part(match)
        if match["m2"] or match["first"]:
            return self._months(match)
        month = _int(match["month"])
        year = self._year(match, month)
        if year is None or not 1 <= month <= 12:
            return None
        self.month = (year, month)
        return self._day(match, year, month) if match["day"] else self._whole_month(match, year, month)

    def _part(self, match: re.Match[str]) -> Date | None:
        first, last = _lexicon()["parts"][match["part"]]
        year = self._year(match, first)
        if year is None:
            return None
        return _span(
            match,
            self.raw,
            date(year, first, 1),
            _month_end(year, last),
            f"{year}",
            months(year, first, last),
        )

    def _months(self, match: re.Match[str]) -> Date | None:
        first = 1 if match["first"] else _int((match["since"] or "") + match["m1"])
        last = _int(match["first"] or match["m2"])
        year = self._year(match, last)
        if year is None or not 1 <= first <= last <= 12:
            return None
        return _span(
            match, self.raw, date(year, first, 1), _month_end(year, last), None, months(year, first, last)
        )

    def _day(self, match: re.Match[str], year: int, month: int) -> Date:
        first = date(year, month, _int(match["day"]))
        last = first
        if match["today"]:
            last = date(year, _int(match["tomonth"]) if match["tomonth"] else month, _int(match["today"]))
        return _span(match, self.raw, first, last, first.isoformat(), None)

    def _whole_month(self, match: re.Match[str], year: int, month: int) -> Date:
        label = f"{year}-{month:02}"
        first, last = date(year, month, 1), _month_end(year, month)
        if match["decade"]:
            begin, end = _lexicon()["decades"][match["decade"]]
            first, last = date(year, month, begin), date(year, month, min(end, last.day))
        return _span(match, self.raw, first, last, label, label)

    def _years(self, match: re.Match[str]) -> Date:
        return _span(
            match, self.raw, date(int(match["y1"]), 1, 1), date(int(match["y2"]), 12, 31), None, None
        )

    def _whole_year(self, match: re.Match[str], year: int) -> Date:
        return _span(match, self.raw, date(year, 1, 1), date(year, 12, 31), f"{year}", f"{year}")

    def _alone(self, match: re.Match[str]) -> Date | None:
        year = _int(match["yalone"])
        return self._whole_year(match, year) if 1900 <= year <= 2100 else None

    def _rel(self, match: re.Match[str]) -> Date | None:
        if self.published is None:
            return None
        year = self.published.year + _lexicon()["years"][match["ry"]]
        if match["sofar"]:
            return _span(match, self.raw, date(year, 1, 1), self.published, None, None)
        return self._whole_year(match, year)

    def _end(self, match: re.Match[str]) -> Date | None:
        return self._whole_year(match, self.published.year) if self.published else None

    def _reldays(self, match: re.Match[str]) -> Date | None:
        if self.published is None:
            return None
        day = self.published + timedelta(days=_lexicon()["days"][match["reldays"]])
        return _span(match, self.raw, day, day, day.isoformat(), None)

    def _relmonth(self, match: re.Match[str]) -> Date | None:
        if self.published is None:
            return None
        months_ = self.published.year * 12 + self.published.month - 1
        year, month = divmod(months_ + _lexicon()["months"][match["relmonth"]], 12)
        if match["rmday"]:
            day = date(year, month + 1, _int(match["rmday"]))
            return _span(match, self.raw, day, day, day.isoformat(), None)
        label = f"{year}-{month + 1:02}"
        return _span(match, self.raw, date(year, month + 1, 1), _month_end(year, month + 1), label, label)

    def _week(self, match: re.Match[str]) -> Date | None:
        if self.published is None:
            return None
        monday = self.published - timedelta(days=self.published.weekday())
        weeks = {"上": -1, "下": 1}.get(match["week"][0], 0)
        number = min(_WEEK.index(match["weekday"]), 6)
        day = monday + timedelta(days=7 * weeks + number)
        return _span(match, self.raw, day, day, day.isoformat(), None)

    def _bare(self, match: re.Match[str]) -> Date | None:
        number = _int(match["bare"])
        if self.month:
            day = date(*self.month, number)
        elif self.published:
            day = self.published.replace(day=number)
            if day > self.published:
                day = (self.published.replace(day=1) - timedelta(days=1)).replace(day=number)
        else:
            return None
        return _span(match, self.raw, day, day, day.isoformat(), None)


_METHODS = {
    "iso": _Resolver._iso,
    "plan": _Resolver._plan,
    "dated": _Resolver._dated,
    "years": _Resolver._years,
    "alone": _Resolver._alone,
    "rel": _Resolver._rel,
    "end": _Resolver._end,
    "reldays": _Resolver._reldays,
    "relmonth": _Resolver._relmonth,
    "weekday": _Resolver._week,
    "bare": _Resolver._bare,
}


def find_dates(text: str, published: str) -> list[Date]:
    """Dates and periods in `text`, in order; `published` may be empty."""
    folded = fold(text)
    resolver = _Resolver(folded, text, published)
    found = (resolver.resolve(match) for match in _pattern().finditer(folded))
    return [day for day in found if day]
