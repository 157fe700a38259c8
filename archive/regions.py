"""The table of regions and the codes of regions as of a day.

Guarantees: statutory regions come whole from the gazetteer, parents before children; a zone is
added when a fact first names it; a region that is unknown stays NULL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlite_utils import Database

from nlp.gazetteer import Region, region_of, regions

_LEVELS = {"province": 0, "prefecture": 1, "county": 2, "zone": 3}


def _row(region: Region) -> dict[str, Any]:
    return {
        "code": region.code,
        "name": region.name,
        "short_name": region.short_name,
        "kind": region.kind,
        "parent": region.parent,
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
        "successors": json.dumps(region.successors) if region.successors else None,
    }


@cache
def _statutory() -> list[dict[str, Any]]:
    return [_row(region) for region in sorted(regions(), key=lambda region: _LEVELS[region.kind])]


def load_regions(db: Database) -> None:
    """Fill the table of regions unless it already holds the gazetteer's."""
    known = db.execute("SELECT count(*) FROM region WHERE kind != 'zone'").fetchone()[0]
    if known != len(_statutory()):
        db.table("region").upsert_all(_statutory(), pk="code")


class RegionCodes:
    """Codes of canonical region names as of the day an article was published."""

    def __init__(self, published: str | None) -> None:
        self._published = published or ""

    def of(self, name: str) -> str | None:
        """The code of `name`, None if the gazetteer does not know it."""
        region = region_of(name, self._published)
        return region.code if region else None

    def ensure(self, db: Database, names: Iterable[str]) -> None:
        """See that the zones among `names` have rows; statutory regions have theirs already."""
        found = (region_of(name, self._published) for name in set(names))
        zones = [_row(region) for region in found if region and region.kind == "zone"]
        db.table("region").insert_all(zones, pk="code", ignore=True)
