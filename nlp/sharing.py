"""Counts given in turn or alike: 甲区、乙区和丙区分别开工28个、15个和17个; 甲区、乙区各6个.

Each label listed before 分别 or 各 gets its own count and, where as many amounts follow behind another
分别, its own amount; where the numbers of labels and counts differ nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Figure
from nlp.patterns import compiled
from nlp.spans import Number, Place, Span

_SHARED = compiled(r"(?P<each>各)(?:有|开工|签约|竣工)?(?=\d)|分别|依次")
_IN_TURN = compiled(r",(?:分别|依次)(?:为|达到?|是|约)*(?=\d)")
_LABELS = compiled(r"[^,。;:\n\d()]*$")
_SEPARATOR = compiled(r"[、和与及]")
_LEAD = compiled(r"^(?:其中|另外|此外|有|是)")
_TAIL = compiled(r"(?:类|产业)?(?:建设)?(?:项目)?(?:数量|数)?$")
_LISTED = compiled(r"[、,和及]|以及")
_STOP = compiled(r"[。;\n]")
_ROLES = frozenset({"total_investment", "other"})  # a bare amount in a row is an investment
_REACH = 70  # characters before 分别 in which its labels may stand


@dataclass(frozen=True, slots=True)
class Shared:
    """Labels and their counts and amounts (None where not given), all of one length.

    `each` says that they are alike (各6个), `said` is what stands between labels and counts (分别新开工).
    """

    labels: list[Span]
    counts: list[Number]
    amounts: list[int | None]
    each: bool
    said: str


def find_shared(document: Document) -> Iterator[Shared]:
    """Every distribution of counts over labels, in order."""
    for match in _SHARED.finditer(document.folded):
        labels = _labels(document, match.start())
        counts = _counts(document, match.end())
        if match["each"] and counts:
            counts = counts[:1] * len(labels)
        if len(labels) > 1 and len(labels) == len(counts):
            amounts = _amounts(document, counts[-1].end, len(labels))
            said = document.folded[match.start() : counts[0].start]
            yield Shared(labels, counts, amounts, each=match["each"] is not None, said=said)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Counties with the amounts alone that a sentence gives them in turn."""

    labels: list[Place]
    amounts: list[Figure]


def find_ranked(document: Document) -> Iterator[Ranked]:
    """从投资额看，甲区、乙市位居前两位，分别为13亿元和9亿元: amounts of counties without their counts."""
    for match in _IN_TURN.finditer(document.folded):
        stop = _STOP.search(document.folded, match.end(), match.end() + 200)
        behind = within(document.figures, match.end(), stop.start() if stop else match.end() + 200)
        clause = max(document.folded.rfind(mark, 0, match.start()) for mark in ",。;\n:") + 1
        said = document.folded[document.folded.rfind("。", 0, clause) + 1 : match.start()]
        labels = [place for place in within(document.places, clause, match.start()) if place.name]
        amounts = row_of_amounts(document, match.end(), behind)
        if "投资" in said and len(labels) == len(amounts) > 1:
            yield Ranked(labels, amounts)


def row_of_amounts(document: Document, at: int, figures: Sequence[Figure]) -> list[Figure]:
    """Figures that follow each other from `at` on with nothing but separators between them."""
    found: list[Figure] = []
    for figure in figures:
        between = document.folded[found[-1].end if found else at : figure.start]
        if not (_LISTED.fullmatch(between) if found else between == ""):
            break
        found.append(figure)
    return found


def _labels(document: Document, end: int) -> list[Span]:
    start = max(0, end - _REACH)
    stretch = _LABELS.search(document.folded, start, end)
    start = stretch.start() if stretch else end
    places = [p for p in within(document.places, start, end) if p.name]
    if len(places) > 1:
        return [Span(place.start, place.end, place.quote) for place in places]
    return list(_split(document, start, end))


def _split(document: Document, start: int, end: int) -> Iterator[Span]:
    """The pieces of a list, without what only its last piece carries for all (工业、农业项目)."""
    lead = _LEAD.match(document.folded[start:end])
    at = start + (lead.end() if lead else 0)
    for piece in _SEPARATOR.split(document.folded[at:end]):
        kept = _TAIL.sub("", piece)
        if kept:
            yield Span(at, at + len(kept), document.text[at : at + len(kept)])
        at += len(piece) + 1


def _counts(document: Document, start: int) -> list[Number]:
    """Counts that follow each other with nothing but separators between them."""
    found: list[Number] = []
    for number in within(document.numbers, start, start + 200):
        if number.unit not in ("个", "项"):
            break
        between = document.folded[found[-1].end if found else start : number.start]
        if not (_LISTED.fullmatch(between) if found else len(between) <= 8 and "," not in between):
            break
        found.append(number)
    return found


def _amounts(document: Document, start: int, wanted: int) -> list[int | None]:
    """As many amounts behind a further 分别, else None for each."""
    stop = _STOP.search(document.folded, start, start + 200)
    end = stop.start() if stop else start + 200
    again = _SHARED.search(document.folded, start, min(end, start + 16))
    figures = [f for f in within(document.figures, again.end() if again else end, end) if f.role in _ROLES]
    if again is None or again["each"] or len(figures) < wanted:
        return [None] * wanted
    return [figure.yuan for figure in figures[:wanted]]
