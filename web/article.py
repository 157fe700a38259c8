"""The page of an article: its text with the evidence of its facts, versions, reprints, attachments.

Guarantees: a quote that does not stand where it should is announced, never hidden; every version
that was seen is listed, and what changed between them can be read.
"""

from __future__ import annotations

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from web.corrections import of_facts
from web.diffs import changes
from web.format import quantity, yi
from web.language import language, name_of, translator
from web.query import Row, one, rows
from web.spans import Highlight, highlight

_ARTICLE = """
SELECT article.*, source.name AS source_name, source.sample, v.number,
  (SELECT count(*) FROM article_version WHERE article = article.id) AS versions,
  c.fetched_at, c.payload_sha256
FROM article JOIN source ON source.id = article.source
JOIN article_version v ON v.id = article.version JOIN capture c ON c.id = article.capture
WHERE article.id = ?"""
_VERSIONS = "SELECT * FROM article_version WHERE article = ? ORDER BY number"
_REPRINTS = """
SELECT r.*, a.title, a.published, s.name AS source_name FROM reprint r JOIN article a ON a.id = r.article
JOIN source s ON s.id = a.source
WHERE r.cluster = (SELECT cluster FROM reprint WHERE article = :article) AND r.article <> :article
ORDER BY a.published, a.id"""
_ATTACHMENTS = "SELECT * FROM attachment WHERE article = ? ORDER BY url"
_SHOWN = ("event_report", "event_part", "project_report", "indicator", "figure")


def _label(table: str, fact: Row, lang: str) -> str:
    t = translator(lang)
    if table == "figure":
        role = name_of("role", fact["role"], lang)
        return f"{t('figure')} · {role} {quantity(fact['low'], fact['currency'], lang)}"
    if table == "event_report":
        return f"{t(table)} · {name_of('event', fact['kind'], lang)} {fact['date'] or ''}"
    if table == "indicator":
        return f"{t(table)} · {fact['name']} {quantity(fact['value'], fact['unit'], lang)}"
    amount = yi(fact["investment"], lang)
    return f"{t(table)} · {fact.get('name') or fact.get('label')}" + (f" {amount}" if amount else "")


async def _facts(datasette: Datasette, article: int, lang: str) -> list[Row]:
    found: list[Row] = []
    for table in _SHOWN:
        facts = await rows(datasette, f"SELECT * FROM [{table}] WHERE article = ? ORDER BY start", [article])
        found += [fact | {"table": table, "label": _label(table, fact, lang)} for fact in facts]
    return found


def _spans(facts: list[Row]) -> list[Highlight]:
    return [Highlight(f["start"], f["end"], f["id"], f["table"], f["label"]) for f in facts]


def _misplaced(text: str, facts: list[Row]) -> int:
    return sum(text[fact["start"] : fact["end"]] != fact["quote"] for fact in facts)


def _whole(version: Row) -> str:
    return "\n".join(filter(None, (version["title"], version["text"])))


def _with_changes(versions: list[Row]) -> list[Row]:
    """Each version with what it changed in the one before it."""
    before = [None, *versions]
    return [
        version | {"changes": changes(_whole(old), _whole(version)) if old else []}
        for old, version in zip(before, versions, strict=False)
    ]


async def _held(datasette: Datasette, key: int, lang: str) -> dict[str, Any]:
    facts = await _facts(datasette, key, lang)
    return {
        "article": await one(datasette, _ARTICLE, [key]),
        "facts": facts,
        "corrections": await of_facts(datasette, (fact["id"] for fact in facts)),
        "versions": await rows(datasette, _VERSIONS, [key]),
        "reprints": await rows(datasette, _REPRINTS, {"article": key}),
        "attachments": await rows(datasette, _ATTACHMENTS, [key]),
    }


async def evidence(datasette: Datasette, request: Request) -> Response:
    """An article with its evidence highlighted (`#<fact id>` is the sentence), or all of it as JSON."""
    lang = language(request)
    held = await _held(datasette, int(request.url_vars["article"]), lang)
    if request.path.endswith(".json"):
        return Response.json(held)
    text = held["article"]["text"]
    context = held | {
        "body": highlight(text, _spans(held["facts"])),
        "misplaced": _misplaced(text, held["facts"]),
        "versions": _with_changes(held["versions"]),
    }
    return Response.html(await datasette.render_template("evidence.html", context, request=request))
