"""Pictures of investment: the league of counties, by month, by quarter, as reported of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette.app import Datasette

from archive.merge.periods import months as months_between
from web.language import translator
from web.pictures import drawing
from web.pictures.picture import Picture, sql, yi, yis
from web.query import rows
from web.regions import region_name, short_name

_STAGES = ("signing", "groundbreaking", "signed", "started")


async def league(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """What each county signed and started in a quarter, in 亿元; counties of one city or of all."""
    t = translator(lang)
    found = await rows(datasette, sql("league"), dict(asked))
    series = {
        t("picture.signed"): yis(found, "signed_investment", lang),
        t("picture.started"): yis(found, "started_investment", lang),
        t("picture.ceremony"): yis(found, "ceremony_investment", lang),
    }
    columns = [t("column.region")]
    for name in series:
        columns += [f"{name} · {t('column.projects')}", f"{name} · {t('unit.yi')}"]
    data = [
        (
            region_name(row["region"], lang),
            row["signed_projects"],
            yi(row["signed_investment"], lang),
            row["started_projects"],
            yi(row["started_investment"], lang),
            row["ceremony_projects"],
            yi(row["ceremony_investment"], lang),
        )
        for row in found
    ]
    drawn = drawing.bars(
        [short_name(row["short"], row["region"], lang) for row in found], series, t("unit.yi")
    )
    return Picture("league", asked, tuple(columns), tuple(data), drawn)


async def months(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """Investment signed and started by month: totals of ceremonies beside projects that are named."""
    t = translator(lang)
    found = [
        *await rows(datasette, sql("ceremonies"), dict(asked)),
        *await rows(datasette, sql("named"), dict(asked)),
    ]
    at = {(row["month"], row["stage"]): row for row in found}
    known = sorted({row["month"] for row in found})
    span = list(months_between(known[0], known[-1])) if known else []
    values = {
        stage: [yi(at.get((month, stage), {}).get("investment"), lang) for month in span] for stage in _STAGES
    }
    named = {stage: t(f"picture.months.{stage}") for stage in _STAGES}
    drawn = drawing.times(
        span,
        {named[stage]: values[stage] for stage in _STAGES[:2]},
        {named[stage]: values[stage] for stage in _STAGES[2:]},
        t("unit.yi"),
    )
    columns = [t("column.month")]
    for stage in _STAGES:
        columns += [f"{named[stage]} · {t('column.projects')}", f"{named[stage]} · {t('unit.yi')}"]
    data = []
    for place, month in enumerate(span):
        row: list[Any] = [month]
        for stage in _STAGES:
            row += [at.get((month, stage), {}).get("projects"), values[stage][place]]
        data.append(tuple(row))
    return Picture("months", asked, tuple(columns), tuple(data), drawn)


async def amounts(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """What reports gave as the investment of a project, by day of publication."""
    t = translator(lang)
    found = await rows(datasette, sql("amounts"), dict(asked))
    by_day = {row["day"] or "—": row for row in found}
    drawn = drawing.times(
        list(by_day), {}, {t("column.investment"): yis(by_day.values(), "investment", lang)}, t("unit.yi")
    )
    columns = (t("published"), f"{t('column.investment')} · {t('unit.yi')}", t("source"), t("evidence"))
    data = [
        (row["day"], yi(row["investment"], lang), row["source_name"], f"/-/evidence/{row['place']}")
        for row in found
    ]
    return Picture("amounts", asked, columns, tuple(data), drawn)


async def quarters(datasette: Datasette, asked: Mapping[str, str], lang: str) -> Picture:
    """A county's league over time: signed, started, and its rows at joint groundbreakings."""
    t = translator(lang)
    found = await rows(datasette, sql("quarters"), dict(asked))
    names = {
        "signed_investment": t("picture.signed"),
        "started_investment": t("picture.started"),
        "ceremony_investment": t("picture.ceremony"),
    }
    drawn = drawing.times(
        [row["quarter"] for row in found],
        {label: yis(found, name, lang) for name, label in names.items()},
        {},
        t("unit.yi"),
    )
    columns = (t("column.quarter"), *(f"{label} · {t('unit.yi')}" for label in names.values()))
    data = [(row["quarter"], *(yi(row[name], lang) for name in names)) for row in found]
    return Picture("quarters", asked, columns, tuple(data), drawn)
