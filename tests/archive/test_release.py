"""A release is whole, checked and apart from the file the crawler writes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.release import latest, release
from archive.search import index_articles
from archive.shape import shape
from tests.helpers.chronicle import Chronicle, figure

TEXT = "总投资73亿元的项目开工。"


def test_a_release_holds_the_public_tables_and_says_what_changed(
    chronicle: Chronicle, tmp_path: Path
) -> None:
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    index_articles(chronicle.db)
    first = release(chronicle.path, tmp_path / "releases", "2026-03-01")
    chronicle.says("又一篇。", url="https://example.cn/2")
    second = release(chronicle.path, tmp_path / "releases", "2026-03-01")
    assert (first.name, second.name) == ("2026-03-01", "2026-03-01-02")
    assert latest(tmp_path / "releases") == second
    assert (tmp_path / "releases" / "latest").resolve() == second.directory.resolve()
    manifest = json.loads((second.directory / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["changes"] == {"article": 1, "article_version": 1, "capture": 1}
    assert sorted(manifest["sha256"]) == ["CITATION.cff", "LICENSE", "archive.db", "inspect.json"]
    stock = sqlite3.connect(f"file:{second.database}?mode=ro", uri=True)
    tables = {row[0] for row in stock.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables >= {table.name for table in shape().tables if not table.private}
    assert not tables & {table.name for table in shape().tables if table.private}
    assert stock.execute("SELECT count(*) FROM article_fts WHERE article_fts MATCH '开工'").fetchone() == (1,)


def test_a_misplaced_quote_stops_the_release(chronicle: Chronicle, tmp_path: Path) -> None:
    chronicle.says(TEXT, figure(TEXT, "73亿元", 7_300_000_000))
    chronicle.db.execute("UPDATE figure SET start = start + 1")
    chronicle.db.conn.commit()
    with pytest.raises(ArchiveError, match="1 quotes misplaced, first figure"):
        release(chronicle.path, tmp_path / "releases", "2026-03-01")
    assert latest(tmp_path / "releases") is None
