"""Reading all stored articles again, and saying what changed.

Guarantees: articles and versions stay as they are; each article's facts are replaced in one
transaction; the report names every fact added, dropped or changed, by rule. Reading is spread over
processes or a cluster, writing stays with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlite_utils import Database

from archive.extraction import load_article, read_facts
from archive.facts import fact_rows
from archive.readers import Reader
from archive.regions import RegionCodes
from archive.shape import shape
from nlp.extract import VERSION
from nlp.facts import Article, Facts

BATCH = 200  # articles read at a time and written in one transaction
_EVIDENCE = {"id", "article", "version", "start", "end", "quote", "rule"}
_IGNORED = {"version", "rule"}
Row = dict[str, Any]
FactRows = dict[tuple[str, str], Row]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that was added, dropped or changed; `fields` hold (before, after) of what differs."""

    what: str
    table: str
    id: str
    article: int
    rule: str
    quote: str
    fields: dict[str, tuple[Any, Any]]

    def as_dict(self) -> Row:
        """The change for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        told = ", ".join(f"{name} {before} → {after}" for name, (before, after) in self.fields.items())
        return f"{self.what:8} {self.table:16} {self.id} 「{self.quote[:30]}」 {told}"


@dataclass
class Difference:
    """Facts added, dropped and changed, counted by (what, table, rule), and each of them."""

    articles: int = 0
    failed: int = 0
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def add(self, what: str, table: str, before: Row, after: Row) -> None:
        """Note one fact: `what` is added, dropped or changed; a missing row is empty."""
        row, names = after or before, (before | after).keys() - (_IGNORED if before and after else _EVIDENCE)
        pairs = {name: (before.get(name), after.get(name)) for name in sorted(names)}
        differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        self.counts[what, table, row["rule"]] += 1
        change = Change(what, table, row["id"], row["article"], row["rule"], row["quote"], differing)
        self.changes.append(change)

    def told(self, show: int) -> str:
        """The report to read: counts by rule and the first `show` changes."""
        counts = [
            f"{count:7} {what:8} {table:22} {rule}"
            for (what, table, rule), count in sorted(self.counts.items())
        ]
        rest = len(self.changes) - show
        more = [f"… and {rest} more changes"] if show and rest > 0 else []
        read = f"{self.articles} articles read, {self.failed} failed"
        return "\n".join([read, *counts, *map(str, self.changes[:show]), *more])

    def as_dict(self) -> Row:
        """The report for JSON."""
        counts = [
            {"what": what, "table": table, "rule": rule, "facts": count}
            for (what, table, rule), count in sorted(self.counts.items())
        ]
        changes = [change.as_dict() for change in self.changes]
        return {"articles": self.articles, "failed": self.failed, "counts": counts, "changes": changes}


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
            difference.add("added", table, {}, row)
        elif any(known[name] != value for name, value in row.items() if name not in _IGNORED):
            difference.add("changed", table, known, row)
    for (table, key), row in before.items():
        if (table, key) not in after:
            difference.add("dropped", table, row, {})


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


def _extract_all(db: Database, keys: list[int], read: Reader) -> Iterator[tuple[int, Facts | Exception]]:
    for batch in _batches(keys):
        articles = [load_article(db, key)[0] for key in batch]
        yield from zip(batch, read(articles), strict=True)


def reextract(db: Database, night: str, read: Reader, *, changed_only: bool = False) -> Difference:
    """Read facts again from stored articles; with `changed_only`, those read by older rules alone."""
    difference = Difference()
    keys = _chosen(db, changed_only=changed_only)
    for group in _groups(_extract_all(db, keys, read)):
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
