"""Dates and periods in a text, resolved against the day of publication.

Guarantees: `text[start:end] == quote`; dates come in order and do not overlap; months and days that do not
exist are none; what depends on an unknown day of publication is None. A date without a year is the nearest
past one, unless its clause speaks of the future (将, 拟, 预计 …); a dateline (本报5月31日讯) says what 今天
means. Linear: a date is looked for only where one can begin, and read from there once.
"""

from __future__ import annotations

from datetime import date

from nlp.calendars import Reading
from nlp.dateforms import DATELINE, dateline, gate, readers
from nlp.dating import Context
from nlp.numerals import DIGITS
from nlp.spans import Date
from nlp.text import fold

_HEAD = 120  # characters in which a dateline may stand


def find_dates(text: str, published: str) -> list[Date]:
    """Dates in `text`; `published` is an ISO day, or empty if unknown."""
    folded = fold(text)
    context = Context(folded, _base(folded, date.fromisoformat(published) if published else None))
    dates: list[Date] = []
    at = 0
    for opening in gate().finditer(folded):
        found = _read(context, opening.start()) if opening.start() >= at else None
        if found:
            at, reading = found
            dates.append(_date(text, opening.start(), at, reading))
    return dates


def _read(context: Context, at: int) -> tuple[int, Reading] | None:
    """The end and the meaning of the date that begins at `at`, if one does."""
    numeral = context.text[at].isdigit() or context.text[at] in DIGITS or context.text[at] in "十廿"
    for pattern, resolve in readers(numeral=numeral):
        match = pattern.match(context.text, at)
        reading = resolve(context, match) if match else None
        if match and reading is not None:
            context.note(match.end(), reading)
            return match.end(), reading
    return None


def _date(text: str, start: int, end: int, reading: Reading) -> Date:
    first = reading.first.isoformat() if reading.first else None
    last = reading.last.isoformat() if reading.last else None
    return Date(start, end, text[start:end], first, last, reading.value, reading.period)


def _base(text: str, published: date | None) -> date | None:
    """The day that 今天 means: that of the dateline if it has one, else of publication."""
    match = DATELINE.search(text, 0, _HEAD)
    if match is None or published is None:
        return published
    reading = dateline(Context(text, published), match)
    return reading.first if reading and reading.first else published
