"""A person's decision stands beside the machine's reading and survives what comes after."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.corrections import correct
from archive.errors import ArchiveError
from archive.merge.run import merge
from tests.helpers.chronicle import Chronicle, project

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
