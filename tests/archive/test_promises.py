"""What became of a promised day of operation, and what cannot be said of it."""

from __future__ import annotations

from typing import Any

import pytest

from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, event, project

NAME = "天然色素提取项目"


def told(chronicle: Chronicle, day: str, **values: Any) -> None:
    text = f"{day}，{NAME}有新进展。"
    chronicle.says(text, project(text, NAME, region="淄博市高青县", **values), published=day)


def known_until(chronicle: Chronicle, night: str) -> None:
    chronicle.source("日报")
    chronicle.db.table("run").insert({"id": 1, "source": "日报", "night": night, "started_at": night})


def promise(chronicle: Chronicle) -> list[tuple[Any, ...]]:
    merge(chronicle.db)
    return chronicle.rows("SELECT promised, revised, operating, outcome FROM promise")


@pytest.mark.parametrize(
    ("due", "as_of", "outcome"),
    [
        ("2026-03", "2026-03-31", "open"),
        ("2026-03", "2026-04-01", "silent"),
        ("2026", "2026-12-31", "open"),
        ("2026-03-15", "2026-03-16", "silent"),
    ],
)
def test_a_promise_is_open_to_its_last_day(chronicle: Chronicle, due: str, as_of: str, outcome: str) -> None:
    told(chronicle, "2026-01-10", stage="started", operation_date=due)
    known_until(chronicle, as_of)
    assert promise(chronicle) == [(due, None, None, outcome)]


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ({"stage": "under_construction"}, "late"),
        ({"stage": "completed"}, "late"),
        ({"stage": None, "operation_date": "2026-09"}, "late"),
        ({"stage": None}, "silent"),
    ],
)
def test_only_a_report_that_it_does_not_operate_makes_it_late(
    chronicle: Chronicle, later: dict[str, Any], outcome: str
) -> None:
    told(chronicle, "2026-01-10", stage="started", operation_date="2026-03")
    told(chronicle, "2026-05-01", **later)
    assert [row[3] for row in promise(chronicle)] == [outcome]


@pytest.mark.parametrize(
    ("day", "values", "outcome"),
    [
        ("2026-03-20", {}, "kept"),
        ("2026-05-20", {}, "unclear"),
        ("2026-05-20", {"operation_date": "2026-03-28"}, "kept"),
        ("2026-05-20", {"operation_date": "2026-03"}, "kept"),
        ("2026-05-20", {"operation_date": "2026-04"}, "late"),
        ("2026-05-20", {"operation_date": "2026"}, "unclear"),
    ],
)
def test_operation_is_held_against_the_promise(
    chronicle: Chronicle, day: str, values: dict[str, Any], outcome: str
) -> None:
    told(chronicle, "2026-01-10", stage="started", operation_date="2026-03")
    told(chronicle, day, stage="operating", **values)
    assert [row[3] for row in promise(chronicle)] == [outcome]


def test_it_is_late_if_it_did_not_operate_when_due_though_no_one_says_since_when(
    chronicle: Chronicle,
) -> None:
    told(chronicle, "2026-01-10", stage="started", operation_date="2026-03")
    told(chronicle, "2026-04-10", stage="under_construction")
    told(chronicle, "2026-05-20", stage="operating")
    assert promise(chronicle) == [("2026-03", None, "2026-05-20", "late")]


def test_a_promise_said_more_exactly_is_no_other(chronicle: Chronicle) -> None:
    told(chronicle, "2026-01-10", stage="started", operation_date="2026")
    told(chronicle, "2026-02-10", stage="started", operation_date="2026-10")
    assert promise(chronicle) == [("2026", None, None, "open")]
    told(chronicle, "2026-03-10", stage="started", operation_date="2027-03")
    assert promise(chronicle) == [("2026", "2027-03", None, "open")]


def test_a_plan_that_lies_behind_the_report_is_no_promise(chronicle: Chronicle) -> None:
    told(chronicle, "2026-04-10", stage="completed", operation_date="2026-03")
    told(chronicle, "2026-04-11", stage="operating", operation_date="2026-04")
    assert promise(chronicle) == []


def test_the_second_half_of_a_split_report_shares_its_ceremony(chronicle: Chronicle) -> None:
    first, second = "1月20日，集中开工举行。", f"{NAME}也开工了。"
    half = chronicle.says(
        first, event(first, "groundbreaking", region="淄博市", date="2026-01-20"), published="2026-01-22"
    )
    fact = project(second, NAME, region="淄博市高青县", stage="started")
    rest = chronicle.says(second, fact, published="2026-01-22")
    chronicle.db.table("article").update(rest.article, {"continues": half.article})
    merge(chronicle.db)
    assert chronicle.rows("SELECT stage, date, basis FROM project_stage") == [
        ("started", "2026-01-20", "event")
    ]
