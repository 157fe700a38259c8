"""What becomes of a fetched page in the archive: articles, facts, attachments, problems, counts.

Every function here changes the database and runs inside the recorder's transaction.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from archive.articles import Report, Stored, article_id, confirm, store_article, text_hash
from archive.extraction import Extractor, read_facts
from archive.problems import Problem, note
from crawler.addresses import key_of, place_of
from crawler.pages.model import Page
from crawler.reading import ListReading
from crawler.source import Source

RECHECKS = (1, 3, 7, 30, 90, 365)
"""Days after publication on which an article is looked at again; after its capture, if that came late."""
OWN = "//"  # before the key of an address that shares none with its twins
LATE = timedelta(days=7)


@dataclass
class Tally:
    """What a run saw, for its rows of `run` and `coverage`."""

    requests: int = 0
    listed: int = 0
    new: int = 0
    changed: int = 0
    failed: int = 0
    lists: int = 0
    no_issue: int = 0
    days: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)

    def day(self, day: str) -> Counter[str]:
        """The counts of one day of coverage."""
        return self.days.setdefault(day, Counter())


class Outcomes:
    """Writes what pages of one source gave on one night."""

    def __init__(self, db: Database, source: Source, night: str, extractor: Extractor) -> None:
        self.db, self.source, self.night = db, source, night
        self._extractor = extractor
        self.tally = Tally()
        self.blocked_by = ""

    def article(
        self, url: str, page: Page, text: str, capture: int, seen_at: str, hazard: str | None
    ) -> Stored:
        """Store an article and read its facts if its text is new."""
        report = Report(
            source=self.source.id,
            key=self._key(url, text_hash(page.title, text)),
            url=url,
            text=text,
            capture=capture,
            seen_at=seen_at,
            title=page.title,
            published=page.published,
            stated_source=page.source,
            author=page.author,
            home=self.source.home,
            hazard=hazard,
            continued_on=page.continued_on,
            continued_from=page.continued_from,
        )
        stored = store_article(self.db, report)
        if stored.new or stored.changed:
            read_facts(self.db, stored.article, self.night, self._extractor)
        self._checked(stored.article)
        self._count(stored)
        return stored

    def _key(self, url: str, digest: str) -> str:
        """The key of an article: what its twins share, unless they give another text at another place."""
        own, shared = OWN + place_of(url), key_of(url)
        known = dict(self.db.execute(_KEYS, [self.source.id, own, shared]).fetchall())
        if own in known:
            return own
        if shared not in known or OWN + place_of(known[shared]) == own:
            return shared
        same = self.db.execute(_SAME, [article_id(self.source.id, shared), digest]).fetchone()
        return shared if same else own

    def _article_at(self, url: str) -> int:
        """The article that was stored from an address, by its own key or that of its twins."""
        sql = "SELECT id FROM article WHERE source = ? AND key = ?"
        own = self.db.execute(sql, [self.source.id, OWN + place_of(url)]).fetchone()
        return int(own[0]) if own else article_id(self.source.id, key_of(url))

    def _checked(self, article: int) -> None:
        self.db.execute("UPDATE article SET checked_on = ? WHERE id = ?", [self.night, article])

    def _count(self, stored: Stored) -> None:
        self.tally.new += stored.new
        self.tally.changed += stored.changed
        self.tally.day(self.night)["new"] += stored.new

    def unchanged(self, url: str, seen_at: str) -> None:
        """A 304: the article is as it was."""
        article = self._article_at(url)
        confirm(self.db, article, seen_at)
        self._checked(article)

    def keeps(self, url: str) -> bool:
        """Whether a sound text of the article at `url` is known, which a damaged page must not replace."""
        article = self._article_at(url)
        sql = "UPDATE article SET checked_on = ? WHERE id = ? AND hazard IS NULL AND text != ''"
        return self.db.execute(sql, [self.night, article]).rowcount > 0

    def gone(self, url: str) -> None:
        """A 404 or 410: the second night of it is a withdrawal; nothing is deleted."""
        article = self._article_at(url)
        self.db.execute(
            "UPDATE article SET withdrawn_on = CASE WHEN missing_since < :night"
            " THEN coalesce(withdrawn_on, :night) END, missing_since = coalesce(missing_since, :night)"
            " WHERE id = :article AND url = :url",  # what a twin lacks is not withdrawn
            {"night": self.night, "article": article, "url": url},
        )
        self._checked(article)

    def attachment(self, article: int, url: str, capture: int, text: str | None) -> None:
        """A document attached to an article."""
        row = {"article": article, "url": url, "capture": capture, "text": text}
        self.db.table("attachment").upsert(row, pk=("article", "url"))

    def problem(self, kind: str, subject: str, message: str, severity: Any = "warning") -> None:
        """Something a person should see."""
        note(self.db, Problem(kind, subject, message, severity, source=self.source.id), self.night)

    def look_at(self, page: Page, text: str, url: str, hazard: str | None) -> None:
        """Note what an article lacks."""
        lacking = [name for name, value in (("title", page.title), ("date", page.published)) if not value]
        if lacking:
            self.problem("article_incomplete", url, f"no {' and no '.join(lacking)} found")
        if not text and hazard is None:
            self.problem("article_empty", url, "no text found")

    def count_list(self, read: ListReading, day: str | None) -> None:
        """Count a list that was read, for `day` or for tonight."""
        self.tally.lists += 1
        self.tally.listed += read.listed
        counts = self.tally.day(day or self.night)
        counts["polled"] += 1
        counts["listed"] += read.listed
        if read.barren:
            self.tally.reasons["list_empty"] += 1

    def noted_tonight(self, kind: str) -> bool:
        """Whether a problem of this kind was seen tonight."""
        sql = "SELECT 1 FROM problem WHERE source = ? AND kind = ? AND last_seen = ?"
        return self.db.execute(sql, [self.source.id, kind, self.night]).fetchone() is not None

    def expects_issue(self, day: str) -> bool:
        """Whether the newspaper had an issue on the same day of any of the four weeks before."""
        sql = (
            "SELECT 1 FROM coverage WHERE source = ?1 AND polled = 1 AND day < ?2"
            " AND day >= date(?2, '-28 days') AND (julianday(?2) - julianday(day)) % 7 = 0"
        )
        return self.db.execute(sql, [self.source.id, day]).fetchone() is not None

    def link_halves(self) -> None:
        """Link the second half of a split report to the first, where only one of its issue fits."""
        halves: dict[int, list[tuple[bool, int]]] = {}
        for first, second, same_title in self.db.execute(_HALVES, [self.source.id]):
            halves.setdefault(second, []).append((bool(same_title), first))
        for second, candidates in halves.items():
            named = [first for same_title, first in candidates if same_title]
            fitting = named if len(named) == 1 else [first for _, first in candidates]
            if len(fitting) == 1:
                self.db.execute("UPDATE article SET continues = ? WHERE id = ?", [fitting[0], second])


_KEYS = "SELECT key, url FROM article WHERE source = ? AND key IN (?, ?)"
_SAME = """SELECT 1 FROM article JOIN article_version current ON current.id = article.version
WHERE article.id = ? AND current.text_sha256 = ?"""
_LOOKED_AT = """SELECT article.url, substr(article.published, 1, 10),
  coalesce(run.night, substr(article.first_seen, 1, 10)), checked_on,
  missing_since IS NOT NULL AND withdrawn_on IS NULL
FROM article LEFT JOIN article_version first ON first.article = article.id AND first.number = 1
LEFT JOIN capture ON capture.id = first.capture LEFT JOIN run ON run.id = capture.run
WHERE article.source = ? AND checked_on < ?"""
_HALVES = """SELECT first.id, second.id, first.title = second.title FROM article first JOIN article second
ON second.source = first.source AND second.id != first.id
  AND substr(second.published, 1, 10) = substr(first.published, 1, 10)
WHERE first.source = ? AND first.continued_on IS NOT NULL
  AND second.continued_from IS NOT NULL AND second.continues IS NULL"""


def due_rechecks(db: Database, source: str, night: str) -> list[str]:
    """Addresses of articles to look at again on `night`: due by age, or found missing before."""
    rows = db.execute(
        _LOOKED_AT,
        [source, night],
    ).fetchall()
    return [
        url
        for url, published, seen, checked, missing in rows
        if missing or is_due(published, seen, checked, night)
    ]


def is_due(published: str | None, seen: str, checked: str, night: str) -> bool:
    """Whether an age of RECHECKS was reached after the last look and by `night`.

    >>> is_due("2026-02-01", "2026-02-01", "2026-02-02", "2026-02-04")
    True
    >>> is_due("2019-02-01", "2026-02-01", "2026-02-01", "2026-02-02")
    True
    """
    first = date.fromisoformat(seen)
    born = date.fromisoformat(published) if published else first
    born = first if first - born > LATE else born
    days = ((born + timedelta(days=age)).isoformat() for age in RECHECKS)
    return any(checked < day <= night for day in days)
