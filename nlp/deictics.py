"""Regions that a text points at instead of naming: 全市, 我区, 全县, 该区.

Guarantees: `text[start:end] == quote`; spans come in order. What points home (全市, 我区, 全省) is resolved
by the source's home; what points back (该区, 该市), and 全区 in a city's paper, by the nearest place of that
level before it; `name` is None where neither settles it. They are kept apart from `places.find_places`,
which has names alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nlp.gazetteer import Region, by_code, home_of, year_of, zone_key
from nlp.patterns import compiled
from nlp.spans import Place

_WORD = compiled(
    r"(?:(?<![安健完齐保])全|(?<!自)我|(?<![日基资根成文版样])本)(?P<home>自治区|[省市州县区旗])(?![场域])"
    r"|(?<!应)该(?P<back>自治区|[省市州县区旗])(?![场域])"
    r"|(?<!\w)(?P<banner>[前中后左右]旗)"
    r"|(?P<inside>[省市县区])里(?=[各将把给对还专也已还要的，])"
)
_LEVELS = {
    "省": ("province",),
    "自治区": ("province",),
    "州": ("prefecture",),
    "市": ("prefecture", "province", "county"),
    "县": ("county",),
    "旗": ("county",),
    "区": ("zone", "county", "province"),
}


def find_deictics(text: str, published: str, home: str | None, places: Sequence[Place]) -> list[Place]:
    """Expressions that point at a region, with the region where home or an earlier place gives it.

    `places` are those of the same text in reading order; `level` is the region's, or the first level
    the word can mean while the region is unknown.
    """
    starts = [place.start for place in places]
    found = []
    for match in _WORD.finditer(text):
        word = match["home"] or match["back"] or match["inside"] or "旗"
        if match["banner"] and not (home or "").endswith(match.group()):
            continue
        at_home = None if match["back"] else at_home_of(home, published, word)
        pointed = at_home or _back(places, bisect_left(starts, match.start()), word)
        code, name, level = pointed or (None, None, _LEVELS[word][0])
        found.append(Place(match.start(), match.end(), match.group(), code, name, level))
    return found


def _back(places: Sequence[Place], index: int, word: str) -> tuple[str | None, str | None, str] | None:
    """The nearest earlier place of the word's kind, by its ending where it has one."""
    for place in reversed(places[max(0, index - 12) : index]):
        if place.name and place.level in _LEVELS[word] and place.name.endswith(word):
            return place.code, place.name, place.level
    return None


def at_home_of(home: str | None, published: str, word: str) -> tuple[str, str, str] | None:
    """Code, name and level of what people of `home` call 全`word`."""
    year = year_of(published)
    region, zone = home_of(home, year)
    if region is None or home is None:
        return None
    if word == "区" and zone:
        return zone_key(region, zone), home, "zone"
    above = _above(region, word, year)
    return above and (above.code, above.name, above.kind)


def _above(region: Region, word: str, year: int) -> Region | None:
    """`region` or what it belongs to, of the level that `word` means when said at home."""
    chain = [region]
    while chain[-1].parent:
        over = by_code(chain[-1].parent, year)
        if over is None:
            break
        chain.append(over)
    return next((over for over in chain if _answers(over, word)), None)


def _answers(region: Region, word: str) -> bool:
    """Whether people of `region` call it 全…`word`."""
    if word == "市":
        return region.own.endswith("市")
    if word == "区":
        return region.own.endswith("区") and region.kind != "prefecture"
    return region.kind in _LEVELS[word] and (word != "县" or region.own.endswith("县"))
