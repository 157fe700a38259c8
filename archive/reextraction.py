"""Reading all stored articles again, and saying what changed.

Guarantees: articles and versions stay as they are; each article's facts are replaced in one
transaction; the report names every fact added, dropped or changed, by rule. Reading is spread over
processes, writing stays with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlite_utils import Database

from archive.extraction import load_article, read_facts
from archive.facts import fact_rows
from archive.regions import RegionCodes
from archive.shape import shape
from nlp.extract import VERSION, extract
from nlp.facts import Article, Facts

BATCH = 50
_IGNORED = {"version", "rule"}
Row = dict[str, Any]
FactRows = dict[tuple[str, str], Row]


@dataclass
class Difference:
    """Facts added, dropped and changed, counted by (table, rule), with the rows themselves."""

    articles: int = 0
    failed: int = 0
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    changes: list[Row] = field(default_factory=list)

    def add(self, what: str, table: str, before: Row | None, after: Row | None) -> None:
        """Note one fact: `what` is added, dropped or changed."""
        row = after or before or {}
        self.counts[what, table, row["rule"]] += 1
        self.changes.append({"what": what, "table": table, "id": row["id"], "before": before, "after": after})

    def as_dict(self) -> Row:
        """The report for JSON."""
        counts = [
            {"what": what, "table": table, "rule": rule, "facts": count}
            for (what, table, rule), count in sorted(self.counts.items())
        ]
        return {"articles": self.articles, "failed": self.failed, "counts": counts, "changes": self.changes}


def _safely(article: Article) -> Facts | Exception:
    try:
        return extract(article)
    except Exception as error:  # reported by the writer, which knows the article's place
        return error


def _stored(db: Database, article: int) -> FactRows:
    rows: FactRows = {}
    for table in shape().facts:
        for row in db.query(f"SELECT * FROM [{table.name}] WHERE article = ?", [article]):
            rows[table.name, row["id"]] = row
    return rows


def _compare(difference: Difference, before: FactRows, after: FactRows) -> None:
    for (table, key), row in after.items():
        known = before.get((table, key))
        if known is None:
            difference.add("added", table, None, row)
        elif any(known[name] != value for name, value in row.items() if name not in _IGNORED):
            difference.add("changed", table, known, row)
    for (table, key), row in before.items():
        if (table, key) not in after:
            difference.add("dropped", table, row, None)


def _predicted(article: int, version: int, facts: Facts, published: str) -> FactRows:
    tables = fact_rows(article, version, facts, RegionCodes(published))
    return {(table, row["id"]): row for table, rows in tables.items() for row in rows}


def _chosen(db: Database, *, changed_only: bool) -> list[int]:
    where = "WHERE v.extracted_by IS NOT ?" if changed_only else "WHERE ? IS NOT NULL"
    sql = f"SELECT a.id FROM article a JOIN article_version v ON v.id = a.version {where} ORDER BY a.id"
    return [row[0] for row in db.execute(sql, [VERSION])]


def _batches(keys: list[int]) -> Iterator[list[int]]:
    stream = iter(keys)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _store(db: Database, article: int, found: Facts | Exception, night: str, difference: Difference) -> None:
    given, version = load_article(db, article)
    before = _stored(db, article)

    def again(_: Article) -> Facts:
        if isinstance(found, Exception):
            raise found
        return found

    facts = read_facts(db, article, night, again)
    difference.articles += 1
    difference.failed += facts is None
    after = _predicted(article, version, facts, given.published) if facts else {}
    _compare(difference, before, after)


def _extract_all(db: Database, keys: list[int], workers: int) -> Iterator[tuple[int, Facts | Exception]]:
    with ProcessPoolExecutor(workers) as pool:
        for batch in _batches(keys):
            articles = [load_article(db, key)[0] for key in batch]
            yield from zip(batch, pool.map(_safely, articles, chunksize=10), strict=True)


def reextract(db: Database, night: str, *, workers: int, changed_only: bool = False) -> Difference:
    """Read facts again from stored articles; with `changed_only`, those read by older rules alone."""
    difference = Difference()
    keys = _chosen(db, changed_only=changed_only)
    for group in _groups(_extract_all(db, keys, workers)):
        with db.atomic():
            for article, found in group:
                _store(db, article, found, night, difference)
    return difference


def _groups(
    found: Iterable[tuple[int, Facts | Exception]],
) -> Iterator[list[tuple[int, Facts | Exception]]]:
    stream = iter(found)
    while group := list(islice(stream, BATCH)):
        yield group
