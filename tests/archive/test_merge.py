"""Reports become events and projects: joined where they agree, apart where they cannot be one."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from archive.merge.run import DERIVED, merge
from tests.helpers.chronicle import Chronicle, event, figure, project

CEREMONY = "1月20日，淄博市重大项目集中开工仪式在高青县举行，255个项目总投资1217亿元。"
CITY: dict[str, Any] = {"date": "2026-01-20", "region": "淄博市"}


def report(chronicle: Chronicle, text: str, **values: Any) -> None:
    where = {name: values.pop(name) for name in ("source", "published", "stated_source") if name in values}
    chronicle.says(text, event(text, "groundbreaking", **(CITY | values)), **where)


def test_reports_of_one_ceremony_join_and_disagreement_is_kept(chronicle: Chronicle) -> None:
    report(chronicle, CEREMONY, source="日报", project_count=255, investment=121_700_000_000)
    report(chronicle, "全市255个项目今天集中开工。", source="门户", project_count=255, host="淄博市高青县")
    report(chronicle, "淄博253个项目开工。", source="晚报", project_count=253, published="2026-01-22")
    merge(chronicle.db)
    columns = "kind, date, region_code, host_code, project_count, investment, reports, independent, conflicts"
    assert chronicle.rows(f"SELECT {columns} FROM event") == [
        ("groundbreaking", "2026-01-20", "370300", "370322", 255, 121_700_000_000, 3, 3, 1)
    ]
    columns = "field, shown, shown_number, shown_support, other, other_number, other_support"
    assert chronicle.rows(f"SELECT {columns} FROM conflict") == [
        ("project_count", "255", 255, 2, "253", 253, 1)
    ]
    support = "SELECT value, shown, count(*) FROM event_support WHERE field = 'project_count' GROUP BY 1, 2"
    assert chronicle.rows(support) == [("253", 0, 1), ("255", 1, 2)]


def test_reprints_support_a_value_once(chronicle: Chronicle) -> None:
    text = CEREMONY + "市委、市政府主要领导出席仪式并宣布开工，有关部门和区县负责同志、企业代表参加。" * 2
    report(chronicle, text, source="日报", project_count=255)
    report(chronicle, text, source="门户", project_count=255, stated_source="日报", published="2026-01-21")
    report(chronicle, "共253个项目开工。", source="晚报", project_count=253)
    merge(chronicle.db)
    assert chronicle.rows("SELECT reports, independent FROM event") == [(3, 2)]
    named = "SELECT a.source, b.source, r.reason FROM reprint r JOIN article a ON a.id = r.article"
    assert chronicle.rows(f"{named} JOIN article b ON b.id = r.cluster ORDER BY 1") == [
        ("日报", "日报", "earliest"),
        ("门户", "日报", "earliest"),
    ]


def test_of_one_text_the_original_is_shown_and_of_two_the_one_that_is_copied(chronicle: Chronicle) -> None:
    tail = "市委、市政府主要领导出席仪式并宣布开工，有关部门和区县负责同志、企业代表参加。" * 2
    report(chronicle, f"{CEREMONY}{tail}", source="日报", project_count=255)
    report(chronicle, f"{CEREMONY}昨天，{tail}", source="门户", project_count=253, stated_source="日报")
    report(chronicle, f"{CEREMONY}据悉，{tail}", source="晚报", project_count=253, stated_source="日报")
    for source, day in (("县报", "20"), ("转载", "21")):
        text = f"{source}观摩了9个项目。" if source == "县报" else "观摩了3个项目。"
        tour = event(text, "observation", date="2026-01-20", region="淄博市", project_count=int(text[-5]))
        chronicle.says(text, tour, source=source, published=f"2026-01-{day}")
    merge(chronicle.db)
    shown = chronicle.rows("SELECT kind, project_count, independent FROM event ORDER BY kind")
    assert shown == [("groundbreaking", 255, 1), ("observation", 9, 2)]


def test_a_changed_figure_in_a_reprint_is_a_conflict(chronicle: Chronicle) -> None:
    tail = "仪式由市长主持，各区县设分会场同步开工，企业代表、施工单位代表先后发言，气氛热烈，现场机械轰鸣。"
    texts = {"日报": f"总投资1217亿元的项目集中开工。{tail}", "门户": f"总投资1207亿元的项目集中开工。{tail}"}
    for day, (source, text) in enumerate(texts.items(), 20):
        quote = text[3:9]
        amount = figure(text, quote, int(quote[:4]) * 10**8)
        chronicle.says(text, amount, source=source, published=f"2026-01-{day}")
    merge(chronicle.db)
    columns = "field, shown, shown_number, other, other_number"
    assert chronicle.rows(f"SELECT {columns} FROM conflict") == [
        ("figure", "1217亿元", 121_700_000_000, "1207亿元", 120_700_000_000)
    ]


def test_a_sub_venue_belongs_to_the_city_event(chronicle: Chronicle) -> None:
    report(chronicle, CEREMONY, project_count=255)
    report(chronicle, "桓台县分会场18个项目开工。", region="淄博市桓台县", project_count=18, source="桓台")
    merge(chronicle.db)
    rows = chronicle.rows("SELECT c.region, p.region FROM event c JOIN event p ON p.id = c.parent")
    assert rows == [("淄博市桓台县", "淄博市")]


def test_a_report_without_a_day_joins_only_what_it_agrees_with(chronicle: Chronicle) -> None:
    report(chronicle, CEREMONY, project_count=255)
    report(
        chronicle, "近日255个项目开工。", date=None, project_count=255, source="甲", published="2026-01-28"
    )
    report(chronicle, "近日90个项目开工。", date=None, project_count=90, source="乙", published="2026-01-28")
    merge(chronicle.db)
    assert chronicle.rows("SELECT date, project_count, reports FROM event ORDER BY 2") == [
        (None, 90, 1),
        ("2026-01-20", 255, 2),
    ]


def life(chronicle: Chronicle, day: str, **values: Any) -> None:
    text = f"{day}，{values['name']}有新进展，企业负责人说。"
    chronicle.says(text, project(text, **values), published=day, source=values.pop("source", "日报"))


HUA: dict[str, Any] = {"company": "山东隆华新材料股份有限公司", "region": "淄博市高青县"}


def test_a_project_lives_through_its_stages_and_its_promise_is_reckoned(chronicle: Chronicle) -> None:
    life(chronicle, "2025-03-01", name="108万吨/年PA66项目", stage="signed", investment=400_000_000, **HUA)
    life(
        chronicle,
        "2025-06-10",
        name="年产108万吨PA66项目",
        stage="started",
        investment=520_000_000,
        start_date="2025-06",
        operation_date="2025-12",
        company="隆华新材料",
        region="淄博市高青县",
    )
    life(chronicle, "2026-02-03", name="108万吨/年PA66项目", stage="operating", investment=520_000_000, **HUA)
    merge(chronicle.db)
    columns = "name, company, region_code, stage, first_investment, investment, reports, conflicts"
    assert chronicle.rows(f"SELECT {columns} FROM project") == [
        ("108万吨/年PA66项目", HUA["company"], "370322", "operating", 400_000_000, 520_000_000, 3, 1)
    ]
    assert chronicle.rows("SELECT stage, date, basis FROM project_stage WHERE first ORDER BY date") == [
        ("signed", "2025-03-01", "published"),
        ("started", "2025-06", "stated"),
        ("operating", "2026-02-03", "published"),
    ]
    promise = "SELECT promised, revised, operating, outcome, last_reported FROM promise"
    assert chronicle.rows(promise) == [("2025-12", None, "2026-02-03", "unclear", "2026-02-03")]


def test_two_alike_in_different_counties_stay_two(chronicle: Chronicle) -> None:
    same: dict[str, Any] = {
        "name": "智慧冷链物流园项目",
        "investment": 500_000_000,
        "company": "中国供销集团",
    }
    life(chronicle, "2026-01-01", region="淄博市张店区", **same)
    life(chronicle, "2026-01-02", region="淄博市临淄区", **same)
    life(chronicle, "2026-01-03", region="淄博市", **same)
    merge(chronicle.db)
    counties = chronicle.rows("SELECT region_code, reports FROM project ORDER BY 1")
    assert counties == [("370300", 1), ("370303", 1), ("370305", 1)]
    assert chronicle.rows("SELECT made, count(*) FROM project_join GROUP BY 1") == [(0, 2)]


def test_phases_named_apart_stay_apart(chronicle: Chronicle) -> None:
    for phase in "一二":
        name = f"高端装备产业园{phase}期项目"
        life(chronicle, "2026-01-01", name=name, region="淄博市桓台县", investment=10**9, company="东岳集团")
    merge(chronicle.db)
    assert chronicle.rows("SELECT count(*) FROM project") == [(2,)]


def test_a_weak_likeness_is_proposed_not_made(chronicle: Chronicle) -> None:
    place: dict[str, Any] = {"region": "淄博市桓台县", "company": "东岳集团"}
    life(chronicle, "2026-01-01", name="四氟丙烯项目", **place)
    life(chronicle, "2026-01-02", name="六氟丙烯扩建项目", **place)
    merge(chronicle.db)
    assert chronicle.rows("SELECT made, count(*) FROM project_join GROUP BY made") == [(0, 1)]
    assert chronicle.rows("SELECT count(*) FROM project") == [(2,)]


def said(path: Path, order: tuple[int, ...]) -> dict[str, list[tuple[Any, ...]]]:
    chronicle = Chronicle(path)
    adders = [
        lambda: report(chronicle, CEREMONY, source="日报", project_count=255),
        lambda: report(chronicle, "全市253个项目今天开工。", source="门户", project_count=253),
        lambda: life(chronicle, "2025-03-01", name="108万吨PA66项目", stage="signed", investment=4, **HUA),
        lambda: life(chronicle, "2025-06-01", name="PA66项目", stage="started", investment=4, **HUA),
    ]
    for at in order:
        adders[at]()
        merge(chronicle.db)
    return {table: sorted(chronicle.rows(f"SELECT * FROM [{table}]"), key=str) for table in DERIVED}


def test_order_of_reports_and_repeated_merging_change_nothing(tmp_path: Path) -> None:
    results = [
        said(tmp_path / f"{at}.db", order) for at, order in enumerate(itertools.permutations(range(4)))
    ][::5]
    assert all(result == results[0] for result in results)
    assert len(results[0]["event"]) == len(results[0]["project"]) == 1


def test_the_league_counts_stages_ceremonies_and_hosting(chronicle: Chronicle) -> None:
    parts = [("淄博市高青县", 19, 20_300_000_000)]
    report(chronicle, CEREMONY, project_count=255, host="淄博市高青县", parts=parts)
    life(chronicle, "2026-01-21", name="PA66项目", stage="started", investment=7 * 10**9, **HUA)
    merge(chronicle.db)
    columns = "quarter, started_projects, started_investment, ceremony_projects, ceremony_investment, hosted"
    assert chronicle.rows(f"SELECT {columns} FROM league WHERE region_code = '370322'") == [
        ("2026-Q1", 1, 7 * 10**9, 19, 20_300_000_000, 1)
    ]


def test_a_lone_amount_far_from_an_agreed_one_is_not_shown(chronicle: Chronicle) -> None:
    for at, amount in enumerate((960_000_000, 960_000_000, 98_650_000_000), 1):
        life(chronicle, f"2026-01-0{at}", name="丝路智能家居产业园项目", investment=amount, **HUA)
    merge(chronicle.db)
    assert chronicle.rows("SELECT investment, conflicts FROM project") == [(960_000_000, 1)]
    conflict = "SELECT field, shown, shown_support, other, other_support FROM conflict"
    assert chronicle.rows(conflict) == [("investment", "960000000", 2, "98650000000", 1)]


def test_a_stage_seen_on_a_tour_has_its_day_and_a_day_is_before_its_month(chronicle: Chronicle) -> None:
    text = "1月20日，观摩团察看PA66项目施工现场。"
    tour = event(text, "observation", date="2026-01-20", region="淄博市")
    seen = project(text, "PA66项目", stage="under_construction", **HUA)
    chronicle.says(text, tour, seen, published="2026-01-22")
    life(chronicle, "2026-01-25", name="PA66项目", stage="started", start_date="2025-09", **HUA)
    life(chronicle, "2026-01-26", name="PA66项目", stage="started", start_date="2025-09-26", **HUA)
    merge(chronicle.db)
    assert chronicle.rows("SELECT stage, date, basis FROM project_stage WHERE first ORDER BY date") == [
        ("started", "2025-09-26", "stated"),
        ("under_construction", "2026-01-20", "event"),
    ]


def test_hosts_are_held_against_what_they_started(chronicle: Chronicle) -> None:
    parts = [("淄博市高青县", 19, 3 * 10**9), ("淄博市桓台县", 12, 5 * 10**9), ("淄博市张店区", 9, 10**9)]
    report(chronicle, CEREMONY, project_count=255, host="淄博市高青县", parts=parts)
    text = "1月15日，推介会在深圳市南山区举行。"
    abroad = event(text, "promotion", date="2026-01-15", region="淄博市", host="深圳市南山区")
    chronicle.says(text, abroad)
    merge(chronicle.db)
    columns = "host, quarter, started_projects, place_by_projects, place_by_investment, counties"
    assert chronicle.rows(f"SELECT {columns} FROM hosting") == [("淄博市高青县", "2026-Q1", 19, 1, 2, 3)]
    claim = "hostings, hosted_by_first, hosted_by_top_third, standing_by_projects, standing_by_investment"
    assert chronicle.rows(f"SELECT {claim} FROM host_claim") == [(1, 0, 0, 1.0, 0.5)]
    assert chronicle.rows("SELECT region, hosted FROM league WHERE hosted") == [("淄博市高青县", 1)]


def test_a_life_is_a_row(chronicle: Chronicle) -> None:
    life(chronicle, "2025-03-01", name="PA66项目", stage="signed", **HUA)
    life(chronicle, "2025-06-10", name="PA66项目", stage="started", operation_date="2025-12", **HUA)
    life(chronicle, "2026-02-03", name="PA66项目", stage="operating", **HUA)
    merge(chronicle.db)
    columns = "announced, signed, started, completed, operating, promised, outcome, last_reported"
    assert chronicle.rows(f"SELECT {columns} FROM life") == [
        ("2025-03-01", "2025-03-01", "2025-06-10", None, "2026-02-03", "2025-12", "unclear", "2026-02-03")
    ]
