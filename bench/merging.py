"""How well reports are joined, against the known truth of the sample web.

`python -m bench.merging` crawls the sample web into a new archive and prints pairwise precision and
recall of event joins, project joins and the phases put together to undertakings, the joins across counties
(there may be none), and how far the lives of projects (dated stages, promises and their outcome) agree with
what happened. A report that the truth does not know stands alone with its copies: joining it is an error.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.database import open_archive
from archive.merge.reports import city_of
from demo import build
from sample.server import PORTS
from sample.truth import load, pairwise

_SITES = {str(port): site for site, port in PORTS.items()}
_EVENTS = """SELECT x.event, r.id, a.url, r.kind, r.region, r.date FROM event_support x
JOIN event_report r ON r.id = x.report JOIN article a ON a.id = r.article WHERE x.field = 'kind'"""
_PROJECTS = """SELECT x.project, r.id, a.url, r.name FROM project_support x
JOIN project_report r ON r.id = x.report JOIN article a ON a.id = r.article WHERE x.field = 'name'"""
_UNDERTAKINGS = """SELECT p.undertaking, r.id, a.url, r.name FROM project_support x
JOIN project p ON p.id = x.project JOIN project_report r ON r.id = x.report
JOIN article a ON a.id = r.article WHERE x.field = 'name'"""
_COUNTIES = """SELECT x.project, r.region_code FROM project_support x
JOIN project_report r ON r.id = x.report WHERE x.field = 'name' AND r.region_code IS NOT NULL"""


def _page(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return _SITES[str(parts.port)], parts.path


def _report(name: str, found: dict[str, str], true: dict[str, str], unknown: dict[str, str]) -> None:
    scores = pairwise(found, unknown | true)
    placed = f"{len(true)} of {len(unknown)} reports known to the truth"
    print(f"{name:12} precision {scores.precision:.3f}  recall {scores.recall:.3f}  ({placed})")


def _alone(url: str, *told: str) -> str:
    """What a report of something the truth does not know is of: the same in every copy of its article."""
    return " ".join((load().pages[_page(url)], *told))


def events(db: Database) -> None:
    """Print how events were joined."""
    truth, found, true, unknown = load(), {}, {}, {}
    for event, report, url, kind, region, day in db.execute(_EVENTS):
        found[report], unknown[report] = event, _alone(url, kind, region)
        known = truth.event_at(*_page(url), kind, region, day)
        if known:
            true[report] = known
    _report("events", found, true, unknown)


def _joined(db: Database, name: str, sql: str, known: Callable[[str, str, str], str | None]) -> None:
    found, true, unknown = {}, {}, {}
    for thing, report, url, called in db.execute(sql):
        found[report], unknown[report] = thing, _alone(url, called)
        if meant := known(*_page(url), called):
            true[report] = meant
    _report(name, found, true, unknown)


def projects(db: Database) -> None:
    """Print how projects were joined, their phases too, and joins across counties."""
    _joined(db, "projects", _PROJECTS, load().project_at)
    _joined(db, "undertakings", _UNDERTAKINGS, load().undertaking_at)
    counties: dict[str, set[str]] = {}
    for project, code in db.execute(_COUNTIES):
        if city_of(code) != code:
            counties.setdefault(project, set()).add(code)
    print(f"projects joined across counties: {sum(len(codes) > 1 for codes in counties.values())}")


def _lives(db: Database) -> dict[str, list[str]]:
    """The derived projects of each true one."""
    truth, found = load(), defaultdict[str, list[str]](list)
    for project, _, url, name in db.execute(_PROJECTS):
        known = truth.undertaking_at(*_page(url), name)
        if known:
            found[known].append(project)
    return found


def _stages(db: Database, project: str) -> set[tuple[str, str]]:
    sql = "SELECT stage, date FROM project_stage WHERE project = ? AND first"
    return {(stage, day) for stage, day in db.execute(sql, [project])}


def _promise(db: Database, project: str) -> tuple[str | None, ...]:
    sql = "SELECT promised, revised, outcome FROM promise WHERE project = ?"
    return next(iter(db.execute(sql, [project])), (None, None, None))


def lives(db: Database) -> None:
    """Print how many dated stages and promises of the true projects were found, and which were not."""
    found, stages, kept = _lives(db), [0, 0], [0, 0]
    for project in load().projects:
        told = max(found[project["id"]], key=found[project["id"]].count, default="")
        true = {(stage, day) for stage, day, _ in project.get("stages", ())}
        missed = sorted(true - _stages(db, told))
        promise = (project.get("promised"), project.get("repromised"), project.get("outcome"))
        promise = promise if project.get("promised") else (None, None, None)
        agrees = promise == _promise(db, told)
        stages = [stages[0] + len(true) - len(missed), stages[1] + len(true)]
        kept = [kept[0] + agrees, kept[1] + 1]
        for stage, day in missed:
            print(f"  {project['id']}: {stage} {day} not found")
        if not agrees:
            print(f"  {project['id']}: promise {_promise(db, told)}, in truth {promise}")
    print(f"lives        stages {stages[0]} of {stages[1]}  promises {kept[0]} of {kept[1]}")


def main() -> None:
    """Build the sample archive and print the scores."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        build(place / "archive.db", place / "data", place / "releases", lambda _: None)
        db = open_archive(place / "archive.db")
        events(db)
        projects(db)
        lives(db)


if __name__ == "__main__":
    main()
