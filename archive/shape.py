"""The declared shape of archive.db, read from schema.toml: tables, columns, keys, descriptions.

Guarantees: `Shape` is the only reading of that file; the database, the site's labels and the
documentation of the schema are all made from it, so they cannot disagree.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("schema.toml")


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `ref` is the foreign key as (table, column), `example` a value where the sample has none.

    `varies` marks values that depend on where and when a page was crawled, not only on what it says.
    """

    name: str
    type: str
    zh: str
    en: str
    required: bool = False
    index: bool = False
    ref: tuple[str, str] | None = None
    unit: str | None = None
    example: str | None = None
    varies: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `fact` tables begin with the columns of evidence, `private` ones stay at home."""

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    group: str
    pk: tuple[str, ...]
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    fact: bool = False
    private: bool = False

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if there is none."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True, slots=True)
class View:
    """A view for people; its SQL stands in `views/<name>.sql`."""

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    columns: tuple[Column, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Shape:
    """All tables and views, in the order of schema.toml."""

    tables: tuple[Table, ...]
    views: tuple[View, ...]

    def table(self, name: str) -> Table:
        """The table called `name`; KeyError if there is none."""
        return {table.name: table for table in self.tables}[name]

    @property
    def facts(self) -> tuple[Table, ...]:
        """The tables whose rows carry evidence."""
        return tuple(table for table in self.tables if table.fact)


def _column(name: str, given: dict[str, Any]) -> Column:
    table, _, column = given.get("ref", "").partition(".")
    return Column(
        name=name,
        type=given.get("type", "TEXT"),
        zh=given["zh"],
        en=given["en"],
        required=given.get("required", False),
        index=given.get("index", False),
        ref=(table, column) if table else None,
        unit=given.get("unit"),
        example=given.get("example"),
        varies=given.get("varies", False),
    )


def _columns(given: dict[str, dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(_column(name, column) for name, column in given.items())


def _lists(given: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, given))


def _table(name: str, given: dict[str, Any], evidence: tuple[Column, ...]) -> Table:
    fact = given.get("fact", False)
    return Table(
        name=name,
        zh=given["zh"],
        en=given["en"],
        about_zh=given["about_zh"],
        about_en=given["about_en"],
        group=given["group"],
        pk=tuple(given["pk"]),
        columns=(evidence if fact else ()) + _columns(given["columns"]),
        unique=_lists(given.get("unique", [])),
        indexes=_lists(given.get("indexes", [])),
        fact=fact,
        private=given.get("private", False),
    )


def _view(name: str, given: dict[str, Any]) -> View:
    sql = _FILE.with_name("views").joinpath(f"{name}.sql").read_text(encoding="utf-8")
    return View(
        name=name,
        zh=given["zh"],
        en=given["en"],
        about_zh=given["about_zh"],
        about_en=given["about_en"],
        columns=_columns(given["columns"]),
        sql=sql,
    )


@cache
def shape() -> Shape:
    """The shape this version of the software declares."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    evidence = _columns(given["fact"]["columns"])
    return Shape(
        tables=tuple(_table(name, table, evidence) for name, table in given["table"].items()),
        views=tuple(_view(name, view) for name, view in given.get("view", {}).items()),
    )
