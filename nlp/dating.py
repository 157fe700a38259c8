"""Which year, month or day is meant where a text leaves it out or points back at another.

Guarantees: without a day of publication nothing is guessed (None); what is said already (an earlier date of
the sentence) comes before what is near.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from nlp.calendars import Reading, shifted
from nlp.numerals import value
from nlp.patterns import compiled, lexicon, pattern

_WINDOW = 24  # characters before a date in which a word of the future counts
_SOON = 7  # days ahead in which a day without a year is nearer than a year ago
_NEAR = 120  # characters back in which 当天, 次日, 同月 find what they point at
_TOUR = 15  # days of a span that is told day by day (12月7日至8日)
_UNTIL = compiled(r"\s?(?:至|到|—{1,2}|-{1,2}|~|–)\s?")
_STOP = compiled(r"[,，。;；!！?？\n]")


@cache
def word(name: str) -> re.Pattern[str]:
    """An expression of the lexicon, compiled."""
    return pattern("dates", "words", name)


class Head(NamedTuple):
    """The year named before a month, a quarter or a festival: where it ends and which year it is."""

    end: int
    year: int | None


@dataclass(slots=True)
class Context:
    """What is known while reading a text: the day 今天 means, and the last date with its year and month."""

    text: str
    base: date | None
    at: int = 0
    year: int | None = None
    first: date | None = None
    """Where the last date begins."""
    month: tuple[int, int] | None = None
    day: date | None = None
    spoken: date | None = None
    """The last day named as a day, or the last of a few: the month that a bare 16日 goes on in."""
    span: tuple[date, date] | None = None
    head: Head | None = None
    """The year named at the head of the date being read."""

    def note(self, end: int, reading: Reading) -> None:
        """Remember a date that has been read."""
        if reading.first is None or reading.last is None:
            return
        self.at, self.year, self.first = end, reading.first.year, reading.first
        if (reading.first.year, reading.first.month) == (reading.last.year, reading.last.month):
            self.month = (reading.first.year, reading.first.month)
        if (reading.last - reading.first).days <= _TOUR and not reading.period:
            self.spoken = reading.last
        if reading.first == reading.last:
            self.day = reading.first
        elif reading.period or reading.last == self.base:
            self.span = reading.first, reading.last

    def open(self, match: re.Match[str] | None) -> None:
        """Begin to read a date whose year `match` names (2022年, 22年, 去年), or that names none."""
        self.head = match and Head(match.end(), self._year(match))

    def _year(self, match: re.Match[str]) -> int | None:
        """The year named; 同年 and 次年 are reckoned from the date before, if one is near."""
        if match["year"]:
            return number(match["year"])
        if match["short"]:
            short = number(match["short"])
            return short + (2000 if short < 50 else 1900)
        word = match["relative"]
        if self.base is None:
            return None
        back = word in lexicon("dates")["pointing"]["years"] and self.near(match.start())
        return (self.year if back and self.year else self.base.year) + int(lexicon("dates")["years"][word])

    def near(self, start: int) -> bool:
        """Whether the last date stands near enough before `start` to be pointed at."""
        return self.year is not None and start - self.at <= _NEAR

    def ahead(self, start: int, end: int) -> bool:
        """Whether its clause says that the date at [start, end) lies ahead."""
        floor = max(0, start - _WINDOW)
        stops = [stop.end() for stop in _STOP.finditer(self.text, floor, start)]
        begin = stops[-1] if stops else floor
        return bool(word("future").search(self.text, begin, start) or word("announced").match(self.text, end))

    def begun(self, start: int) -> date | None:
        """Where a span begins whose end is at `start`: the date before, with only 至 between."""
        return self.first if _UNTIL.fullmatch(self.text, self.at, max(self.at, start)) else None

    def month_for(self, of_month: int, start: int, end: int) -> tuple[int, int] | None:
        """Year and month of a day that names neither: those of the last day named, or near publication.

        A month named for something else (截至6月底, 预计6月投产) says nothing of the days told.
        """
        last, base = self.spoken, self.base
        if last is not None:
            turned = (
                base and of_month < last.day and (base.year, base.month) == shifted(last.year, last.month, 1)
            )
            return shifted(last.year, last.month, int(bool(turned and base and of_month <= base.day)))
        if base is None:
            return self.month
        back = of_month > base.day and not self.ahead(start, end)
        return shifted(base.year, base.month, -back)

    def year_for(self, month: int, number: int, start: int, end: int) -> int | None:
        """The year of a month (`number` 0) or day that names none: past and nearest, or ahead if so said."""
        begun = self.begun(start)
        if begun:
            return begun.year + ((month, number) < (begun.month, begun.day if number else 0))
        if self.base is None:
            return None
        this, key = (self.base.month, self.base.day), (month, number)
        if self.ahead(start, end):
            return self.base.year + (month < self.base.month)
        if self._soon(self.base.year + 1, month, number):
            return self.base.year + 1
        if key <= this or self._soon(self.base.year, month, number):
            return self.base.year
        return self.base.year - 1

    def _soon(self, year: int, month: int, number: int) -> bool:
        assert self.base is not None
        if number == 0:
            return False
        try:
            return (date(year, month, number) - self.base).days <= _SOON
        except ValueError:
            return False

    def year_for_part(self, first: int, last: int, start: int, end: int) -> int | None:
        """The year of a part of a year that names none: it has begun, unless it is said to lie ahead."""
        if self.base is None:
            return None
        if (first, last) == (1, 12):
            return self._whole_year()
        if self.ahead(start, end) or first <= self.base.month:
            return self.base.year
        return self.base.year if first == 7 and self.base.month > 3 else self.base.year - 1

    def _whole_year(self) -> int:
        """全年 is the year spoken of in the paragraph, else the last one that is over or nearly so."""
        assert self.base is not None
        if self.year is not None and "\n" not in self.text[self.at : self.at + 1]:
            return self.year
        return self.base.year - (self.base.month <= 3)


def number(text: str | None) -> int:
    """The whole number that a numeral says, 0 for none."""
    found = value(text) if text else None
    return int(found) if found is not None else 0
