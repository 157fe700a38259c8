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
    files = ["CHANGELOG.md", "CITATION.cff", "LICENSE", "archive.db", "inspect.json"]
    assert sorted(manifest["sha256"]) == files
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


def test_the_changelog_names_what_is_new_edited_and_withdrawn(chronicle: Chronicle, tmp_path: Path) -> None:
    chronicle.says("项目开工。", url="https://example.cn/1")
    counts = {"report": "r", "reports": 1, "independent": 1, "conflicts": 0}
    chronicle.db.conn.execute("PRAGMA foreign_keys = OFF")
    chronicle.db.table("event").insert({"id": "a", "kind": "signing", "date": "2026-01-02", **counts})
    first = release(chronicle.path, tmp_path / "releases", "2026-03-01")
    assert "第一个版本" in (first.directory / "CHANGELOG.md").read_text(encoding="utf-8")
    chronicle.db.execute("UPDATE event SET date = '2026-01-03'")
    chronicle.db.table("event").insert({"id": "b", "kind": "review", "date": "2026-01-05", **counts})
    chronicle.db.execute("UPDATE article SET withdrawn_on = '2026-03-01'")
    chronicle.db.conn.commit()
    second = release(chronicle.path, tmp_path / "releases", "2026-03-02")
    told = (second.directory / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "自 2026-03-01 以来" in told
    assert "| 活动 Events | +1 |" in told
    assert "## 新活动 New events（1）\n\n- 2026-01-05  review `/event/b`\n" in told
    assert "## 改动的活动 Changed events（1）\n\n- 2026-01-03  signing `/event/a`\n" in told
    assert "## 新撤下的文章 Articles withdrawn（1）" in told
