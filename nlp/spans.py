"""What the layers find in a text: numbers, money, dates, places and companies, each a span.

Guarantees: `text[start:end] == quote` on the raw text, spans of one layer do not overlap and
come in order of `start`. Layers find; they do not judge: roles, regions of facts and periods are
decided by the rules above them.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.facts import Approximation


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the raw text, in code points."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Number(Span):
    """A plain number with its unit (`""` if none): `low` and `high` differ only in a range."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Money(Span):
    """An amount in whole units of `currency` (ISO 4217)."""

    low: int | float
    high: int | float
    currency: str
    approximation: Approximation


@dataclass(frozen=True, slots=True)
class Date(Span):
    """A day or a span of days resolved against the publication date.

    `first` and `last` are inclusive ISO days, None where that end is open; `value` is the date
    with the precision of the text (`2022-05-16`, `2022-05`, `2022`) or None for spans that are no
    single day, month or year; `period` is the contract's period (`2022-04`, `2022-01/2022-04`,
    `2022`) or None where the expression is a day or finer than a month.
    """

    first: str | None
    last: str | None
    value: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Place(Span):
    """A region as named in the text.

    `name` is canonical (`淄博市高青县`, `淄博市高新区`, `山东省`), None while ambiguous; `code` is the
    GB/T 2260 code, or prefecture code and kind for a functional zone (`3703:高新区`); `level` is
    `province`, `prefecture`, `county` or `zone`; `candidates` are (code, canonical name) pairs.
    """

    code: str | None
    name: str | None
    level: str
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Company(Span):
    """A company as written; `name` is its fullest form in the article (aliases joined)."""

    name: str
