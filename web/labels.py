"""Labels of tables, views and columns in the language of the reader, from the one shape."""

from __future__ import annotations

from functools import cache

from datasette.utils.asgi import Request

from archive.shape import Column, Table, View, shape
from web.metadata import site

_EVIDENCE = ("id", "version", "start", "end", "rule", "region_code", "host_code")


@cache
def _things() -> dict[str, Table | View]:
    things: list[Table | View] = [*shape().tables, *shape().views]
    return {thing.name: thing for thing in things}


CHAPTERS = ("people", "derived", "said", "seen", "done")  # what most readers want, first


@cache
def chapters() -> dict[str, tuple[str, ...]]:
    """The public tables by chapter, in the order readers look for them."""
    public = [table for table in shape().tables if not table.private]
    return {name: tuple(table.name for table in public if table.group == name) for name in CHAPTERS}


def _pick(thing: Table | View | Column, lang: str) -> str:
    return thing.zh if lang == "zh" else thing.en


def table_label(name: str, lang: str) -> str:
    """What a table is called, its own name if it is none of ours."""
    thing = _things().get(name)
    return _pick(thing, lang) if thing else name


def table_about(name: str, lang: str) -> str:
    """What a table holds, in a sentence."""
    thing = _things().get(name)
    return (thing.about_zh if lang == "zh" else thing.about_en) if thing else ""


def _column(table: str | None, name: str) -> Column | None:
    thing = _things().get(table or "")
    return next((column for column in thing.columns if column.name == name), None) if thing else None


def hidden_columns(table: str | None, request: Request) -> frozenset[str]:
    """Columns that a table page leaves out until asked for all: those of machines, not of readers."""
    if request.args.get("_all"):
        return frozenset()
    thing = _things().get(table or "")
    if isinstance(thing, Table) and thing.fact:
        return frozenset(_EVIDENCE)
    return frozenset(site()["hidden"].get(table, ()))


def spaced(name: str) -> str:
    """The name of a column as English readers read it; who writes SQL finds the name itself in the title.

    >>> spaced("project_count"), spaced("id"), spaced("text_sha256"), spaced("_col")
    ('Project count', 'Id', 'Text sha256', ' col')
    """
    return name.replace("_", " ").capitalize()


def column_label(table: str | None, name: str, lang: str) -> str:
    """The short label of a column: Chinese, or its own name spaced for English readers."""
    column = _column(table, name)
    if column is None:
        return name
    return column.zh if lang == "zh" else spaced(name)


def facet_label(table: str, name: str, lang: str) -> str:
    """The label of a facet: a code is shown by what it stands for."""
    plain = name.removesuffix("_code")
    return column_label(table, plain if _column(table, plain) else name, lang)


def column_about(table: str | None, name: str, lang: str) -> str:
    """The name of a column and what it holds."""
    column = _column(table, name)
    return f"{name}：{column.zh} · {column.en}" if column and lang == "zh" else name + _english(column)


def _english(column: Column | None) -> str:
    return f": {column.en}" if column else ""
