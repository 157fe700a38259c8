"""Where a text holds a name of the gazetteer or the form of a functional zone, before any judgement.

Guarantees: one pass over the text, leftmost and longest; hits do not overlap and come in order. A
name's ending that belongs to the next word (平湖市|场) is given up and the short name stands; a name that a
word straddles (提|高县|域) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from nlp.gazetteer import Region, region_at, rows_by
from nlp.kept import kept
from nlp.patterns import compiled, lexicon

_AFTER_CITY = ("中区", "南区", "北区")
"""What is left of a district's name that begins with 市 where the city's name ends in it."""
_BEFORE, _AFTER = 6, 5
"""Characters around a name that the segmenter sees: enough for the words that can straddle it."""


class Zone(NamedTuple):
    """A form of functional zone: its canonical ending or proper name, and whether it stands alone."""

    name: str
    alone: bool
    prefecture: str | None = None


class Name(NamedTuple):
    """What a string can stand for."""

    text: str
    full: tuple[Region, ...]
    short: tuple[Region, ...]
    zone: Zone | None


@dataclass(slots=True, eq=False)
class Hit:
    """One name in a text: `rows` are the divisions it can still mean, `named` all that bear the name.

    `zone` is set instead for the form of a zone; `above` is the parent named right before it.
    """

    start: int
    end: int
    rows: list[Region]
    short: bool = False
    zone: Zone | None = None
    above: Hit | None = None
    accepted: bool = False
    named: list[Region] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.named = list(self.rows)


def _zones() -> Iterator[tuple[str, Zone]]:
    data = lexicon("zones")
    for kind in data["kind"]:
        for form in kind["forms"]:
            yield form, Zone(kind["name"], kind["alone"])
    for name, entry in data["proper"].items():
        for form in entry["forms"]:
            yield form, Zone(name, True, entry["prefecture"])


def _spoken(region: Region) -> str:
    """The full name of an autonomous division without its peoples: 恩施州, 长阳县; "" for others."""
    if region.own.endswith("自治州"):
        return region.short + "州"
    return region.short + "县" if region.own.endswith("自治县") and len(region.short) > 1 else ""


@cache
def _full() -> dict[str, tuple[int, ...]]:
    """Rows by full name."""
    return kept("names", "full", lambda: rows_by(lambda region: {region.own, _spoken(region)} - {""}))


@cache
def _short() -> dict[str, tuple[int, ...]]:
    """Rows by short name."""
    return kept("names", "short", lambda: rows_by(lambda region: {region.short} - {""}))


@cache
def _forms() -> dict[str, Zone]:
    """Zones by form."""
    return dict(_zones())


@cache
def _name(form: str) -> Name:
    """What a name of the tables stands for."""
    full, short = (tuple(map(region_at, rows().get(form, ()))) for rows in (_full, _short))
    return Name(form, full, short, _forms().get(form))


@cache
def _by_opening() -> dict[str, list[str]]:
    """Names of the tables by their first two letters, the longest first."""
    return kept("names", "opening", _opened)


def _opened() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for form in sorted(_full().keys() | _short().keys() | _forms().keys(), key=len, reverse=True):
        table.setdefault(form[:2], []).append(form)
    return table


@cache
def _gate() -> re.Pattern[str]:
    """A letter that names begin with before one that they go on with: one in seven, found in C."""
    first, second = ({opening[at] for opening in _by_opening()} for at in (0, 1))
    return compiled(f"[{''.join(sorted(first))}](?=[{''.join(sorted(second))}])")


def _longest(text: str, floor: int, stop: int) -> Iterator[tuple[int, Name]]:
    """The names in text[floor:stop], each with its start: leftmost, longest, none within another."""
    by_opening, reached = _by_opening(), floor
    for match in _gate().finditer(text, floor, stop):
        start = match.start()
        if start < reached:
            continue
        for form in by_opening.get(text[start : start + 2], ()):
            if text.startswith(form, start, stop):
                yield start, _name(form)
                reached = start + len(form)
                break


def _edges(text: str, start: int, end: int) -> set[int]:
    """Where words end in and around `text[start:end]`.

    Words are the dictionary's alone (no guessing of unknown ones): a name it lacks falls into single
    characters, whose ends are edges, so that only a known word can straddle it.
    """
    import rjieba

    first = max(0, start - _BEFORE)
    words = rjieba.cut(text[first : end + _AFTER], hmm=False)
    return set(accumulate(map(len, words), initial=first))


def aligned(text: str, start: int, end: int, reached: int = -1) -> bool:
    """Whether no word straddles an end of `text[start:end]`.

    A word that holds the whole name (阿里巴巴, 吉林长春) is allowed where it begins with the name, or
    where the name follows one that was found already and reached to `reached`.
    """
    edges = _edges(text, start, end)
    if start not in edges and start != reached:
        return False
    return end in edges or not any(start < edge < end for edge in edges)


def exact(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a whole number of words."""
    return {start, end} <= _edges(text, start, end)


def _below(text: str, rows: Sequence[Region], at: int) -> Hit | None:
    """The division of one of `rows` whose name begins at `at`: full, or short and no ordinary word."""
    for form in _by_opening().get(text[at : at + 2], ()):
        if not text.startswith(form, at):
            continue
        name, sure = _name(form), form not in lexicon("places")["ordinary"]
        for named, short in ((name.full, False), (name.short if sure else (), True)):
            inner = [row for row in named if any(row.within(over) for over in rows)]
            if inner and not (short and inner[0].trust == "word"):
                return Hit(at, at + len(form), inner, short=short)
    return None


def _cut_ending(text: str, name: Name, end: int) -> bool:
    """Whether the last character of a full name belongs to the word after it (平湖市|场)."""
    if not name.full or end >= len(text):
        return False
    after = lexicon("places")["not_after"].get(text[end - 1], "")
    return text[end] in after and not _below(text, name.full, end)


def _bare(name: Name) -> tuple[Region, ...]:
    """What a full name without its last character stands for."""
    return tuple(map(region_at, _short().get(name.text[:-1], ())))


def _shares_city(text: str, name: Name, end: int) -> bool:
    """Whether the 市 of a city begins the name of its district: 济南市中区 is 济南's 市中区."""
    shared = name.text.endswith("市") and text[end : end + 2] in _AFTER_CITY
    return shared and _below(text, _bare(name), end - 1) is not None


def _hit(text: str, name: Name, start: int) -> Hit | None:
    """The hit of `name` that begins at `start`."""
    end = start + len(name.text)
    if name.full:
        if not _cut_ending(text, name, end) and not _shares_city(text, name, end):
            return Hit(start, end, list(name.full))
        bare = _bare(name)
        return Hit(start, end - 1, list(bare), short=True) if bare else None
    if name.zone is not None:
        return Hit(start, end, [], zone=name.zone)
    return Hit(start, end, list(name.short), short=True)


def _checked(text: str, hit: Hit, reached: int) -> Hit | None:
    """`hit` unless a word straddles it; then the name that overlaps it and fits, if any."""
    doubtful = (hit.short or hit.end - hit.start == 2) and not hit.zone
    if not doubtful or aligned(text, hit.start, hit.end, reached) or _below(text, hit.rows, hit.end):
        return hit
    for start, name in _longest(text, hit.start + 1, hit.end + 4):
        other = _hit(text, name, start)
        if other and other.start < hit.end and aligned(text, other.start, other.end):
            return other
    return None


def scan(text: str) -> list[Hit]:
    """All names of divisions and forms of zones in `text`."""
    hits: list[Hit] = []
    reached = 0
    for start, name in _longest(text, 0, len(text)):
        found = _hit(text, name, start)
        hit = found and _checked(text, found, reached)
        if not hit or hit.start < reached:
            continue
        hits.append(hit)
        rest = _below(text, hit.rows, hit.end) if hit.end < start + len(name.text) else None  # 济南|市中区
        if rest:
            hits.append(rest)
        reached = hits[-1].end
    return hits
