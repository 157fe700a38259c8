"""The rows of a table page as HTML, made in one pass: a template takes some ten times as long over each cell.

Guarantees: every value is escaped unless it is markup already; a cell tells its column, so that a phone
can show the row as a card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from datasette.utils import to_css_class
from markupsafe import Markup, escape

from web.cells import is_number, own_page

Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What all cells of a column have in common: the beginning of their tag, with a value and without."""

    filled: str
    empty: str

    @classmethod
    def of(cls, table: str, column: str, label: str) -> Shown:
        """The column `column` of `table`, called `label`."""
        kind = f"col-{to_css_class(column)}{' number' if is_number(table, column) else ''}"
        tag = '<td class="{}{}" data-label="{}">'
        return cls(*(tag.format(escape(kind), more, escape(label)) for more in ("", " nothing")))


def _first(cell: Cell, table: str, opened: Callable[[str], str], word: str | None) -> Markup:
    """The first cell: the key, or the way to the page that a row of this table has."""
    if (page := own_page(table, cell["raw"])) is None:
        return escape(cell["value"])
    told = '<a href="{}" title="{}">{}</a>'
    return Markup(told.format(escape(opened(page)), escape(cell["raw"]), escape(word or cell["raw"])))


def body(
    table: str,
    rows: Iterable[Any],
    hidden: frozenset[str],
    label: Callable[[str, str], str],
    opened: Callable[[str], str],
    word: str | None,
) -> Markup:
    """The rows without the columns in `hidden`; `opened` gives addresses, `word` stands for keys of pages."""
    columns: dict[str, Shown] = {}
    parts: list[str] = []
    for row in rows:
        parts.append("<tr>")
        for place, cell in enumerate(cell for cell in row if cell["column"] not in hidden):
            name = cell["column"]
            if (shown := columns.get(name)) is None:
                shown = columns[name] = Shown.of(table, name, label(table, name))
            parts.append(shown.empty if cell["raw"] in (None, "") else shown.filled)
            parts.append(escape(cell["value"]) if place else _first(cell, table, opened, word))
            parts.append("</td>")
        parts.append("</tr>\n")
    return Markup("".join(parts))
