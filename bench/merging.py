"""How well reports are joined, against the known truth of the sample web.

`python -m bench.merging` crawls the sample web into a new archive and prints pairwise precision and
recall of event joins and project joins, and the joins across counties (there may be none).
"""

from __future__ import annotations

import tempfile
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
_COUNTIES = """SELECT x.project, r.region_code FROM project_support x
JOIN project_report r ON r.id = x.report WHERE x.field = 'name' AND r.region_code IS NOT NULL"""


def _page(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return _SITES[str(parts.port)], parts.path


def _report(name: str, found: dict[str, str], true: dict[str, str], total: int) -> None:
    scores = pairwise(found, true)
    placed = f"{len(true)} of {total} reports known to the truth"
    print(f"{name:9} precision {scores.precision:.3f}  recall {scores.recall:.3f}  ({placed})")


def events(db: Database) -> None:
    """Print how events were joined."""
    truth, found, true = load(), {}, {}
    for event, report, url, kind, region, day in db.execute(_EVENTS):
        found[report] = event
        known = truth.event_at(*_page(url), kind, region, day)
        if known:
            true[report] = known
    _report("events", found, true, len(found))


def projects(db: Database) -> None:
    """Print how projects were joined, and joins across counties."""
    truth, found, true = load(), {}, {}
    for project, report, url, name in db.execute(_PROJECTS):
        found[report] = project
        known = truth.project_at(*_page(url), name)
        if known:
            true[report] = known
    _report("projects", found, true, len(found))
    counties: dict[str, set[str]] = {}
    for project, code in db.execute(_COUNTIES):
        if city_of(code) != code:
            counties.setdefault(project, set()).add(code)
    print(f"projects joined across counties: {sum(len(codes) > 1 for codes in counties.values())}")


def main() -> None:
    """Build the sample archive and print the scores."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        build(place / "archive.db", place / "data", place / "releases", lambda _: None)
        db = open_archive(place / "archive.db")
        events(db)
        projects(db)


if __name__ == "__main__":
    main()
