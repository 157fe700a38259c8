"""Tables that people fill in (CSV): read with the line of each row, so that a refusal can name it.

Guarantees: files are read as UTF-8 or, as Chinese spreadsheets write, GB; a file that cannot be read or lacks
a column is refused as a whole, a row by itself. What a row may say is its reader's matter.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not applied, with its line (the header is line 1) and why."""

    line: int
    reason: str


def _decoded(path: Path) -> str:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ArchiveError(f"{path}: neither UTF-8 nor GB text")


def read(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows of a file with the line each begins on; ArchiveError if it lacks a column."""
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""))
    lacking = [name for name in columns if name not in (reader.fieldnames or ())]
    if lacking:
        raise ArchiveError(f"{path}: no column {', '.join(lacking)}; expected {', '.join(columns)}")
    try:
        for row in reader:
            height = sum(str(value).count("\n") for value in row.values())
            yield reader.line_num - height, row
    except csv.Error as error:
        raise ArchiveError(f"{path}:{reader.line_num}: {error}") from error


def cleaned(row: Row, columns: Sequence[str]) -> Row:
    """The cells of the columns without the space around them, empty if there is none."""
    return {name: (row[name] or "").strip() for name in columns}


def surplus(row: Row) -> str | None:
    """What is wrong with a row of more cells than columns, None for any other."""
    return "more cells than columns; a comma within a cell needs quotes" if None in row else None


def unfilled(row: Row, columns: Sequence[str]) -> str | None:
    """What is wrong with a cleaned row that leaves one of `columns` empty or dates `when` wrongly."""
    missing = [name for name in columns if not row[name]]
    if missing:
        return f"no {', '.join(missing)}"
    try:
        date.fromisoformat(row["when"])
    except ValueError:
        return f"when: {row['when']!r} is no date like 2026-03-01"
    return None
