"""Lives of projects: when each stage was reached, and whether operation came when promised.

A date stated in the text outweighs the date of an event in the same article or its other half, and that
outweighs the day of publication, which is only a bound (not later than). Promises are reckoned as of the last
night the archive was crawled, never as of the clock.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from archive.merge.periods import first_day, last_day
from archive.merge.reports import Report

Row = dict[str, Any]
_CEREMONY = {
    "signed": "signing",
    "started": "groundbreaking",
    "under_construction": "observation",
    "completed": "commissioning",
    "operating": "commissioning",
}
_STATED = {
    "started": "start_date",
    "under_construction": "start_date",
    "completed": "operation_date",
    "operating": "operation_date",
}


def _reached(report: Report, ceremonies: dict[tuple[int, str], str]) -> tuple[str | None, str]:
    stated = report[_STATED[report["stage"]]] if report["stage"] in _STATED else None
    if stated and stated[:10] <= last_day(report.published):
        return stated, "stated"
    held = ceremonies.get((report.story, _CEREMONY.get(report["stage"], "")))
    return (held, "event") if held and held <= report.published else (report.published, "published")


def _started_before(report: Report) -> tuple[str, str] | None:
    stated = report["start_date"]
    later = report["stage"] in ("under_construction", "completed", "operating")
    return (stated, "stated") if later and stated and stated <= report.published else None


def _milestones(report: Report, ceremonies: dict[tuple[int, str], str]) -> dict[str, tuple[str | None, str]]:
    reached = {report["stage"]: _reached(report, ceremonies)} if report["stage"] else {}
    started = _started_before(report)
    return reached | ({"started": started} if started else {})


def stages(groups: list[tuple[str, list[Report]]], ceremonies: dict[tuple[int, str], str]) -> list[Row]:
    """Rows of `project_stage`; `ceremonies` maps (story, kind) to the day of its event."""
    rows = []
    for project, reports in groups:
        found = [
            {
                "project": project,
                "stage": stage,
                "date": date,
                "basis": basis,
                "report": report.id,
                "first": 0,
            }
            for report in reports
            for stage, (date, basis) in _milestones(report, ceremonies).items()
        ]
        _mark_first(found)
        rows += found
    return rows


def _earliness(row: Row) -> tuple[str, bool, str, bool, str]:
    """A day of a month is before the bare month, a day of publication, being a bound, behind it.

    Of equal days the stated one counts, then the report's id decides: not the order of the crawl.
    """
    padded = (row["date"] or "9999") + "-99-99"[len(row["date"] or "9999") - 4 :]
    return padded[:7], row["basis"] == "published", padded, row["basis"] != "stated", row["report"]


def _mark_first(rows: list[Row]) -> None:
    for _, found in groupby(sorted(rows, key=lambda row: row["stage"]), key=lambda row: row["stage"]):
        min(found, key=_earliness)["first"] = 1


def _waits(report: Report) -> bool:
    return _is_promise(report) or report["stage"] not in (None, "operating")


def _not_yet(reports: list[Report], running: Row | None) -> str:
    """The last day before operation on which a report says that there is none yet; empty if none says so."""
    until = last_day(running["date"]) if running else "9999"
    waiting = [report.published for report in reports if _waits(report) and report.published <= until]
    return waiting[-1] if waiting else ""


def _outcome(due: str, running: Row | None, not_yet: str, as_of: str) -> str:
    """What became of a promise for the day `due`, by the first and the last day operation can have begun."""
    if running is None:
        if as_of <= due:
            return "open"
        return "late" if not_yet > due else "silent"
    if last_day(running["date"]) <= due:
        return "kept"
    began = not_yet if running["basis"] == "published" else first_day(running["date"])
    return "late" if began > due else "unclear"


def _is_revised(first: str, last: str) -> bool:
    """Whether a later promise is another one, not the same said more or less exactly."""
    return not (first.startswith(last) or last.startswith(first))


def _is_promise(report: Report) -> bool:
    promised = report["operation_date"]
    return bool(promised and report["stage"] != "operating" and last_day(promised) >= report.published)


def _promise(project: str, reports: list[Report], running: Row | None, as_of: str) -> Row | None:
    promising = [report for report in reports if _is_promise(report)]
    if not promising:
        return None
    first, last = promising[0], promising[-1]
    operating = running["date"] if running else None
    revised = _is_revised(first["operation_date"], last["operation_date"])
    return {
        "project": project,
        "promised": first["operation_date"],
        "promise_report": first.id,
        "revised": last["operation_date"] if revised else None,
        "revision_report": last.id if revised else None,
        "operating": operating,
        "operating_report": running["report"] if running else None,
        "outcome": _outcome(last_day(first["operation_date"]), running, _not_yet(reports, running), as_of),
        "last_reported": reports[-1].published,
    }


LIFE = """SELECT p.id AS project, p.name, p.company, p.region_code, p.region, p.investment, p.stage,
  p.first_reported AS announced, s.signed, s.started, s.under_construction, s.completed, s.operating,
  o.promised, o.outcome, p.last_reported
FROM project p LEFT JOIN promise o ON o.project = p.id LEFT JOIN (
  SELECT project, max(CASE stage WHEN 'signed' THEN date END) AS signed,
    max(CASE stage WHEN 'started' THEN date END) AS started,
    max(CASE stage WHEN 'under_construction' THEN date END) AS under_construction,
    max(CASE stage WHEN 'completed' THEN date END) AS completed,
    max(CASE stage WHEN 'operating' THEN date END) AS operating
  FROM project_stage WHERE first GROUP BY project
) s ON s.project = p.id"""
"""A row a project: when it reached each stage, what it promised and what came of it."""


def promises(groups: list[tuple[str, list[Report]]], lives: list[Row], as_of: str) -> list[Row]:
    """Rows of `promise` for every project whose operation was promised, as of a day.

    `lives` are the rows of `project_stage`.
    """
    running = {row["project"]: row for row in lives if row["stage"] == "operating" and row["first"]}
    rows = (_promise(project, reports, running.get(project), as_of) for project, reports in groups)
    return [row for row in rows if row]
