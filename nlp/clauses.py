"""What is found within a clause, or any stretch of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First character."""


Found = TypeVar("Found", bound=Placed)
_START = attrgetter("start")  # in C: the rules ask ten times a clause


def within(spans: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """The spans that begin in [start, end); `spans` are in order of start."""
    first = bisect_left(spans, start, key=_START)
    if first == len(spans) or spans[first].start >= end:  # as most stretches have none
        return ()
    return spans[first : bisect_left(spans, end, lo=first + 1, key=_START)]
