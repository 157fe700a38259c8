"""A map of regions by proportional symbols, drawn from a table of coordinates: no tiles, no borders.

Guarantees: the area of a symbol is proportional to its amount; a region without a place on the map is
named, never left out in silence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from math import cos, radians
from pathlib import Path

from datasette.app import Datasette

from web.language import name_of, translator
from web.pictures import drawing
from web.pictures.drawing import Symbol
from web.pictures.picture import Picture, sql, yi
from web.query import Row, rows
from web.regions import region_name, short_name

_COORDINATES = Path(__file__).with_name("coordinates.tsv")
_MARGIN = 0.25  # degrees around the outermost symbols
_NEIGHBOURS = 4.0  # degrees further out in which seats of counties are drawn as a ground
Point = tuple[float, float]


@cache
def coordinates() -> Mapping[str, Point]:
    """Longitude and latitude of the seat of a division by its code."""
    with _COORDINATES.open(encoding="utf-8", newline="") as stream:
        table = csv.DictReader(stream, delimiter="\t")
        return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in table}


def _flat(point: Point, stretch: float) -> Point:
    """A place on paper on which both axes have the same scale at the middle latitude."""
    return round(point[0] * stretch, 4), point[1]


def _box(points: Iterable[Point], margin: float) -> tuple[Point, Point]:
    across, up = zip(*points, strict=True)
    return (min(across) - margin, max(across) + margin), (min(up) - margin, max(up) + margin)


def _within(point: Point, box: tuple[Point, Point]) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(point, box, strict=True))


def _label(row: Row, lang: str) -> str:
    """The name beside a circle, as short as it is clear: a map has little room."""
    return re.sub(" (District|County|City)$", "", short_name(row["short"], row["region"], lang))


def _symbols(found: list[Row], amount: str, stretch: float, lang: str) -> list[Symbol]:
    return [
        Symbol(
            _label(row, lang),
            *_flat(coordinates()[row["region_code"]], stretch),
            yi(row[amount], lang),
        )
        for row in found
    ]


def _ground(box: tuple[Point, Point], stretch: float) -> list[Point]:
    """Seats of all counties in sight: what tells where one is without a line of a border."""
    flat = (_flat(point, stretch) for code, point in coordinates().items() if not code.endswith("00"))
    return sorted({point for point in flat if _within(point, box)})


def _drawn(found: list[Row], amount: str, lang: str) -> drawing.Drawing:
    given = [coordinates()[row["region_code"]] for row in found]
    stretch = cos(radians(sum(up for _, up in given) / len(given))) if given else 1.0
    flat = [_flat(point, stretch) for point in given] or [(0.0, 0.0)]
    near, far = _box(flat, _MARGIN), _box(flat, _MARGIN + _NEIGHBOURS)
    return drawing.symbols(
        _symbols(found, amount, stretch, lang), _ground(far, stretch), near, translator(lang)("unit.yi")
    )


async def symbols(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """What each county signed, started or reported at groundbreakings in a quarter, where it lies."""
    t = translator(lang)
    measure = asked["measure"] if asked["measure"] in ("ceremony", "started", "signed") else "ceremony"
    amount = f"{measure}_investment"
    found = await rows(datasette, sql("league"), {"quarter": asked["quarter"], "city": asked["city"]})
    placed = [row for row in found if row["region_code"] in coordinates()]
    columns = (t("column.region"), f"{name_of('amount', measure, lang)} · {t('unit.yi')}", t("column.placed"))
    data = [
        (region_name(row["region"], lang), yi(row[amount], lang), t(f"placed.{int(row in placed)}"))
        for row in found
    ]
    missing = tuple(str(told[0]) for told, row in zip(data, found, strict=True) if row not in placed)
    return Picture("map", asked, columns, tuple(data), _drawn(placed, amount, lang), missing)
