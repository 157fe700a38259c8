"""Reading again says what changed, by rule, wherever the reading is done, and derived rows follow."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.corrections import correct
from archive.database import read_archive
from archive.extraction import read_facts
from archive.merge.run import merge
from archive.readers import Found, Reader, cluster, processes, safely
from archive.reextraction import reextract
from archive.release import release
from nlp.facts import Article
from tests.helpers.chronicle import Chronicle
from xianzhi import main

TEXT = (
    "5月16日，淄博市举行集中开工仪式，255个项目开工，总投资1217亿元。"
    "山东隆华新材料股份有限公司投资73亿元建设PA66项目。"
)


@pytest.fixture
def told(chronicle: Chronicle) -> Chronicle:
    stored = chronicle.article(TEXT, published="2022-05-17")
    with chronicle.db.atomic():
        read_facts(chronicle.db, stored.article, "2022-05-17")
    merge(chronicle.db)
    return chronicle


def disturb(told: Chronicle) -> None:
    """As if older rules had read another amount, a figure that is none, and no event."""
    told.db.execute("UPDATE project_report SET investment = 7300000")
    told.db.execute("UPDATE figure SET id = 'older' WHERE quote LIKE '73%'")
    told.db.execute("UPDATE article_version SET extracted_by = '0'")
    told.db.conn.commit()


def here(articles: Sequence[Article]) -> list[Found]:
    return list(map(safely, articles))


def test_what_changed_is_told_by_rule(told: Chronicle) -> None:
    assert reextract(told.db, "2026-01-01", here).counts == {}
    disturb(told)
    difference = reextract(told.db, "2026-01-01", here, changed_only=True)
    found = {(change.what, change.table, tuple(change.fields.items())[:1]) for change in difference.changes}
    assert ("changed", "project_report", (("investment", (7_300_000, 7_300_000_000)),)) in found
    assert {what for what, table, _ in difference.counts if table == "figure"} == {"added", "dropped"}
    assert "investment 7300000 → 7300000000" in difference.told(show=10)
    assert json.loads(json.dumps(difference.as_dict()))["articles"] == 1
    assert reextract(told.db, "2026-01-01", here, changed_only=True).articles == 0


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed: Any = import_module("distributed")
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as made:
        yield made.scheduler_address


def counts(told: Chronicle, read: Reader) -> dict[tuple[str, str, str], int]:
    disturb(told)
    return dict(reextract(told.db, "2026-01-01", read).counts)


def test_a_cluster_reads_as_processes_do(told: Chronicle, scheduler: str) -> None:
    with processes(2) as read:
        expected = counts(told, read)
    with cluster(scheduler) as read:
        assert counts(told, read) == expected
    assert len(expected) == 3


def test_derived_rows_follow(told: Chronicle, tmp_path: Path) -> None:
    disturb(told)
    merge(told.db)
    assert told.rows("SELECT investment FROM project") == [(7_300_000,)]
    ran = CliRunner().invoke(main, ["extract", "--archive", str(told.path), "--json", "--workers", "1"])
    assert ran.exit_code == 0
    assert {change["what"] for change in json.loads(ran.output)["changes"]} == {"added", "dropped", "changed"}
    assert told.rows("SELECT investment FROM project") == [(7_300_000_000,)]


def test_a_correction_survives_reading_again_merging_and_release(told: Chronicle, tmp_path: Path) -> None:
    fact = told.rows("SELECT id FROM project_report")[0][0]
    path = tmp_path / "corrections.csv"
    line = f"{fact},investment,7300000000,7400000000,误排,张三,2026-03-01"
    path.write_text(f"fact,field,old,new,reason,who,when\n{line}\n", encoding="utf-8")
    assert correct(told.db, path) == (1, [])
    for _ in range(2):
        reextract(told.db, "2026-01-01", here)
        merge(told.db)
    released = read_archive(release(told.path, tmp_path / "releases", "2026-03-02").database)
    assert released.execute("SELECT investment FROM project").fetchall() == [(7_400_000_000,)]
    assert released.execute("SELECT investment FROM project_report").fetchall() == [(7_300_000_000,)]
    assert released.execute("SELECT new, state FROM correction").fetchall() == [("7400000000", "active")]
