"""A Datasette that knows its archive never changes: it asks once what no request can alter.

Datasette looks at the schema and works its metadata through for every request, which costs more than
the answer. What is remembered here is what a release, its metadata and our plugins settle for good:
its schema, and what a reader who is not logged in may see. Who is logged in is asked every time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from datasette.app import Datasette

from web.memory import Memory

KEPT = 2_000  # answers; names of tables that do not exist may be asked without end
_SCHEMA = (
    "fts_table",
    "foreign_keys_for_table",
    "get_all_foreign_keys",
    "get_table_definition",
    "get_view_definition",
    "hidden_table_names",
    "label_column_for_table",
    "primary_keys",
    "table_column_details",
    "table_columns",
    "table_exists",
    "table_names",
    "view_names",
)
"""Methods of a database that tell its schema. They give lists of their own, since callers change them."""

Asking = Callable[..., Coroutine[Any, Any, Any]]


def remembered(asking: Asking) -> Asking:
    """The same question, asked once of each arguments; each caller gets a copy of the answer."""
    known = Memory[Any, tuple[Any]](KEPT)

    @wraps(asking)
    async def answer(*arguments: Any) -> Any:
        found = known.get(arguments)
        if found is None:
            found = (await asking(*arguments),)
            known.keep(arguments, found)
        return copy.copy(found[0])

    return answer


class Published(Datasette):  # type: ignore[misc]  # Datasette carries no types
    """Datasette over files that never change."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._schemas_known = False
        self._of_anyone = Memory[Any, tuple[Any]](KEPT)
        for database in self.databases.values():
            if not database.is_mutable:
                for name in _SCHEMA:
                    setattr(database, name, remembered(getattr(database, name)))

    async def refresh_schemas(self) -> None:
        """Look at the schemas at the first request only."""
        if not self._schemas_known:
            await super().refresh_schemas()
            self._schemas_known = True

    async def permission_allowed(
        self, actor: Any, action: str, resource: Any = None, default: Any = False
    ) -> Any:
        """As Datasette decides, asked once for readers who are not logged in."""
        if actor is not None:
            return await super().permission_allowed(actor, action, resource, default=default)
        key = (action, resource, default)
        if (found := self._of_anyone.get(key)) is None:
            found = (await super().permission_allowed(None, action, resource, default=default),)
            self._of_anyone.keep(key, found)
        return found[0]
