"""Screens: our routes, the language, what templates need, and cells that lead to evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import datasette as package
from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Forbidden, Request, Response
from jinja2 import Environment
from markupsafe import Markup

from web.article import evidence
from web.cells import PAGES, cell, is_number, own_page
from web.corrections import of_facts, told
from web.exports import export_arguments
from web.feeds import feed
from web.format import moment, number, numeric, period, quantity, safe_link, yi
from web.home import home
from web.labels import (
    chapters,
    column_about,
    column_label,
    facet_label,
    hidden_columns,
    table_about,
    table_label,
)
from web.language import CODED, explained, head, language, name_of, translator
from web.metadata import queries
from web.pages import copy, is_sample
from web.pictures.page import picture_page, pictures_page
from web.query import Row
from web.questions import offers
from web.regions import region_name
from web.releases import release_file, releases
from web.rows import body
from web.search import search
from web.things import thing

# The editor of Datasette 0.65; without it, as under 1.0, SQL is written into a plain text area.
_CODEMIRROR = Path(package.__file__).parent / "static" / "codemirror-5.57.0.min.js"

# Datasette's pages about itself name paths of the machine and are written for its operators, in English.
_OPERATORS = r"^/-/(?!evidence/|copy/|static|versions\.json$).*$"


async def closed() -> Response:
    """The answer to all of Datasette's pages about itself."""
    raise Forbidden("not public")


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The pages of our own."""
    return [
        (_OPERATORS, closed),
        (r"^/$", home),
        (r"^/search(?:\.json)?$", search),
        (r"^/(?P<kind>event|project|region|source)/(?P<key>[^/]+?)(?:\.json)?$", thing),
        (r"^/feeds/(?P<name>[a-z]+)\.atom$", feed),
        (r"^/pictures$", pictures_page),
        (r"^/releases(?:\.json)?$", releases),
        (r"^/releases/(?P<release>[0-9-]{10,13})/(?P<file>[A-Za-z.]{1,40})$", release_file),
        (r"^/pictures/(?P<name>[a-z]+)(?P<form>|\.csv|\.json)$", picture_page),
        (r"^/-/evidence/(?P<article>\d{1,18})(?:\.json)?$", evidence),
        (r"^/-/copy/(?P<capture>\d{1,18})$", copy),
    ]


def _words(lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "t": translator(lang),
        "name_of": lambda kind, value: name_of(kind, value, lang),
        "table_label": lambda name: table_label(name, lang),
        "table_about": lambda name: table_about(name, lang),
        "column_about": lambda table, name: column_about(table, name, lang),
        "column_label": lambda table, name: column_label(table, name, lang),
        "place": lambda name: region_name(name, lang),
        "yi": lambda value: yi(value, lang),
        "quantity": lambda value, unit: quantity(value, unit, lang),
        "corrected": lambda correction: told(correction, lang),
        "period": lambda value: period(value, lang),
        "explained": lambda message: explained(str(message or ""), lang),
        "head": lambda column: head(column, lang),
        "facet_label": lambda table, name: facet_label(table, name, lang),
        "value_label": lambda column, value: value_label(column, value, lang),
    }


def value_label(column: str, value: Any, lang: str) -> str | None:
    """A value of a facet: a code by its name, a region as the reader knows it."""
    if column.removesuffix("_code") in ("region", "host", "home"):
        return region_name(str(value), lang) if value else value
    return name_of(CODED.get(column, column), value, lang)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """What every template may use; Chinese words too, since error pages get no variables of ours."""
    shared = {
        "body_of": body,
        "codemirror_5": _CODEMIRROR.exists(),
        "export_arguments": export_arguments,
        "hidden_columns": hidden_columns,
        "is_number": is_number,
        "moment": moment,
        "own_page": own_page,
        "own_pages": tuple(PAGES),
        "number": number,
        "numeric": numeric,
        "safe_link": safe_link,
    }
    env.globals.update(_words("zh") | shared)


def _address(datasette: Datasette, request: Request | None) -> str:
    """The address of the page as a citation gives it: whole, without the choice of language."""
    if request is None:
        return ""
    kept = [pair for pair in request.query_string.split("&") if pair and not pair.startswith("_lang=")]
    path = request.path + ("?" + "&".join(kept) if kept else "")
    return str(datasette.absolute_url(request, datasette.urls.path(path)))


def _in_other_language(request: Request | None, lang: str) -> str:
    """The page in the other language, with all that was asked of it."""
    other = "en" if lang == "zh" else "zh"
    asked = [] if request is None else parse_qsl(request.query_string, keep_blank_values=True)
    return "?" + urlencode([*((name, value) for name, value in asked if name != "_lang"), ("_lang", other)])


async def _corrections(datasette: Datasette, request: Request | None) -> list[Row]:
    """The corrections of the fact whose row is shown."""
    key = tilde_decode(request.url_vars.get("pks", "")) if request else ""
    return (await of_facts(datasette, [key])).get(key, [])


@hookimpl
def extra_template_vars(template: str, request: Request | None, datasette: Datasette) -> Callable[[], Any]:
    """The reader's language, the sample banner, and the choices of worked questions."""

    async def variables() -> dict[str, Any]:
        asked: dict[str, Any] = {}
        asked |= {"worked": queries(), "offers": await offers(datasette)} if template == "query.html" else {}
        asked |= {"corrections": await _corrections(datasette, request)} if template == "row.html" else {}
        asked |= {"worked": queries(), "chapters": chapters()} if template == "database.html" else {}
        return _words(language(request)) | {
            "site_address": datasette.absolute_url(request, datasette.urls.instance()) if request else "/",
            "in_other_language": _in_other_language(request, language(request)),
            "address": _address(datasette, request),
            "release_name": (datasette.plugin_config("xianzhi") or {}).get("release", ""),
            "sample": await is_sample(datasette),
            **asked,
        }

    return variables


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """Amounts readable, quotes leading to their sentence, texts short."""
    return cell(row, value, column, table)
