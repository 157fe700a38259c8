"""Facets counted once: a release never changes, and neither do the counts of its columns.

Counting a column of some hundred thousand facts costs more than all else on a table page.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.facets import ArrayFacet, ColumnFacet, DateFacet
from datasette.plugins import pm

from web.memory import Memory

KEPT = 500  # counts remembered of a release
_counts: WeakKeyDictionary[Datasette, Memory[Any, Any]] = WeakKeyDictionary()


class _Remembering:
    """A Datasette that answers the same query from memory."""

    def __init__(self, datasette: Datasette) -> None:
        self._datasette = datasette
        self._known = _counts.setdefault(datasette, Memory(KEPT))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._datasette, name)

    async def execute(self, database: str, sql: str, params: Any = None, **options: Any) -> Any:
        key = (database, sql, tuple(sorted(dict(params or {}).items())))
        if (found := self._known.get(key)) is None:
            found = await self._datasette.execute(database, sql, params, **options)
            self._known.keep(key, found)
        return found


class RememberedFacet(ColumnFacet):  # type: ignore[misc]  # Datasette carries no types
    """A column's values and their counts, counted once."""

    def __init__(self, ds: Datasette, *arguments: Any, **options: Any) -> None:
        super().__init__(_Remembering(ds), *arguments, **options)

    async def facet_results(self) -> tuple[list[Any], list[Any]]:
        """The counts, on the first page: Datasette counts further pages without the rows before them."""
        if self.request.args.get("_next"):
            return [], []
        counted: tuple[list[Any], list[Any]] = await super().facet_results()
        return counted


@hookimpl
def startup() -> None:
    """Take the place of Datasette's own facets."""
    if pm.has_plugin("datasette.facets"):
        pm.unregister(name="datasette.facets")


@hookimpl
def register_facet_classes() -> list[type[Any]]:
    """Columns by ours, the others as they are."""
    return [RememberedFacet, ArrayFacet, DateFacet]
