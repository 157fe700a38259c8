"""Regions named in a text: divisions as of the publication date, and functional zones of their city.

Guarantees: `text[start:end] == quote`; spans come in order and do not overlap; a chain (山东省淄博市张店区)
is one place, its finest. A name that can mean several divisions is decided by, in order: the division
named right before it, the row it stands in, the home of the source, the cities the text names, the
provinces, the nearest city before it; if all that leaves several, the place has candidates and no name.
A short name that is an ordinary word too counts only after its parent or in a row of places: a miss
rather than an invented place.
"""

from __future__ import annotations

from dataclasses import replace

from nlp.gazetteer import Region, current, year_of
from nlp.scene import Scene, scene_of
from nlp.spans import Place
from nlp.text import simplified
from nlp.toponyms import Hit, scan
from nlp.zoning import place_zones, root


def find_places(text: str, published: str, home: str | None) -> list[Place]:
    """Places in `text`, published on `published` (ISO) by a source that reports on `home` (canonical)."""
    plain = simplified(text)
    hits = scan(plain)
    if not hits:
        return []
    scene = scene_of(plain, hits, year_of(published), home)
    scene.judge()
    places = _joined([*place_zones(scene), *_divisions(scene)])
    return places if plain is text else [replace(one, quote=text[one.start : one.end]) for one in places]


def _divisions(scene: Scene) -> list[Place]:
    """The finest name of every chain of accepted names, as a place."""
    inner = {id(hit.above) for hit in scene.hits if hit.above and hit.accepted}
    return [_division(scene, hit) for hit in scene.hits if hit.accepted and hit.rows and id(hit) not in inner]


def _division(scene: Scene, hit: Hit) -> Place:
    start, end = root(hit).start, hit.end
    quote = scene.text[start:end]
    latest = _meant(hit.rows, scene.year)
    if len(latest) == 1:
        (row,) = latest.values()
        return Place(start, end, quote, row.code, row.name, row.kind)
    candidates = tuple((row.code, row.name) for row in latest.values())
    return Place(start, end, quote, None, None, hit.rows[0].kind, candidates)


def _meant(rows: list[Region], year: int) -> dict[str, Region]:
    """What stands in the place of `rows` in `year`, by code."""
    meant = [current(row, year) for row in rows]
    return {row.code: row for row in (sorted(meant, key=_begin) if len(meant) > 1 else meant)}


def _begin(row: Region) -> int:
    return row.valid_from


def _is_county_of(place: Place, zone: Place) -> bool:
    """雄安新区容城县: a county right behind a zone over several counties, which the province has set up."""
    if zone.end != place.start or zone.level != "zone" or place.level != "county":
        return False
    over, county = zone.code or "", place.code or ""
    return over[2:5] == "00:" and over[:2] == county[:2] and zone.name is not None and "省" in zone.name


def _joined(places: list[Place]) -> list[Place]:
    """In reading order, without those inside a longer one (淄博 of 淄博高新区)."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if kept and _is_county_of(place, kept[-1]):
            zone = kept.pop()
            place = replace(place, start=zone.start, quote=zone.quote + place.quote)
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
