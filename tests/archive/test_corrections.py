"""A person's decision stands beside the machine's reading and survives what comes after."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.corrections import correct
from archive.errors import ArchiveError
from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, event, project

TEXT = "高青县PA66项目总投资73亿元。"
HEADER = "fact,field,old,new,reason,who,when\n"


def read(chronicle: Chronicle, amount: int) -> str:
    chronicle.says(TEXT, project(TEXT, "PA66项目", region="淄博市高青县", investment=amount))
    return str(chronicle.rows("SELECT id FROM project_report")[0][0])


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "corrections.csv"
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8-sig")
    return path


def test_a_correction_reaches_derived_rows_and_leaves_the_reading(
    chronicle: Chronicle, tmp_path: Path
) -> None:
    fact = read(chronicle, 7_300_000_000)
    line = f"{fact},investment,7300000000,7400000000,原文误排,张三,2026-03-01"
    assert correct(chronicle.db, written(tmp_path, line)) == (1, [])
    for _ in range(2):
        read(chronicle, 7_300_000_000)
        merge(chronicle.db)
        assert chronicle.rows("SELECT investment FROM project") == [(7_400_000_000,)]
        assert chronicle.rows("SELECT investment FROM project_report") == [(7_300_000_000,)]


def test_a_changed_reading_reopens_it(chronicle: Chronicle, tmp_path: Path) -> None:
    fact = read(chronicle, 7_300_000_000)
    correct(chronicle.db, written(tmp_path, f"{fact},investment,7300000000,1,误,张三,2026-03-01"))
    read(chronicle, 7_500_000_000)
    merge(chronicle.db)
    assert chronicle.rows("SELECT investment FROM project") == [(7_500_000_000,)]
    assert chronicle.rows("SELECT state FROM correction") == [("reopened",)]
    chronicle.says(TEXT)
    merge(chronicle.db)
    assert chronicle.rows("SELECT state FROM correction") == [("orphaned",)]


def test_wrong_rows_are_refused_with_their_line_and_the_rest_applied(
    chronicle: Chronicle, tmp_path: Path
) -> None:
    fact = read(chronicle, 7_300_000_000)
    lines = [
        f"{fact},investment,7300000000,七十四亿,误,张三,2026-03-01",
        f"{fact},quote,PA66项目,x,误,张三,2026-03-01",
        f"{fact},investment,1,2,误,张三,2026-03-01",
        f"{fact},stage,,started,见照片,张三,昨天",
        "nothing,stage,,started,见照片,张三,2026-03-01",
        f"{fact},stage,,started,,张三,2026-03-01",
        f"{fact},stage,,started,见照片,张三,2026-03-01",
    ]
    applied, refused = correct(chronicle.db, written(tmp_path, *lines))
    assert applied == 1
    assert [(row.line, row.reason) for row in refused] == [
        (2, "'七十四亿' is no INTEGER for investment"),
        (3, "project_report has no field 'quote' that can be corrected"),
        (4, "investment is '7300000000', not '1'"),
        (5, "when: '昨天' is no date like 2026-03-01"),
        (6, "no fact nothing"),
        (7, "no reason"),
    ]


def test_a_file_without_the_columns_is_refused_whole(chronicle: Chronicle, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("fact,field\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="no column old, new, reason, who, when"):
        correct(chronicle.db, path)


@pytest.mark.parametrize(
    ("field", "old", "new", "reason"),
    [
        ("stage", "", "flying", "stage is one of planned, signed, started, under_construction"),
        ("name", "PA66项目", "", "name cannot be empty"),
        ("operation_date", "", "明年", "'明年' is no date like 2026, 2026-03 or 2026-03-01"),
        ("operation_date", "", "2026-13", "'2026-13' is no date like 2026, 2026-03 or 2026-03-01"),
        ("jobs", "", "1_000", "'1_000' is no INTEGER for jobs"),
        ("jobs", "", "９", "'９' is no INTEGER for jobs"),
        ("region", "淄博市高青县", "火星县", "no region is called '火星县'"),
        ("region_code", "370322", "370321", "project_report has no field 'region_code'"),
        ("wealth", "", "1", "project_report has no field 'wealth'"),
    ],
)
def test_nothing_is_corrected_to_what_cannot_be_read(
    chronicle: Chronicle, tmp_path: Path, field: str, old: str, new: str, reason: str
) -> None:
    fact = read(chronicle, 7_300_000_000)
    applied, refused = correct(
        chronicle.db, written(tmp_path, f"{fact},{field},{old},{new},误,张三,2026-03-01")
    )
    assert applied == 0
    assert refused[0].reason.startswith(reason)
    merge(chronicle.db)
    assert chronicle.rows("SELECT count(*) FROM project") == [(1,)]


def test_a_corrected_region_takes_its_code_along(chronicle: Chronicle, tmp_path: Path) -> None:
    fact = read(chronicle, 7_300_000_000)
    line = f"{fact},region,淄博市高青县,淄博市桓台县,误,张三,2026-03-01"
    assert correct(chronicle.db, written(tmp_path, line)) == (1, [])
    merge(chronicle.db)
    assert chronicle.rows("SELECT region, region_code FROM project") == [("淄博市桓台县", "370321")]
    assert chronicle.rows("SELECT region, region_code FROM project_report") == [("淄博市高青县", "370322")]


def test_every_table_of_facts_is_corrected_for_what_is_derived(chronicle: Chronicle, tmp_path: Path) -> None:
    text = "高青县举行集中开工，高青县19个。"
    parts = [("淄博市高青县", 19, None)]
    ceremony = event(text, "groundbreaking", date="2026-01-20", region="淄博市", parts=parts)
    chronicle.says(text, ceremony)
    part = chronicle.rows("SELECT id FROM event_part")[0][0]
    correct(chronicle.db, written(tmp_path, f"{part},project_count,19,91,误,张三,2026-03-01"))
    merge(chronicle.db)
    assert chronicle.rows("SELECT region_code, ceremony_projects FROM league") == [("370322", 91)]
    assert chronicle.rows("SELECT project_count FROM event_part") == [(19,)]


def test_lines_are_those_of_the_file(chronicle: Chronicle, tmp_path: Path) -> None:
    fact = read(chronicle, 7_300_000_000)
    lines = [
        f'{fact},stage,,started,"见\n照片",张三,2026-03-01',
        "",
        f"{fact},jobs,,5,人数，见第2段,张三,2026-03-01,多一格",
        f"{fact},stage,,signed,见照片,张三,2026-03-01",
        f"{fact},jobs,,5",
        f"{fact},jobs,,6,见第2段,张三,2026-03-01",
    ]
    applied, refused = correct(chronicle.db, written(tmp_path, *lines))
    assert applied == 2
    assert [(row.line, row.reason) for row in refused] == [
        (5, "more cells than columns; a comma within a cell needs quotes"),
        (6, "line 2 already corrects this field"),
        (7, "no reason, who, when"),
    ]


def test_an_older_decision_does_not_undo_a_later_one(chronicle: Chronicle, tmp_path: Path) -> None:
    fact = read(chronicle, 7_300_000_000)
    correct(chronicle.db, written(tmp_path, f"{fact},jobs,,60,查证,李四,2026-03-05"))
    applied, refused = correct(chronicle.db, written(tmp_path, f"{fact},jobs,,50,误,张三,2026-03-01"))
    assert (applied, refused[0].reason) == (0, "jobs was corrected on 2026-03-05 by 李四")
    assert correct(chronicle.db, written(tmp_path, f"{fact},jobs,,70,再查,张三,2026-03-09")) == (1, [])


def test_a_file_from_a_chinese_spreadsheet_is_read(chronicle: Chronicle, tmp_path: Path) -> None:
    fact = read(chronicle, 7_300_000_000)
    path = tmp_path / "gb.csv"
    path.write_bytes((HEADER + f"{fact},stage,,started,见照片,张三,2026-03-01\r\n").encode("gb18030"))
    assert correct(chronicle.db, path) == (1, [])
    assert chronicle.rows("SELECT reason, who FROM correction") == [("见照片", "张三")]


def test_the_archive_survives_a_file_that_is_none(chronicle: Chronicle, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xff\xfe\x00\x81\xff")
    with pytest.raises(ArchiveError):
        correct(chronicle.db, path)
    with pytest.raises(ArchiveError):
        correct(chronicle.db, tmp_path / "none.csv")
