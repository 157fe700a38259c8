"""Storing articles and their versions.

Guarantees: an article is identified by source and key; a version by the hash of title and text, so
that a view counter makes no version; nothing is ever deleted. The caller holds the transaction.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.ids import stable_int
from archive.regions import RegionCodes
from archive.rows import insert


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of an article: what `capture`, taken at `seen_at` (UTC), gave."""

    source: str
    key: str
    url: str
    text: str
    capture: int
    seen_at: str
    title: str | None = None
    published: str | None = None
    stated_source: str | None = None
    author: str | None = None
    home: str | None = None
    hazard: str | None = None
    continued_on: str | None = None
    continued_from: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a report went; `new` article, or known article with `changed` text, or neither."""

    article: int
    version: int
    new: bool
    changed: bool


def text_hash(title: str | None, text: str) -> str:
    """SHA-256 of what a version consists of.

    >>> text_hash("a", "b") == text_hash("a", "b"), text_hash("a", "b") == text_hash("ab", "")
    (True, False)
    """
    return hashlib.sha256(f"{title or ''}\n{text}".encode()).hexdigest()


def article_id(source: str, key: str) -> int:
    """The stable id of an article."""
    return stable_int("article", source, key)


def _current(db: Database, article: int) -> tuple[str, str, int | None] | None:
    row = db.execute("SELECT source, key, version FROM article WHERE id = ?", [article]).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _next_number(db: Database, article: int) -> int:
    found = db.execute("SELECT max(number) FROM article_version WHERE article = ?", [article])
    return int(found.fetchone()[0] or 0) + 1


def _store_version(db: Database, article: int, report: Report) -> int:
    digest = text_hash(report.title, report.text)
    version = stable_int("version", article, digest)
    known = db.execute("SELECT 1 FROM article_version WHERE id = ?", [version]).fetchone()
    if known:
        db.execute("UPDATE article_version SET seen_to = ? WHERE id = ?", [report.seen_at, version])
        return version
    insert(
        db,
        "article_version",
        {
            "id": version,
            "article": article,
            "number": _next_number(db, article),
            "title": report.title,
            "text": report.text,
            "text_sha256": digest,
            "capture": report.capture,
            "seen_from": report.seen_at,
            "seen_to": report.seen_at,
        },
    )
    return version


def _row(db: Database, report: Report) -> dict[str, Any]:
    codes = RegionCodes((report.published or report.seen_at)[:10])
    codes.ensure(db, [report.home] if report.home else [])
    row = asdict(report) | {"home_code": codes.of(report.home) if report.home else None}
    row["last_seen"] = row.pop("seen_at")
    return row


def _insert(db: Database, article: int, report: Report) -> None:
    insert(db, "article", {"id": article, **_row(db, report), "first_seen": report.seen_at})


def _update(db: Database, article: int, report: Report, version: int) -> None:
    row = _row(db, report) | {"version": version, "missing_since": None, "withdrawn_on": None}
    db.table("article").update(article, row)


def confirm(db: Database, article: int, seen_at: str) -> None:
    """Note that the current text was still there at `seen_at`, without reading it again (304)."""
    db.execute(
        "UPDATE article SET last_seen = ?, missing_since = NULL, withdrawn_on = NULL WHERE id = ?",
        [seen_at, article],
    )
    db.execute(
        "UPDATE article_version SET seen_to = ? WHERE id = (SELECT version FROM article WHERE id = ?)",
        [seen_at, article],
    )


def store_article(db: Database, report: Report) -> Stored:
    """Store what a capture gave; ArchiveError if two different keys share an id."""
    article = article_id(report.source, report.key)
    known = _current(db, article)
    if known and known[:2] != (report.source, report.key):
        raise ArchiveError(f"articles {known[1]} and {report.key} have the same id {article}")
    if known is None:
        _insert(db, article, report)
    version = _store_version(db, article, report)
    if known is None:
        db.execute("UPDATE article SET version = ? WHERE id = ?", [version, article])
        return Stored(article, version, new=True, changed=False)
    if known[2] == version:
        confirm(db, article, report.seen_at)
        return Stored(article, version, new=False, changed=False)
    _update(db, article, report, version)
    return Stored(article, version, new=False, changed=True)
