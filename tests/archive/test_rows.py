from __future__ import annotations

import sqlite3

import pytest
from sqlite_utils import Database

from archive.rows import insert, upsert


@pytest.fixture
def db() -> Database:
    made = Database(memory=True)
    made.table("fact").create({"id": str, "start": int, "names": str, "offset": int}, pk="id")
    return made


def test_rows_are_inserted_and_changed_only_in_the_columns_given(db: Database) -> None:
    insert(db, "fact", {"id": "a", "start": 1, "offset": 7}, {"id": "b", "start": 2})
    upsert(db, "fact", [{"id": "a", "start": 3}, {"id": "c", "names": ["甲", "乙"]}])
    assert [tuple(row) for row in db.execute("SELECT * FROM fact ORDER BY id")] == [
        ("a", 3, None, 7),
        ("b", 2, None, None),
        ("c", None, '["甲", "乙"]', None),
    ]


def test_a_row_that_is_there_is_not_inserted_again(db: Database) -> None:
    insert(db, "fact", {"id": "a"})
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "fact", {"id": "a"})
