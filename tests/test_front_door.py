"""Wrong use and bad input at the front door: one clear line, an exit code, and nothing else lost."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.database import VERSION, open_archive
from xianzhi import main

PAGE = "淄博市第二季度重大项目集中开工仪式5月16日在高青县举行，开工项目255个，总投资1217亿元。"
SOURCE = """\
id = "county"
name = "县政府"
publisher = "县政府"
home = "淄博市高青县"
platform = "generic"
entry = ["http://127.0.0.1:9/list/"]
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)


def bring(name: str, body: str | bytes, *more: str) -> Result:
    Path(name).write_bytes(body.encode() if isinstance(body, str) else body)
    return run("import", name, "--source", "dzrb", "--published", "2022-05-20", *more)


def rows(sql: str) -> list[Any]:
    with closing(sqlite3.connect("archive.db")) as db:
        return list(db.execute(sql))


@contextmanager
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("crawl nosuch", 2, r"unknown source 'nosuch'; .*/sources has .*zbrb"),
        ("crawl --sources nosuch", 2, r"nosuch.* does not exist"),
        ("crawl zbrb", 1, r"zbrb is a real site: say who crawls it with --contact"),
        ("crawl zbrb --since 2026-13-01", 2, r"'2026-13-01' is no date like"),
        ("import nosuch.txt --source dzrb --published 2022-05-20", 1, r"nosuch\.txt: No such file"),
        ("import nosuch.txt --source nope --published 2022-05-20", 2, r"unknown source 'nope'"),
        ("merge --archive nosuch.db", 1, r"nosuch\.db: no such archive"),
        ("check --archive nosuch.db", 1, r"nosuch\.db: no such archive"),
        ("extract --archive nosuch.db", 1, r"nosuch\.db: no such archive"),
        ("status --archive nosuch.db", 1, r"nosuch\.db: no such archive"),
        ("release out --archive nosuch.db", 1, r"nosuch\.db: no such archive"),
        ("serve --releases nosuch", 1, r"nosuch: no release yet; make one with"),
        ("article nosuch.html", 1, r"nosuch\.html.*No such file"),
        ("nosuch", 2, r"No such command 'nosuch'"),
    ],
)
def test_wrong_use_is_named_in_one_line(house: Path, words: str, code: int, message: str) -> None:
    result = run(*words.split())
    assert result.exit_code == code, result.output
    assert re.search(message, result.output), result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('id = "county\n', r"county\.toml: .*line 1"),
        (SOURCE.replace('"县政府"', "3", 1), r"county\.toml: name: 3 is no str"),
        (SOURCE.replace("generic", "wordpress"), r"county\.toml: platform: .*wordpress"),
        (SOURCE.replace("淄博市高青县", "高高县"), r"county\.toml: home: '高高县' is no known region"),
        (SOURCE + 'colour = "red"\n', r"county\.toml: colour"),
        (SOURCE.replace("http://", "ftp://"), r"county\.toml: .*ftp://127"),
    ],
)
def test_a_malformed_source_file_is_named_with_key_and_reason(house: Path, text: str, message: str) -> None:
    Path("src").mkdir()
    Path("src/county.toml").write_text(text, encoding="utf-8")
    result = run("crawl", "county", "--sources", "src")
    assert result.exit_code == 2
    assert re.search(message, result.output), result.output


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", r"bad\.txt: the file is empty"),
        (b" \n\t\n", r"bad\.txt: the file is empty"),
        (bytes(range(128, 256)) * 4, r"bad\.txt: \d+ characters cannot be read as UTF-8 or GB18030"),
        (b"\x7fELF" + bytes(range(128)) * 4, r"bad\.txt: \d+ characters cannot be read as UTF-8 or GB18030"),
    ],
)
def test_an_unreadable_document_loses_no_other(house: Path, body: bytes, message: str) -> None:
    Path("good.txt").write_text(PAGE, encoding="utf-8")
    result = bring("bad.txt", body, "good.txt")
    assert result.exit_code == 1
    assert re.search(message, result.output)
    assert "1 new, 0 changed, 0 known, 1 failed" in result.output
    assert rows("SELECT text FROM article") == [(PAGE,)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encoding_it_has(house: Path, encoding: str) -> None:
    assert bring("page.txt", PAGE.encode(encoding)).exit_code == 0
    assert rows("SELECT text FROM article") == [(PAGE,)]
    assert rows("SELECT kind, region, date, host, project_count, investment FROM event_report") == [
        ("groundbreaking", "淄博市", "2022-05-16", "淄博市高青县", 255, 121_700_000_000)
    ]


def test_what_is_imported_twice_is_stored_once(house: Path) -> None:
    bring("page.txt", PAGE)
    assert "0 new, 0 changed, 1 known, 0 failed" in bring("page.txt", PAGE).output
    assert rows("SELECT count(*) FROM capture") == [(1,)]


def test_a_wrong_line_of_many_articles_is_named_and_the_rest_stored(house: Path) -> None:
    good = {"id": "a", "url": "https://x.cn/1", "source": "x", "published": "2022-05-20", "text": PAGE}
    unsourced = {key: value for key, value in good.items() if key != "source"}
    lines = [
        json.dumps(good | {"text": f"{PAGE}\u2028"}, ensure_ascii=False).encode(),
        b"{no json",
        json.dumps(good | {"published": "May 20"}).encode(),
        json.dumps(good, ensure_ascii=False).encode("gb18030"),
        json.dumps(unsourced).encode(),
    ]
    Path("many.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    result = run("import", "many.jsonl")
    assert result.exit_code == 1
    said = [line.partition(": Expecting")[0] for line in result.output.splitlines() if "many.jsonl" in line]
    assert said == [
        "xianzhi: many.jsonl:2: not JSON",
        "xianzhi: many.jsonl:3: published: 'May 20' is no date like 2022-05-20",
        "xianzhi: many.jsonl:4: not UTF-8",
        "xianzhi: many.jsonl:5: source: missing",
    ]
    assert rows("SELECT url FROM article") == [("https://x.cn/1",)]


def test_sample_data_and_real_sources_are_never_mixed(house: Path) -> None:
    bring("page.txt", PAGE)
    result = run("demo", "--no-serve")
    assert result.exit_code == 1
    assert "archive.db: holds real sources (dzrb); sample data is never mixed in" in result.output
    assert rows("SELECT id FROM source") == [("dzrb",)]


def _foreign() -> None:
    with closing(sqlite3.connect("archive.db")) as db:
        db.execute("CREATE TABLE note (text)")


def _newer() -> None:
    open_archive(Path("archive.db")).execute(f"PRAGMA user_version = {VERSION + 1}")


def _garbage() -> None:
    Path("archive.db").write_bytes(b"no database at all" * 100)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_foreign, r"archive\.db: not a Xianzhi archive"),
        (_newer, r"archive\.db: made by a newer Xianzhi \(version \d+, this one knows \d+\)"),
        (_garbage, r"archive\.db: file is not a database"),
    ],
)
def test_a_file_that_is_no_archive_of_ours_is_left_untouched(house: Path, make: Any, message: str) -> None:
    make()
    before = Path("archive.db").read_bytes()
    result = bring("page.txt", PAGE)
    assert result.exit_code == 1
    assert re.search(message, result.output), result.output
    assert Path("archive.db").read_bytes() == before


def test_a_locked_archive_is_said_to_be_locked(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_archive(Path("archive.db")).close()
    monkeypatch.setattr("archive.database.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect("archive.db", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        result = bring("page.txt", PAGE)
    assert result.exit_code == 1
    assert "archive.db: locked by another process" in result.output


def test_a_port_in_use_is_named(house: Path) -> None:
    bring("page.txt", PAGE)
    assert run("release", "releases").exit_code == 0
    with taken_port() as port:
        result = run("serve", "--port", port)
    assert result.exit_code == 1
    assert f"port {port} on 127.0.0.1: " in result.output


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"xianzhi {command}" in result.output.partition("Example / 例:")[2]
