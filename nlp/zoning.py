"""Functional zones (高新区, 经开区, 新区 …): whose they are, and their canonical name and key.

Guarantees: a zone right after a city is the city's (淄博高新区), after a county it stands for the county;
a bare one belongs to the city the article speaks of, or to the source's home; one that no city owns
(国家级高新区) is no place. The key is the city's first four digits and the canonical ending: `3703:高新区`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nlp.gazetteer import Region, by_code, by_name, zone_key
from nlp.patterns import compiled, lexicon
from nlp.scene import SEPARATORS, Scene
from nlp.spans import Place
from nlp.toponyms import Hit, Zone

_GRADE = compiled(r"(?:国家级?|省级|市级|（国家级）|的)?")
_GENERIC = compiled(
    r"(?:国家级?|省级|市级|国家自创|各|个|某|某些|全国|全省|家|类|级|一流|型|创建|申报|所有|以及各|等)$"
)
_PREFIX = compiled(
    r"(?!.*(?:[各个的在和与及等设对将以全]|建设|打造|创建|推进|支持|依托|国家|省级|重点|先后|走进))[一-鿿]{2,4}"
)
_OPEN = compiled(r"[\W\d]|[和与及在到]")
_NAME = compiled(r"(?:(?<![^\W\d])|(?<=[和与及在]))[一-鿿]{2}\Z")
_STATED = compiled(r"\d|增长|下降|完成|实现|签约|新?开工|固定资产|规模以上|规上|房地产|一般公共")
_OTHERS = frozenset("县港湾岛镇")  # before a form: a county's zone, or one of another name (县经济开发区)
_JOINTS = frozenset("、和及与，")
_TOWN = compiled(r"(?:市)?([一-鿿]{2,3}新城)(?=[\W\d同分]|$)")
_NAMED = compiled(
    r"([、和及与，])([一-鿿]{2,4}(?:新区|度假区|试验区|示范区|保护区|景区|管理区))(?=[\W\d]|分|$)"
)


def place_zones(scene: Scene) -> list[Place]:
    """Zones of the scene as places; those that stand for a county carry its code and name."""
    found: list[Place] = []
    known: dict[str, Place] = {}
    for index, hit in enumerate(scene.hits):
        if hit.zone is None:
            continue
        place = _zone(scene, index, hit) or _again(scene, hit, known.get(hit.zone.name))
        if place:
            hit.accepted = True
            known[hit.zone.name] = place
            found.append(place)
    return [*found, *_named(scene)]


def _again(scene: Scene, hit: Hit, first: Place | None) -> Place | None:
    """The same place as `first`, a zone of the same form named before (周口市…示范区 … 示范区党工委)."""
    if first is None or _GENERIC.search(scene.text, max(0, hit.start - 4), hit.start):
        return None
    return replace(first, start=hit.start, end=hit.end, quote=scene.text[hit.start : hit.end])


def _zone(scene: Scene, index: int, hit: Hit) -> Place | None:
    zone = hit.zone
    assert zone is not None
    before = scene.hits[index - 1] if index else None
    if before and before.accepted and _touches(scene.text, before, hit):
        return _owned(scene, before, hit, zone)
    if zone.prefecture:
        owner = by_name(zone.prefecture, scene.year)
        return owner and _place(scene.text, hit.start, hit.end, owner, zone.name)
    if before and before.accepted and _PREFIX.fullmatch(scene.text, before.end, hit.start):
        return _owned(scene, before, hit, zone)
    if _GENERIC.search(scene.text, max(0, hit.start - 4), hit.start):
        return None
    return _bare(scene, index, hit, zone)


def _touches(text: str, before: Hit, hit: Hit) -> bool:
    gap = text[before.end : hit.start]
    return len(gap) <= 5 and _GRADE.fullmatch(gap) is not None


def _owned(scene: Scene, before: Hit, hit: Hit, zone: Zone) -> Place | None:
    if before.zone or not before.rows:
        return None
    owner, start = before.rows[0], root(before).start
    if zone.prefecture:
        proper = by_name(zone.prefecture, scene.year)
        return proper and _place(scene.text, start, hit.end, proper, zone.name)
    if len(before.rows) > 1 or (owner.kind == "province" and not owner.municipality):
        return None
    if owner.kind == "county":
        return _county(scene.text, start, hit.end, owner)
    gap = scene.text[before.end : hit.start]
    prefix = "" if _GRADE.fullmatch(gap) else gap
    return _place(scene.text, start, hit.end, owner, prefix + zone.name)


def root(hit: Hit) -> Hit:
    """The first name of the chain that `hit` ends."""
    while hit.above:
        hit = hit.above
    return hit


def _bare(scene: Scene, index: int, hit: Hit, zone: Zone) -> Place | None:
    """A zone with no place before it: the home zone itself, or the zone of the city in focus."""
    beside = _beside(scene, index)
    home, text = scene.home, scene.text
    name = _own_name(text, hit)
    if name and home and home.kind == "prefecture":
        kind = "开发区" if text[hit.start : hit.end] == "开发区" else zone.name
        return _place(text, hit.start - len(name), hit.end, home, name + kind)
    open_before = not hit.start or _OPEN.match(text, hit.start - 1)
    stated = home is not None and home.kind == "prefecture" and _STATED.match(text, hit.end)
    if not zone.alone and not (open_before and (beside or stated)):
        return None
    if home and home.kind == "county" and not beside:
        return _county(scene.text, hit.start, hit.end, home)
    if text[hit.start - 1 : hit.start] in _OTHERS:
        return None
    city = _focus(scene, index, beside)
    return city and _place(scene.text, hit.start, hit.end, city, zone.name)


def _own_name(text: str, hit: Hit) -> str:
    """稀土 of 青山区和稀土高新区: a name of its own before the form of a zone, "" if there is none."""
    match = _NAME.search(text, max(0, hit.start - 2), hit.start)
    own = match is not None and match[0][-1] not in _OTHERS
    return match[0] if match and own and match[0] not in lexicon("zones")["common_before"] else ""


def _beside(scene: Scene, index: int) -> list[Hit]:
    """Accepted neighbours in the same row (张店区、高新区)."""
    hit = scene.hits[index]
    near = []
    for other in scene.hits[max(0, index - 1) : index + 2]:
        first, last = sorted((other, hit), key=lambda item: item.start)
        if other is not hit and other.accepted and scene.text[first.end : last.start] in SEPARATORS:
            near.append(other)
    return near


def _focus(scene: Scene, index: int, beside: list[Hit]) -> Region | None:
    home = scene.home
    for other in beside:
        if other.rows and other.rows[0].kind == "county":
            return by_code(other.rows[0].city, scene.year)
    if home and home.kind != "province":
        return by_code(home.city, scene.year)
    for other in reversed(scene.hits[max(0, index - 20) : index]):
        if other.accepted and len(other.rows) == 1 and other.rows[0].kind != "province":
            return by_code(other.rows[0].city, scene.year)
    return None


def _named(scene: Scene) -> Iterator[Place]:
    """Zones by a name of their own that follow a county in a row (荣成市、南海新区分别…)."""
    taken = {hit.start for hit in scene.hits if hit.accepted}
    for hit in scene.hits:
        if not hit.accepted or not hit.rows or hit.rows[0].kind != "county":
            continue
        match = _NAMED.match(scene.text, hit.end)
        city = (
            by_code(hit.rows[0].city, scene.year)
            if match or scene.text[hit.end : hit.end + 1] in _JOINTS
            else None
        )
        if match and city and taken.isdisjoint(range(match.start(2), match.end(2))):
            yield _place(scene.text, match.start(2), match.end(2), city, match.group(2))
        elif city and (town := _town(scene.text, hit.end + 1, city)):
            yield town


def _town(text: str, start: int, city: Region) -> Place | None:
    """龙游县及衢州智造新城: a new town with the name of its city, in a row with its counties."""
    match = _TOWN.match(text, start + len(city.short)) if text.startswith(city.short, start) else None
    return match and _place(text, start, match.end(), city, match[1])


def _place(text: str, start: int, end: int, city: Region, name: str) -> Place:
    return Place(start, end, text[start:end], zone_key(city, name), city.name + name, "zone")


def _county(text: str, start: int, end: int, county: Region) -> Place:
    return Place(start, end, text[start:end], county.code, county.name, "county")
