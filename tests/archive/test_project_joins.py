"""Project reports are joined as a careful researcher would: the cases of projects.toml, one archive each."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, project

CASES = tomllib.loads(Path(__file__).with_name("projects.toml").read_text(encoding="utf-8"))["case"]
FIRST = date(2026, 1, 1)


def tell(chronicle: Chronicle, reports: list[dict[str, Any]]) -> dict[str, str]:
    """Store the reports; which project each id is of."""
    articles: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for at, report in enumerate(reports):
        articles[report.get("in", -at)].append({"published": str(FIRST + timedelta(at)), **report})
    true: dict[str, str] = {}
    for told in articles.values():
        text = "".join(f"{report['name']}有新进展。" for report in told)
        facts = [
            project(text, **{"region": "淄博市桓台县"} | _without(report, "is", "of", "in", "published"))
            for report in told
        ]
        stored = chronicle.says(text, *facts, published=told[0]["published"])
        names = chronicle.rows("SELECT name, id FROM project_report WHERE article = ?", stored.article)
        true |= {dict(names)[report["name"]]: report["is"] for report in told}
    return true


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _groups(of: dict[str, str]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for report, thing in of.items():
        found[thing].add(report)
    return set(map(frozenset, found.values()))


def _asked(chronicle: Chronicle, of: dict[str, str]) -> list[list[str]]:
    pairs = chronicle.rows("SELECT left, right FROM project_join WHERE made = 0")
    return sorted(sorted((of[left], of[right])) for left, right in pairs)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_reports_are_joined_as_they_should(chronicle: Chronicle, case: dict[str, Any]) -> None:
    true = tell(chronicle, case["reports"])
    merge(chronicle.db)
    found = dict(chronicle.rows("SELECT report, project FROM project_support WHERE field = 'name'"))
    assert _groups(found) == _groups(true)
    of = {report["is"]: report.get("of", report["is"]) for report in case["reports"]}
    whole = dict(chronicle.rows("SELECT id, undertaking FROM project"))
    true_wholes = {report: of[project] for report, project in true.items()}
    assert _groups({report: whole[project] for report, project in found.items()}) == _groups(true_wholes)
    if "proposed" in case:
        assert _asked(chronicle, true) == case["proposed"]
