"""What a run looks like beside the runs of the four weeks before it: templates and encodings that changed.

Pages go on answering 200 when a site is rebuilt; what changes is what can be read from them. Compared are
the articles that were new or changed, night by night, so that one odd article is no alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from sqlite_utils import Database

from archive.problems import Problem

ENOUGH = 3  # articles of a night, and nights before it, without which nothing is compared
FALL = 0.15  # share of articles lacking a field, beyond the median share, that is a changed template
SHORTER = 0.5  # share of the median length below which texts are cut
FAILING = 0.3  # share of requests that failed, from so many on, that is more than bad luck
SOME = 5
GARBLED = 0.2  # share of pages with lost characters that is a broken encoding
FIELDS = ("title", "date", "text")

_NIGHTS = """SELECT run.night, count(*), avg(article.title IS NULL), avg(article.published IS NULL),
  avg(length(article.text) < 80 AND article.hazard IS NOT 'picture_only'), avg(length(article.text))
FROM article JOIN capture ON capture.id = article.capture JOIN run ON run.id = capture.run
WHERE run.source = :source AND run.night > date(:night, '-29 days') AND run.night <= :night
GROUP BY run.night ORDER BY run.night"""
_FAILED = "SELECT sum(requests), sum(failed) FROM run WHERE source = :source AND night = :night"
_LOST = """SELECT count(*), avg(replaced > 5) FROM capture JOIN run ON run.id = capture.run
WHERE run.source = :source AND run.night = :night AND capture.kind = 'article'
  AND replaced IS NOT NULL AND hazard IS NOT 'not_a_page'"""


@dataclass(frozen=True, slots=True)
class Night:
    """Articles read on one night: how many, the shares that lack each of FIELDS, and their mean length."""

    night: str
    articles: int
    lacking: tuple[float, ...]
    length: float


def _nights(db: Database, source: str, night: str) -> list[Night]:
    rows = db.execute(_NIGHTS, {"source": source, "night": night}).fetchall()
    return [Night(day, count, tuple(lacking), length) for day, count, *lacking, length in rows]


def falling(nights: list[Night], night: str) -> str:
    """Which fields are missing more often on `night` than before, empty if none or too little is known."""
    tonight = next((one for one in nights if one.night == night and one.articles >= ENOUGH), None)
    before = [one for one in nights if one.night < night]
    if tonight is None or len(before) < ENOUGH:
        return ""
    usual = [median(shares) for shares in zip(*(one.lacking for one in before), strict=True)]
    shares = zip(FIELDS, tonight.lacking, usual, strict=True)
    said = [
        f"{name} missing in {now:.0%}, usually {then:.0%}" for name, now, then in shares if now - then > FALL
    ]
    length = median(one.length for one in before)
    if tonight.length < SHORTER * length:
        said.append(f"{tonight.length:.0f} characters an article, usually {length:.0f}")
    return "; ".join(said)


def findings(db: Database, source: str, night: str) -> Iterator[Problem]:
    """What a person should see of the articles that `source` gave on `night`."""
    fallen = falling(_nights(db, source, night), night)
    if fallen:
        yield Problem("fields_falling", source, fallen, "error", source)
    requests, failed = db.execute(_FAILED, {"source": source, "night": night}).fetchone()
    if (failed or 0) >= SOME and failed > FAILING * requests:
        yield Problem("pages_failing", source, f"{failed} of {requests} requests failed", "error", source)
    pages, lost = db.execute(_LOST, {"source": source, "night": night}).fetchone()
    if pages >= ENOUGH and lost > GARBLED:
        said = f"characters lost in {lost:.0%} of {pages} pages"
        yield Problem("encoding_broken", source, said, "error", source)
