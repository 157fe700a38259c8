"""Corrections: a person's decisions about facts, kept apart from what the machine read.

A correction names a fact, a field and what the machine read there (`old`). It applies as long as
the machine still reads that; when it reads something else the correction is reopened, when the fact
is gone it is orphaned: both need a person, neither is dropped. Derived tables are made from
corrected values; the tables of facts always keep what the machine read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.shape import Table, shape

Row = dict[str, Any]
COLUMNS = ("fact", "field", "old", "new", "reason", "who", "when")
_FIXED = {"id", "article", "version", "start", "end", "quote", "rule"}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not applied, with its line (the header is line 1) and why."""

    line: int
    reason: str


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def find_fact(db: Database, fact: str) -> tuple[Table, Row] | None:
    """The table and row of a fact id, None if no fact has it."""
    for table in shape().facts:
        cursor = db.execute(f"SELECT * FROM [{table.name}] WHERE id = ?", [fact])
        row = cursor.fetchone()
        if row:
            return table, dict(zip((column[0] for column in cursor.description), row, strict=True))
    return None


def _typed(table: Table, field: str, text: str) -> Any:
    """`text` as a value of a column; ValueError if it is none."""
    if text == "":
        return None
    kinds = {"INTEGER": int, "REAL": float}
    return kinds.get(table.column(field).type, str)(text)


def _fault(db: Database, row: Row) -> str | None:
    missing = [name for name in COLUMNS if name not in ("old", "new") and not row.get(name)]
    if missing:
        return f"no {', '.join(missing)}"
    try:
        date.fromisoformat(row["when"])
    except ValueError:
        return f"when: {row['when']!r} is no date like 2026-03-01"
    found = find_fact(db, row["fact"])
    return _field_fault(*found, row) if found else f"no fact {row['fact']}"


def _field_fault(table: Table, fact: Row, row: Row) -> str | None:
    field = row["field"]
    if field not in fact or field in _FIXED:
        return f"{table.name} has no field {field!r} that can be corrected"
    if _text(fact[field]) != row["old"]:
        return f"{field} is {_text(fact[field])!r}, not {row['old']!r}"
    try:
        _typed(table, field, row["new"])
    except ValueError:
        return f"{row['new']!r} is no {table.column(field).type} for {field}"
    return None


def _store(db: Database, row: Row) -> None:
    found = find_fact(db, row["fact"])
    assert found
    kept = {name: row[name] for name in ("fact", "field", "old", "new", "reason", "who")}
    entry = kept | {"kind": found[0].name, "made_on": row["when"], "state": "active"}
    db.table("correction").upsert(entry, pk=("fact", "field"))


def _read(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if lacking:
                raise ArchiveError(f"{path}: no column {', '.join(lacking)}; expected {', '.join(COLUMNS)}")
            return [{name: (row[name] or "").strip() for name in COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path}: {error}") from error


def correct(db: Database, path: Path) -> tuple[int, list[Refused]]:
    """Apply the corrections of a CSV file; how many were applied, and the rows refused."""
    applied, refused = 0, []
    with db.atomic():
        for line, row in enumerate(_read(path), 2):
            fault = _fault(db, row)
            if fault:
                refused.append(Refused(line, fault))
            else:
                _store(db, row)
                applied += 1
    return applied, refused


def _state(db: Database, correction: Row) -> str:
    found = find_fact(db, correction["fact"])
    if found is None:
        return "orphaned"
    return "active" if _text(found[1][correction["field"]]) == correction["old"] else "reopened"


def refresh(db: Database) -> None:
    """Set the state of every correction from what the machine reads now."""
    for row in list(db.table("correction").rows):
        db.table("correction").update((row["fact"], row["field"]), {"state": _state(db, row)})


def corrected(db: Database, table: str, rows: list[Row]) -> Iterator[Row]:
    """`rows` of a table with the active corrections applied to copies."""
    by_fact: dict[str, Row] = {}
    declared = shape().table(table)
    for row in db.query("SELECT * FROM correction WHERE kind = ? AND state = 'active'", [table]):
        by_fact.setdefault(row["fact"], {})[row["field"]] = _typed(declared, row["field"], row["new"])
    return (row | by_fact.get(row["id"], {}) for row in rows)
