"""The league counts every county's projects, ceremonies and hostings in the quarter they fall in."""

from __future__ import annotations

from typing import Any

from archive.merge.run import merge
from nlp.facts import Rank
from tests.helpers.chronicle import Chronicle, event, indicator, project

CITY, GAOQING, HUANTAI, ZONE = "淄博市", "淄博市高青县", "淄博市桓台县", "淄博市高新区"


def told(chronicle: Chronicle, name: str, day: str, **values: Any) -> None:
    text = f"{name}有新进展。"
    chronicle.says(text, project(text, name, **values), published=day)


def ceremony(chronicle: Chronicle, day: str, published: str | None = None, **values: Any) -> None:
    text = f"{day}，集中开工举行，{len(values)}。"
    given = {"region": CITY, "date": day} | values
    chronicle.says(text, event(text, "groundbreaking", **given), published=published or day)


def league(chronicle: Chronicle, columns: str) -> list[tuple[Any, ...]]:
    merge(chronicle.db)
    return chronicle.rows(f"SELECT region, quarter, {columns} FROM league ORDER BY quarter, region_code")


def test_a_stage_counts_in_the_quarter_of_its_day(chronicle: Chronicle) -> None:
    for day in ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"):
        told(chronicle, f"第{day}号项目", day, region=GAOQING, stage="started", investment=10**8)
    told(chronicle, "天然色素提取项目", "2026-01-20", region=GAOQING, stage="started", start_date="2025")
    assert league(chronicle, "started_projects, started_investment") == [
        (GAOQING, "2025-Q4", 1, 10**8),
        (GAOQING, "2026-Q1", 2, 2 * 10**8),
        (GAOQING, "2026-Q2", 1, 10**8),
    ]


def test_zones_stand_beside_counties_and_ties_share_a_place(chronicle: Chronicle) -> None:
    parts = [(GAOQING, 19, 3 * 10**9), (HUANTAI, 19, 5 * 10**9), (ZONE, 12, 3 * 10**9)]
    ceremony(chronicle, "2026-01-20", parts=parts)
    columns = "ceremony_projects, place_by_projects, place_by_investment, counties"
    assert league(chronicle, columns) == [
        (HUANTAI, "2026-Q1", 19, 1, 1, 3),
        (GAOQING, "2026-Q1", 19, 1, 2, 3),
        (ZONE, "2026-Q1", 12, 3, 2, 3),
    ]


def test_where_nothing_was_started_there_is_no_place(chronicle: Chronicle) -> None:
    told(chronicle, "天然色素提取项目", "2026-01-20", region=GAOQING, stage="signed", investment=10**8)
    told(chronicle, "高纯石英砂项目", "2026-01-21", region=HUANTAI, stage="signed")
    text = "1月22日，集中签约在高青县举行。"
    host = event(text, "signing", region=CITY, date="2026-01-22", host=GAOQING)
    chronicle.says(text, host, published="2026-01-23")
    columns = "signed_projects, signed_investment, hosted, place_by_projects, place_by_investment, counties"
    assert league(chronicle, columns) == [
        (HUANTAI, "2026-Q1", 1, 0, 0, None, None, 2),
        (GAOQING, "2026-Q1", 1, 10**8, 1, None, None, 2),
    ]
    claim = "hostings, ranked, hosted_by_first, standing_by_projects"
    assert chronicle.rows(f"SELECT {claim} FROM host_claim") == [(1, 0, None, None)]


def test_parts_are_of_the_report_that_has_most_and_of_what_was_held(chronicle: Chronicle) -> None:
    ceremony(chronicle, "2026-01-20", host=GAOQING, venue="某项目", project_count=50, investment=9 * 10**9)
    ceremony(chronicle, "2026-01-20", parts=[(GAOQING, 19, None), (HUANTAI, 31, None)], project_count=50)
    ceremony(chronicle, "2026-03-20", published="2026-03-10", host=GAOQING, parts=[(GAOQING, 99, None)])
    assert league(chronicle, "ceremony_projects, hosted") == [
        (HUANTAI, "2026-Q1", 31, 0),
        (GAOQING, "2026-Q1", 19, 1),
    ]


def test_rows_of_a_countys_own_ceremony_are_not_the_citys(chronicle: Chronicle) -> None:
    ceremony(chronicle, "2026-01-20", parts=[(GAOQING, 19, None)])
    ceremony(chronicle, "2026-01-20", region=GAOQING, parts=[(ZONE, 7, None), (GAOQING, 12, None)])
    assert league(chronicle, "ceremony_projects") == [(GAOQING, "2026-Q1", 19)]


def test_ranks_are_counted_once_and_by_the_end_of_their_span(chronicle: Chronicle) -> None:
    for source, period, place in (
        ("日报", "2026-01/2026-03", 2),
        ("门户", "2026-01/2026-03", 2),
        ("日报", "2026-04", 5),
    ):
        text = f"{source}：高青县固定资产投资增长14.2%，{period}。"
        fact = indicator(
            text,
            "增长14.2%",
            name="固定资产投资",
            region=GAOQING,
            period=period,
            value=14.2,
            unit="%",
            measure="growth",
            rank=Rank("全市", place),
        )
        chronicle.says(text, fact, source=source)
    assert league(chronicle, "ranks, mean_rank") == [
        (GAOQING, "2026-Q1", 1, 2.0),
        (GAOQING, "2026-Q2", 1, 5.0),
    ]
