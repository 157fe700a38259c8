"""The query language is a phrase per chunk and nothing else; recall is that of LIKE."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import CREATE, bigrams, fold, zh_query

TEXTS = {
    1: "5月16日，淄博市重大项目集中开工仪式在高青县举行，总投资3.04亿元。",
    2: "临淄区固定资产投资增长11.9%，居全市第1位",
    3: "PA66项目由淄博企业建设；年产108万吨",
    4: "ＰＡ６６，全角也一样：１２．５亿元",
}


@pytest.fixture
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE)
    rows = [(key, "", bigrams(text)) for key, text in TEXTS.items()]
    connection.executemany("INSERT INTO article_fts(rowid, title, text) VALUES (?, ?, ?)", rows)
    return connection


def found(index: sqlite3.Connection, query: str) -> list[int]:
    sql = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid"
    return [row[0] for row in index.execute(sql, [zh_query(query)])]


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("开工", [1]),
        ("淄博", [1, 3]),
        ("淄", [1, 2, 3]),
        ("位", [2]),
        ("淄博 固定资产", []),
        ("全市 固定资产投资", [2]),
        ("总投资3.04亿元", [1]),
        ("pa66", [3, 4]),
        ("PA6", [3, 4]),  # the beginning of a word in Latin letters finds it
        ("A66", []),
        ("10", []),  # but a number is whole
        ("12.5亿元", [4]),
        ("“集中开工”", [1]),
        ("开工集中", []),
        ("", []),
        ("***", []),
        ('title:淄博" OR "', []),
        ("NEAR(开工", []),
        ("开工 NOT 淄博", []),
        ("'; drop table article; --", []),
        ("a" * 5000, []),
    ],
)
def test_finds_what_like_would(index: sqlite3.Connection, query: str, articles: list[int]) -> None:
    assert found(index, query) == articles


@given(st.text(max_size=300))
def test_no_input_is_an_operator_or_an_error(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE)
    connection.execute("SELECT 1 FROM article_fts WHERE article_fts MATCH ?", [zh_query(text)]).fetchall()


@given(st.text(alphabet="淄博市高青县集中开工总投资", min_size=2, max_size=40), st.data())
def test_every_substring_is_found(text: str, data: st.DataObject) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE)
    connection.execute("INSERT INTO article_fts(rowid, title, text) VALUES (1, '', ?)", [bigrams(text)])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(connection, text[start:end]) == [1]


@given(st.text())
def test_folding_spares_only_what_it_would_not_change(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", text).lower()
