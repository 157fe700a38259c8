"""All checks, run over the archive; the findings that no longer hold go."""

from __future__ import annotations

from sqlite_utils import Database

from archive.checks.finding import Check
from archive.checks.ranks import ranks_against_values
from archive.checks.shares import shares_against_counts
from archive.checks.slips import unit_slips
from archive.checks.times import dates_out_of_order, outside_validity
from archive.checks.totals import parts_against_totals, years_against_totals
from archive.corrections import corrected_facts, refresh
from archive.problems import Problem, note

CHECKS: dict[str, Check] = {
    "parts_against_total": parts_against_totals,
    "year_against_total": years_against_totals,
    "share_against_count": shares_against_counts,
    "rank_against_value": ranks_against_values,
    "unit_slip": unit_slips,
    "dates_out_of_order": dates_out_of_order,
    "place_outside_validity": outside_validity,
}
"""The checks by the kind of problem that they find."""


def _findings(db: Database) -> list[Problem]:
    with corrected_facts(db):
        found = [problem for run in CHECKS.values() for problem in run(db)]
    return list({(problem.kind, problem.subject): problem for problem in found}.values())


def check(db: Database, night: str) -> list[Problem]:
    """Run all checks; findings of earlier nights that no longer hold are removed."""
    with db.atomic():
        refresh(db)
        found = _findings(db)
        kept = {note(db, problem, night) for problem in found}
        marks = ", ".join("?" * len(CHECKS))
        known = db.execute(f"SELECT id FROM problem WHERE kind IN ({marks})", list(CHECKS)).fetchall()
        for (key,) in known:
            if key not in kept:
                db.execute("DELETE FROM problem WHERE id = ?", [key])
    return found
