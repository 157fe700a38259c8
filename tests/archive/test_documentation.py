"""The documentation of the schema is that of the database."""

from __future__ import annotations

from archive.documentation import DOCUMENT, document
from archive.shape import shape
from tests.helpers.chronicle import Chronicle


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: python -m archive.documentation"


def test_what_is_declared_is_what_the_database_has(chronicle: Chronicle) -> None:
    for table in shape().tables:
        assert list(chronicle.db.table(table.name).columns_dict) == [column.name for column in table.columns]
        assert f"### {table.name} " in document()


def test_every_table_and_column_is_described_in_both_languages() -> None:
    for table in shape().tables:
        assert all((table.zh, table.en, table.about_zh, table.about_en))
        assert all(column.zh and column.en for column in table.columns)
