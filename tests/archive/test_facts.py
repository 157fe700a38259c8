"""Facts are those of the current version; their ids survive a better reading."""

from __future__ import annotations

from nlp.facts import Comparison, Rank
from tests.helpers.chronicle import Chronicle, event, figure, indicator, project

TEXT = "5月16日，淄博市重大项目集中开工，共255个项目，总投资1217亿元。高新区隆华项目总投资73亿元。"


def facts(amount: int = 7_300_000_000) -> list[object]:
    return [
        event(
            TEXT,
            "groundbreaking",
            date="2022-05-16",
            region="淄博市",
            host="淄博市高青县",
            project_count=255,
            parts=[("淄博市高新区", 30, 41_250_000_000)],
        ),
        project(TEXT, "隆华项目", region="淄博市高新区", investment=amount),
        figure(TEXT, "73亿元", amount),
    ]


def test_rows_carry_evidence_and_codes(chronicle: Chronicle) -> None:
    chronicle.says(TEXT, *facts(), published="2022-05-20")
    for table in ("event_report", "event_part", "project_report", "figure"):
        sql = f"""SELECT count(*), sum(substr(a.text, f.start + 1, f.end - f.start) = f.quote)
          FROM [{table}] f JOIN article a ON a.id = f.article"""
        assert chronicle.rows(sql) == [(1, 1)]
    assert chronicle.rows("SELECT region_code, host_code FROM event_report") == [("370300", "370322")]
    assert chronicle.rows("SELECT label, region_code, project_count FROM event_part") == [
        ("淄博市高新区", "3703:高新区", 30)
    ]
    assert chronicle.rows("SELECT name, kind, parent FROM region WHERE code = '3703:高新区'") == [
        ("淄博市高新区", "zone", "370300")
    ]


def test_storing_twice_changes_nothing_and_a_better_value_keeps_the_id(chronicle: Chronicle) -> None:
    chronicle.says(TEXT, *facts())
    before = chronicle.rows("SELECT id, investment FROM project_report")
    chronicle.says(TEXT, *facts())
    assert chronicle.rows("SELECT id, investment FROM project_report") == before
    chronicle.says(TEXT, *facts(amount=7_400_000_000))
    assert chronicle.rows("SELECT id, investment FROM project_report") == [(before[0][0], 7_400_000_000)]


def test_indicators_keep_rank_and_comparisons(chronicle: Chronicle) -> None:
    text = "4月份，淄博市固定资产投资增长11.9%，高于全省4.4个百分点，居全省第3位。"
    chronicle.says(
        text,
        indicator(
            text,
            "增长11.9%",
            name="固定资产投资",
            region="淄博市",
            period="2022-04",
            value=11.9,
            unit="%",
            measure="growth",
            comparisons=(Comparison("全省", 4.4, "pp"),),
            rank=Rank("全省", 3),
        ),
    )
    sql = """SELECT i.region_code, i.rank_within, i.rank_position, c.against, c.difference, c.quote
      FROM indicator i JOIN indicator_comparison c ON c.indicator = i.id"""
    assert chronicle.rows(sql) == [("370300", "全省", 3, "全省", 4.4, "增长11.9%")]
