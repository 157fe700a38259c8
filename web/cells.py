"""Cells of Datasette's tables: amounts in 亿元, quotes that lead to their sentence, links to our pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import quote as quoted

from markupsafe import Markup, escape

from archive.shape import Column, Table, View, shape
from web.format import amount, filled, moment, number, safe_link, yi
from web.language import BASE, CURRENT, english_of, head, name_of
from web.regions import english, region_name

_EXCERPT = 80
Shown = Callable[[Any, Any], Markup | None]
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?")
_LINKS = ("详情", "出处")
_OWN_PAGES = ("/event/", "/project/", "/region/", "/source/", "/-/evidence/")
PAGES = {name: f"/{name}/" for name in ("event", "project", "region", "source")} | {"article": "/-/evidence/"}
"""Where a row of a table has a page of its own: what stands before its key."""
CODED: Mapping[str, Mapping[str, str]] = {
    "event": {"kind": "event", "held": "held"},
    "event_report": {"kind": "event"},
    "calendar": {"kind": "event", "state": "state", "rhythm": "rhythm"},
    "conflict": {"field": "field"},
    "project": {"stage": "stage"},
    "project_report": {"stage": "stage"},
    "project_stage": {"stage": "stage", "basis": "basis"},
    "promise": {"outcome": "outcome"},
    "event_part": {"by": "by"},
    "figure": {"role": "role", "approximation": "approximation", "currency": "currency"},
    "indicator": {"measure": "measure"},
    "run": {"outcome": "run"},
}
"""Columns whose codes are shown by name; the code stands in the title."""
IN_UNIT = {("figure", "low"): "currency", ("figure", "high"): "currency", ("indicator", "value"): "unit"}
"""Numbers whose unit stands in another column of the row."""


@cache
def _columns() -> dict[tuple[str, str], Column]:
    things: list[Table | View] = [*shape().tables, *shape().views]
    return {(thing.name, column.name): column for thing in things for column in thing.columns}


@cache
def _facts() -> frozenset[str]:
    return frozenset(table.name for table in shape().facts)


def is_number(table: str, name: str) -> bool:
    """Whether a column holds quantities, which are aligned to the right; keys are none."""
    column = _columns().get((table, name))
    return column is not None and column.type in ("INTEGER", "REAL") and column.ref is None


def own_page(table: str, key: str) -> str | None:
    """The page of our own that a row has, if there is one."""
    return PAGES[table] + quoted(str(key), safe="") if table in PAGES else None


def _quote(row: Any, value: Any) -> Markup:
    article = row["article"]
    key = article["value"] if isinstance(article, dict) else article  # expanded to its label, or not
    told = '<a class="evidence" href="{}/-/evidence/{}#{}">{}</a>'
    return filled(told, BASE.get(), key, row["id"], value)


def _excerpt(_: Any, value: Any) -> Markup:
    value = str(value)
    short = value[:_EXCERPT] + ("…" if len(value) > _EXCERPT else "")
    return filled('<span class="excerpt">{}</span>', short)


def _time(_: Any, value: Any) -> Markup | None:
    """An instant by the clock of Beijing, a time of a page as it was written; None for what is no time."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    told = moment(value) if value.endswith("Z") else value.replace("T", " ")
    return filled('<time datetime="{0}" title="{0}">{1}</time>', value, told)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(_OWN_PAGES)


def _url(_: Any, value: Any) -> Markup:
    return safe_link(str(value))


def _code(family: str, _: Any, value: Any) -> Markup:
    return filled('<span title="{}">{}</span>', value, name_of(family, str(value), CURRENT.get()))


def _reference(table: str, _: Any, value: Any) -> Markup:
    """A link to the page of what is referred to, by its label where Datasette has looked it up."""
    key, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
    return filled('<a href="{}{}">{}</a>', BASE.get(), own_page(table, key), label or key)


def _money(_: Any, value: Any) -> Markup:
    return amount(value, "CNY")


def _quantity(unit: str, row: Any, value: Any) -> Markup:
    return amount(value, row[unit])


def _region(_: Any, value: Any) -> Markup:
    told = region_name(str(value), CURRENT.get()) or ""
    return filled('<span title="{}">{}</span>', value, told) if told != value else escape(value)


def _corrected(row: Any, value: Any) -> Markup:
    return filled('<a href="{}/archive/{}/{}">{}</a>', BASE.get(), row["kind"], value, value)


_BY_NAME: dict[str, Shown] = {"text": _excerpt, "url": _url, "region": _region, "host": _region}


@cache
def _shown(table: str, column: str) -> Shown:
    """How the values of a column are shown; settled once, since a table page has some thousand cells."""
    known = _columns().get((table, column))
    if known is not None and known.ref is not None and known.ref[0] in PAGES:
        return partial(_reference, known.ref[0])
    if table in _facts() and column == "quote":
        return _quote
    if (unit := IN_UNIT.get((table, column))) is not None:
        return partial(_quantity, unit)
    if known is not None and known.unit == "CNY":
        return _money
    if (table, column) == ("correction", "fact"):
        return _corrected
    family = CODED.get(table, {}).get(column)
    return partial(_code, family) if family is not None else _BY_NAME.get(column, _time)


_AMOUNT = re.compile(r"([\d,.]+) (亿|万)?元")
_SIZES = {"亿": 100_000_000, "万": 10_000, None: 1}


def _in_english(value: str) -> str | None:
    """An amount that SQL has written by `yi`."""
    read = _AMOUNT.fullmatch(value)
    return read and yi(round(float(read[1].replace(",", "")) * _SIZES[read[2]]), "en")


def _answered(value: Any) -> Markup | None:
    """A label or a region in the answer of a worked question, which SQL gives in Chinese."""
    if CURRENT.get() != "en" or not isinstance(value, str):
        return None
    told = english_of(value) or english(value) or _in_english(value)
    return filled('<span title="{}">{}</span>', value, told) if told else None


def cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """What a cell shows, None for Datasette's own rendering."""
    if value is None:
        return None
    if table is not None:
        return _shown(table, column)(row, value)
    if column in _LINKS and _is_path(value):
        return filled('<a href="{}{}">{}</a>', BASE.get(), value, head(column, CURRENT.get()))
    return escape(number(value)) if isinstance(value, float) else _answered(value)
