"""Pages for things: a region, an event, a project, a source. Each has JSON beside it.

Guarantees: a stable address, a citation line, and from every value the way to its reports.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.corrections import of_facts
from web.coverage import months
from web.language import language
from web.pictures.page import picture
from web.query import Row, one, rows

_ARTICLE = "a.title, a.published, s.name AS source_name"
_JOINED = "JOIN article a ON a.id = r.article JOIN source s ON s.id = a.source"

_EVENT_REPORTS = f"""SELECT r.*, {_ARTICLE} FROM event_support x JOIN event_report r ON r.id = x.report
{_JOINED} WHERE x.event = ? AND x.field = 'kind' ORDER BY a.published, r.id"""
_SUPPORT = {
    thing: f"""SELECT x.field, x.value, x.shown, min(r.article || '#' || r.id) AS place
FROM {thing}_support x JOIN {thing}_report r ON r.id = x.report
WHERE x.{thing} = ? GROUP BY x.field, x.value ORDER BY x.shown"""
    for thing in ("event", "project")
}
_CHILDREN = """SELECT e.*, r.article || '#' || r.id AS place FROM event e
JOIN event_report r ON r.id = e.report WHERE e.parent = ? ORDER BY e.region"""
_PARTS = """SELECT p.* FROM event e JOIN event_part p ON p.event = e.report
WHERE e.id = ? ORDER BY p.by, p.start"""
_PROJECT_REPORTS = f"""SELECT r.*, {_ARTICLE} FROM project_support x JOIN project_report r ON r.id = x.report
{_JOINED} WHERE x.project = ? AND x.field = 'name' ORDER BY a.published, r.id"""
_LIFE = f"""SELECT x.*, r.quote, r.article, {_ARTICLE}
FROM project_stage x JOIN project_report r ON r.id = x.report
{_JOINED} WHERE x.project = ? AND x.first = 1 ORDER BY x.date"""
_JOINS = """SELECT j.*, l.name AS left_name, r.name AS right_name,
  l.article AS left_article, r.article AS right_article FROM project_join j
JOIN project_report l ON l.id = j.left JOIN project_report r ON r.id = j.right
WHERE j.left IN (SELECT report FROM project_support WHERE project = ? AND field = 'name')
ORDER BY j.made DESC, j.score DESC LIMIT 30"""
_REGION_EVENTS = """SELECT e.*, r.article || '#' || r.id AS place FROM event e
JOIN event_report r ON r.id = e.report WHERE e.region_code = :code OR e.host_code = :code
ORDER BY e.date IS NULL, e.date DESC LIMIT 40"""
_REGION_PROJECTS = """SELECT p.*, (SELECT min(r.article || '#' || r.id) FROM project_support x
  JOIN project_report r ON r.id = x.report WHERE x.project = p.id AND x.field = 'investment' AND x.shown = 1
) AS place FROM project p WHERE region_code = ?
ORDER BY last_reported DESC, investment DESC LIMIT 60"""
_REGION_INDICATORS = """SELECT period, name, measure, value, unit, rank_within, rank_position,
count(DISTINCT article) AS articles, min(article || '#' || id) AS place, min(id) AS fact
FROM indicator WHERE region_code = ? AND period IS NOT NULL
GROUP BY period, name, measure, value, unit, rank_within, rank_position
ORDER BY CASE length(period) WHEN 4 THEN period || '-12' ELSE substr(period, -7) END DESC, name, measure
LIMIT 60"""
_LEAGUE = "SELECT * FROM league WHERE region_code = ? ORDER BY quarter DESC"
_COUNTIES = """SELECT code, coalesce(short_name, name) AS name FROM region
WHERE parent = ? AND valid_to IS NULL AND code IN (SELECT region_code FROM league) ORDER BY code"""
_ABOVE = """WITH RECURSIVE above(code, depth) AS (SELECT ?, 0 UNION ALL
  SELECT r.parent, depth + 1 FROM above JOIN region r ON r.code = above.code
  WHERE r.parent IS NOT NULL AND depth < 4)
SELECT r.* FROM above JOIN region r ON r.code = above.code ORDER BY depth DESC"""
_CALENDAR = "SELECT * FROM calendar WHERE region_code = ? ORDER BY period"
_RUNS = "SELECT * FROM run WHERE source = ? ORDER BY night DESC LIMIT 60"
_COVERAGE = "SELECT * FROM coverage WHERE source = ? ORDER BY day DESC LIMIT 400"
_HEALTH = """SELECT
  (SELECT max(night) FROM run WHERE source = :source AND outcome = 'finished') AS last_success,
  (SELECT max(substr(published, 1, 10)) FROM article WHERE source = :source) AS last_article,
  (SELECT count(*) FROM article WHERE source = :source) AS articles,
  (SELECT count(*) FROM article WHERE source = :source AND withdrawn_on IS NOT NULL) AS withdrawn,
  (SELECT count(*) FROM coverage WHERE source = :source AND polled = 0) AS unread_days"""
_PROMISE = """SELECT p.*, a.article || '#' || a.id AS promised_place,
  b.article || '#' || b.id AS revised_place,
  c.article || '#' || c.id AS operating_place
FROM promise p LEFT JOIN project_report a ON a.id = p.promise_report
LEFT JOIN project_report b ON b.id = p.revision_report LEFT JOIN project_report c ON c.id = p.operating_report
WHERE p.project = ?"""
_PROBLEMS = "SELECT * FROM problem WHERE source = ? ORDER BY last_seen DESC LIMIT 40"


async def _supported(datasette: Datasette, thing: str, key: str) -> Row:
    """Where the values of a thing stand: those shown by field, and with the conflicts both sides."""
    found = await rows(datasette, _SUPPORT[thing], [key])
    said = {(row["field"], row["value"]): row["place"] for row in found}
    conflicts = await rows(datasette, f"SELECT * FROM conflict WHERE {thing} = ?", [key])
    return {
        "support": {row["field"]: row["place"] for row in found if row["shown"]},
        "conflicts": [
            row | {f"{side}_place": said.get((row["field"], row[side])) for side in ("shown", "other")}
            for row in conflicts
        ],
    }


async def _event(datasette: Datasette, key: str) -> Row:
    event = await one(datasette, "SELECT * FROM event WHERE id = ?", [key])
    reports, parts = await rows(datasette, _EVENT_REPORTS, [key]), await rows(datasette, _PARTS, [key])
    return {
        "event": event,
        "reports": reports,
        "parts": parts,
        "corrections": await of_facts(datasette, (fact["id"] for fact in [*reports, *parts])),
        **await _supported(datasette, "event", key),
        "children": await rows(datasette, _CHILDREN, [key]),
        "parent": await rows(datasette, "SELECT * FROM event WHERE id = ?", [event["parent"]]),
        "reviewed": sorted({name for r in reports for name in json.loads(r["reviewed"] or "[]")}),
    }


async def _project(datasette: Datasette, key: str) -> Row:
    project = await one(datasette, "SELECT * FROM project WHERE id = ?", [key])
    reports = await rows(datasette, _PROJECT_REPORTS, [key])
    return {
        "project": project,
        "reports": reports,
        "corrections": await of_facts(datasette, (fact["id"] for fact in reports)),
        "life": await rows(datasette, _LIFE, [key]),
        "promise": await rows(datasette, _PROMISE, [key]),
        **await _supported(datasette, "project", key),
        "joins": await rows(datasette, _JOINS, [key]),
    }


def by_measure(indicators: list[Row]) -> list[Row]:
    """A row for each indicator and period, with its level, growth and share side by side."""
    lines: dict[tuple[str, str], Row] = {}
    for row in indicators:
        line = lines.setdefault((row["period"], row["name"]), {"period": row["period"], "name": row["name"]})
        line.setdefault(row["measure"], []).append(row)
    return list(lines.values())


async def _region(datasette: Datasette, key: str) -> Row:
    region = await one(datasette, "SELECT * FROM region WHERE code = ?", [key])
    indicators = await rows(datasette, _REGION_INDICATORS, [key])
    return {
        "region": region,
        "parents": await rows(datasette, _ABOVE, [region["parent"]]),
        "league": await rows(datasette, _LEAGUE, [key]),
        "events": await rows(datasette, _REGION_EVENTS, {"code": key}),
        "projects": await rows(datasette, _REGION_PROJECTS, [key]),
        "indicators": by_measure(indicators),
        "corrections": await of_facts(datasette, (row["fact"] for row in indicators)),
        "calendar": await rows(datasette, _CALENDAR, [key]),
        "counties": await rows(datasette, _COUNTIES, [key]),
    }


async def _source(datasette: Datasette, key: str) -> Row:
    return {
        "source": await one(datasette, "SELECT * FROM source WHERE id = ?", [key]),
        "runs": await rows(datasette, _RUNS, [key]),
        "coverage": await rows(datasette, _COVERAGE, [key]),
        "problems": await rows(datasette, _PROBLEMS, [key]),
        "health": await one(datasette, _HEALTH, {"source": key}),
    }


_PAGES = {"event": _event, "project": _project, "region": _region, "source": _source}


def _pictured(kind: str, key: str, context: Row) -> list[tuple[str, dict[str, str]]]:
    """The pictures a page shows: name and what they are asked by."""
    if kind == "event":
        divisions = dict.fromkeys(part["by"] for part in context["parts"])
        return [("parts", {"event": key, "by": by}) for by in divisions]
    if kind == "project":
        return [("amounts", {"project": key})]
    if kind == "region" and context["calendar"]:
        return [("calendar", {"city": key}), ("months", {"city": key})]
    return [("quarters", {"region": key})] if kind == "region" else []


async def thing(datasette: Datasette, request: Request) -> Response:
    """The page of a thing, or the same as JSON behind `.json`."""
    kind, key = request.url_vars["kind"], unquote(request.url_vars["key"])  # zones: 3703:高新区
    context: dict[str, Any] = await _PAGES[kind](datasette, key)
    if request.path.endswith(".json"):
        return Response.json(context)
    wanted = _pictured(kind, key, context)
    pictures = [await picture(datasette, name, asked, language(request)) for name, asked in wanted]
    context |= {"kind": kind, "key": key, "pictures": pictures}
    context |= {"months": months(context["coverage"])} if kind == "source" else {}
    return Response.html(await datasette.render_template(f"{kind}.html", context, request=request))
