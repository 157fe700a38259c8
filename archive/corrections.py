"""Corrections: a person's decisions about facts, kept apart from what the machine read.

A correction names a fact, a field and what the machine read there (`old`). It applies as long as
the machine still reads that; when it reads something else the correction is reopened, when the fact
is gone it is orphaned: both need a person, neither is dropped. Derived tables and checks are made from
corrected values; the tables of facts always keep what the machine read. The code of a corrected region
is corrected with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import sheets
from archive.regions import RegionCodes
from archive.shape import Column, Table, shape
from archive.sheets import Refused
from archive.values import fault, typed

Row = dict[str, Any]
COLUMNS = ("fact", "field", "old", "new", "reason", "who", "when")
_FIXED = {"id", "article", "version", "start", "end", "quote", "rule"}
_CODES = {"region": "region_code", "host": "host_code", "label": "region_code"}
"""Fields that name a region, with the field of its code."""


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def find_fact(db: Database, fact: str) -> tuple[Table, Row] | None:
    """The table and row of a fact id, None if no fact has it."""
    for table in shape().facts:
        row = next(db.query(f"SELECT * FROM [{table.name}] WHERE id = ?", [fact]), None)
        if row:
            return table, row
    return None


def _fault(db: Database, row: Row) -> str | None:
    unfilled = sheets.unfilled(row, [name for name in COLUMNS if name not in ("old", "new")])
    if unfilled:
        return unfilled
    found = find_fact(db, row["fact"])
    return _field_fault(db, *found, row) if found else f"no fact {row['fact']}"


def _is_correctable(table: Table, field: str) -> bool:
    known = {column.name for column in table.columns if not column.ref} - _FIXED
    return field in known


def _is_read(table: Table, fact: Row, row: Row) -> bool:
    try:
        return bool(typed(table.column(row["field"]), row["old"]) == fact[row["field"]])
    except ValueError:
        return False


def _field_fault(db: Database, table: Table, fact: Row, row: Row) -> str | None:
    field = row["field"]
    if not _is_correctable(table, field):
        return f"{table.name} has no field {field!r} that can be corrected"
    if not _is_read(table, fact, row):
        return f"{field} is {_text(fact[field])!r}, not {row['old']!r}"
    return fault(table, field, row["new"]) or _region_fault(db, fact, row) or _later(db, row)


def _later(db: Database, row: Row) -> str | None:
    """A decision of a later day about the same field is not undone by an older file."""
    sql = "SELECT made_on, who FROM correction WHERE fact = ? AND field = ? AND made_on > ? AND new != ?"
    known = db.execute(sql, [row[name] for name in ("fact", "field", "when", "new")]).fetchone()
    return f"{row['field']} was corrected on {known[0]} by {known[1]}" if known else None


def _code_field(fact: Row, field: str) -> str | None:
    named = field != "label" or fact.get("by") == "region"
    return _CODES.get(field) if named and _CODES.get(field) in fact else None


def _codes(db: Database, fact: Row) -> RegionCodes:
    sql = "SELECT substr(coalesce(published, first_seen), 1, 10) FROM article WHERE id = ?"
    return RegionCodes(db.execute(sql, [fact["article"]]).fetchone()[0])


def _region_fault(db: Database, fact: Row, row: Row) -> str | None:
    if not row["new"] or not _code_field(fact, row["field"]) or _codes(db, fact).of(row["new"]):
        return None
    return f"no region is called {row['new']!r}; write it like 淄博市高青县"


def _store(db: Database, row: Row) -> None:
    found = find_fact(db, row["fact"])
    assert found
    table, fact = found
    kept = {name: row[name] for name in ("fact", "field", "old", "new", "reason", "who")}
    entry = kept | {"kind": table.name, "made_on": row["when"], "state": "active"}
    entry["old"] = _text(fact[row["field"]])
    db.table("correction").upsert(entry, pk=("fact", "field"))
    field = _code_field(fact, row["field"])
    if field:
        code = {"field": field, "old": _text(fact[field]), "new": _code(db, fact, row["new"])}
        db.table("correction").upsert(entry | code, pk=("fact", "field"))


def _code(db: Database, fact: Row, region: str) -> str:
    codes = _codes(db, fact)
    codes.ensure(db, [region] if region else [])
    return _text(codes.of(region)) if region else ""


def correct(db: Database, path: Path) -> tuple[int, list[Refused]]:
    """Apply the corrections of a CSV file; how many were applied, and the rows refused."""
    applied: dict[tuple[str, str], int] = {}
    refused = []
    with db.atomic():
        for line, given in sheets.read(path, COLUMNS):
            row = sheets.cleaned(given, COLUMNS)
            reason = sheets.surplus(given) or _repeated(row, applied) or _fault(db, row)
            if reason:
                refused.append(Refused(line, reason))
            else:
                _store(db, row)
                applied[row["fact"], row["field"]] = line
    return len(applied), refused


def _repeated(row: Row, applied: dict[tuple[str, str], int]) -> str | None:
    line = applied.get((row["fact"], row["field"]))
    return f"line {line} already corrects this field" if line else None


def _state(db: Database, correction: Row) -> str:
    found = find_fact(db, correction["fact"])
    if found is None:
        return "orphaned"
    return "active" if _text(found[1][correction["field"]]) == correction["old"] else "reopened"


def refresh(db: Database) -> None:
    """Set the state of every correction from what the machine reads now."""
    for row in list(db.table("correction").rows):
        db.table("correction").update((row["fact"], row["field"]), {"state": _state(db, row)})


_ACTIVE = "FROM main.correction c WHERE c.field = '{name}' AND c.state = 'active'"


def _expression(column: Column, fields: set[str]) -> str:
    if column.name not in fields:
        return f"f.[{column.name}]"
    active = _ACTIVE.format(name=column.name)
    new = f"SELECT CAST(nullif(c.new, '') AS {column.type}) {active} AND c.fact = f.id"
    value = f"CASE WHEN f.id IN (SELECT c.fact {active}) THEN ({new}) ELSE f.[{column.name}] END"
    return f"{value} AS [{column.name}]"


@contextmanager
def corrected_facts(db: Database) -> Iterator[None]:
    """See to it that the names of tables of facts stand for corrected facts, by temporary views."""
    fields: dict[str, set[str]] = defaultdict(set)
    for kind, field in db.execute("SELECT DISTINCT kind, field FROM correction WHERE state = 'active'"):
        fields[kind].add(field)
    for name, corrected in fields.items():
        columns = ", ".join(_expression(column, corrected) for column in shape().table(name).columns)
        db.execute(f"CREATE TEMP VIEW [{name}] AS SELECT {columns} FROM main.[{name}] f")
    try:
        yield
    finally:
        for name in fields:
            db.execute(f"DROP VIEW IF EXISTS temp.[{name}]")
