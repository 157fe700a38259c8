"""Pictures of facts: growth against rank, the parts of an event."""

from __future__ import annotations

from collections.abc import Mapping

from datasette.app import Datasette

from web.language import name_of, translator
from web.pictures import drawing
from web.pictures.picture import Picture, sql, yi
from web.query import rows
from web.regions import region_name, short_name


async def growth(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """Growth of an indicator against the rank it brought, a shape a region."""
    t = translator(lang)
    found = await rows(datasette, sql("growth"), dict(asked))
    points: dict[str, list[tuple[float, float, str]]] = {}
    for row in found:
        label = f"{short_name(row['short'], row['region'], lang)} {row['period']}"
        points.setdefault(short_name(row["short"], row["region"], lang), []).append(
            (row["rank_position"], row["value"], label)
        )
    drawn = drawing.clouds(points, t("column.rank"), "%")
    columns = (
        t("column.region"),
        t("column.period"),
        t("column.growth"),
        t("column.within"),
        t("column.rank"),
        t("evidence"),
    )
    data = [
        (
            region_name(row["region"], lang),
            row["period"],
            row["value"],
            row["rank_within"],
            row["rank_position"],
            f"/-/evidence/{row['place']}",
        )
        for row in found
    ]
    return Picture("growth", asked, columns, tuple(data), drawn)


async def parts(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """The rows of an event's totals in one division (by county, sector …): investment, else projects."""
    t = translator(lang)
    found = await rows(datasette, sql("parts"), dict(asked))
    money = any(row["investment"] is not None for row in found)
    name = t("column.investment" if money else "column.projects")
    unit = t("unit.yi") if money else ""
    values = [yi(row["investment"], lang) if money else row["project_count"] for row in found]
    drawn = drawing.bars(
        [short_name(row["short"], row["label"], lang) for row in found], {name: values}, unit
    )
    columns = (
        name_of("by", asked["by"], lang),
        t("column.projects"),
        f"{t('column.investment')} · {t('unit.yi')}",
        t("wording"),
        t("evidence"),
    )
    data = [
        (
            region_name(row["label"], lang) if asked["by"] == "region" else row["label"],
            row["project_count"],
            yi(row["investment"], lang),
            row["quote"],
            f"/-/evidence/{row['article']}#{row['id']}",
        )
        for row in found
    ]
    return Picture("parts", asked, columns, tuple(data), drawn)
