"""Cells of Datasette's tables: amounts in 亿元, quotes that lead to their sentence."""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import Markup

from archive.shape import Table, View, shape
from web.format import amount, safe_link

_EXCERPT = 80


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
    return Markup('<a class="evidence" href="/-/evidence/{}#{}">{}</a>').format(
        row["article"], row["id"], value
    )


def _excerpt(value: str) -> Markup:
    short = value[:_EXCERPT] + ("…" if len(value) > _EXCERPT else "")
    return Markup('<span class="excerpt">{}</span>').format(short)


def cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """What a cell shows, None for Datasette's own rendering."""
    if value is None or table is None:
        return None
    if (table, column) in _amounts():
        return amount(value)
    if table in _facts() and column == "quote":
        return _quote(row, str(value))
    if column == "text":
        return _excerpt(str(value))
    if column == "url":
        return safe_link(str(value))
    return None
