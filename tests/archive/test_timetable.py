"""The calendar says of every period whether the event was held, and whether it would have been seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, event

CITY, COUNTY = "淄博市", "淄博市高青县"


def held(chronicle: Chronicle, kind: str, day: str, *, region: str = CITY, **more: Any) -> None:
    text = f"{region}{day}的{kind}活动举行。"
    published = more.pop("published", day[:10] if len(day) == 10 else f"{day}-28")
    chronicle.says(text, event(text, kind, region=region, date=day, **more), published=published)


def read(chronicle: Chronicle, first: str, last: str, *, every: int = 7, source: str = "日报") -> None:
    """Poll a source from one day to another, every so many days."""
    day = date.fromisoformat(first)
    while str(day) <= last:
        row = {"source": source, "day": str(day), "polled": 1, "listed": 0, "new": 0, "failed": 0}
        chronicle.db.table("coverage").upsert(row, pk=("source", "day"))
        day += timedelta(every)


def known_until(chronicle: Chronicle, night: str) -> None:
    chronicle.source("日报")
    chronicle.db.table("run").insert({"id": 1, "source": "日报", "night": night, "started_at": night})


def calendar(chronicle: Chronicle, kind: str) -> list[tuple[Any, ...]]:
    merge(chronicle.db)
    sql = (
        "SELECT period, state, events FROM calendar WHERE kind = ? AND region_code = '370300' ORDER BY period"
    )
    return chronicle.rows(sql, kind)


def test_absence_is_told_from_ignorance(chronicle: Chronicle) -> None:
    held(chronicle, "groundbreaking", "2026-01-20")
    read(chronicle, "2025-10-01", "2025-11-10")
    read(chronicle, "2025-12-20", "2026-03-31")
    known_until(chronicle, "2026-03-31")
    assert calendar(chronicle, "signing") == [
        ("2025-10", "not_found", 0),
        ("2025-11", "not_covered", 0),
        ("2025-12", "not_covered", 0),
        ("2026-01", "not_found", 0),
        ("2026-02", "not_found", 0),
        ("2026-03", "not_covered", 0),
    ]
    assert calendar(chronicle, "groundbreaking") == [("2025-Q4", "not_covered", 0), ("2026-Q1", "held", 1)]
    assert calendar(chronicle, "appraisal") == [("2025-H2", "not_covered", 0), ("2026-H1", "not_covered", 0)]


@pytest.mark.parametrize(
    ("first", "last", "every", "state"),
    [
        ("2026-01-01", "2026-01-31", 13, "not_found"),
        ("2026-01-01", "2026-01-31", 14, "not_covered"),
        ("2026-01-16", "2026-01-31", 1, "not_covered"),
        ("2026-01-01", "2026-01-16", 1, "not_covered"),
        ("2026-01-14", "2026-01-18", 1, "not_found"),
    ],
)
def test_a_month_read_in_part_is_not_covered(
    chronicle: Chronicle, first: str, last: str, every: int, state: str
) -> None:
    chronicle.source("日报")
    read(chronicle, first, last, every=every)
    known_until(chronicle, "2026-02-10")
    assert calendar(chronicle, "review") == [("2026-01", state, 0)]


def test_articles_published_are_read_as_well(chronicle: Chronicle) -> None:
    for day in ("2026-01-05", "2026-01-15", "2026-01-25"):
        chronicle.says(f"{day}的要闻，没有活动。", published=day)
    known_until(chronicle, "2026-02-01")
    merge(chronicle.db)
    columns = "period, state, events, event, articles, days_polled"
    rows = chronicle.rows(f"SELECT {columns} FROM calendar WHERE kind = 'review'")
    assert rows == [("2026-01", "not_found", 0, None, 3, 0)]


def test_a_countys_sources_tell_nothing_of_the_citys_events(chronicle: Chronicle) -> None:
    chronicle.source("高青", COUNTY)
    read(chronicle, "2026-01-01", "2026-02-28", every=1, source="高青")
    known_until(chronicle, "2026-03-01")
    assert calendar(chronicle, "review") == [("2026-01", "not_covered", 0), ("2026-02", "not_covered", 0)]


def test_a_countys_own_event_is_not_the_citys(chronicle: Chronicle) -> None:
    held(chronicle, "signing", "2026-01-10", region=COUNTY)
    read(chronicle, "2026-01-01", "2026-02-05")
    known_until(chronicle, "2026-02-05")
    assert calendar(chronicle, "signing")[0] == ("2026-01", "not_found", 0)


def test_what_was_only_announced_was_not_held(chronicle: Chronicle) -> None:
    held(chronicle, "signing", "2026-01-25", published="2026-01-20")
    read(chronicle, "2026-01-01", "2026-02-05")
    known_until(chronicle, "2026-02-05")
    assert calendar(chronicle, "signing") == [("2026-01", "not_found", 0), ("2026-02", "not_covered", 0)]
    assert chronicle.rows("SELECT date, held FROM event") == [("2026-01-25", 0)]
    held(chronicle, "signing", "2026-01-25")
    assert calendar(chronicle, "signing")[0] == ("2026-01", "held", 1)
    assert chronicle.rows("SELECT date, held, reports FROM event") == [("2026-01-25", 1, 2)]


def test_quarters_and_half_years_end_with_their_last_day(chronicle: Chronicle) -> None:
    for day in ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01"):
        held(chronicle, "groundbreaking", day)
        held(chronicle, "appraisal", day)
    assert calendar(chronicle, "groundbreaking") == [
        ("2025-Q4", "held", 1),
        ("2026-Q1", "held", 2),
        ("2026-Q2", "held", 2),
        ("2026-Q3", "held", 1),
    ]
    assert calendar(chronicle, "appraisal") == [
        ("2025-H2", "held", 1),
        ("2026-H1", "held", 4),
        ("2026-H2", "held", 1),
    ]


def test_an_event_known_to_the_month_counts_and_one_known_to_the_year_does_not(chronicle: Chronicle) -> None:
    held(chronicle, "signing", "2026-01")
    held(chronicle, "review", "2026", published="2026-01-28")
    assert calendar(chronicle, "signing") == [("2026-01", "held", 1)]
    assert calendar(chronicle, "review") == [("2026-01", "not_covered", 0)]


def test_an_event_of_two_days_is_of_the_first(chronicle: Chronicle) -> None:
    text = "1月31日至2月1日，观摩评议举行。"
    chronicle.says(text, event(text, "observation", region=CITY, date="2026-01-31"), published="2026-02-02")
    read(chronicle, "2026-01-01", "2026-02-05")
    assert calendar(chronicle, "observation")[:2] == [("2026-01", "held", 1), ("2026-02", "not_covered", 0)]


def test_the_rhythm_is_held_against_what_the_city_announced(chronicle: Chronicle) -> None:
    held(chronicle, "groundbreaking", "2026-01-20")
    chronicle.says("我市每季度组织一次区县工作点评会，每月举行集中签约。", published="2025-10-08")
    chronicle.says("每两个月召开一次调度会。每季度召开一次集中签约活动。", published="2025-09-01")
    read(chronicle, "2025-10-08", "2026-02-04")
    known_until(chronicle, "2026-02-04")
    merge(chronicle.db)
    columns = "kind, rhythm, announced, announced_as, first_period, last_period"
    counts = "periods, held, not_found, not_covered, kept"
    assert chronicle.rows(f"SELECT {columns}, {counts} FROM rhythm ORDER BY kind") == [
        ("appraisal", "half-yearly", None, None, "2025-H2", "2026-H1", 2, 0, 0, 2, None),
        ("groundbreaking", "quarterly", None, None, "2025-Q3", "2026-Q1", 3, 1, 1, 1, 50.0),
        ("observation", "monthly", None, None, "2025-09", "2026-02", 6, 0, 4, 2, 0.0),
        (
            "review",
            "quarterly",
            "quarterly",
            "每季度组织一次区县工作点评",
            "2025-Q3",
            "2026-Q1",
            3,
            0,
            1,
            2,
            0.0,
        ),
        ("signing", "monthly", "monthly", "每月举行集中签约", "2025-09", "2026-02", 6, 0, 4, 2, 0.0),
    ]
    sql = "SELECT substr(v.text, m.start + 1, m.end - m.start) = m.quote FROM mechanism m"
    assert set(chronicle.rows(f"{sql} JOIN article_version v ON v.id = m.version")) == {(1,)}
