"""The examples of docs/schema.md are what the sample archive answers, whenever it was crawled."""

from __future__ import annotations

import pytest

from archive.database import read_archive
from archive.documentation import DOCUMENT, document, examples, parts
from tests.helpers.site import Built


@pytest.fixture(scope="module")
def answered(built: Built) -> dict[str, str]:
    return parts(document(read_archive(built.archive)))


@pytest.mark.parametrize("name", examples())
def test_an_example_has_the_answer_of_the_sample(answered: dict[str, str], name: str) -> None:
    written = parts(DOCUMENT.read_text(encoding="utf-8"))
    again = "run: make archive && python -m archive.documentation archive.db"
    assert written[name] == answered[name], again
