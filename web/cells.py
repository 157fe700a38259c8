"""Cells of Datasette's tables: amounts in 亿元, quotes that lead to their sentence, links to our pages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import quote as quoted

from markupsafe import Markup, escape

from archive.shape import Column, Table, View, shape
from web.format import amount, moment, number, safe_link
from web.language import CURRENT, name_of

_EXCERPT = 80
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?")
_LINKS = ("详情", "出处")
_OWN_PAGES = ("/event/", "/project/", "/region/", "/source/", "/-/evidence/")
PAGES = {name: f"/{name}/" for name in ("event", "project", "region", "source")} | {"article": "/-/evidence/"}
"""Where a row of a table has a page of its own: what stands before its key."""
_CODED = {
    "event": {"kind": "event"},
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
_IN_UNIT = {("figure", "low"): "currency", ("figure", "high"): "currency", ("indicator", "value"): "unit"}
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


def _quote(row: Any, value: str) -> Markup:
    article = row["article"]
    key = article["value"] if isinstance(article, dict) else article  # expanded to its label, or not
    link = Markup('<a class="evidence" href="/-/evidence/{}#{}">{}</a>')
    return link.format(key, row["id"], value)


def _excerpt(value: str) -> Markup:
    short = value[:_EXCERPT] + ("…" if len(value) > _EXCERPT else "")
    return Markup('<span class="excerpt">{}</span>').format(short)


def _time(value: Any) -> Markup | None:
    """An instant by the clock of Beijing, a time of a page as it was written; None for what is no time."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    told = moment(value) if value.endswith("Z") else value.replace("T", " ")
    return Markup('<time datetime="{0}" title="{0}">{1}</time>').format(value, told)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(_OWN_PAGES)


def _code(table: str, column: str, value: str) -> Markup | None:
    key = _CODED.get(table, {}).get(column)
    if key is None:
        return None
    return Markup('<span title="{}">{}</span>').format(value, name_of(key, value, CURRENT.get()))


def _reference(table: str, column: str, value: Any) -> Markup | None:
    """A link to the page of what is referred to, by its label where Datasette has looked it up."""
    known = _columns().get((table, column))
    if known is None or known.ref is None or known.ref[0] not in PAGES:
        return None
    key, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
    return Markup('<a href="{}">{}</a>').format(own_page(known.ref[0], key), label or key)


def _quantity(row: Any, value: Any, table: str, column: str) -> Markup | None:
    if (unit := _IN_UNIT.get((table, column))) is not None:
        return amount(value, row[unit])
    known = _columns().get((table, column))
    return amount(value, "CNY") if known is not None and known.unit == "CNY" else None


def _of_table(row: Any, value: Any, column: str, table: str) -> Markup | None:
    if (linked := _reference(table, column, value)) is not None:
        return linked
    if table in _facts() and column == "quote":
        return _quote(row, str(value))
    if column == "text":
        return _excerpt(str(value))
    if column == "url":
        return safe_link(str(value))
    return _quantity(row, value, table, column) or _code(table, column, str(value)) or _time(value)


def cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """What a cell shows, None for Datasette's own rendering."""
    if value is None:
        return None
    if column in _LINKS and _is_path(value):
        return Markup('<a href="{}">{}</a>').format(value, column)
    if table is None:
        return escape(number(value)) if isinstance(value, float) else None
    return _of_table(row, value, column, table)
