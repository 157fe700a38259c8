"""The table of Chinese divisions since 1981: every province, prefecture and county with its years.

Guarantees: the table is loaded once, on first use, and a row read when it is first asked for; a code may
stand for several rows, each valid from `valid_from` (included) to `valid_to` (excluded, None while it
exists), read as "the state on 31 December", so that in the year of a change both names count. Canonical
names are the contract's: prefecture and county (`淄博市高青县`), municipality and district
(`重庆市渝北区`), province and a county it administers itself (`河南省济源市`). Sources and licences:
`lexicon/places.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nlp.kept import kept

_TABLE = Path(__file__).parent / "lexicon" / "places.tsv"
_LATEST = 9999
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


class Region(NamedTuple):
    """One division over the years in which its code, name and parent stayed the same.

    `name` is canonical, `own` its name without the parent's; `trust` says how far `short` alone names
    it: `name`, `context` (only where the text speaks of its surroundings), `unknown` (the same, and no
    word of the segmenter's) or `word` (an ordinary word as well). `province` is the code of its province
    (Taiwan's counties stand under 83 in the source), `city` that of its prefecture, or of the province for
    what that administers itself.
    """

    code: str
    kind: str
    name: str
    own: str
    short: str
    valid_from: int
    valid_to: int | None
    parent: str | None
    successors: tuple[str, ...]
    trust: str
    province: str
    city: str

    @property
    def municipality(self) -> bool:
        """Whether it is a province whose districts are named like those of a city (北京市)."""
        return self.code in _MUNICIPALITIES

    def valid(self, year: int) -> bool:
        """Whether it existed in `year`, the year of its end included."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    def within(self, other: Region) -> bool:
        """Whether `other` is its prefecture or province."""
        return other.code in (self.parent, self.province) and self.code != other.code


def _region(line: str) -> Region:
    code, kind, above, own, short, since, until, parent, after, trust = line.split("\t")
    name = above + own if kind == "county" else own
    end = int(until) if until else None
    province = "710000" if code[:2] == "83" else code[:2] + "0000"
    city = code if kind != "county" else parent or code
    years, successors = (int(since), end), tuple(after.split())
    return Region(code, kind, name, own, short, *years, parent or None, successors, trust, province, city)


@cache
def _lines() -> list[str]:
    return _TABLE.read_text(encoding="utf-8").splitlines()[1:]


@cache
def region_at(row: int) -> Region:
    """A row of the table."""
    return _region(_lines()[row])


def regions() -> tuple[Region, ...]:
    """All rows of the table, by code and year."""
    return tuple(map(region_at, range(len(_lines()))))


def rows_by(words: Callable[[Region], Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """The numbers of the rows that each of their words stands for."""
    found: dict[str, tuple[int, ...]] = {}
    for row, region in enumerate(regions()):
        for word in words(region):
            found[word] = (*found.get(word, ()), row)
    return found


@cache
def _codes() -> dict[str, tuple[int, ...]]:
    return kept("regions", "code", lambda: rows_by(lambda region: (region.code,)))


@cache
def _names() -> dict[str, tuple[int, ...]]:
    return kept("regions", "name", lambda: rows_by(lambda region: (region.name,)))


@cache
def _of_code(code: str) -> tuple[Region, ...]:
    return tuple(map(region_at, _codes().get(code, ())))


def is_province(name: str | None) -> bool:
    """Whether a canonical name is a province's or an autonomous region's.

    >>> is_province("山东省"), is_province("淄博市张店区")
    (True, False)
    """
    return bool(name and name.endswith(("省", "自治区")))


def newest(rows: Iterable[Region], year: int) -> Region | None:
    """The row to use in `year`: one in force, the latest to begin; else the last that was."""
    return max(rows, key=lambda row: (row.valid(year), row.valid_from), default=None)


def by_code(code: str, year: int) -> Region | None:
    """The row of `code` in `year`, or its last one; None for a code never used."""
    return newest(_of_code(code), year)


def by_name(name: str, year: int) -> Region | None:
    """The row whose canonical name is `name` in `year`, or the last one that had it."""
    return newest(map(region_at, _names().get(name, ())), year)


def current(region: Region, year: int) -> Region:
    """What stands in `region`'s place in `year`: its successor where there is just one, else itself.

    A region divided among several has no single successor: it stays what the text calls it.
    """
    if region.valid(year):
        return region
    seen = {region}
    while not region.valid(year) and len(region.successors) == 1:
        after = [row for row in _of_code(region.successors[0]) if row not in seen]
        later = newest([row for row in after if row.valid_from >= (region.valid_to or 0)] or after, year)
        if later is None:
            return region
        seen.add(later)
        region = later
    return region


def code_now(code: str, year: int) -> str | None:
    """The code that stands in `year` for what `code` meant when it was last in use; None if divided."""
    rows = _of_code(code)
    if not rows:
        return None
    region = current(rows[-1], year)
    return region.code if region.valid(year) else None


def home_of(name: str | None, year: int) -> tuple[Region | None, str | None]:
    """The division and, if it is a zone, the zone's own name, that the canonical `name` stands for."""
    if not name:
        return None, None
    region = by_name(name, year)
    if region is not None:
        return region, None
    for end in range(len(name) - 1, 1, -1):
        region = by_name(name[:end], year)
        if region is not None:
            return region, name[end:]
    return None, None


def zone_key(city: Region, zone: str) -> str:
    """The key of a functional zone, which has no code: first four digits of its city's and its name."""
    return f"{city.code[:4]}:{zone}"


def year_of(published: str) -> int:
    """The year of a publication date; for an unknown date the year after all changes."""
    return int(published[:4]) if published else _LATEST


def region_of(name: str, published: str) -> str | None:
    """Code (for a zone: key) of the region whose canonical name is `name` on the day `published`.

    >>> region_of("青岛市即墨区", "2020-01-01"), region_of("淄博市高新区", "2022-05-16")
    ('370215', '3703:高新区')
    """
    region, zone = home_of(name, year_of(published))
    if region is None:
        return None
    return zone_key(region, zone) if zone else region.code
