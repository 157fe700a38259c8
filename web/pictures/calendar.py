"""The calendar of the five kinds as lanes over the months, in three states."""

from __future__ import annotations

from collections.abc import Mapping

from datasette.app import Datasette

from archive.merge.periods import MONTHS, months
from web.language import name_of, translator
from web.pictures import drawing
from web.pictures.picture import Picture, sql
from web.query import Row, rows


def _begins(period: str) -> str:
    """The first month of a period.

    >>> _begins("2026-03"), _begins("2026-Q2"), _begins("2026-H2")
    ('2026-03', '2026-04', '2026-07')
    """
    year, part = period.split("-")
    first = {"Q": 3, "H": 6}.get(part[0])
    return f"{year}-{(int(part[1:]) - 1) * first + 1:02}" if first else period


def _after(month: str, length: int) -> str:
    """The last of `length` months that begin with `month`."""
    year, number = int(month[:4]), int(month[5:]) + length - 1
    return f"{year + (number - 1) // 12}-{(number - 1) % 12 + 1:02}"


def _lane(found: list[Row], months: list[str], lang: str) -> list[tuple[int, str, str]]:
    before = months.index(_begins(found[0]["period"]))
    told = [
        (
            MONTHS[row["rhythm"]],
            row["state"],
            f"{row['period']} {name_of('event', row['kind'], lang)} {name_of('state', row['state'], lang)}",
        )
        for row in found
    ]
    return [(before, "", ""), *told] if before else told


async def calendar(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """The five kinds of a city by period, in the three states."""
    t = translator(lang)
    found = await rows(datasette, sql("calendar"), dict(asked))
    kinds: dict[str, list[Row]] = {}
    for row in found:
        kinds.setdefault(row["kind"], []).append(row)
    ends = [(_begins(row["period"]), MONTHS[row["rhythm"]]) for row in found]
    first = min((begin for begin, _ in ends), default="")
    last = max((_after(begin, length) for begin, length in ends), default="")
    span = list(months(first, last)) if first else []
    drawn = drawing.lanes(
        [name_of("event", kind, lang) for kind in kinds],
        span,
        [_lane(lane, span, lang) for lane in kinds.values()],
    )
    columns = (t("column.kind"), t("column.period"), t("column.state"), t("events"), t("column.read"))
    data = [
        (
            name_of("event", row["kind"], lang),
            row["period"],
            name_of("state", row["state"], lang),
            row["events"],
            row["articles"],
        )
        for row in found
    ]
    return Picture("calendar", asked, columns, tuple(data), drawn)
