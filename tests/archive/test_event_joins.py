"""Event reports are joined as a careful researcher would: the cases of events.toml, one archive each."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, event

CASES = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))["case"]
DEFAULTS: dict[str, Any] = {"kind": "signing", "region": "淄博市", "date": "2026-01-20"}
_NOT_OF_THE_EVENT = ("is", "of", "in", "text", "quote", "published")


def _fact(text: str, report: dict[str, Any]) -> Any:
    values = DEFAULTS | {name: value for name, value in report.items() if name not in _NOT_OF_THE_EVENT}
    quote = {"quote": report["quote"]} if "quote" in report else {}
    return event(text, values.pop("kind"), **values | {"date": values["date"] or None}, **quote)


def _published(report: dict[str, Any]) -> str:
    if "published" in report:
        return str(report["published"])
    return str(date.fromisoformat(report.get("date", DEFAULTS["date"])) + timedelta(1))


def tell(chronicle: Chronicle, reports: list[dict[str, Any]]) -> dict[str, str]:
    """Store the reports; which event each id is of."""
    articles: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for at, report in enumerate(reports):
        articles[report.get("in", -at)].append(report)
    true: dict[str, str] = {}
    for at, told in articles.items():
        text = told[0].get("text") or f"第{-at}篇报道：集中活动举行。"
        stored = chronicle.says(
            text * 4,
            *(_fact(text * 4, report) for report in told),
            published=_published(told[0]),
            source=f"s{at}",
        )
        ids = chronicle.rows("SELECT id FROM event_report WHERE article = ? ORDER BY start", stored.article)
        true |= {key: report["is"] for (key,), report in zip(ids, told, strict=True)}
    return true


def _groups(of: dict[str, str]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for report, thing in of.items():
        found[thing].add(report)
    return set(map(frozenset, found.values()))


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_reports_are_joined_as_they_should(chronicle: Chronicle, case: dict[str, Any]) -> None:
    true = tell(chronicle, case["reports"])
    merge(chronicle.db)
    found = dict(chronicle.rows("SELECT report, event FROM event_support WHERE field = 'kind'"))
    assert _groups(found) == _groups(true)
    rows = {key: (day, parent) for key, day, parent in chronicle.rows("SELECT id, date, parent FROM event")}
    name = {found[report]: event for report, event in true.items()}
    shown = {name[key]: (day or "", name.get(parent)) for key, (day, parent) in rows.items()}
    of = {report["is"]: report.get("of") for report in case["reports"]}
    assert shown == {key: (day, of[key]) for key, day in zip(sorted(of), case["held"], strict=True)}
