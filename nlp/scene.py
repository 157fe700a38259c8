"""Judging names in the light of their text: which count as places, and which division each means.

Guarantees: the work is linear in the number of names; only names that `toponyms.scan` found are judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from nlp.gazetteer import Region, home_of
from nlp.homonyms import long_gone, zone_here
from nlp.patterns import compiled, lexicon
from nlp.surroundings import in_organisation, part_of_another, set_off
from nlp.toponyms import Hit, exact

SEPARATORS = frozenset(
    {"、", "和", "与", "及", "以及", "、和", "及其", "，", "/", "·", "—", "-", "——", " ", "\u3000"}
)
"""What stands between the places of one row."""
_LONGEST_ROW = 60
"""Names in one row at most: a province's counties fit, and the work stays linear in any text."""
_SUFFIXED_ROW = compiled(r"[两二三四五六七八九十\d]{1,2}个?(?:区县|县区|县市|市区|区市|[区县市])")
_OPENING = compiled(r"[\W_]|[在到赴至从于由向对往是为把让以给和与及自访县市]")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon("places")[key])


@dataclass(slots=True)
class Scene:
    """The names of one text with what is known of their surroundings."""

    text: str
    hits: list[Hit]
    year: int
    home: Region | None
    zone: str | None
    cities: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)
    before: dict[int, Hit] = field(default_factory=dict)
    behind: dict[int, Hit] = field(default_factory=dict)
    zones: frozenset[int] = frozenset()

    def quote(self, hit: Hit) -> str:
        """The characters of `hit`."""
        return self.text[hit.start : hit.end]

    def judge(self) -> None:
        """Accept or refuse every name and narrow what it means, surest first."""
        rows = _runs(self.text, self.hits)
        _link(self)
        spoken = {row.code for hit in self.hits for row in hit.rows[:1]}
        for hit in self.hits:
            zone = zone_here(hit, self.home, self.year, spoken, touched=hit.start in self.before)
            if zone:
                hit.zone, hit.rows = zone, []
                hit.above = None if zone.prefecture else hit.above
        for hit in self.hits:
            _level(self, hit)
        self._settle(hit for hit in self.hits if _sure(self, hit))
        self._settle(hit for hit in self.hits if not hit.accepted and _fits(self, hit))
        for run in rows:
            _counties_of_row(self, run)
            self._settle(hit for hit in run if not hit.accepted and _in_row(self, run, hit))
        self._narrow_all(rows)

    def _settle(self, hits: Iterable[Hit]) -> None:
        for hit in list(hits):  # all are chosen before the first is counted
            hit.accepted = True
            self._count(hit)

    def _narrow_all(self, rows: list[list[Hit]]) -> None:
        """Decide what is left open, in reading order: the nearest city before a name can settle it."""
        row_of = {id(hit): run for run in rows for hit in run}
        before: str | None = None
        for hit in self.hits:
            if not hit.accepted:
                continue
            if len(hit.rows) > 1:
                _narrow(self, hit, row_of.get(id(hit), []), before)
            city = hit.rows[0].city if hit.rows else None
            if city and all(row.city == city for row in hit.rows[1:]):
                before = city

    def _count(self, hit: Hit) -> None:
        first = hit.rows[0]
        alone = len(hit.rows) == 1
        if alone:
            self.codes.add(first.code)
        if alone or all(row.city == first.city for row in hit.rows):
            self.cities[first.city] += 1
        if alone or all(row.province == first.province for row in hit.rows):
            self.provinces[first.province] += 1


def scene_of(text: str, hits: list[Hit], year: int, home: str | None) -> Scene:
    """The scene before anything is judged."""
    region, zone = home_of(home, year)
    before = {hit.end: hit for hit in hits if not hit.zone}
    behind = {hit.start: hit for hit in hits if not hit.zone and not hit.short}
    zones = frozenset(hit.start for hit in hits if hit.zone)
    return Scene(text, hits, year, region, zone, before=before, behind=behind, zones=zones)


def _runs(text: str, hits: list[Hit]) -> list[list[Hit]]:
    """Rows of names with nothing but separators between them (慈溪、义乌和诸暨)."""
    runs: list[list[Hit]] = [[]]
    for hit in hits:
        last = runs[-1][-1] if runs[-1] and len(runs[-1]) < _LONGEST_ROW else None
        if last and (last.end == hit.start or text[last.end : hit.start] in SEPARATORS):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return [run for run in runs if len(run) > 1]


def _pairs(above: Iterable[Region], below: Iterable[Region]) -> list[tuple[Region, Region]]:
    parents = list(above)
    return [(over, row) for row in below for over in parents if row.within(over)]


def _link(scene: Scene) -> None:
    """Tie each name to its parent right before it and drop what either cannot mean then."""
    for above, hit in zip(scene.hits, scene.hits[1:], strict=False):
        if above.end != hit.start or above.zone or hit.zone:
            continue
        pairs = _pairs(above.rows, hit.rows)
        now = [pair for pair in pairs if all(row.valid(scene.year) for row in pair)]
        if pairs:
            hit.above = above
            above.rows = list(dict.fromkeys(over for over, _ in now or pairs))
            hit.rows = list(dict.fromkeys(row for _, row in now or pairs))


def _keep(hit: Hit, test: Callable[[Region], bool]) -> None:
    kept = [row for row in hit.rows if test(row)]
    if kept:
        hit.rows = kept


def _rank(row: Region) -> int:
    return ("province", "prefecture", "county").index(row.kind)


def _level(scene: Scene, hit: Hit) -> None:
    """Prefer what exists then, and for a bare short name the higher level (朝阳 is the prefecture)."""
    if len(hit.rows) < 2:
        return
    _keep(hit, lambda row: row.valid(scene.year))
    if not any(row.valid(scene.year) for row in hit.rows):
        latest = max(row.valid_from for row in hit.rows)
        _keep(hit, lambda row: row.valid_from == latest)
    home = scene.home
    if not hit.short:
        return
    if home and not hit.above and any(row.kind == "county" and row.code == home.code for row in hit.rows):
        _keep(hit, lambda row: row.code == home.code)
        return
    highest = min(map(_rank, hit.rows))
    _keep(hit, lambda row: _rank(row) == highest)


def _refused(scene: Scene, hit: Hit) -> bool:
    """Whether the surroundings make a bare short name part of another name (上海路, 金华镇)."""
    return hit.short and bool(hit.rows) and (_strange(scene, hit) or part_of_another(scene.text, hit))


def _strange(scene: Scene, hit: Hit) -> bool:
    """Whether it follows a place of elsewhere without a break, as brands do (淄博凤阳家居).

    Or a county of elsewhere follows, and it is short for something else (巴州库尔勒市).
    """
    if hit.above or hit.rows[0].kind != "county":
        return False
    other, behind = scene.before.get(hit.start), scene.behind.get(hit.end)
    return bool(
        (other and _apart(hit, other))
        or (behind and behind.rows and behind.rows[0].kind == "county" and _apart(hit, behind))
    )


def _apart(hit: Hit, other: Hit) -> bool:
    """Whether no meanings of two names lie in one city."""
    cities = {row.city for row in other.rows}
    return not any(row.city in cities for row in hit.rows)


def _two(hit: Hit) -> bool:
    return not hit.short and hit.end - hit.start == 2


def _sure(scene: Scene, hit: Hit) -> bool:
    """Whether the name is a place by itself: linked, in full, a province or a prefecture."""
    if hit.zone or not hit.rows or _refused(scene, hit):
        return False
    if hit.above:
        return True
    quote = scene.quote(hit)
    if not hit.short:
        return quote not in _words("generic") and not _two(hit) and not long_gone(hit, scene.home, scene.year)
    if hit.rows[0].kind != "prefecture":
        return hit.rows[0].kind == "province"
    whole = quote not in _words("whole_prefecture") or exact(scene.text, hit.start, hit.end)
    return whole and quote not in _words("ordinary_prefecture")


def _fits(scene: Scene, hit: Hit) -> bool:
    """Whether a doubtful name means something the text or its source speaks of anyway."""
    if hit.zone or not hit.rows or _refused(scene, hit):
        return False
    home, quote = scene.home, scene.quote(hit)
    if home and any(row.code == home.code for row in hit.rows):
        return True
    if hit.short and any(row.code in scene.codes for row in hit.rows):
        return exact(scene.text, hit.start, hit.end)
    if not hit.short:
        return _full_fits(scene, hit, quote)
    if quote in _words("ordinary") or hit.rows[0].trust == "word" or hit.rows[0].kind != "county":
        return False
    near = [row for row in hit.rows if (home and row.city == home.city) or row.city in scene.cities]
    named = hit.rows[0].trust == "name" and (quote in _words("known") or set_off(scene.text, hit))
    alone = named or hit.end in scene.zones
    return bool(near) or (alone and len(hit.rows) == 1 and not in_organisation(scene.text, hit))


def _full_fits(scene: Scene, hit: Hit, quote: str) -> bool:
    """A full name that is an ordinary word too (市中区), or one character and 县 (高县)."""
    home = scene.home
    near = any((home and row.city == home.city) or row.city in scene.cities for row in hit.rows)
    if quote in _words("generic"):
        return near and len(quote) > 2
    before = scene.text[max(0, hit.start - 1) : hit.start]
    there = any(row.valid(scene.year) for row in hit.rows)
    return near or (there and (not before or bool(_OPENING.match(before))))


def _counties_of_row(scene: Scene, run: list[Hit]) -> None:
    """In a row said to be counties (恩施、利川…八县市) a name means the county, not the prefecture."""
    match = _SUFFIXED_ROW.match(scene.text, run[-1].end)
    if not match or set(match.group()).isdisjoint("县区"):
        return
    cities = {row.city for hit in run for row in hit.rows}
    for hit in run:
        if hit.short and hit.rows and hit.rows[0].kind == "prefecture":
            hit.rows = [
                row
                for row in hit.named
                if row.kind == "county" and row.city in cities and row.valid(scene.year)
            ] or hit.rows


def _in_row(scene: Scene, run: list[Hit], hit: Hit) -> bool:
    """Whether the name stands in a row with accepted places of its city, or before 三区, 两市."""
    if hit.zone or not hit.rows or _refused(scene, hit):
        return False
    if _SUFFIXED_ROW.match(scene.text, run[-1].end):
        return True
    others = [other for other in run if other.accepted and other is not hit]
    if not others or (len(scene.quote(hit)) == 2 and not hit.short):
        return False
    ordinary = scene.quote(hit) in _words("ordinary") or hit.rows[0].trust == "word"
    cities = {row.city for other in others for row in other.rows}
    return not ordinary or any(row.city in cities for row in hit.rows)


def _narrow(scene: Scene, hit: Hit, run: list[Hit], before: str | None) -> None:
    """Leave of a name's meanings those that the surest signal allows."""
    home = scene.home
    explicit = {
        row.city
        for other in run
        if other.above and other.start < hit.start and other.named != hit.named
        for row in other.rows
    }
    _keep(hit, lambda row: row.city in explicit)
    if home:
        _keep(hit, lambda row: row.code == home.code)
        _keep(hit, lambda row: row.city == home.city)
    _keep(hit, lambda row: row.city in scene.cities)
    if home:
        _keep(hit, lambda row: row.province == home.province)
    _keep(hit, lambda row: row.province in scene.provinces)
    _keep(hit, lambda row: row.city == before)
    most = max((scene.cities[row.city] for row in hit.rows), default=0)
    _keep(hit, lambda row: scene.cities[row.city] == most)
