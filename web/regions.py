"""Names of regions for English readers, by a table of our own; a name without an entry stays Chinese.

Guarantees: no reading is guessed. A functional zone is named after its city and kind if both are known.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from web.language import strings

_TABLE = Path(__file__).with_name("regions.tsv")


@cache
def _english() -> Mapping[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return {name: row["english"] for row in rows for name in (row["name"], *row["also"].split())}


@cache
def _zones() -> Mapping[str, str]:
    kinds = ((key.removeprefix("zone."), texts["en"]) for key, texts in strings().items())
    return {kind: told for kind, told in kinds if f"zone.{kind}" in strings()}


def _zone(name: str) -> str | None:
    for kind, told in _zones().items():
        city = _english().get(name.removesuffix(kind))
        if name.endswith(kind) and city:
            return f"{city} {told}"
    return None


@cache
def english(name: str) -> str | None:
    """The English name of a region, None if we have none.

    >>> english("淄博市高青县"), english("高青"), english("淄博市高新区"), english("幽州")
    ('Gaoqing County, Zibo', 'Gaoqing County, Zibo', 'Zibo High-tech Zone', None)
    """
    return _english().get(name) or _zone(name)


def region_name(name: str | None, lang: str) -> str | None:
    """A region as the reader knows it."""
    return (english(name) or name) if name and lang == "en" else name


def short_name(short: str, full: str, lang: str) -> str:
    """A region among its neighbours: without its city, unless it has no name without it.

    >>> short_name("高青县", "淄博市高青县", "en"), short_name("高青县", "淄博市高青县", "zh")
    ('Gaoqing County', '高青县')
    >>> short_name("高新区", "淄博市高新区", "en"), short_name("齐鲁化工区", "淄博市齐鲁化工区", "en")
    ('Zibo High-tech Zone', '齐鲁化工区')
    """
    told = english(full) if lang == "en" else None
    return told.partition(", ")[0] if told else short
