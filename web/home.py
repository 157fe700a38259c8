"""The home page: what the archive holds, worked questions, the newest events and articles."""

from __future__ import annotations

from typing import Any

from datasette.app import Datasette

from web.metadata import queries
from web.query import database, rows

_HELD = ("source", "article", "event", "project", "indicator", "figure", "capture")
_EVENTS = """
SELECT e.*, r.article, a.title, s.name AS source_name FROM event e
JOIN event_report r ON r.id = e.report JOIN article a ON a.id = r.article JOIN source s ON s.id = a.source
WHERE e.date IS NOT NULL ORDER BY e.date DESC, e.investment DESC LIMIT 12"""
_ARTICLES = """
SELECT a.id, a.title, a.published, s.name AS source_name FROM article a
JOIN source s ON s.id = a.source ORDER BY a.published DESC LIMIT 8"""
_SPAN = "SELECT min(night) AS first, max(night) AS last, count(DISTINCT night) AS nights FROM run"


async def home(datasette: Datasette) -> dict[str, Any]:
    """The contents of the home page."""
    counts = await database(datasette).table_counts()  # from inspect.json: the release never changes
    return {
        "held": {name: counts[name] for name in _HELD},
        "crawled": (await rows(datasette, _SPAN))[0],
        "questions": queries(),
        "events": await rows(datasette, _EVENTS),
        "articles": await rows(datasette, _ARTICLES),
    }
