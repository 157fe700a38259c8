"""The documentation of the schema is that of the database."""

from __future__ import annotations

import pytest

from archive.documentation import DOCUMENT, document, examples, parts
from archive.shape import Table, View, shape
from tests.helpers.chronicle import Chronicle

THINGS: list[Table | View] = [*shape().tables, *shape().views]
AGAIN = "run: make archive && python -m archive.documentation archive.db"


def test_the_document_is_current_but_for_the_answers(chronicle: Chronicle) -> None:
    """On an empty archive every answer is a bare head: what is left is the declared shape."""
    written, now = parts(DOCUMENT.read_text(encoding="utf-8")), parts(document(chronicle.db))
    assert list(written) == list(now) == list(dict.fromkeys(now)), AGAIN
    for name, part in now.items():
        told, _, answer = part.partition("```sql")
        sql, _, _ = answer.partition("```")
        assert written[name].startswith(f"{told}```sql{sql}```"), f"{name}: {AGAIN}"


def test_every_table_and_view_has_an_example_and_no_other_has() -> None:
    assert set(examples()) == {thing.name for thing in THINGS}
    for name, example in examples().items():
        assert f" {name}" in example["sql"]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
def test_what_is_declared_is_what_the_database_has(chronicle: Chronicle, thing: Table | View) -> None:
    cursor = chronicle.db.execute(f"SELECT * FROM [{thing.name}]")
    assert [column[0] for column in cursor.description] == [column.name for column in thing.columns]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
def test_every_table_view_and_column_is_described_in_both_languages(thing: Table | View) -> None:
    assert all((thing.zh, thing.en, thing.about_zh, thing.about_en))
    assert all(column.zh and column.en for column in thing.columns)
