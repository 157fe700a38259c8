"""Clauses: the pieces of a sentence between commas and stops, in which rules look for their parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from nlp.patterns import compiled
from nlp.spans import Span


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First character."""


Found = TypeVar("Found", bound=Placed)
_START = attrgetter("start")  # in C: the rules ask ten times a clause
_CLAUSE = compiled(r"[^,，。;；!！?？\n]+")


def clauses(text: str) -> list[Span]:
    """Clauses of `text`, in order."""
    return [Span(match.start(), match.end(), match[0]) for match in _CLAUSE.finditer(text)]


def within(spans: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """The spans that begin in [start, end); `spans` are in order of start."""
    first = bisect_left(spans, start, key=_START)
    if first == len(spans) or spans[first].start >= end:  # as most stretches have none
        return ()
    return spans[first : bisect_left(spans, end, lo=first + 1, key=_START)]
