"""A picture and the rows behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from web.pictures.drawing import Drawing
from web.query import Row

_UNIT = {"zh": 100_000_000, "en": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, the rows behind it (labels in the reader's language) and what was asked for.

    `missing` names what has rows and could not be drawn.
    """

    name: str
    asked: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    drawing: Drawing
    missing: tuple[str, ...] = ()

    def address(self, form: str = "") -> str:
        """Where this picture stands, or its rows for the form `.csv` or `.json`."""
        given = {name: value for name, value in self.asked.items() if value}
        return f"/pictures/{self.name}{form}" + (f"?{urlencode(given)}" if given else "")

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers: they are aligned to the right."""
        return tuple(
            any(isinstance(row[at], int | float) for row in self.rows) for at in range(len(self.columns))
        )

    def csv(self) -> str:
        """The rows as CSV with a byte order mark, so that Excel reads Chinese."""
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return "\ufeff" + stream.getvalue()


@cache
def sql(name: str) -> str:
    """The query `<name>.sql` beside this module."""
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def yi(value: int | None, lang: str) -> float | None:
    """Whole yuan in what their column is in (`unit.yi`): 亿元, or billions; unknown stays unknown.

    >>> yi(1_234_560_000, "zh"), yi(1_234_560_000, "en"), yi(None, "zh")
    (12.3456, 1.2346, None)
    """
    return None if value is None else round(value / _UNIT[lang], 4)


def yis(found: Iterable[Row], name: str, lang: str) -> list[float | None]:
    """A column of yuan in 亿元 or billions."""
    return [yi(row[name], lang) for row in found]
