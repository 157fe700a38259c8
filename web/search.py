"""Search over articles, projects, events, companies and places: ranked, filtered, with snippets.

Guarantees: every two-character word that stands in an article finds it; the query language is a
phrase per chunk, so no input is an operator or an error; when nothing is found, shorter words that
would be found are offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from archive.search import fold, zh_query
from nlp.words import words
from web.query import Row, one, rows

PAGE = 20
RANKED = 5000  # more hits than this are ordered by date: ranking them all would cost too much
BEFORE, AROUND = 24, 90

_FILTERS = {
    "source": "a.source = :source",
    "region": "EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id AND m.region = :region)",
    "year": "a.published LIKE :year || '%'",
    "kind": "EXISTS (SELECT 1 FROM event_report e WHERE e.article = a.id AND e.kind = :kind)",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for: words, filters and the page of the results."""

    text: str
    filters: dict[str, str]
    page: int

    @classmethod
    def of(cls, request: Request) -> Asked:
        """The question in the address; a page number that is none is the first."""
        given = {name: request.args[name] for name in _FILTERS if request.args.get(name)}
        number = request.args.get("page") or "1"
        page = min(max(int(number), 1), 500) if number.isascii() and number.isdigit() else 1
        return cls((request.args.get("q") or "").strip()[:200], given, page)

    @property
    def where(self) -> str:
        """The conditions of the filters."""
        return "".join(f" AND {_FILTERS[name]}" for name in self.filters)

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the query."""
        return {"match": zh_query(self.text), "skip": (self.page - 1) * PAGE, **self.filters}

    def address(self, **changes: Any) -> str:
        """The query string of this question with changes; None drops a part."""
        parts: dict[str, Any] = {"q": self.text, **self.filters, "page": self.page} | changes
        return urlencode({name: value for name, value in parts.items() if value not in (None, 1)})


_HITS = """FROM article_fts f JOIN article a ON a.id = f.rowid JOIN source s ON s.id = a.source
WHERE article_fts MATCH :match"""
_FIELDS = "SELECT a.id, a.title, a.published, a.text, s.name AS source_name"
_THINGS = {
    "project": "SELECT id, name, company, region FROM project WHERE name LIKE :like OR company LIKE :like"
    " ORDER BY reports DESC, investment DESC LIMIT 8",
    "region": "SELECT code, name FROM region WHERE name LIKE :like AND valid_to IS NULL"
    " ORDER BY length(name) LIMIT 6",
}


def snippet(text: str, query: str) -> Markup:
    """The part of `text` around the first hit, hits marked; escaped.

    >>> snippet("市里集中开工一批项目", "开工")
    Markup('市里集中<mark>开工</mark>一批项目')
    """
    folded = fold(text)
    if len(folded) != len(text):
        folded = text
    chunks = [chunk for chunk in fold(query).replace('"', " ").split() if chunk]
    at = min((folded.find(chunk) for chunk in chunks if chunk in folded), default=0)
    start, end = max(0, at - BEFORE), at + AROUND
    shown = Markup("…") if start else Markup("")
    return shown + _marked(text[start:end].replace("\n", " "), folded[start:end], chunks)


def _marked(text: str, folded: str, chunks: list[str]) -> Markup:
    parts, at = [], 0
    while at < len(text):
        hit = next((chunk for chunk in chunks if folded.startswith(chunk, at)), None)
        parts.append(Markup("<mark>{}</mark>").format(text[at : at + len(hit)]) if hit else escape(text[at]))
        at += len(hit) if hit else 1
    return Markup("").join(parts)


async def _articles(datasette: Datasette, asked: Asked) -> tuple[int, list[Row]]:
    counted = await one(datasette, f"SELECT count(*) AS n {_HITS}{asked.where}", asked.values)
    order = "rank" if counted["n"] <= RANKED else "a.published DESC"
    sql = f"{_FIELDS} {_HITS}{asked.where} ORDER BY {order} LIMIT {PAGE} OFFSET :skip"
    found = await rows(datasette, sql, asked.values)
    return counted["n"], [row | {"snippet": snippet(row["text"], asked.text)} for row in found]


async def _things(datasette: Datasette, asked: Asked) -> dict[str, list[Row]]:
    escaped = asked.text.replace("%", "").replace("_", "")
    if len(escaped) < 2:
        return {}
    return {name: await rows(datasette, sql, {"like": f"%{escaped}%"}) for name, sql in _THINGS.items()}


async def _suggestions(datasette: Datasette, asked: Asked) -> list[str]:
    """Words of the question that are in the archive, when the whole is not."""
    found = []
    for word in dict.fromkeys(words(asked.text[:60])):
        if len(word) > 1 and word != asked.text:
            sql = "SELECT count(*) AS n FROM article_fts WHERE article_fts MATCH :match"
            if (await one(datasette, sql, {"match": zh_query(word)}))["n"]:
                found.append(word)
    return found[:6]


async def _choices(datasette: Datasette) -> dict[str, list[Row]]:
    return {
        "source": await rows(datasette, "SELECT id AS value, name AS label FROM source ORDER BY name"),
        "year": await rows(
            datasette,
            "SELECT DISTINCT substr(published, 1, 4) AS value, substr(published, 1, 4) AS label"
            " FROM article WHERE published IS NOT NULL ORDER BY 1 DESC",
        ),
        "kind": await rows(
            datasette, "SELECT DISTINCT kind AS value, kind AS label FROM event_report ORDER BY 1"
        ),
    }


async def search(datasette: Datasette, request: Request) -> Response:
    """The search page, or its results as JSON for `/search.json`."""
    asked = Asked.of(request)
    count, found = await _articles(datasette, asked) if asked.text else (0, [])
    if request.path.endswith(".json"):
        plain = [{name: row[name] for name in ("id", "title", "published", "source_name")} for row in found]
        return Response.json({"query": asked.text, "count": count, "page": asked.page, "articles": plain})
    context = {
        "asked": asked,
        "count": count,
        "articles": found,
        "things": await _things(datasette, asked) if asked.page == 1 else {},
        "suggestions": await _suggestions(datasette, asked) if asked.text and not count else [],
        "choices": await _choices(datasette),
        "more": asked.page * PAGE < count,
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))
