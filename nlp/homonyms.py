"""Districts elsewhere or of long ago whose name means something else here: a zone of the city, or nothing.

Guarantees: a name right behind its city or province is never taken from it.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from nlp.gazetteer import Region
from nlp.patterns import compiled, lexicon
from nlp.toponyms import Hit, Zone

_DIRECTION = compiled("(?:[东西南北中新]城|城[东西南北中]|[东西南北]部|滨海|临港|高新|经开)区")
"""Names that any city may give to a zone of its own."""
_LONG_AGO = 20  # years after which a name that is gone is no more used of what it was


@cache
def _any_city_has(own: str) -> bool:
    return _DIRECTION.fullmatch(own) is not None and own not in lexicon("places")["generic"]


def zone_here(
    hit: Hit, home: Region | None, year: int, spoken: Collection[str], *, touched: bool
) -> Zone | None:
    """The zone that a district's full name means here (东城区, 滨海新区 outside Tianjin) or meant before.

    `spoken` are the codes of the text's divisions; `touched`: another name ends where this one begins.
    """
    if hit.short or not hit.rows:
        return None
    row = hit.rows[0]
    if _any_city_has(row.own) and not hit.above and _elsewhere(hit, home, spoken):
        return Zone(row.own, alone=True)
    if not row.own.endswith("新区") or row.own == "新区":
        return None
    if all(other.valid_from > year for other in hit.rows):
        return Zone(row.own, True, row.name.removesuffix(row.own))
    abroad = home is not None and row.province != home.province and row.province not in spoken
    return Zone(row.own, alone=True) if not hit.above and (touched or abroad) else None


def _elsewhere(hit: Hit, home: Region | None, spoken: Collection[str]) -> bool:
    """Whether the name belongs to no place that the text or its source speaks of."""
    if home is None or home.kind == "province":
        return False
    about = {home.province, *spoken}
    return all(about.isdisjoint({row.province, row.city}) for row in hit.rows)


def long_gone(hit: Hit, home: Region | None, year: int) -> bool:
    """Whether every division of the name ended long ago, outside the home's province."""
    gone = all(row.valid_to is not None and row.valid_to < year - _LONG_AGO for row in hit.rows)
    return gone and not (home and any(row.province == home.province for row in hit.rows))
