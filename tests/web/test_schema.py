"""The examples of docs/schema.md are what the sample archive answers, whenever it was crawled."""

from __future__ import annotations

import re

import pytest

from archive.database import read_archive
from archive.documentation import DOCUMENT, document, examples, parts
from archive.shape import Table, View, shape
from tests.helpers.site import Built


@pytest.fixture(scope="module")
def answered(built: Built) -> dict[str, str]:
    return parts(document(read_archive(built.archive)))


def bare(name: str, part: str) -> str:
    """A part of the document without the values of columns that vary between crawls."""
    known: list[Table | View] = [*shape().tables, *shape().views]
    things = {thing.name: thing for thing in known}
    for column in things[name].columns:
        if column.varies:
            part = re.sub(rf"(?m)^(\| `{column.name}` \|.*\| )`[^\n]*` \|$", r"\1|", part)
    return part


@pytest.mark.parametrize("name", examples())
def test_an_example_has_the_answer_of_the_sample(answered: dict[str, str], name: str) -> None:
    written = parts(DOCUMENT.read_text(encoding="utf-8"))
    again = "run: make archive && python -m archive.documentation archive.db"
    assert bare(name, written[name]) == bare(name, answered[name]), again
