"""What cannot be right is found, with its evidence; what can be right is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.checks.run import check
from archive.corrections import correct
from archive.merge.run import merge
from nlp.facts import Part, Rank
from tests.helpers.chronicle import Chronicle, event, figure, indicator, project

CITY: dict[str, Any] = {"date": "2026-01-20", "region": "淄博市"}
COUNTIES = ("张店区", "淄川区", "博山区", "临淄区", "周村区", "桓台县", "高青县", "沂源县")


def findings(chronicle: Chronicle) -> list[tuple[str, str, str]]:
    merge(chronicle.db)
    check(chronicle.db, "2026-02-01")
    return chronicle.rows("SELECT kind, severity, message FROM problem ORDER BY kind, message")


def ceremony(chronicle: Chronicle, text: str, parts: list[int] | None = None, **values: Any) -> None:
    rows = [(f"淄博市{name}", count, None) for name, count in zip(COUNTIES, parts or (), strict=False)]
    chronicle.says(text, event(text, "groundbreaking", parts=rows, **CITY | values))


@pytest.mark.parametrize(
    ("parts", "total", "found"),
    [
        ([10] * 8, 80, []),
        ([10] * 8, 79, ["parts by region add up to 80, the total is 79"]),
        ([10] * 8, 81, ["parts by region add up to 80, the total is 81"]),
        ([10] * 7, 81, []),
        ([10] * 7, 69, ["parts by region add up to 70, the total is 69"]),
        ([1] * 8, 200, []),
    ],
)
def test_parts_against_totals(chronicle: Chronicle, parts: list[int], total: int, found: list[str]) -> None:
    ceremony(chronicle, "集中开工。", parts, project_count=total)
    assert findings(chronicle) == [("parts_against_total", "warning", message) for message in found]


TENTH = 10**7  # 0.1 亿元


@pytest.mark.parametrize(
    ("amounts", "total", "found"),
    [
        ([1123] * 8, 8984, False),
        ([1123] * 8, 8987, False),
        ([1123] * 8, 9034, True),
        ([1123] * 8, 8934, True),
        ([1123] * 8, 9000, False),
        ([1123] * 7, 9034, False),
    ],
)
def test_amounts_of_parts_miss_their_total_by_no_more_than_rounding(
    chronicle: Chronicle, amounts: list[int], total: int, found: bool
) -> None:
    rows = [(f"淄博市{name}", None, amount * TENTH) for name, amount in zip(COUNTIES, amounts, strict=False)]
    chronicle.says(
        "集中开工。", event("集中开工。", "groundbreaking", parts=rows, investment=total * TENTH, **CITY)
    )
    message = f"parts by region add up to {sum(amounts) * TENTH}, the total is {total * TENTH}"
    assert findings(chronicle) == [("parts_against_total", "warning", message)] * found


def test_a_part_that_is_about_so_much_may_miss_by_more(chronicle: Chronicle) -> None:
    text = "各区县开工约112.3亿元。"
    rows = [(f"淄博市{name}", None, 1123 * TENTH) for name in COUNTIES]
    about = figure(text, "约112.3亿元", 1123 * TENTH)
    ceremony_ = event(text, "groundbreaking", parts=rows, investment=9034 * TENTH, **CITY)
    chronicle.says(text, ceremony_, replace(about, approximation="about"))
    assert findings(chronicle) == []


def test_parts_by_tier_against_their_total(chronicle: Chronicle) -> None:
    text = "集中开工。"
    place: dict[str, Any] = {"start": 0, "end": 4, "quote": "集中开工"}
    for counts in ((38, 82, 135), (38, 82, 130), (38, 82, 140)):
        tiers = zip(("省重大项目", "市重大项目", "区县重点项目"), counts, strict=True)
        parts = tuple(Part(by="tier", label=label, project_count=count, **place) for label, count in tiers)
        told = event(text, "groundbreaking", project_count=255, **CITY)
        chronicle.says(text, replace(told, breakdown=parts), source=f"{counts}")
    assert [message for *_, message in findings(chronicle)] == [
        "parts by tier add up to 250, the total is 255",
        "parts by tier add up to 260, the total is 255",
    ]


def test_a_years_investment_is_not_more_than_the_total(chronicle: Chronicle) -> None:
    told(chronicle, "2026-01-01", investment=4_600_000_000, annual_investment=21_200_000_000)
    ceremony(chronicle, "集中开工。", investment=9 * 10**9, annual_investment=10**9)
    message = "21200000000 in a year is more than the total of 4600000000"
    assert findings(chronicle) == [("year_against_total", "warning", message)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("255个项目开工。四强产业项目174个、总投资739.5亿元，占66.8%。", []),
        ("255个项目开工。四强产业项目174个、总投资739.5亿元，占68%。", []),
        (
            "255个项目开工。四强产业项目总投资739.5亿元，占总投资的86.8%。",
            ["739.5 of 1106.8 is 66.8 %, the text says 86.8 %"],
        ),
        (
            "255个项目开工。四强产业项目174个、总投资739.5亿元，占76%。",
            ["739.5 of 1106.8 is 66.8 %, the text says 76 %"],
        ),
        ("255个项目开工。全区产值2000亿元，占全市的50%。", []),
    ],
)
def test_shares_against_amounts(chronicle: Chronicle, text: str, found: list[str]) -> None:
    ceremony(chronicle, text, project_count=255, investment=110_680_000_000)
    assert findings(chronicle) == [("share_against_count", "warning", message) for message in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("255个项目开工。其中四强产业项目174个，占68%。", []),
        ("255个项目开工。其中四强产业项目174个，占比达到68.2%。", []),
        ("255个项目开工。其中四强产业项目174个，占总数的86%。", ["174 of 255 is 68.2 %, the text says 86 %"]),
        ("255个项目开工。其中四强产业项目174个，占68.9%。", ["174 of 255 is 68.2 %, the text says 68.9 %"]),
        ("255个项目开工。四强产业项目174个、总投资800亿元，占66%。", []),
        ("255个项目开工。四强产业项目174个，占总投资的81%。", []),
        (
            "255个项目开工。技改项目51个，占30%；新建项目204个，占70%。",
            ["204 of 255 is 80.0 %, the text says 70 %", "51 of 255 is 20.0 %, the text says 30 %"],
        ),
    ],
)
def test_shares_against_counts(chronicle: Chronicle, text: str, found: list[str]) -> None:
    ceremony(chronicle, text, project_count=255)
    assert findings(chronicle) == [("share_against_count", "warning", message) for message in found]


def test_a_share_is_of_the_event_before_it(chronicle: Chronicle) -> None:
    text = "签约50个项目，其中外资项目10个，占20%。255个项目开工，其中四强产业项目174个，占68%。"
    signed = event(text, "signing", quote="签约50个项目", project_count=50, **CITY)
    opened = event(text, "groundbreaking", quote="255个项目开工", project_count=255, **CITY)
    chronicle.says(text, signed, opened)
    assert findings(chronicle) == []


def ranked(chronicle: Chronicle, *rows: tuple[str, float, int], source: str = "日报") -> None:
    text = "".join(f"{county}增长{value}%，居全市第{place}位。" for county, value, place in rows)
    facts = [
        indicator(
            text,
            f"{county}增长{value}%",
            name="固定资产投资",
            region=f"淄博市{county}",
            period="2025-12",
            value=value,
            unit="%",
            measure="growth",
            rank=Rank("全市", place),
        )
        for county, value, place in rows
    ]
    chronicle.says(text, *facts, source=source)


def test_ranks_against_values_of_one_article_or_month(chronicle: Chronicle) -> None:
    ranked(chronicle, ("高青县", 12.5, 1), ("桓台县", 9.1, 2))
    ranked(chronicle, ("沂源县", 10.4, 3), ("周村区", 8.8, 4), source="门户")
    ranked(chronicle, ("沂源县", 10.4, 3), source="转载")
    assert [message for _, _, message in findings(chronicle)] == [
        "淄博市桓台县 ranks before 淄博市沂源县 with a lower 固定资产投资"
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            (("高青县", 12.5, 1), ("桓台县", 9.1, 1)),
            "淄博市高青县 and 淄博市桓台县 both rank 1 by different 固定资产投资",
        ),
        ((("高青县", 12.5, 1), ("高青县", 12.5, 2)), "淄博市高青县 ranks 1 and 2 by one 固定资产投资"),
        ((("高青县", 9.1, 1), ("桓台县", 9.1, 1)), None),
        ((("高青县", 31.0, 1), ("桓台县", 33.0, 2), ("沂源县", 35.0, 3)), None),
    ],
)
def test_ranks_given_twice(
    chronicle: Chronicle, rows: tuple[tuple[str, float, int], ...], message: str | None
) -> None:
    for at, row in enumerate(rows):
        ranked(chronicle, row, source=f"{at}")
    assert [found for *_, found in findings(chronicle)] == ([message] if message else [])


def told(chronicle: Chronicle, day: str, **values: Any) -> None:
    text = f"{day}，高端不锈钢制品项目有新进展。"
    fact = project(text, "高端不锈钢制品项目", **{"region": "淄博市高青县", **values})
    chronicle.says(text, fact, published=day)


def test_an_amount_in_the_wrong_unit_is_an_error(chronicle: Chronicle) -> None:
    for at, amount in enumerate((1_240_000_000, 1_240_000_000, 124_000), 1):
        told(chronicle, f"2026-01-0{at}", investment=amount)
    message = "高端不锈钢制品项目: 124000 here, 1240000000 elsewhere"
    assert findings(chronicle) == [("unit_slip", "error", message)]


def test_an_events_amount_in_the_wrong_unit_is_an_error(chronicle: Chronicle) -> None:
    ceremony(chronicle, "集中开工，总投资1106.8亿元。", investment=110_680_000_000)
    ceremony(chronicle, "集中开工，总投资1106.8万元。", investment=11_068_000)
    message = "groundbreaking: 11068000 here, 110680000000 elsewhere"
    assert findings(chronicle) == [("unit_slip", "error", message)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (
            {"stage": "operating", "operation_date": "2026-10"},
            "operating in an article of 2026-01-01, but 2026-10",
        ),
        (
            {"stage": "started", "start_date": "2026-03-01"},
            "started in an article of 2026-01-01, but 2026-03-01",
        ),
        ({"stage": "started", "start_date": "2026-01"}, None),
        ({"stage": "planned", "start_date": "2026-03"}, None),
        ({"stage": "completed", "operation_date": "2026-10"}, None),
    ],
)
def test_a_stage_reached_has_no_day_to_come(
    chronicle: Chronicle, values: dict[str, Any], found: str | None
) -> None:
    told(chronicle, "2026-01-01", **values)
    assert [message for *_, message in findings(chronicle)] == (
        [f"高端不锈钢制品项目: {found}"] if found else []
    )


def test_stages_out_of_order_over_reports(chronicle: Chronicle) -> None:
    told(chronicle, "2026-01-01", stage="started", start_date="2025-10")
    told(chronicle, "2026-01-02", stage="operating", operation_date="2025-06")
    assert [message for *_, message in findings(chronicle)] == [
        "高端不锈钢制品项目: operating 2025-06, but started 2025-10"
    ]


def test_dates_of_different_precision_can_be_right(chronicle: Chronicle) -> None:
    told(chronicle, "2026-01-01", start_date="2025-10-08", operation_date="2025-10")
    told(chronicle, "2026-01-02", start_date="2025-10-08", operation_date="2025")
    assert findings(chronicle) == []


def test_a_fact_on_a_place_that_is_no_more(chronicle: Chronicle) -> None:
    told(chronicle, "2026-01-01")
    key = chronicle.rows("SELECT code FROM region WHERE valid_to < '2020' AND kind = 'county' LIMIT 1")[0][0]
    chronicle.db.execute("UPDATE project_report SET region_code = ?", [key])
    found = findings(chronicle)
    assert [(kind, severity) for kind, severity, _ in found] == [("place_outside_validity", "info")]


def test_a_corrected_number_is_found_no_more(chronicle: Chronicle, tmp_path: Path) -> None:
    ceremony(chronicle, "集中开工。", [10] * 8, project_count=79)
    assert len(findings(chronicle)) == 1
    evidence = json.loads(chronicle.rows("SELECT evidence FROM problem")[0][0])
    assert evidence == {"quote": "集中开工", "field": "project_count"}
    fact = chronicle.rows("SELECT id FROM event_report")[0][0]
    path = tmp_path / "corrections.csv"
    head = "fact,field,old,new,reason,who,when\n"
    path.write_text(head + f"{fact},project_count,79,80,误排,张三,2026-03-01\n", encoding="utf-8")
    assert correct(chronicle.db, path) == (1, [])
    assert findings(chronicle) == []
