"""The pages of pictures: all of them, one with its choices, its rows as CSV and JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from web.language import language
from web.pictures.calendar import calendar
from web.pictures.facts import growth, parts
from web.pictures.investment import amounts, league, months, quarters
from web.pictures.map import symbols
from web.pictures.picture import Picture
from web.query import Row, rows

Maker = Callable[[Datasette, Mapping[str, str], str], Awaitable[Picture]]
MAKERS: Mapping[str, tuple[Maker, tuple[str, ...]]] = {
    "league": (league, ("quarter", "city")),
    "months": (months, ("city",)),
    "map": (symbols, ("quarter", "city", "measure")),
    "calendar": (calendar, ("city",)),
    "growth": (growth, ("indicator", "city")),
    "parts": (parts, ("event", "by")),
    "amounts": (amounts, ("project",)),
    "quarters": (quarters, ("region",)),
}
"""Every picture with what it is asked by."""

GENERAL = ("league", "map", "months", "calendar", "growth")
"""Pictures of the whole archive; the others belong to the page of a thing."""

_CHOICES = {
    "quarter": "SELECT DISTINCT quarter AS value, quarter AS label FROM league ORDER BY 1 DESC",
    "city": "SELECT DISTINCT c.region_code AS value, r.name AS label FROM calendar c"
    " JOIN region r ON r.code = c.region_code ORDER BY r.code",
    "measure": "SELECT column1 AS value, column1 AS label"
    " FROM (VALUES ('ceremony'), ('started'), ('signed'))",
    "indicator": "SELECT name AS value, name AS label FROM indicator WHERE measure = 'growth'"
    " AND rank_position IS NOT NULL GROUP BY name ORDER BY count(*) DESC, name",
}
_OPTIONAL = {("city", "league"), ("city", "map"), ("city", "months"), ("city", "growth")}


async def picture(datasette: Datasette, name: str, asked: Mapping[str, str], lang: str) -> Picture:
    """The picture `name` with every argument it takes, "" for those not given."""
    maker, arguments = MAKERS[name]
    return await maker(datasette, {argument: asked.get(argument, "") for argument in arguments}, lang)


async def _choices(datasette: Datasette, name: str) -> dict[str, list[Row]]:
    arguments = [argument for argument in MAKERS[name][1] if argument in _CHOICES]
    found = {argument: await rows(datasette, _CHOICES[argument]) for argument in arguments}
    return {argument: _with_any(name, argument, options) for argument, options in found.items()}


def _with_any(name: str, argument: str, options: list[Row]) -> list[Row]:
    return [{"value": "", "label": ""}, *options] if (argument, name) in _OPTIONAL else options


def _asked(request: Request, choices: Mapping[str, list[Row]]) -> dict[str, str]:
    """What the address asks for; the first choice where it asks for nothing."""
    given = {name: request.args.get(name) for name in request.args}
    first = {name: options[0]["value"] if options else "" for name, options in choices.items()}
    return first | {name: value[:100] for name, value in given.items() if value is not None}


def _labels(shown: Picture, choices: Mapping[str, list[Row]]) -> list[str]:
    chosen = {(name, option["value"]): option["label"] for name in choices for option in choices[name]}
    return [chosen.get((name, value), value) for name, value in shown.asked.items() if value]


async def picture_page(datasette: Datasette, request: Request) -> Response:
    """A picture with its choices, or its rows behind `.csv` and `.json`."""
    name, form, lang = request.url_vars["name"], request.url_vars["form"], language(request)
    if name not in MAKERS:
        raise NotFound("没有这一条 / No such entry")
    choices = await _choices(datasette, name)
    shown = await picture(datasette, name, _asked(request, choices), lang)
    if form == ".csv":
        headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
        return Response(shown.csv(), headers=headers, content_type="text/csv; charset=utf-8")
    if form == ".json":
        keyed = [dict(zip(shown.columns, row, strict=True)) for row in shown.rows]
        return Response.json({"picture": name, "asked": dict(shown.asked), "rows": keyed})
    context: dict[str, Any] = {"picture": shown, "choices": choices, "general": GENERAL}
    return Response.html(await datasette.render_template("picture.html", context, request=request))


async def pictures_page(datasette: Datasette, request: Request) -> Response:
    """All pictures of the whole archive, each with its first choice."""
    lang = language(request)
    shown = []
    for name in GENERAL:
        choices = await _choices(datasette, name)
        drawn = await picture(datasette, name, _asked(request, choices), lang)
        shown.append({"picture": drawn, "asked": _labels(drawn, choices)})
    context = {"pictures": shown}
    return Response.html(await datasette.render_template("pictures.html", context, request=request))
