"""What may stand in a column of a fact when a person writes it: types, vocabularies, dates.

The vocabularies are those of the facts' own types, so that a correction can say nothing that extraction
could not.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from archive.shape import Column, Table
from nlp.facts import Comparison, Event, Figure, Indicator, Part, Project

_FACTS: dict[str, type] = {
    "figure": Figure,
    "project_report": Project,
    "event_report": Event,
    "event_part": Part,
    "indicator": Indicator,
    "indicator_comparison": Comparison,
}
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
_DATE = re.compile(rf"[0-9]{{4}}|{_MONTH}|{_MONTH}-(?:0[1-9]|[12][0-9]|3[01])")
_PERIOD = re.compile(rf"[0-9]{{4}}|{_MONTH}(?:/{_MONTH})?")
_DATES = {"date", "start_date", "operation_date"}


@cache
def vocabulary(table: str, field: str) -> tuple[str, ...]:
    """The words a field may hold, none if it is free.

    >>> vocabulary("indicator", "measure"), vocabulary("project_report", "name")
    (('growth', 'level', 'share'), ())
    """
    fact = _FACTS.get(table)
    return _words(get_type_hints(fact).get(field)) if fact else ()


def _words(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(word for part in get_args(hint) for word in _words(part))


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _real(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise ValueError(text)
    return value


_READERS: dict[str, Callable[[str], Any]] = {"INTEGER": _whole, "REAL": _real}


def typed(column: Column, text: str) -> Any:
    """`text` as a value of a column, None if it is empty; ValueError if it is none."""
    return _READERS.get(column.type, str)(text) if text else None


def _is_list(text: str) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def fault(table: Table, field: str, text: str) -> str | None:
    """Why `text` cannot stand in a field of a table of facts, None if it can."""
    column, words = table.column(field), vocabulary(table.name, field)
    if not text:
        return f"{field} cannot be empty" if column.required else None
    try:
        typed(column, text)
    except ValueError:
        return f"{text!r} is no {column.type} for {field}"
    if words and text not in words:
        return f"{field} is one of {', '.join(words)}, not {text!r}"
    if field in _DATES and not _DATE.fullmatch(text):
        return f"{text!r} is no date like 2026, 2026-03 or 2026-03-01"
    if field == "period" and not _PERIOD.fullmatch(text):
        return f"{text!r} is no period like 2026, 2026-03 or 2026-01/2026-03"
    if field == "reviewed" and not _is_list(text):
        return f"{text!r} is no JSON list of regions"
    return None
