"""Storing what an article says: facts with their evidence.

Guarantees: the tables of facts hold the facts of each article's current version and no others; a
fact's id comes from its article, its evidence and what it is about, not from its value, so that
it survives a better reading of the same sentence; storing the same facts twice changes nothing.
The caller holds the transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from sqlite_utils import Database

from archive.ids import stable_text
from archive.regions import RegionCodes
from archive.removal import remove
from archive.rows import upsert
from archive.shape import shape
from nlp.facts import Event, Facts, Figure, Indicator, Mention, Project

Row = dict[str, Any]


@dataclass
class Rows:
    """The rows of one version under construction, by table."""

    article: int
    version: int
    codes: RegionCodes
    tables: dict[str, list[Row]] = field(default_factory=dict)
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def _id(self, table: str, quote: str, about: str) -> str:
        self.seen[table, quote, about] += 1
        return stable_text(self.article, table, quote, about, self.seen[table, quote, about])

    def add(self, table: str, fact: Any, rule: str, about: str, values: Row) -> str:
        """Add a row of `table` about `about`, with the evidence of `fact`; its id."""
        key = self._id(table, fact.quote, about)
        evidence = {"start": fact.start, "end": fact.end, "quote": fact.quote, "rule": rule}
        row = {"id": key, "article": self.article, "version": self.version, **evidence, **values}
        self.tables.setdefault(table, []).append(row)
        return key

    def code(self, region: str | None) -> str | None:
        """The code of a canonical region, None if unknown."""
        return self.codes.of(region) if region else None


_EVIDENCE = {"start", "end", "quote", "rule"}


def _values(fact: Any, *without: str) -> Row:
    names = (f.name for f in fields(fact) if f.name not in _EVIDENCE and f.name not in without)
    return {name: getattr(fact, name) for name in names}


def _figure(rows: Rows, figure: Figure) -> None:
    rows.add("figure", figure, figure.rule, "", _values(figure))


def _project(rows: Rows, project: Project) -> None:
    values = _values(project) | {"region_code": rows.code(project.region)}
    rows.add("project_report", project, project.rule, project.name, values)


def _event(rows: Rows, event: Event) -> None:
    values = _values(event, "breakdown", "reviewed") | {
        "region_code": rows.code(event.region),
        "host_code": rows.code(event.host),
        "reviewed": json.dumps(event.reviewed, ensure_ascii=False) if event.reviewed else None,
    }
    about = f"{event.kind} {event.region}"
    key = rows.add("event_report", event, event.rule, about, values)
    for part in event.breakdown:
        code = rows.code(part.label) if part.by == "region" else None
        part_values = _values(part) | {"event": key, "region_code": code}
        rows.add("event_part", part, event.rule, f"{key} {part.by} {part.label}", part_values)


def _indicator(rows: Rows, indicator: Indicator) -> None:
    rank = indicator.rank
    values = _values(indicator, "comparisons", "rank") | {
        "region_code": rows.code(indicator.region),
        "rank_within": rank.within if rank else None,
        "rank_position": rank.position if rank else None,
    }
    about = f"{indicator.name} {indicator.region} {indicator.period} {indicator.measure}"
    key = rows.add("indicator", indicator, indicator.rule, about, values)
    for comparison in indicator.comparisons:
        rows.add(
            "indicator_comparison",
            indicator,
            indicator.rule,
            f"{key} {comparison.against}",
            _values(comparison) | {"indicator": key},
        )


def _mention(rows: Rows, mention: Mention) -> None:
    values = {"region": mention.region, "region_code": rows.code(mention.region)}
    rows.add("mention", mention, mention.rule, mention.region, values)


def fact_rows(article: int, version: int, facts: Facts, codes: RegionCodes) -> dict[str, list[Row]]:
    """The rows of all fact tables for one version of an article."""
    rows = Rows(article, version, codes)
    for figure in facts.figures:
        _figure(rows, figure)
    for project in facts.projects:
        _project(rows, project)
    for event in facts.events:
        _event(rows, event)
    for indicator in facts.indicators:
        _indicator(rows, indicator)
    for mention in facts.mentions:
        _mention(rows, mention)
    return rows.tables


def delete_facts(db: Database, article: int, keeping: dict[str, list[Row]] | None = None) -> None:
    """Remove the facts of an article but those `keeping` has, with the derived rows that need them."""
    for table in shape().facts:
        kept = {row["id"] for row in (keeping or {}).get(table.name, ())}
        known = db.execute(f"SELECT id FROM [{table.name}] WHERE article = ?", [article]).fetchall()
        remove(db, table.name, [key for (key,) in known if key not in kept])


def store_facts(db: Database, article: int, version: int, facts: Facts, codes: RegionCodes, by: str) -> None:
    """Make `facts`, read by rules of version `by`, the facts of `article`."""
    codes.ensure(db, _regions(facts))
    tables = fact_rows(article, version, facts, codes)
    delete_facts(db, article, tables)
    for table, rows in tables.items():
        upsert(db, table, rows)
    db.execute("UPDATE article_version SET extracted_by = ? WHERE id = ?", [by, version])


def _regions(facts: Facts) -> Iterable[str]:
    yield from facts.regions
    yield from (project.region for project in facts.projects if project.region)
    yield from (indicator.region for indicator in facts.indicators if indicator.region)
    for event in facts.events:
        yield from (name for name in (event.region, event.host) if name)
        yield from (part.label for part in event.breakdown if part.by == "region")
