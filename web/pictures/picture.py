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

_YI = 100_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, the rows behind it (labels in the reader's language) and what was asked for."""

    name: str
    asked: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    drawing: Drawing

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


def yi(value: int | None) -> float | None:
    """Whole yuan in 亿元; unknown stays unknown.

    >>> yi(1_234_560_000), yi(None)
    (12.3456, None)
    """
    return None if value is None else round(value / _YI, 4)


def yis(found: Iterable[Row], name: str) -> list[float | None]:
    """A column of yuan in 亿元."""
    return [yi(row[name]) for row in found]
