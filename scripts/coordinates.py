"""Makes `web/pictures/coordinates.tsv`: where the seat of every division lies.

    python scripts/coordinates.py ADCODES_CSV

ADCODES_CSV is `cpca/resources/adcodes.csv` of the package cpca; its licence stands in `coordinates.md`.
A division that is younger than that table lies where the one it took over from lay.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACES = ROOT / "nlp" / "lexicon" / "places.tsv"
COORDINATES = ROOT / "web" / "pictures" / "coordinates.tsv"
Point = tuple[float, float]


def _given(adcodes: Path) -> dict[str, Point]:
    """Longitude and latitude by code of six digits; rows without them are left out."""
    with adcodes.open(encoding="utf-8-sig", newline="") as stream:
        return {
            row["adcode"][:6]: (round(float(row["longitude"]), 3), round(float(row["latitude"]), 3))
            for row in csv.DictReader(stream)
            if row["longitude"] and row["adcode"].endswith("000000")
        }


def _successions(places: Path) -> Iterator[tuple[str, str]]:
    """Code and code that took over, the youngest first."""
    with places.open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream, delimiter="\t"), key=lambda row: row["until"], reverse=True)
    for row in rows:
        yield from ((row["code"], heir) for heir in (row["successors"] or "").split())


def main() -> None:
    """Write the table."""
    points = _given(Path(sys.argv[1]))
    for code, heir in _successions(PLACES):
        if code in points:
            points.setdefault(heir, points[code])
    lines = [f"{code}\t{x}\t{y}\n" for code, (x, y) in sorted(points.items())]
    COORDINATES.write_text("code\tlongitude\tlatitude\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
