"""Decisions: what a person says of a proposed join, or of a wrong one.

A decision names two project reports and whether they are of one project (`same`) or not (`different`). It
outweighs every reason of the machine at each later merge, in the counties it names too; when one of its
reports is gone it rests until that report is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive import sheets
from archive.sheets import Refused

Row = dict[str, Any]
Pairs = Mapping[tuple[str, str], bool]
"""Two ids of project reports, the lesser first, to whether they are of one project."""

COLUMNS = ("left", "right", "verdict", "reason", "who", "when")
VERDICTS = ("same", "different")


def _unknown(db: Database, row: Row) -> str | None:
    for side in ("left", "right"):
        if db.execute("SELECT 1 FROM project_report WHERE id = ?", [row[side]]).fetchone() is None:
            return f"{side}: no project report {row[side]}"
    return None


def _fault(db: Database, row: Row) -> str | None:
    if row["verdict"] and row["verdict"] not in VERDICTS:
        return f"verdict: {row['verdict']!r} is neither {' nor '.join(VERDICTS)}"
    if row["left"] and row["left"] == row["right"]:
        return "left and right are one report"
    return sheets.unfilled(row, COLUMNS) or _unknown(db, row)


def _store(db: Database, row: Row) -> None:
    left, right = sorted((row["left"], row["right"]))
    entry = {name: row[name] for name in ("verdict", "reason", "who")}
    entry |= {"left": left, "right": right, "made_on": row["when"]}
    db.table("join_decision").upsert(entry, pk=("left", "right"))


def decide(db: Database, path: Path) -> tuple[int, list[Refused]]:
    """Note the decisions of a CSV file; how many were noted, and the rows refused."""
    noted, refused = 0, []
    with db.atomic():
        for line, given in sheets.read(path, COLUMNS):
            row = sheets.cleaned(given, COLUMNS)
            reason = sheets.surplus(given) or _fault(db, row)
            if reason:
                refused.append(Refused(line, reason))
            else:
                _store(db, row)
                noted += 1
    return noted, refused


def decisions(db: Database) -> Pairs:
    """All decisions of which both reports are there."""
    rows = db.execute("""SELECT d.left, d.right, d.verdict FROM join_decision d
        JOIN project_report l ON l.id = d.left JOIN project_report r ON r.id = d.right""")
    return {(left, right): verdict == "same" for left, right, verdict in rows}
