"""What cannot be right is found, with its evidence; what can be right is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.checks import check
from archive.corrections import correct
from archive.merge.run import merge
from nlp.facts import Rank
from tests.helpers.chronicle import Chronicle, event, indicator, project

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


def told(chronicle: Chronicle, day: str, **values: Any) -> None:
    text = f"{day}，高端不锈钢制品项目有新进展。"
    fact = project(text, "高端不锈钢制品项目", **{"region": "淄博市高青县", **values})
    chronicle.says(text, fact, published=day)


def test_an_amount_in_the_wrong_unit_is_an_error(chronicle: Chronicle) -> None:
    for at, amount in enumerate((1_240_000_000, 1_240_000_000, 124_000), 1):
        told(chronicle, f"2026-01-0{at}", investment=amount)
    message = "高端不锈钢制品项目: 124000 here, 1240000000 elsewhere"
    assert findings(chronicle) == [("unit_slip", "error", message)]


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
