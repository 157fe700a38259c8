"""The pages of our own: the evidence of an article and the page as it was captured.

Guarantees: nothing is shown that the tables do not allow; a quote that does not stand where it
should is announced, never hidden; captured pages come sanitised, sandboxed and with their own
policy.
"""

from __future__ import annotations

from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.errors import ArchiveError
from archive.shape import shape
from archive.warcs import read_payload
from web.copies import CSP, sanitised
from web.format import yi
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
_CAPTURE = """
SELECT capture.*, coalesce(original.warc, capture.warc) AS held_in,
  coalesce(original.offset, capture.offset) AS held_at
FROM capture LEFT JOIN capture original ON original.id = capture.revisit_of WHERE capture.id = ?"""
_SHOWN = ("event_report", "event_part", "project_report", "indicator", "figure")


def _label(table: str, fact: Row, lang: str) -> str:
    t = translator(lang)
    if table == "figure":
        return f"{t('figure')} · {name_of('role', fact['role'], lang)} {yi(fact['low'])}"
    if table == "event_report":
        return f"{t(table)} · {name_of('event', fact['kind'], lang)} {fact['date'] or ''}"
    name = fact.get("name") or fact.get("label")
    return f"{t(table)} · {name}"


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


async def evidence(datasette: Datasette, request: Request) -> Response:
    """An article with the evidence of its facts highlighted; `#<fact id>` is the sentence."""
    lang = language(request)
    article = await one(datasette, _ARTICLE, [int(request.url_vars["article"])])
    facts = await _facts(datasette, article["id"], lang)
    context = {
        "article": article,
        "facts": facts,
        "body": highlight(article["text"], _spans(facts)),
        "misplaced": _misplaced(article["text"], facts),
        "tables": [table.name for table in shape().facts],
    }
    return Response.html(await datasette.render_template("evidence.html", context, request=request))


def _copy(datasette: Datasette, capture: Row) -> str:
    settings = datasette.plugin_config("xianzhi") or {}
    payload = read_payload(Path(settings["data"]), capture["held_in"], capture["held_at"])
    return sanitised(payload.body.decode(capture["encoding"] or "utf-8", "replace"), capture["url"])


async def copy(datasette: Datasette, request: Request) -> Response:
    """The captured page, sanitised, under a policy that lets nothing run or load."""
    capture = await one(datasette, _CAPTURE, [int(request.url_vars["capture"])])
    headers = {"content-security-policy": CSP, "x-content-type-options": "nosniff"}
    try:
        page, status = _copy(datasette, capture), 200
    except ArchiveError:
        page, status = (
            sanitised(f"<p>{translator(language(request))('copy.missing')}</p>", capture["url"]),
            404,
        )
    return Response.html(page, status=status, headers=headers)


async def is_sample(datasette: Datasette) -> bool:
    """Whether the archive served is the sample web's."""
    return bool(await rows(datasette, "SELECT 1 FROM source WHERE sample = 1 LIMIT 1"))
