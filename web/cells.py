"""Cells of Datasette's tables: amounts in 亿元, quotes that lead to their sentence."""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import Markup

from archive.shape import Table, View, shape
from web.format import amount, safe_link
from web.language import name_of

_EXCERPT = 80
_LINKS = ("详情", "出处")
_OWN_PAGES = ("/event/", "/project/", "/region/", "/source/", "/-/evidence/")
_CODED = {
    "event": {"kind": "event"},
    "event_report": {"kind": "event"},
    "calendar": {"kind": "event", "state": "state"},
    "project": {"stage": "stage"},
    "project_report": {"stage": "stage"},
    "project_stage": {"stage": "stage", "basis": "basis"},
    "promise": {"outcome": "outcome"},
    "event_part": {"by": "by"},
    "figure": {"role": "role", "approximation": "approximation"},
    "indicator": {"measure": "measure"},
    "run": {"outcome": "run"},
}
"""Columns whose codes are shown by name; the code stands in the title."""


@cache
def _amounts() -> frozenset[tuple[str, str]]:
    things: list[Table | View] = [*shape().tables, *shape().views]
    return frozenset(
        (thing.name, column.name) for thing in things for column in thing.columns if column.unit == "CNY"
    )


@cache
def _facts() -> frozenset[str]:
    return frozenset(table.name for table in shape().facts)


def _quote(row: Any, value: str) -> Markup:
    article = row["article"]
    key = article["value"] if isinstance(article, dict) else article  # expanded to its label, or not
    link = Markup('<a class="evidence" href="/-/evidence/{}#{}">{}</a>')
    return link.format(key, row["id"], value)


def _excerpt(value: str) -> Markup:
    short = value[:_EXCERPT] + ("…" if len(value) > _EXCERPT else "")
    return Markup('<span class="excerpt">{}</span>').format(short)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(_OWN_PAGES)


def _code(table: str, column: str, value: str) -> Markup | None:
    key = _CODED.get(table, {}).get(column)
    if key is None:
        return None
    return Markup('<span title="{}">{}</span>').format(value, name_of(key, value, "zh"))


def _of_table(row: Any, value: Any, column: str, table: str) -> Markup | None:
    if (table, column) in _amounts():
        return amount(value)
    if table in _facts() and column == "quote":
        return _quote(row, str(value))
    if column == "text":
        return _excerpt(str(value))
    return safe_link(str(value)) if column == "url" else _code(table, column, str(value))


def cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """What a cell shows, None for Datasette's own rendering."""
    if value is None:
        return None
    if column in _LINKS and _is_path(value):
        return Markup('<a href="{}">{}</a>').format(value, column)
    return _of_table(row, value, column, table) if table else None
