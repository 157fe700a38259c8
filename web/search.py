"""Search over articles, projects, events, companies and places: ranked, filtered, with snippets.

Guarantees: every two-character word that stands in an article finds it; the query language is a
phrase per chunk, so no input is an operator or an error; when nothing is found, shorter words that
would be found are offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from archive.search import fold, zh_query
from nlp.words import words
from web.finding import has_names, things
from web.query import Row, one, rows
from web.questions import like

PAGE = 20
PAGES = 50  # further pages are not offered: narrowing the question is faster for everybody
RANKED = 5_000  # more hits than this are ordered by date: ranking them all would cost too much
COUNTED = 10_000  # hits beyond this are not counted, the page says "more than"
BEFORE, AROUND, FRAGMENTS = 24, 72, 3
TITLE_WEIGHT = 4.0

_NAMED = """(SELECT code FROM region WHERE :region IN (name, short_name)
  OR parent IN (SELECT code FROM region WHERE :region IN (name, short_name)))"""
_OF_YEAR = "{0}.published >= :year AND {0}.published < :year || '~'"
_FILTERS = {
    "source": "EXISTS (SELECT 1 FROM article f WHERE f.id = m.id AND f.source = :source)",
    "region": f"m.id IN (SELECT article FROM mention WHERE region_code IN {_NAMED}"
    f" UNION SELECT id FROM article WHERE home_code IN {_NAMED})",
    "year": f"EXISTS (SELECT 1 FROM article f WHERE f.id = m.id AND {_OF_YEAR.format('f')})",
    "kind": "m.id IN (SELECT article FROM event_report WHERE kind = :kind)",
}
"""Conditions on a match `m`. What leaves many articles (a year, a source) is looked up for each match: to
list them all first took up to 300 times as long."""


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
        page = min(max(int(number[:6]), 1), PAGES) if number.isascii() and number.isdigit() else 1
        return cls((request.args.get("q") or "").strip()[:200], given, page)

    @property
    def where(self) -> str:
        """The conditions of the filters on the match `m`."""
        return "".join(f" AND {_FILTERS[name]}" for name in self.filters)

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the query."""
        return {"match": zh_query(self.text), "skip": (self.page - 1) * PAGE, **self.filters}

    def address(self, **changes: Any) -> str:
        """The query string of this question with changes; None drops a part."""
        parts: dict[str, Any] = {"q": self.text, **self.filters, "page": self.page} | changes
        return urlencode({name: value for name, value in parts.items() if value not in (None, 1)})


_MATCHING = "(SELECT rowid AS id, {rank} AS score FROM article_fts WHERE article_fts MATCH :match)"
_RANK = f"bm25(article_fts, {TITLE_WEIGHT}, 1.0)"
_SHOWN = "SELECT a.id, a.title, a.published, a.text, s.name AS source_name"


def _count(where: str) -> str:
    hits = f"SELECT 1 FROM {_MATCHING.format(rank=0)} m WHERE 1{where} LIMIT {COUNTED + 1}"
    return f"SELECT count(*) AS n FROM ({hits})"


def _by_rank(where: str) -> str:
    best = f"SELECT id, score FROM {_MATCHING.format(rank=_RANK)} m WHERE 1{where}"
    return (
        f"{_SHOWN} FROM ({best} ORDER BY score, id LIMIT {PAGE} OFFSET :skip) f"
        " JOIN article a ON a.id = f.id JOIN source s ON s.id = a.source ORDER BY f.score, f.id"
    )


def _by_date(where: str) -> str:
    """The newest first, walking the index of dates: with many hits the first ones are found soon."""
    year = f" AND {_OF_YEAR.format('m')}" if ":year" in where else ""  # where in the index to begin
    newest = (
        f"SELECT id FROM article m WHERE 1{year}{where} AND EXISTS (SELECT 1 FROM article_fts"
        f" WHERE article_fts MATCH :match AND rowid = m.id) ORDER BY published DESC LIMIT {PAGE} OFFSET :skip"
    )
    return (
        f"{_SHOWN} FROM ({newest}) f JOIN article a ON a.id = f.id JOIN source s ON s.id = a.source"
        " ORDER BY a.published DESC"
    )


def _folded(text: str) -> str:
    """The text folded, as long as its letters keep their places."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text


def _chunks(query: str) -> list[str]:
    return fold(query).replace('"', " ").split()


def marked(text: str, query: str) -> Markup:
    """All of `text`, hits marked; escaped."""
    return _marked(text, _folded(text), _chunks(query))


def snippet(text: str, query: str) -> Markup:
    """The parts of `text` around the first hit of each chunk, hits marked; escaped.

    >>> snippet("市里集中开工一批项目", "开工")
    Markup('市里集中<mark>开工</mark>一批项目')
    """
    folded, chunks = _folded(text), _chunks(query)
    parts, shown = Markup(""), 0
    for start, end in _windows(folded, chunks):
        before = Markup("…") if start > shown else Markup("")
        parts += before + _marked(text[start:end].replace("\n", " "), folded[start:end], chunks)
        shown = end
    return parts + "…" if shown < len(text) else parts


def _windows(folded: str, chunks: list[str]) -> list[tuple[int, int]]:
    """Where to look: around the first hit, and around hits of chunks that are not in sight yet."""
    hits = sorted(folded.find(chunk) for chunk in chunks if chunk in folded) or [0]
    windows: list[tuple[int, int]] = []
    for at in hits:
        if not windows or at >= windows[-1][1]:
            since = windows[-1][1] if windows else 0
            windows.append((max(since, at - BEFORE), at + AROUND))
    return windows[:FRAGMENTS]


def _marked(text: str, folded: str, chunks: list[str]) -> Markup:
    parts, at = [], 0
    while at < len(text):
        hit = next((chunk for chunk in chunks if folded.startswith(chunk, at)), None)
        parts.append(Markup("<mark>{}</mark>").format(text[at : at + len(hit)]) if hit else escape(text[at]))
        at += len(hit) if hit else 1
    return Markup("").join(parts)


async def _articles(datasette: Datasette, asked: Asked) -> tuple[int, list[Row]]:
    count = (await one(datasette, _count(asked.where), asked.values))["n"]
    sql = (_by_rank if count <= RANKED else _by_date)(asked.where)
    found = await rows(datasette, sql, asked.values) if count else []
    return count, [
        row | {"heading": marked(row["title"] or "", asked.text), "snippet": snippet(row["text"], asked.text)}
        for row in found
    ]


async def _suggestions(datasette: Datasette, asked: Asked) -> list[Row]:
    """What would be found: the question without its filters, or its words one by one."""
    whole = [asked.text] if asked.filters else []
    shorter = [word for word in words(asked.text[:60]) if len(word) > 1 and word != asked.text]
    found = []
    for text in dict.fromkeys([*whole, *shorter]):
        counted = await one(datasette, _count(""), {"match": zh_query(text)})
        found += [{"text": text, "count": counted["n"]}] if counted["n"] else []
    return found[:6]


_YEARS = """
WITH RECURSIVE y(value) AS (SELECT substr(max(published), 1, 4) FROM article UNION ALL
  SELECT (SELECT substr(max(published), 1, 4) FROM article WHERE published < value)
  FROM y WHERE value IS NOT NULL)
SELECT value, value AS label FROM y WHERE value IS NOT NULL"""


_CHOICES = {
    "source": "SELECT id AS value, name AS label FROM source ORDER BY name",
    "year": _YEARS,
    "kind": "SELECT DISTINCT kind AS value, kind AS label FROM event ORDER BY 1",
    "region": "SELECT name AS value, name AS label FROM region"
    " WHERE valid_to IS NULL AND code IN (SELECT region_code FROM league UNION SELECT parent FROM league)"
    " ORDER BY kind = 'prefecture' DESC, code LIMIT 360",  # hints only: any name may be typed
}
_offered: WeakKeyDictionary[Datasette, dict[str, list[Row]]] = WeakKeyDictionary()


async def _choices(datasette: Datasette) -> dict[str, list[Row]]:
    """What the filters offer; read once, as a release never changes."""
    if datasette not in _offered:
        _offered[datasette] = {name: await rows(datasette, sql) for name, sql in _CHOICES.items()}
    return _offered[datasette]


def _plain(asked: Asked, count: int, found: list[Row], called: dict[str, list[Row]]) -> dict[str, Any]:
    names = ("id", "title", "published", "source_name")
    articles = [
        {name: row[name] for name in names} | {"evidence": f"/-/evidence/{row['id']}"} for row in found
    ]
    return {
        "query": asked.text,
        "filters": asked.filters,
        "count": min(count, COUNTED),
        "count_is_exact": count <= COUNTED,
        "page": asked.page,
        "articles": articles,
        "things": called,
    }


async def search(datasette: Datasette, request: Request) -> Response:
    """The search page, or its results as JSON for `/search.json`."""
    asked = Asked.of(request)
    count, found = await _articles(datasette, asked) if asked.text else (0, [])
    called = await things(datasette, asked.text) if asked.page == 1 else {}
    if request.path.endswith(".json"):
        return Response.json(_plain(asked, count, found, called))
    context = {
        "asked": asked,
        "count": count,
        "articles": found,
        "things": called,
        "suggestions": await _suggestions(datasette, asked) if asked.text and not count else [],
        "choices": await _choices(datasette),
        "more": asked.page * PAGE < count and asked.page < PAGES,
        "counted": COUNTED,
        "pages": PAGES,
        "questions": like(asked.text) if asked.page == 1 else {},
        "nameless": not await has_names(datasette),
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))
