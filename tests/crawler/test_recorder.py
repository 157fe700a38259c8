from __future__ import annotations

from pathlib import Path

import pytest

from archive.database import open_archive
from crawler.errors import CrawlError
from crawler.lock import only_one
from crawler.recorder import Recorder


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    db = open_archive(tmp_path / "a.db")
    db.table("source").insert({"id": "a", "name": "甲", "sample": 1}, pk="id", ignore=True)
    return Recorder(db, tmp_path / "data", "a", "2026-02-27", {"software": "test"})


def insert(recorder: Recorder, name: str) -> None:
    recorder.db.execute("INSERT INTO source (id, name, sample) VALUES (?, ?, 1)", [name, name])


def test_a_change_that_fails_is_undone_alone(recorder: Recorder) -> None:
    errors: list[str] = []

    def fails() -> None:
        insert(recorder, "half")
        raise ValueError("odd page")

    recorder._patience = 60
    released: list[str] = []
    recorder.act(lambda: insert(recorder, "before"), lambda: released.append("before"))
    recorder.act(fails, lambda: released.append("failed"), lambda error: errors.append(str(error)))
    recorder.act(lambda: insert(recorder, "after"), lambda: released.append("after"))
    recorder.flush()
    stored = [name for (name,) in recorder.db.execute("SELECT id FROM source WHERE id != 'a' ORDER BY id")]
    assert (stored, errors) == (["after", "before"], ["odd page"])
    assert released == ["before", "failed", "after"]


def test_two_writers_of_one_archive_are_one_too_many(tmp_path: Path) -> None:
    with (
        only_one(tmp_path / "a.db"),
        pytest.raises(CrawlError, match="under way"),
        only_one(tmp_path / "a.db"),
    ):
        pass
