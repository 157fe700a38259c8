"""The table of regions and the codes of regions as of a day.

Guarantees: statutory regions come whole from the gazetteer, one row a code with its latest name and
the names it had before; a zone is added when a fact first names it; a region that is unknown stays
NULL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from nlp.gazetteer import Region, region_of, regions

_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
_SHORTEST_ZONE = 2
_UNDATED = "9999-12-31"  # for an article without a date: what is in force
Row = dict[str, Any]


def _json(values: Iterable[str]) -> str | None:
    listed = list(dict.fromkeys(values))
    return json.dumps(listed, ensure_ascii=False) if listed else None


def _row(code: str, held: list[Region]) -> Row:
    last = held[-1]
    return {
        "code": code,
        "name": last.name,
        "short_name": last.own,
        "kind": last.kind,
        "parent": last.parent or (last.province if last.kind != "province" else None),
        "valid_from": str(held[0].valid_from),
        "valid_to": str(last.valid_to) if last.valid_to else None,
        "former_names": _json(region.name for region in held[:-1] if region.name != last.name),
        "successors": _json(last.successors),
    }


@cache
def _statutory() -> list[Row]:
    ordered = sorted(regions(), key=lambda region: (region.code, region.valid_from))
    rows = [_row(code, list(held)) for code, held in groupby(ordered, key=lambda region: region.code)]
    known = {row["code"] for row in rows}
    for row in rows:
        row["parent"] = row["parent"] if row["parent"] in known else None
    return sorted(rows, key=lambda row: _LEVELS[row["kind"]])


def load_regions(db: Database) -> None:
    """Fill the table of regions unless it already holds the gazetteer's."""
    known = db.execute("SELECT count(*) FROM region WHERE kind != 'zone'").fetchone()[0]
    if known != len(_statutory()):
        db.table("region").upsert_all(_statutory(), pk="code")


def _zone_row(code: str, name: str) -> Row:
    parent = code.partition(":")[0].ljust(6, "0")
    city = next((row["name"] for row in _statutory() if row["code"] == parent), "")
    return {
        "code": code,
        "name": name,
        "short_name": name.removeprefix(city),
        "kind": "zone",
        "parent": parent if city else None,
    }


@lru_cache(maxsize=8192)  # every fact of an article asks, and mostly for the same few regions
def _code_of(name: str, published: str) -> str | None:
    return region_of(name, published) or _zone_of(name, published)


def _zone_of(name: str, published: str) -> str | None:
    """The key of a zone (`淄博市高新区` is `3703:高新区`): its city's digits and its own name."""
    for end in range(len(name) - _SHORTEST_ZONE, 1, -1):
        city = region_of(name[:end], published)
        if city:
            return f"{city[:4]}:{name[end:]}"
    return None


class RegionCodes:
    """Codes of canonical region names as of the day an article was published."""

    def __init__(self, published: str | None) -> None:
        self._published = published or _UNDATED

    def of(self, name: str) -> str | None:
        """The code of `name`, None if the gazetteer knows neither it nor the city of a zone."""
        return _code_of(name, self._published)

    def ensure(self, db: Database, names: Iterable[str]) -> None:
        """See that the zones among `names` have rows; statutory regions have theirs already."""
        codes = {name: self.of(name) for name in sorted(set(names))}
        zones = [_zone_row(code, name) for name, code in codes.items() if code and ":" in code]
        if zones:
            db.table("region").insert_all(zones, pk="code", ignore=True)
