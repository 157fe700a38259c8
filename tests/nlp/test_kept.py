"""What is kept between runs: found again only for the same files, and never needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp import kept, patterns
from nlp.kept import kept as keep

HEAVY = {"scrapy", "twisted", "datasette", "sqlite_utils", "jieba", "lxml", "bs4", "asyncio"}
READ = """
import sys
from click.testing import CliRunner
from xianzhi import main
before = set(sys.modules)
line = '{"id": "1", "published": "2022-05-20", "text": "5月16日，高青县集中签约12个项目，总投资73亿元。"}'
result = CliRunner().invoke(main, ["facts"], input=line)
assert result.exit_code == 0 and "7300000000" in result.output, result.output
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of its own for what is kept, empty at first."""
    file = tmp_path / "room" / "kept.kept"
    monkeypatch.setattr(kept, "_FILE", file)
    kept._shelf.cache_clear()
    yield file
    kept._shelf.cache_clear()


def made(value: str) -> str:
    return keep("test", "one", lambda: value)


def written() -> None:
    kept._write(os.getpid())
    kept._shelf.cache_clear()


def test_what_was_made_is_found_by_the_next_process(shelf: Path) -> None:
    assert made("first") == "first"
    written()
    assert (made("second"), [file.name for file in shelf.parent.iterdir()]) == ("first", ["kept.kept"])


def test_it_is_made_anew_when_a_file_of_the_package_changed(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("first")
    written()
    monkeypatch.setattr(kept, "_state", lambda: ("another",))
    assert made("second") == "second"


@pytest.mark.parametrize("spoilt", [b"", b"spoilt", b"\xe9\x01\x00\x00\x00", b"N", b")\x01N"])
def test_a_spoilt_file_is_as_good_as_none(shelf: Path, spoilt: bytes) -> None:
    shelf.parent.mkdir()
    shelf.write_bytes(spoilt)
    assert made("first") == "first"
    written()
    assert made("second") == "first"


def test_where_nothing_can_be_written_nothing_is_kept(shelf: Path) -> None:
    shelf.parent.write_text("no directory")
    made("first")
    written()
    assert made("second") == "second"


def test_a_forked_process_leaves_the_file_to_its_parent(shelf: Path) -> None:
    made("first")
    kept._write(-1)
    assert not shelf.exists()


def test_a_kept_expression_is_the_compiled_one(shelf: Path) -> None:
    expression = r"(?:总?投资)(?P<amount>\d+(?:\.\d+)?)亿元|(?<=约)[一二三]"
    first = patterns.compiled(expression)
    written()
    second = patterns.compiled(expression)
    assert second == first
    assert (second.groupindex, second.groups) == ({"amount": 1}, 1)
    assert [match[0] for match in second.finditer("总投资7.5亿元，约三")] == ["总投资7.5亿元", "三"]
    assert [patterns.can_begin(second, letter) for letter in "总约三"] == [True, False, True]


def test_reading_facts_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())
