"""Dates and periods in a text, resolved against the day of publication.

Guarantees: `text[start:end] == quote`; dates come in order and do not overlap; months and days that do not
exist are none, nor is what recurs (每周一); what depends on an unknown day of publication is None. A date
without a year is the nearest past one, unless its clause speaks of the future (将, 拟, 预计 …); a dateline
(本报5月31日讯) says what 今天 means; two dates with 至 between are one span. Linear: a date is looked for
only where one can begin, and read from there once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nlp.caldates import dateline
from nlp.calendars import Reading, joined
from nlp.dateforms import DATELINE, JOIN, SINCE, Forms, head
from nlp.dateopenings import openings
from nlp.dating import Context
from nlp.patterns import lexicon
from nlp.spans import Date
from nlp.text import fold

_EVERY = ("每", "逢", "每年", "每月")  # before what recurs and is no date
_HEAD = 120  # characters in which a dateline may stand
Found = tuple[int, int, Reading]


def find_dates(text: str, published: str) -> list[Date]:
    """Dates in `text`; `published` is an ISO day, or empty if unknown."""
    folded = fold(text)
    context = Context(folded, _base(folded, date.fromisoformat(published) if published else None))
    found: list[Found] = []
    at = 0
    for start, forms in openings(folded):
        if start < at or _in_word(folded, start):
            continue
        if folded.endswith(_EVERY, max(0, start - 2), start):
            recurring = _read(replace(context), start, forms)
            at = recurring[0] if recurring else at
            continue
        read = _read(context, start, forms)
        if read:
            at, reading = read
            _add(found, (start, at, reading), folded)
    return [_date(text, *one) for one in found]


def _in_word(text: str, at: int) -> bool:
    """Whether two words meet within the word of time at `at`: 目前日产, 近年来年均."""
    return at > 0 and text[at - 1] in lexicon("dates")["inside"].get(text[at], "")


def _trimmed(text: str, at: int, end: int) -> int:
    """Where a date ends without the 的 or space behind it."""
    return at + len(text[at:end].rstrip("的 \u3000"))


def _read(context: Context, at: int, forms: Forms) -> tuple[int, Reading] | None:
    """The end and the meaning of the date that begins at `at`, if one does."""
    text, start, letter, behind = context.text, at, context.text[at], None
    context.head = None
    if forms.opens(letter):
        context.open(head().match(text, at))
        start = context.head.end if context.head else at
        behind = text[start : start + 1] if context.head else None
    for pattern, resolve, headed in forms.fitting(letter, behind):
        match = pattern.match(text, at if headed is False else start)
        reading = resolve(context, match) if match else None
        if match and reading is not None:
            end, reading = _until_now(context, _trimmed(text, at, match.end()), reading)
            context.note(end, reading)
            return end, reading
    return None


def _until_now(context: Context, end: int, reading: Reading) -> tuple[int, Reading]:
    """今年以来, 2001年至今: from its beginning to the day of publication."""
    since = SINCE.match(context.text, end)
    if not since:
        return end, reading
    base = context.base
    begun = reading.first and base and reading.first <= base
    return since.end(), Reading(reading.first, base) if begun else Reading()


def _add(found: list[Found], one: Found, text: str) -> None:
    """Append a date, or join it to the last one where 至 stands between them."""
    if found:
        start, end, before = found[-1]
        between = JOIN.match(text, end, one[0])
        span = joined(before, one[2]) if between and between.end() == one[0] else None
        if span:
            found[-1] = (start, one[1], span)
            return
    found.append(one)


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
