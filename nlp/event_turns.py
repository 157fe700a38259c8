"""Ceremonies told in turn: 分别于1月4日、4月2日举行, 分别签约12个、16个, 甲区、乙区分别为23个和18个.

Guarantees: each day is an event of its own with the count and the amount of its place in the row; where the
numbers of days and counts differ an event has none. All looks are bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from nlp.clauses import Placed, within
from nlp.document import Document
from nlp.event_words import verb
from nlp.facts import Event
from nlp.patterns import compiled
from nlp.sub_venues import regions_in_turn
from nlp.tellings import Anchor

_HELD = compiled(r"(?:分别|先后)[于在]")
_SEPARATOR = compiled(r"[、,和及与]|以及")
_CLAUSE = compiled(r"[^;。\n]{1,200}")
_REACH = 300  # characters past the noun in which the numbers of such a row stand
_MONEY = ("total_investment", "other")  # roles of the amounts in such a row


class _Spanned(Placed, Protocol):
    """Anything with a place and an end in the text."""

    @property
    def end(self) -> int:
        """Behind its last character."""


_Found = TypeVar("_Found", bound=_Spanned)


def in_turn(document: Document, anchor: Anchor, event: Event) -> list[Event]:
    """The events that `event` stands for: one for each day of a row, else itself alone."""
    regions = regions_in_turn(document, anchor)
    if anchor.region in regions:
        return [_of_region(document, anchor, event, regions)]
    days = _days(document, anchor)
    if len(days) < 2:
        return [event]
    counts, amounts = _numbers(document, anchor, len(days))
    bare = replace(event, annual_investment=None, breakdown=())
    return [
        replace(bare, date=day, project_count=count, investment=amount)
        for day, count, amount in zip(days, counts, amounts, strict=True)
    ]


def _of_region(document: Document, anchor: Anchor, event: Event, regions: list[str]) -> Event:
    """两区开工项目数分别为23个和18个: the event of one of them with the numbers of its place in the row."""
    at = regions.index(event.region or "")
    counts, amounts = _numbers(document, anchor, len(regions))
    if counts[at] is None:
        return event
    return replace(
        event, project_count=counts[at], investment=amounts[at], annual_investment=None, breakdown=()
    )


def _days(document: Document, anchor: Anchor) -> list[str]:
    """The days of a row behind 分别于 in the anchor's sentence."""
    cue = _HELD.search(document.folded, anchor.sentence.start, anchor.sentence.end)
    dates = within(document.dates, cue.end(), anchor.sentence.end) if cue else ()
    row = _row(document, cue.end(), dates) if cue else []
    days = [date.value for date in row if date.value and len(date.value) == 10]
    return days if len(days) == len(row) else []


def _row(document: Document, start: int, spans: Sequence[_Found]) -> list[_Found]:
    """Spans with nothing but separators between them, the first at `start`."""
    found: list[_Found] = []
    for span in spans:
        between = document.folded[found[-1].end if found else start : span.start]
        if not (_SEPARATOR.fullmatch(between) if found else between == ""):
            break
        found.append(span)
    return found


def _numbers(document: Document, anchor: Anchor, wanted: int) -> tuple[list[int | None], list[int | None]]:
    """Counts and amounts of the clause that says what the kind does, as many as there are days."""
    stop = document.folded.find("。", anchor.end, anchor.end + _REACH)
    end = stop if stop >= 0 else anchor.end + _REACH
    nothing: list[int | None] = [None] * wanted
    for clause in _CLAUSE.finditer(document.folded, anchor.end, end):
        counted = [n for n in within(document.numbers, *clause.span()) if n.unit in ("个", "项")]
        counts = _row(document, counted[0].start, counted) if counted else []
        doing = counts and verb(anchor.kind).search(document.folded, clause.start(), counts[0].start)
        if not doing or len(counts) != wanted:
            continue
        money = [f for f in within(document.figures, counts[-1].end, clause.end()) if f.role in _MONEY]
        amounts = _row(document, money[0].start, money) if money else []
        given = [figure.yuan for figure in amounts] if len(amounts) == wanted else nothing
        return [int(count.low) for count in counts], given
    return nothing, nothing
