"""What the site says of its tables: titles, labels, facets and queries, made from the one shape.

Guarantees: every public table, view and column has a Chinese and an English description, the same
that docs/schema.md prints; private tables do not appear.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from archive.release import LICENCE, Release
from archive.shape import Column, Table, View, shape

_SITE = Path(__file__).with_name("site.toml")
_QUERIES = Path(__file__).with_name("queries")


@cache
def site() -> dict[str, Any]:
    """Titles, facets, orders and worked questions, as data."""
    given: dict[str, Any] = tomllib.loads(_SITE.read_text(encoding="utf-8"))
    return given


def _columns(columns: tuple[Column, ...]) -> dict[str, str]:
    return {column.name: f"{column.zh} · {column.en}" for column in columns}


def _described(thing: Table | View) -> dict[str, Any]:
    settings: dict[str, Any] = site()["tables"].get(thing.name, {})
    return {
        "title": f"{thing.zh} {thing.en}",
        "description": f"{thing.about_zh} {thing.about_en}",
        "columns": _columns(thing.columns),
    } | settings


@cache
def _tables() -> dict[str, Any]:
    tables = {table.name: _described(table) for table in shape().tables if not table.private}
    return tables | {view.name: _described(view) for view in shape().views}


@cache
def queries() -> dict[str, Any]:
    """The canned queries: `queries/<name>.sql` with its titles and parameters in `<name>.toml`."""
    found = {}
    for path in sorted(_QUERIES.glob("*.toml")):
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        sql = path.with_suffix(".sql").read_text(encoding="utf-8").strip()
        found[path.stem] = {"sql": sql, "title": given["zh"], "description": given["about_zh"]} | given
    return found


def _places(release: Release, data: Path) -> dict[str, str]:
    return {"data": str(data), "release": release.name, "releases": str(release.directory.parent)}


def metadata(release: Release, data: Path) -> dict[str, Any]:
    """Datasette's metadata for `release`, whose captured pages are below `data`."""
    return {
        "title": "县志 Xianzhi",
        "license": LICENCE,
        "databases": {"archive": {"tables": _tables(), "queries": queries()}},
        "plugins": {"xianzhi": _places(release, data)},
    }
