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

from nlp.comparing import Compared, Ranked, comparisons, may_relate, overlaps, ranks
from nlp.document import Document
from nlp.facts import Indicator
from nlp.patterns import compiled
from nlp.reading import Reader
from nlp.statements import Value, rows, words

Item = list[Value] | Compared | Ranked
_PARAGRAPH = compiled(r"[^\n]+")
_SENTENCE = compiled(r"[^。!?\n]+")
_CLAUSE = compiled(r"(?:[^,;。:!?\n]++|(?<=\d),(?=\d{3}(?!\d)))++")
_DIGIT = compiled(r"\d")
HEADING = 24  # characters that a heading may have


def find_indicators(document: Document) -> list[Indicator]:
    """The regional statistics of `document`, in reading order."""
    reader, text = Reader(document), document.folded
    for paragraph in _PARAGRAPH.finditer(text):
        if len(paragraph.group()) <= HEADING and reader.head(*paragraph.span()):
            continue
        if _tells(text, *paragraph.span()):
            for sentence in _SENTENCE.finditer(text, *paragraph.span()):
                _read_sentence(reader, *sentence.span())
        elif reader.bearings.dates(*paragraph.span()):
            for sentence in _SENTENCE.finditer(text, *paragraph.span()):
                _date(reader, *sentence.span())
    return reader.found


def _tells(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] may hold statistics: a rate, or a word that names of amounts have."""
    return words("gate", "cues").search(text, start, end) is not None


def _date(reader: Reader, start: int, end: int) -> None:
    """Read the period alone that a sentence opens with."""
    reader.begin(start, end)
    clause = _CLAUSE.search(reader.text, start, end)
    if clause:
        reader.enter(*clause.span(), [])


def _read_sentence(reader: Reader, start: int, end: int) -> None:
    """Read a sentence; one that cannot hold statistics says at most where and when the next ones are."""
    reader.begin(start, end)
    if end - start <= HEADING and reader.subjects.head(start, end):
        return
    full = _DIGIT.search(reader.text, start, end) is not None
    full = full and (reader.subjects.telling or _tells(reader.text, start, end))
    relating = full and may_relate(reader.text, start, end)
    for clause in _CLAUSE.finditer(reader.text, start, end):
        if full:
            _read(reader, *clause.span(), relating=relating)
        else:
            reader.enter(*clause.span(), [])


def _read(reader: Reader, start: int, end: int, *, relating: bool) -> None:
    """Read one clause's values, comparisons and ranks in the order they stand."""
    contexts = _contexts(reader.text, start, end) if relating else []
    spans = [(one.start, one.end) for one in contexts]
    values = [row for row in rows(reader.text, start, end) if not _is_inside(reader.text, row, spans)]
    contexts = [one for one in contexts if not (values and _names_first(one))]
    reader.enter(start, end, contexts)
    if not values:
        reader.hear(start, min([one.start for one in contexts], default=end))
    items: list[Item] = [*contexts, *values]
    at = start
    for item in sorted(items, key=_start):
        _take(reader, at, item, alone=not values)
        at = _end(item)


def _contexts(text: str, start: int, end: int) -> list[Compared | Ranked]:
    """Comparisons and ranks of a clause, in order and apart."""
    against = comparisons(text, start, end)
    taken = [(one.start, one.end) for one in against]
    places = [one for one in ranks(text, start, end) if not overlaps(one.start, one.end, taken)]
    return sorted([*against, *places], key=_start)


_CLASS = compiled(r"及?以[上下](?=[^\W\d_])")  # 2000万元以上项目: a class in a name


def _is_inside(text: str, row: list[Value], spans: list[tuple[int, int]]) -> bool:
    """Whether a list of values is part of a comparison, of a rank or of a name."""
    return overlaps(row[0].start, row[0].start + 1, spans) or _CLASS.match(text, row[-1].end) is not None


def _names_first(one: Compared | Ranked) -> bool:
    """排名前三的是桓台县18.2%: no rank of its own."""
    return isinstance(one, Ranked) and one.top and not one.apart


def _take(reader: Reader, at: int, item: Item, *, alone: bool) -> None:
    if isinstance(item, Compared):
        reader.compare(item)
    elif isinstance(item, Ranked):
        reader.rank(at, item, alone=alone)
    else:
        reader.values(at, item)


def _start(item: Item) -> int:
    return item[0].start if isinstance(item, list) else item.start


def _end(item: Item) -> int:
    return item[-1].end if isinstance(item, list) else item.end
