"""Statistics of regions: what grew by how much, where, in which period, against what, and in which place.

A sentence is read value by value. What leads to a value (同比增长, 达到, 占…比重) says what it measures; what
stands before that names the statistic, the region and the period; what is left out is carried over from
the clause or sentence before. Comparisons and ranks belong to the nearest statistic before them, several
in a row to several. Rule ids: `indicator.growth`, `indicator.level`, `indicator.share`.

Guarantees: targets, projects' and firms' own numbers, sums over several regions and rough rates are none;
unknown regions and periods are None. Words are data (lexicon/indicators.toml). Linear: each value is
looked at in a bounded window.
"""

from __future__ import annotations

import re

from nlp.comparing import Compared, Ranked, comparisons, ranks
from nlp.document import Document
from nlp.facts import Indicator
from nlp.naming import Reader
from nlp.statements import Value, rows

_SENTENCE = re.compile(r"[^。!?\n]+")
_CLAUSE = re.compile(r"(?:[^,;。:!?\n]|(?<=\d),(?=\d{3}(?!\d)))+")
_TELLING = re.compile(r"\d")


def find_indicators(document: Document) -> list[Indicator]:
    """The regional statistics of `document`, in reading order."""
    reader = Reader(document)
    for sentence in _SENTENCE.finditer(document.folded):
        reader.begin(sentence.start(), sentence.end())
        telling = _TELLING.search(document.folded, *sentence.span())
        for clause in _CLAUSE.finditer(document.folded, *sentence.span()):
            if not telling:
                reader.enter(clause.start(), clause.end(), [])
                break
            _clause(reader, clause.start(), clause.end())
    return reader.finished()


def _clause(reader: Reader, start: int, end: int) -> None:
    """Read one clause's values, comparisons and ranks in the order they stand."""
    text = reader.text
    found = comparisons(text, start, end)
    contexts: list[Compared | Ranked] = [*found, *_apart(ranks(text, start, end), found)]
    values = [row for row in rows(text, start, end) if not _inside(row[0].start, contexts)]
    items: list[tuple[int, int, list[Value] | Compared | Ranked]] = [
        *((row[0].start, row[-1].end, row) for row in values),
        *((one.start, one.end, one) for one in contexts),
    ]
    reader.enter(start, end, contexts)
    at = start
    for first, last, item in sorted(items, key=lambda item: item[0]):
        reader.take(at, first, item)
        at = last


def _apart(found: object, taken: list[Compared]) -> list[Ranked]:
    return [one for one in found if not _inside(one.start, taken)]  # type: ignore[attr-defined]


def _inside(at: int, spans: list[Compared] | list[Compared | Ranked]) -> bool:
    return any(span.start <= at < span.end for span in spans)
