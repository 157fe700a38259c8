"""The home page: what the archive holds, worked questions, the newest events and articles."""

from __future__ import annotations

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.metadata import queries, site
from web.query import database, one, rows

_HELD = ("source", "article", "event", "project", "indicator", "figure", "capture")
_EVENTS = """
SELECT e.*, r.article, a.title, s.name AS source_name FROM event e
JOIN event_report r ON r.id = e.report JOIN article a ON a.id = r.article JOIN source s ON s.id = a.source
WHERE e.date IS NOT NULL ORDER BY e.date DESC, e.investment DESC LIMIT 12"""
_ARTICLES = """
SELECT a.id, a.title, a.published, s.name AS source_name FROM article a
JOIN source s ON s.id = a.source ORDER BY a.published DESC LIMIT 8"""
_SPAN = "SELECT min(night) AS first, max(night) AS last, count(DISTINCT night) AS nights FROM run"

_COVERED = """
SELECT coalesce(sum(state <> 'not_covered'), 0) AS covered, count(*) AS expected FROM calendar"""


async def _contents(datasette: Datasette) -> dict[str, Any]:
    counts = await database(datasette).table_counts()  # from inspect.json: the release never changes
    return {
        "held": {name: counts[name] for name in _HELD},
        "crawled": await one(datasette, _SPAN),
        "covered": await one(datasette, _COVERED),
        "questions": {name: queries()[name] for name in site()["home"]["questions"]},
        "asked": len(queries()),
        "events": await rows(datasette, _EVENTS),
        "articles": await rows(datasette, _ARTICLES),
    }


async def home(datasette: Datasette, request: Request) -> Response:
    """The home page. Datasette's own view would look at every table first, to show none of it here."""
    context = await _contents(datasette)
    return Response.html(await datasette.render_template("index.html", context, request=request))
