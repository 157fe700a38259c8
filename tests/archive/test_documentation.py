"""The documentation of the schema is that of the database."""

from __future__ import annotations

import re

import pytest

from archive.documentation import DOCUMENT, document, examples, parts
from archive.shape import Table, View, shape
from tests.helpers.chronicle import Chronicle, project

THINGS: list[Table | View] = [*shape().tables, *shape().views]
AGAIN = "run: make archive && python -m archive.documentation archive.db"


COLUMN = re.compile(r"^(\| `\w+` \|.*\| )(`[^\n]*`|) \|$", re.MULTILINE)


def test_the_document_is_current_but_for_the_answers(chronicle: Chronicle) -> None:
    """On an empty archive answers are bare heads and columns have no values: what is left is the shape."""
    written, now = parts(DOCUMENT.read_text(encoding="utf-8")), parts(document(chronicle.db))
    assert list(written) == list(now) == list(dict.fromkeys(now)), AGAIN
    for name, part in now.items():
        told, _, answer = part.partition("```sql")
        sql, _, _ = answer.partition("```")
        shown = COLUMN.sub(r"\1 |", written[name])
        assert shown.startswith(COLUMN.sub(r"\1 |", f"{told}```sql{sql}```")), f"{name}: {AGAIN}"


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
def test_every_column_is_shown_with_a_value(thing: Table | View) -> None:
    part = parts(DOCUMENT.read_text(encoding="utf-8"))[thing.name].partition("```sql")[0]
    valued = {line.split("`")[1] for line, value in COLUMN.findall(part) if value}
    assert valued == {column.name for column in thing.columns}, AGAIN


def test_values_of_columns_are_of_the_fullest_row_or_else_of_another(chronicle: Chronicle) -> None:
    text = "天然色素提取项目、丙烯酸|酯项目开工。"
    full = project(text, "天然色素提取项目", region="淄博市高青县", stage="started", investment=360_000_000)
    chronicle.says(text, full, project(text, "丙烯酸|酯项目", quote="丙烯酸|酯项目", jobs=95))
    shown = dict(COLUMN.findall(parts(document(chronicle.db))["project_report"]))
    values = {line.split("`")[1]: value for line, value in shown.items()}
    told = {name: values[name] for name in ("name", "region_code", "stage", "investment", "jobs", "capacity")}
    assert told == {
        "name": "`天然色素提取项目`",
        "region_code": "`370322`",
        "stage": "`started`",
        "investment": "`360000000`",
        "jobs": "`95`",
        "capacity": "",
    }


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
