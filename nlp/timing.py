"""When a statistic is of: the period its sentence names, or else the one carried on from before.

Guarantees: nothing lies after the day of publication; what adds up over a span and what is counted at a
day (贷款余额) carry a period each, so 3月末 gives the balance March and the income after it January to March.
"""

from __future__ import annotations

from nlp.bearings import Bearings
from nlp.naming import is_stock
from nlp.patterns import compiled
from nlp.spans import Date

_COMPARED = frozenset("比较与同")
_ORIGINS = frozenset("由从")
_ON = compiled("[到至为]")  # 由2011年的3亿元增加到: behind it the year of the origin is over
_THAT_MONTH = ("当月", "单月")  # the last month of the period spoken of
_SEASONS = ("上半年", "前三季度", "一季度", "二季度", "三季度")  # without a word of the year
_TIMES = compiled(r"的?\d[\d.]*倍")
_FAR = 1000  # characters before a statistic in which its sentence may date it
_OPENING = 6  # characters of a clause in which its period begins
_COMING = ("到", "至", "今", "本")  # before 年末: one that is still to come
_OVER = "11"  # the month from which 全年 may be the year that is not over yet


class Timing:
    """The periods of one document's statistics, in reading order."""

    def __init__(self, bearings: Bearings, published: str) -> None:
        self.bearings, self.text, self.today = bearings, bearings.text, published
        self.span: str | None = None  # carried on for what adds up
        self.day: str | None = None  # carried on for what is counted at a day

    def open(self, start: int, end: int, *, first: bool) -> None:
        """Take the period a clause begins with; behind the `first` of a sentence spans and years alone."""
        for day in self.bearings.dates(start, min(end, start + _OPENING)):
            span = self._read(day, stock=False)
            if self._is_aside(span):
                return
            if not self._is_rival(day, end) and self.is_past(span) and (first or len(span or "") != 7):
                self.span = span
                self.day = self._read(day, stock=True) if self._closes(day) else None
                return

    def of(self, start: int, at: int, name: str) -> str | None:
        """The period of the statistic `name` at `at` in the sentence that begins at `start`."""
        stock = is_stock(name)
        said = self.bearings.dates(max(start, at - _FAR), at)
        days = [day for day in said if not (self._is_rival(day, at) or self._is_over(day, at))]
        if days:
            return self._last(days, at, stock=stock)
        return self.day if stock and self.day else self.span

    def _is_over(self, day: Date, at: int) -> bool:
        """…，其中当月增长12%；工业投资216.5亿元: an aside ends with its semicolon."""
        aside = day.quote in _THAT_MONTH or self._is_aside(day.period)
        return aside and ";" in self.text[day.end : at]

    def told(self, period: str | None, name: str, *, part: bool) -> None:
        """A statistic has been told of `period`: those after it are, too, unless it was a part or aside."""
        if period and not part and not is_stock(name) and not self._is_aside(period):
            self.span = period

    def is_past(self, period: str | None) -> bool:
        """Whether a period is known and had begun to end by the day of publication."""
        return period is not None and (not self.today or period[-7:] <= self.today[: len(period[-7:])])

    def _year_over(self, period: str) -> str:
        """年末 in a bulletin of May: the year before, which is over."""
        begun = period[:4] == self.today[:4] and self.today[5:7] < _OVER
        return str(int(period[:4]) - 1) if begun else period[:4]

    def _last(self, days: list[Date], at: int, *, stock: bool) -> str | None:
        last = next((day for day in reversed(days) if not _is_year_of(day, days)), days[-1])
        if last.quote not in _THAT_MONTH:
            period = self._read(last, stock=stock)
            total = "累计" in self.text[last.end : at] and not stock
            return _until(period) if total and period and len(period) == 7 else period
        span = self._read(days[-2], stock=stock) if len(days) > 1 else self.span
        return None if span is None or len(span) == 4 else span[-7:]

    def _is_rival(self, day: Date, at: int) -> bool:
        """比一季度, 与上年同期相比, 年初预算, 是2015年的2.1倍: a period that is only compared with."""
        if day.quote == "年初" or _TIMES.match(self.text, day.end):
            return True
        before = self.text[day.start - 1] if day.start else ""
        return before in _COMPARED or (before in _ORIGINS and bool(_ON.search(self.text, day.end, at)))

    def _is_aside(self, period: str | None) -> bool:
        """其中，10月当月: the last month of a span that is spoken of, after which the span is meant again."""
        spoken = self.span or ""
        return period is not None and len(period) == 7 and "/" in spoken and spoken.endswith(period)

    def _closes(self, day: Date) -> bool:
        """截至6月底, 3月末: a day at which something is counted."""
        before = self.text[max(0, day.start - 2) : day.start]
        return bool(day.quote.endswith(("底", "末")) or before.endswith(("截至", "截止", "到", "至")))

    def _read(self, day: Date, *, stock: bool) -> str | None:
        """截至6月底 is January to June of what adds up, the month of what is counted at its end."""
        period = day.period
        if period is None:  # 今年以来 is of this year, 2016年以来 of no period
            return self.today[:4] if day.first and day.first[:4] == self.today[:4] else None
        if day.quote.startswith("全年") and self.span and len(self.span) == 4:
            return self.span
        if day.quote == "年末" and self.text[day.start - 1 : day.start] not in _COMING:
            return self.span if self.span and len(self.span) == 4 else self._year_over(period)
        if period == self.today[:4] and day.quote.startswith("全年") and self.today[5:7] < _OVER:
            return str(int(period) - 1)
        if not self.is_past(period) and day.quote.startswith(_SEASONS):
            return _year_before(period)
        if len(period) == 4 or not self._closes(day):
            return period
        return period[-7:] if stock else _until(period[-7:])


def _is_year_of(day: Date, days: list[Date]) -> bool:
    """截至10月底，2020年市级重点项目: a year that one of `days` is part of says what is meant, not when."""
    parts = (one.period or "" for one in days if one.start < day.start)
    return len(day.period or "") == 4 and any(part.startswith(f"{day.period}-") for part in parts)


def _year_before(period: str) -> str:
    """The same months of the year before: 上半年 in an article of January is last year's."""
    return "/".join(f"{int(month[:4]) - 1}{month[4:]}" for month in period.split("/"))


def _until(month: str) -> str:
    """January to `month`."""
    return month if month.endswith("-01") else f"{month[:4]}-01/{month}"
