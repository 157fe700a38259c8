"""A full merge of many synthetic reports, and how fast its tables answer: `python -m bench.deriving [N]`.

By default 100,000 reports in as many articles, of events and projects all over the country: several sources
a ceremony, some totals wrong, reprints, projects followed through their stages, some with revised amounts.
Prints time and peak memory of the merge, the time of the questions that researchers ask of its tables, and
how SQLite finds the answer.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from archive.database import open_archive
from archive.facts import fact_rows
from archive.merge.run import merge
from archive.regions import RegionCodes
from bench.synthetic import County, insert_rows, random_sentences
from nlp.facts import Event, Facts, Project

REPORTS = 100_000
SOURCES = 200
BATCH = 2_000
KINDS = ("signing", "groundbreaking", "observation", "review", "appraisal")
STAGES = ("signed", "started", "under_construction", "operating")
FIRST_YEAR, YEARS = 2021, 5
Row = dict[str, Any]
Said = tuple[str, str, str, Event | Project]
"""City, day of publication, text and the fact that its first sentence states."""


def _place(text: str) -> Row:
    quote = text.partition("。")[0]
    return {"start": 0, "end": len(quote), "quote": quote, "rule": "synthetic@1"}


def _day(months: int, day: int) -> str:
    return f"{FIRST_YEAR + months // 12}-{months % 12 + 1:02}-{day:02}"


class World:
    """What happened, and what is reported of it: endless, the same for the same seed."""

    def __init__(self, counties: list[County], seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._counties = counties
        self._filler = random_sentences(self._chance)
        self._words = sorted({line[at : at + 4] for line in self._filler for at in (0, 6, 12)})

    def _body(self, sentence: str) -> str:
        return sentence + "。" + "".join(self._chance.choices(self._filler, k=8))

    def _told(self, name: str, day: str, sentence: str, fact: type[Event | Project], values: Row) -> Said:
        text = self._body(sentence)
        return name.partition("市")[0] + "市", day, text, fact(**_place(text), **values)

    def _ceremony(self) -> Iterator[Said]:
        chance = self._chance
        _, host = chance.choice(self._counties)
        city = host.partition("市")[0] + "市"
        kind, count, amount = chance.choice(KINDS), chance.randint(5, 300), chance.randint(10, 2000) * 10**8
        months, day = chance.randrange(12 * YEARS), chance.randint(1, 26)
        copied: Said | None = None
        for source in range(chance.randint(1, 5)):
            slip = count - 2 if chance.random() < 0.1 else count
            values: Row = {"kind": kind, "date": _day(months, day), "region": city, "host": host}
            values |= {"project_count": slip, "investment": amount}
            sentence = f"{host}第{source}次报道{day}日的活动，项目{slip}个、投资{amount}元"
            copied = (
                copied
                if copied and chance.random() < 0.4
                else self._told(city, _day(months, day + 1), sentence, Event, values)
            )
            yield copied

    def _project(self) -> Iterator[Said]:
        chance = self._chance
        _, county = chance.choice(self._counties)
        name = f"{chance.choice(self._words)}{chance.choice(('产业园', '生产线', '智能制造基地', ''))}项目"
        company, amount = f"{chance.choice(self._words)}有限公司", chance.randint(1, 200) * 10**8
        months = chance.randrange(12 * YEARS - 24)
        for at, stage in enumerate(STAGES[: chance.randint(1, 4)]):
            amount += (chance.random() < 0.1) * 10**8
            values: Row = {"name": name, "company": company, "region": county, "stage": stage}
            values |= {"investment": amount, "operation_date": _day(months + 24, 1)[:7]}
            day = _day(months + 6 * at, chance.randint(1, 28))
            yield self._told(county, day, f"{county}{company}{name}有进展", Project, values)

    def reports(self) -> Iterator[Said]:
        """Reports of one ceremony or project after another."""
        while True:
            yield from self._ceremony() if self._chance.random() < 0.35 else self._project()


def _article(number: int, said: Said) -> tuple[Row, Row, Row]:
    city, day, text, _ = said
    source, seen = f"source_{number % SOURCES}", f"{day}T20:00:00Z"
    version: Row = {"id": number, "article": number, "number": 1, "text": text, "text_sha256": str(number)}
    version |= {"capture": number, "seen_from": seen, "seen_to": seen, "extracted_by": "synthetic"}
    article: Row = {"id": number, "source": source, "key": str(number), "url": str(number), "text": text}
    article |= {"published": day, "home": city, "home_code": RegionCodes(day).of(city), "version": number}
    article |= {"capture": number, "first_seen": seen, "last_seen": seen}
    capture: Row = {"id": number, "url": str(number), "source": source, "kind": "article", "fetched_at": seen}
    return article, version, capture | {"warc": "synthetic.warc.gz", "offset": 0, "length": 0}


def _facts(number: int, said: Said) -> dict[str, list[Row]]:
    fact = said[-1]
    facts = Facts(events=(fact,)) if isinstance(fact, Event) else Facts(projects=(fact,))
    return fact_rows(number, number, facts, RegionCodes(said[1]))


def _store(connection: sqlite3.Connection, first: int, batch: list[Said]) -> None:
    rows = [_article(number, said) for number, said in enumerate(batch, first)]
    for table, made in zip(("article", "article_version", "capture"), zip(*rows, strict=True), strict=True):
        insert_rows(connection, table, list(made))
    facts = [_facts(number, said) for number, said in enumerate(batch, first)]
    for table in ("event_report", "project_report"):
        insert_rows(connection, table, [row for one in facts for row in one.get(table, ())])


def _counties(connection: sqlite3.Connection) -> list[County]:
    sql = "SELECT code, name FROM region WHERE kind = 'county' AND valid_to IS NULL AND name LIKE '%市_%'"
    return connection.execute(sql).fetchall()


def make(archive: Path, reports: int) -> None:
    """Write `reports` reports, each in an article of its own, to a new archive."""
    connection = open_archive(archive).conn
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    sources = [{"id": f"source_{at}", "name": f"示例来源{at}", "sample": 1} for at in range(SOURCES)]
    insert_rows(connection, "source", sources)
    said = World(_counties(connection)).reports()
    for first in range(1, reports + 1, BATCH):
        _store(connection, first, list(islice(said, min(BATCH, reports + 1 - first))))
    connection.commit()
    connection.close()


def _merged(archive: Path) -> None:
    db = open_archive(archive)
    began, cpu, before = time.perf_counter(), time.process_time(), _peak()
    counts = merge(db)
    spent = f"{time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s of one core)"
    print(f"merge {spent}, peak {_peak()} MB ({before} MB before)")
    print(", ".join(f"{count:,} {table}" for table, count in counts.items()), flush=True)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


QUESTIONS = {
    "conflict": "SELECT * FROM conflict WHERE field = 'project_count' LIMIT 100",
    "conflict of a city": """SELECT e.date, c.* FROM event e JOIN conflict c ON c.event = e.id
      WHERE e.region_code = '370300' ORDER BY e.date DESC LIMIT 100""",
    "promise": "SELECT * FROM promise WHERE outcome = 'silent' ORDER BY promised LIMIT 100",
    "promise of a county": """SELECT j.name, p.* FROM project j JOIN promise p ON p.project = j.id
      WHERE j.region_code = '370322'""",
    "calendar of a city": "SELECT * FROM calendar WHERE region_code = '370300' ORDER BY kind, period",
    "calendar of a month": "SELECT * FROM calendar WHERE kind = 'signing' AND period = '2023-05'",
    "calendar, missing": """SELECT * FROM calendar WHERE state = 'not_found' AND kind = 'review'
      ORDER BY period DESC LIMIT 100""",
    "league of a quarter": """SELECT * FROM league WHERE quarter = '2023-Q2'
      ORDER BY started_investment DESC LIMIT 100""",
    "league of a city": "SELECT * FROM league WHERE parent = '370300' ORDER BY quarter",
    "rhythm": "SELECT * FROM rhythm",
    "rhythm of a city": "SELECT * FROM rhythm WHERE region_code = '370300'",
    "hosting, latest": "SELECT * FROM hosting ORDER BY date DESC LIMIT 100",
    "hosting of a host": "SELECT * FROM hosting WHERE host_code = '370322' ORDER BY date",
    "host_claim": "SELECT * FROM host_claim ORDER BY standing_by_investment DESC",
    "life of a county": "SELECT * FROM life WHERE region_code = '370322'",
    "life, latest": "SELECT * FROM life ORDER BY last_reported DESC LIMIT 100",
    "life, silent": "SELECT * FROM life WHERE outcome = 'silent' ORDER BY promised LIMIT 100",
    "life by a day": "SELECT * FROM life WHERE started BETWEEN '2023-01' AND '2023-04' ORDER BY started",
}


def _ask(connection: sqlite3.Connection, sql: str) -> tuple[float, int]:
    began = time.perf_counter()
    found = connection.execute(sql).fetchall()
    return (time.perf_counter() - began) * 1000, len(found)


def _asked(archive: Path) -> None:
    connection = open_archive(archive).conn
    for name, sql in QUESTIONS.items():
        spent = min(_ask(connection, sql) for _ in range(3))
        plan = "; ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
        print(f"{name:20} {spent[0]:6.2f} ms {spent[1]:5} rows  {plan}")


def main() -> None:
    """Make the archive, merge it, ask it."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    with tempfile.TemporaryDirectory() as directory:
        archive = Path(directory) / "archive.db"
        make(archive, reports)
        print(f"{reports:,} reports, {archive.stat().st_size / 1e6:.0f} MB", flush=True)
        _merged(archive)
        _asked(archive)


if __name__ == "__main__":
    main()
