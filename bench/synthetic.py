"""A synthetic archive of any size: by default 200,000 articles with 1,000,000 facts.

`python -m bench.synthetic` makes a small one and prints its size and time. Words are drawn from
jieba's dictionary by frequency; word order is random, so the index is larger than real Chinese
would make it. Every fact has evidence: `text[start:end] == quote`, which the release checks.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from archive.database import open_archive
from archive.search import CREATE, bigrams

SENTENCES = 20_000
FILLERS = 8  # filler sentences of an article, about 40 characters each
INDICATORS = ("固定资产投资", "规模以上工业增加值", "社会消费品零售总额", "一般公共预算收入")
KINDS = ("signing", "groundbreaking", "observation", "review", "appraisal")
BATCH = 5_000
Row = tuple[Any, ...]
County = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Size:
    """How many of what; each article has five facts."""

    articles: int = 200_000
    projects: int = 60_000
    events: int = 20_000
    quarters: int = 12


def random_sentences(chance: random.Random) -> list[str]:
    """Sentences of twenty words of jieba's dictionary, drawn by their frequency."""
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" ")[:2] for line in lines]
    words, weights = [word for word, _ in pairs], [int(count) for _, count in pairs]
    drawn = chance.choices(words, weights, k=SENTENCES * 20)
    return ["".join(drawn[at : at + 20]) + "。" for at in range(0, len(drawn), 20)]


def _counties(connection: sqlite3.Connection) -> list[County]:
    sql = "SELECT code, name FROM region WHERE kind = 'county' AND valid_to IS NULL AND name LIKE '%市%'"
    return connection.execute(sql).fetchall()


def _day(chance: random.Random) -> str:
    return f"{chance.randint(2019, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


@dataclass(slots=True)
class Draft:
    """An article under construction: its text, and the spans of its facts."""

    number: int
    text: str
    day: str
    facts: list[tuple[str, int, str, tuple[Any, ...]]]


def _draft(number: int, chance: random.Random, counties: list[County], sentences: list[str]) -> Draft:
    (code, name), (other_code, other) = chance.choice(counties), chance.choice(counties)
    indicator, growth = chance.choice(INDICATORS), round(chance.uniform(-5, 20), 1)
    total, done = chance.randint(1, 400), chance.randint(1, 90)
    day = _day(chance)
    draft = Draft(number, "", day, [])
    said: list[tuple[str, str, tuple[Any, ...]]] = [
        ("mention", name, (name, code)),
        ("indicator", f"{indicator}同比增长{growth}%", (indicator, name, code, day[:7], growth)),
        ("", "，总投资", ()),
        ("figure", f"{total}亿元", (total * 10**8, "total_investment")),
        ("", "；", ()),
        ("mention", other, (other, other_code)),
        ("", "完成投资", ()),
        ("figure", f"{done}亿元", (done * 10**8, "completed_investment")),
    ]
    for table, quote, values in said:
        if table:
            draft.facts.append((table, len(draft.text), quote, values))
        draft.text += quote
    draft.text += "。\n" + "".join(chance.choices(sentences, k=FILLERS))
    return draft


def _version(draft: Draft) -> int:
    return draft.number + 10**9


def _article(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.number,
        "source": f"source_{draft.number % 50}",
        "key": str(draft.number),
        "url": f"http://source-{draft.number % 50}.example/{draft.number}.html",
        "title": draft.text[:24],
        "published": draft.day,
        "home": "淄博市",
        "home_code": "370300",
        "text": draft.text,
        "version": _version(draft),
        "capture": draft.number,
        "first_seen": f"{draft.day}T00:00:00Z",
        "last_seen": f"{draft.day}T00:00:00Z",
    }


def _article_version(draft: Draft) -> dict[str, Any]:
    return {
        "id": _version(draft),
        "article": draft.number,
        "number": 1,
        "title": draft.text[:24],
        "text": draft.text,
        "text_sha256": str(draft.number),
        "capture": draft.number,
        "seen_from": draft.day,
        "seen_to": draft.day,
    }


def _capture(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.number,
        "url": str(draft.number),
        "source": f"source_{draft.number % 50}",
        "kind": "article",
        "fetched_at": f"{draft.day}T00:00:00Z",
        "warc": "synthetic.warc.gz",
        "offset": 0,
        "length": 0,
    }


_FIELDS: dict[str, tuple[str, ...]] = {
    "mention": ("region", "region_code"),
    "indicator": ("name", "region", "region_code", "period", "value"),
    "figure": ("low", "role"),
}
_FIXED: dict[str, dict[str, Any]] = {
    "mention": {},
    "indicator": {"unit": "%", "measure": "growth"},
    "figure": {"currency": "CNY", "approximation": "exact"},
}


def _fact(draft: Draft, at: int) -> tuple[str, dict[str, Any]]:
    table, start, quote, values = draft.facts[at]
    row = {
        "id": f"{draft.number:x}-{at}",
        "article": draft.number,
        "version": _version(draft),
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "rule": "synthetic@1",
    }
    row |= dict(zip(_FIELDS[table], values, strict=True)) | _FIXED[table]
    return table, row | ({"high": row["low"]} if table == "figure" else {})


def insert_rows(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows of one shape in one statement."""
    if rows:
        names = list(rows[0])
        marks = ", ".join("?" * len(names))
        columns = ", ".join(f"[{name}]" for name in names)
        sql = f"INSERT INTO [{table}] ({columns}) VALUES ({marks})"
        connection.executemany(sql, [tuple(row.values()) for row in rows])


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    iterator = iter(drafts)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _indexed(draft: Draft) -> Row:
    return draft.number, bigrams(draft.text[:24]), bigrams(draft.text)


def _store(connection: sqlite3.Connection, batch: list[Draft], indexed: list[Row]) -> None:
    for table, made in (
        ("article", _article),
        ("article_version", _article_version),
        ("capture", _capture),
    ):
        insert_rows(connection, table, [made(draft) for draft in batch])
    facts = [_fact(draft, at) for draft in batch for at in range(len(draft.facts))]
    for table in _FIELDS:
        insert_rows(connection, table, [row for name, row in facts if name == table])
    connection.executemany("INSERT INTO article_fts(rowid, title, text) VALUES (?, ?, ?)", indexed)


def _projects(chance: random.Random, counties: list[County], count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        code, name = chance.choice(counties)
        yield {
            "id": f"p{number:x}",
            "name": f"{name}第{number}号项目",
            "company": f"{name}第{number % 9000}建设有限公司",
            "region": name,
            "region_code": code,
            "stage": chance.choice(("signed", "started", "operating")),
            "investment": chance.randint(1, 300) * 10**8,
            "first_reported": "2025-01-01",
            "last_reported": _day(chance),
            "reports": 1,
            "independent": 1,
            "conflicts": 0,
        }


def _events(chance: random.Random, counties: list[County], count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        code, name = chance.choice(counties)
        yield {
            "id": f"e{number:x}",
            "kind": chance.choice(KINDS),
            "date": _day(chance),
            "region": name,
            "region_code": code,
            "host": name,
            "host_code": code,
            "project_count": chance.randint(1, 90),
            "investment": chance.randint(1, 900) * 10**8,
            "report": f"r{number:x}",
            "reports": 1,
            "independent": 1,
            "conflicts": 0,
        }


def _league(chance: random.Random, counties: list[County], quarters: int) -> Iterator[dict[str, Any]]:
    for at in range(quarters):
        for code, name in counties:
            row: dict[str, Any] = {"region_code": code, "region": name, "parent": code[:4] + "00"}
            row["quarter"] = f"{2024 + at // 4}-Q{at % 4 + 1}"
            for stage in ("signed", "started", "operating"):
                row |= {f"{stage}_projects": chance.randint(0, 9)}
                row |= {f"{stage}_investment": chance.randint(0, 90) * 10**8}
            yield row | {"hosted": 0, "ranks": 0}


def _sources() -> list[dict[str, Any]]:
    return [{"id": f"source_{at}", "name": f"示例来源{at}", "sample": 1} for at in range(50)]


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the plain indexes and say how to make them again: far faster for a bulk of rows."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    found = connection.execute(sql).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX [{name}]")
    return [made for _, made in found]


def make(archive: Path, size: Size, seed: int = 1) -> None:
    """Write a synthetic archive to `archive`, which must not exist."""
    chance = random.Random(seed)
    connection = open_archive(archive).conn
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")
    connection.execute(CREATE)
    remade = _without_indexes(connection)
    counties, sentences = _counties(connection), random_sentences(chance)
    insert_rows(connection, "source", _sources())
    drafts = (_draft(number, chance, counties, sentences) for number in range(1, size.articles + 1))
    with Pool() as pool:
        for batch in _batches(drafts):
            _store(connection, batch, pool.map(_indexed, batch, chunksize=500))
    insert_rows(connection, "project", list(_projects(chance, counties, size.projects)))
    insert_rows(connection, "event", list(_events(chance, counties, size.events)))
    insert_rows(connection, "league", list(_league(chance, counties, size.quarters)))
    for sql in remade:
        connection.execute(sql)
    connection.execute("INSERT INTO article_fts(article_fts) VALUES ('optimize')")
    connection.commit()
    connection.close()


def main() -> None:
    """Make a small archive and say what it cost."""
    with tempfile.TemporaryDirectory() as directory:
        archive, begun = Path(directory) / "archive.db", time.perf_counter()
        make(archive, Size(articles=5_000, projects=1_500, events=500))
        spent = time.perf_counter() - begun
        print(f"5,000 articles, 25,000 facts: {spent:.1f} s, {archive.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
