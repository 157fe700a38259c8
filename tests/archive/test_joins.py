"""Which reports are taken for one project or event, and which are not, whatever they share."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, event, project

CITY, COUNTY = "淄博市", "淄博市桓台县"


def says(chronicle: Chronicle, text: str, *named: dict[str, Any], published: str = "2026-01-20") -> None:
    given = [project(text, **{"region": COUNTY, **values}) for values in named]
    chronicle.says(text, *given, published=published)


def projects(chronicle: Chronicle) -> list[int]:
    merge(chronicle.db)
    return [reports for (reports,) in chronicle.rows("SELECT reports FROM project ORDER BY reports DESC")]


def why(chronicle: Chronicle) -> set[str]:
    rows = chronicle.rows("SELECT reasons FROM project_join WHERE made = 1")
    return {reason for (reasons,) in rows for reason in json.loads(reasons)}


@pytest.mark.parametrize(
    "text",
    [
        "会上将氢能装备基地项目更名为燃料电池产业园项目。",
        "“氢能装备基地项目”已正式更名为“燃料电池产业园项目”。",
        "燃料电池产业园项目（原名氢能装备基地项目）即将开工。",
        "燃料电池产业园项目的前身是氢能装备基地项目。",
    ],
)
def test_a_renamed_project_is_one_and_keeps_both_names(chronicle: Chronicle, text: str) -> None:
    old, new = {"name": "氢能装备基地项目"}, {"name": "燃料电池产业园项目"}
    says(chronicle, "氢能装备基地项目签约。", {**old, "stage": "signed"}, published="2025-09-10")
    says(chronicle, text, old, new, published="2025-11-12")
    says(chronicle, "燃料电池产业园项目开工。", {**new, "stage": "started"}, published="2025-12-05")
    assert projects(chronicle) == [4]
    assert "renamed" in why(chronicle)
    names = "SELECT DISTINCT value FROM project_support WHERE field = 'name' ORDER BY value"
    assert chronicle.rows(names) == [(old["name"],), (new["name"],)]


@pytest.mark.parametrize(
    "text",
    [
        "氢能装备基地项目开工。公司更名为东岳集团。燃料电池产业园项目签约。",
        "氢能装备基地项目、燃料电池产业园项目同日开工。",
        "道路更名为氢能大道，氢能装备基地项目与燃料电池产业园项目受益。",
    ],
)
def test_two_names_in_one_article_are_two_projects(chronicle: Chronicle, text: str) -> None:
    says(chronicle, text, {"name": "氢能装备基地项目"}, {"name": "燃料电池产业园项目"})
    assert projects(chronicle) == [1, 1]


def test_a_short_name_is_that_of_the_one_full_name_before_it(chronicle: Chronicle) -> None:
    full = {"name": "高山黑牛全产业链加工项目", "company": "禾序牧业", "investment": 55 * 10**7}
    says(chronicle, "高山黑牛全产业链加工项目开工。黑牛项目明年投产。", full, {"name": "黑牛项目"})
    assert projects(chronicle) == [2]
    assert why(chronicle) >= {"short for it in one article"}


def test_a_short_name_with_its_own_amount_or_two_holders_stays_alone(chronicle: Chronicle) -> None:
    text = "黑牛屠宰加工项目、黑牛冷链仓储项目开工。黑牛项目投产。"
    says(chronicle, text, {"name": "黑牛屠宰加工项目"}, {"name": "黑牛冷链仓储项目"}, {"name": "黑牛项目"})
    text = "风电装备制造基地项目开工。风电项目投产。"
    own = {"name": "风电项目", "investment": 3 * 10**8}
    says(chronicle, text, {"name": "风电装备制造基地项目", "investment": 9 * 10**8}, own)
    assert projects(chronicle) == [1] * 5


def test_the_name_of_the_place_before_a_name_tells_nothing(chronicle: Chronicle) -> None:
    says(chronicle, "桓台智慧康养度假项目开工。", {"name": "桓台智慧康养度假项目"})
    says(chronicle, "桓台县智慧康养度假项目投产。", {"name": "桓台县智慧康养度假项目"})
    says(chronicle, "智慧康养度假项目签约。", {"name": "智慧康养度假项目"})
    assert projects(chronicle) == [3]


def test_a_digit_or_direction_before_a_name_tells_two_apart(chronicle: Chronicle) -> None:
    for name in ("东药用玻璃管制瓶扩产项目", "西药用玻璃管制瓶扩产项目", "2号药用玻璃管制瓶扩产项目"):
        says(chronicle, f"{name}开工。", {"name": name})
    assert projects(chronicle) == [1, 1, 1]


def held(chronicle: Chronicle, text: str, **values: Any) -> None:
    published = values.pop("published", "2025-11-13")
    given = {"region": CITY, "date": "2025-09-10", **values}
    chronicle.says(text, event(text, "signing", **given), published=published)


def days(chronicle: Chronicle) -> list[tuple[Any, ...]]:
    merge(chronicle.db)
    return chronicle.rows("SELECT date, reports FROM event ORDER BY date")


def test_a_report_with_a_month_means_the_only_event_of_the_month(chronicle: Chronicle) -> None:
    held(chronicle, "9月10日签约42个项目。", project_count=42)
    held(chronicle, "9月全市集中签约时亮相的项目开工了。", date="2025-09")
    assert days(chronicle) == [("2025-09-10", 2)]


def test_a_month_with_two_events_or_another_total_decides_nothing(chronicle: Chronicle) -> None:
    held(chronicle, "9月10日签约42个项目。", project_count=42)
    held(chronicle, "9月签约的30个项目进展顺利。", date="2025-09", project_count=30)
    assert days(chronicle) == [("2025-09", 1), ("2025-09-10", 1)]
    held(chronicle, "9月25日签约51个项目。", date="2025-09-25", project_count=51)
    held(chronicle, "9月签约的项目开工。", date="2025-09")
    assert [reports for _, reports in days(chronicle)] == [1, 1, 1, 1]


def test_a_report_may_name_the_batch_instead_of_a_day(chronicle: Chronicle) -> None:
    held(chronicle, "9月10日签约42个项目。", project_count=42)
    held(chronicle, "10月14日签约30个项目。", date="2025-10-14", project_count=30, published="2025-10-15")
    held(chronicle, "9月份在全市集中签约活动上亮相的项目换了名字。", date=None)
    held(chronicle, "今年集中签约的项目进展顺利。", date=None)
    assert days(chronicle) == [(None, 1), ("2025-09-10", 2), ("2025-10-14", 1)]


TOTALS: dict[str, Any] = {"project_count": 42, "investment": 30 * 10**9}


def test_near_days_with_the_same_totals_are_one_event_and_a_conflict(chronicle: Chronicle) -> None:
    held(chronicle, "9月10日签约42个项目。", **TOTALS, published="2025-09-11")
    held(chronicle, "9月11日，42个项目签约。", **TOTALS, date="2025-09-11", published="2025-09-12")
    held(chronicle, "昨天签约42个项目。", **TOTALS, published="2025-09-11")
    held(chronicle, "10月10日签约42个项目。", **TOTALS, date="2025-10-10")
    held(chronicle, "9月12日签约42个项目。", date="2025-09-12", project_count=42, investment=10**9)
    assert days(chronicle) == [("2025-09-10", 3), ("2025-09-12", 1), ("2025-10-10", 1)]
    conflict = "SELECT field, shown, shown_support, other, other_support FROM conflict"
    assert chronicle.rows(conflict) == [("date", "2025-09-10", 2, "2025-09-11", 1)]


def test_what_was_held_outweighs_what_was_announced(chronicle: Chronicle) -> None:
    for source in ("日报", "晚报"):
        held(chronicle, f"{source}：定于9月10日签约。", **TOTALS, published="2025-09-08")
    held(chronicle, "9月15日签约。", **TOTALS, date="2025-09-15", published="2025-09-16")
    assert days(chronicle) == [("2025-09-15", 3)]


def test_an_event_put_off_is_the_one_held_later(chronicle: Chronicle) -> None:
    held(chronicle, "集中签约定于9月10日举行。", published="2025-09-05")
    text = "原定于9月10日举行的集中签约推迟至9月15日举行。"
    held(chronicle, text, published="2025-09-09")
    held(chronicle, "9月15日，集中签约举行。", **TOTALS, date="2025-09-15", published="2025-09-16")
    assert days(chronicle) == [("2025-09-15", 3)]
    conflict = "SELECT field, shown, other FROM conflict"
    assert chronicle.rows(conflict) == [("date", "2025-09-15", "2025-09-10")]


def test_totals_far_apart_on_one_day_are_two_events(chronicle: Chronicle) -> None:
    held(chronicle, "签约42个项目。", **TOTALS)
    held(chronicle, "外资项目签约6个。", project_count=6, investment=10**9)
    held(chronicle, "签约43个项目。", project_count=43, investment=31 * 10**9)
    assert sorted(days(chronicle)) == [("2025-09-10", 1), ("2025-09-10", 2)]


def test_the_second_half_of_a_split_report_means_the_event_of_the_first(chronicle: Chronicle) -> None:
    first, second = "9月10日签约42个项目。", "签约的项目中有八成是工业项目。"
    half = chronicle.says(first, event(first, "signing", region=CITY, date="2025-09-10", project_count=42))
    rest = chronicle.says(second, event(second, "signing", region=CITY))
    chronicle.db.table("article").update(rest.article, {"continues": half.article})
    assert days(chronicle) == [("2025-09-10", 2)]


@pytest.mark.parametrize(("home", "region"), [("重庆市", "重庆市渝北区"), ("湖北省仙桃市", "湖北省仙桃市")])
def test_places_under_no_prefecture_are_merged_as_well(chronicle: Chronicle, home: str, region: str) -> None:
    text = f"{region}储能电池项目开工。"
    values: dict[str, Any] = {"region": region, "stage": "started"}
    ceremony = event(text, "groundbreaking", region=region, host=region, date="2026-01-20")
    chronicle.says(text, project(text, "储能电池项目", **values), ceremony, home=home)
    merge(chronicle.db)
    assert chronicle.rows("SELECT region, stage FROM project") == [(region, "started")]
    city = chronicle.rows("SELECT DISTINCT r.name FROM calendar c JOIN region r ON r.code = c.region_code")
    assert city == [(home,)]
    assert chronicle.rows("PRAGMA foreign_key_check") == []
