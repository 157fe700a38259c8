"""A person's word on which reports are of one project outweighs the machine's, at every later merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.decisions import decide
from archive.merge.run import merge
from archive.sheets import Refused
from tests.helpers.chronicle import Chronicle, project

HEADER = "left,right,verdict,reason,who,when\n"


def tell(chronicle: Chronicle, *reports: tuple[str, str]) -> list[str]:
    """Store a report an article (name, region); their ids."""
    found = []
    for name, region in reports:
        text = f"{name}有新进展。"
        article = chronicle.says(text, project(text, name, region=region)).article
        found.append(chronicle.rows("SELECT id FROM project_report WHERE article = ?", article)[0][0])
    return found


def decided(chronicle: Chronicle, tmp_path: Path, *lines: str) -> tuple[int, list[Refused]]:
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8-sig")
    return decide(chronicle.db, path)


def groups(chronicle: Chronicle) -> set[frozenset[str]]:
    merge(chronicle.db)
    sql = "SELECT group_concat(report) FROM project_support WHERE field = 'name' GROUP BY project"
    return {frozenset(reports.split(",")) for (reports,) in chronicle.rows(sql)}


def test_a_proposed_join_is_made_once_accepted(chronicle: Chronicle, tmp_path: Path) -> None:
    first, other, third = tell(
        chronicle,
        ("岚山新材料项目", "淄博市桓台县"),
        ("瀚海膜材料项目", "淄博市高青县"),
        ("瀚海膜材料项目", "淄博市高青县"),
    )
    assert groups(chronicle) == {frozenset({first}), frozenset({other, third})}
    line = f"{other},{first},same,同一业主更名迁址,张三,2026-03-01"
    assert decided(chronicle, tmp_path, line) == (1, [])
    for _ in range(2):
        assert groups(chronicle) == {frozenset({first, other, third})}
    rows = chronicle.rows("SELECT reasons, made FROM project_join WHERE reasons LIKE '%person%'")
    assert rows == [('{"decided by a person": 4.5}', 1)]


def test_a_wrong_join_is_undone_and_not_proposed_again(chronicle: Chronicle, tmp_path: Path) -> None:
    left, right = tell(
        chronicle, ("智慧冷链物流园项目", "淄博市桓台县"), ("智慧冷链物流园项目", "淄博市桓台县")
    )
    assert groups(chronicle) == {frozenset({left, right})}
    decided(chronicle, tmp_path, f"{left},{right},different,两家业主,张三,2026-03-01")
    assert groups(chronicle) == {frozenset({left}), frozenset({right})}
    assert chronicle.rows("SELECT * FROM project_join") == []


def test_a_decision_rests_while_its_report_is_gone(chronicle: Chronicle, tmp_path: Path) -> None:
    left, right = tell(chronicle, ("甲新材料项目", "淄博市桓台县"), ("乙膜材料项目", "淄博市桓台县"))
    decided(chronicle, tmp_path, f"{left},{right},same,更名,张三,2026-03-01")
    chronicle.says("甲新材料项目有新进展。")
    assert groups(chronicle) == {frozenset({right})}
    assert chronicle.rows("SELECT verdict FROM join_decision") == [("same",)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{a},{b},maybe,r,w,2026-03-01", "verdict: 'maybe' is neither same nor different"),
        ("{a},{a},same,r,w,2026-03-01", "left and right are one report"),
        ("{a},nothing,same,r,w,2026-03-01", "right: no project report nothing"),
        ("{a},{b},same,,w,2026-03-01", "no reason"),
        ("{a},{b},same,r,w,1 March", "when: '1 March' is no date like 2026-03-01"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_the_rest_noted(
    chronicle: Chronicle, tmp_path: Path, line: str, reason: str
) -> None:
    a, b = tell(chronicle, ("甲新材料项目", "淄博市桓台县"), ("乙膜材料项目", "淄博市桓台县"))
    good = f"{a},{b},same,更名,张三,2026-03-01"
    assert decided(chronicle, tmp_path, line.format(a=a, b=b), good) == (1, [Refused(2, reason)])
