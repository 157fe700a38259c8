from __future__ import annotations

from pathlib import Path

import pytest

from archive.database import open_archive
from crawler.outcomes import Outcomes
from crawler.source import parse_source
from nlp.extract import extract

SOURCE = (
    'id = "a"\nname = "甲"\npublisher = "乙"\nhome = "淄博市"\nplatform = "jcms"\nentry = "http://a.cn/"\n'
)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (["2026-02-20"], True),
        (["2026-02-06"], True),  # the week before may have been missing too
        (["2026-01-23"], False),  # a paper that no longer appears on Fridays
        (["2026-02-21", "2026-02-26"], False),
        (["2026-03-06"], False),
    ],
)
def test_an_issue_is_expected_on_the_days_of_the_week_that_had_one(
    tmp_path: Path, read: list[str], expected: bool
) -> None:
    db = open_archive(tmp_path / "a.db")
    db.table("source").insert({"id": "a", "name": "甲", "sample": 0}, pk="id")
    for day in read:
        row = {"source": "a", "day": day, "polled": 1, "listed": 1, "new": 1, "failed": 0}
        db.table("coverage").insert(row)
    outcomes = Outcomes(db, parse_source(SOURCE, Path("a.toml")), "2026-03-10", extract)
    assert outcomes.expects_issue("2026-02-27") is expected
