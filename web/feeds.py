"""Atom feeds of the newest events, by region and kind, and of the newest articles of a source."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from web.format import yi
from web.language import language, name_of, translator
from web.query import Row, rows
from web.regions import region_name

NEWEST = 50
_ATOM = "http://www.w3.org/2005/Atom"
_EVENTS = f"""
SELECT e.id, e.kind, e.date, e.region, e.project_count, e.investment, r.quote, a.first_seen
FROM event e JOIN event_report r ON r.id = e.report JOIN article a ON a.id = r.article
WHERE (:kind = '' OR e.kind = :kind) AND (:region = '' OR e.region_code = :region OR e.host_code = :region
  OR e.region_code IN (SELECT code FROM region WHERE parent = :region))
ORDER BY a.first_seen DESC, e.date DESC, e.id LIMIT {NEWEST}"""
_ARTICLES = f"""
SELECT id, title, published, text, first_seen FROM article WHERE :source = '' OR source = :source
ORDER BY first_seen DESC, id LIMIT {NEWEST}"""
Entry = dict[str, str]


def _event(row: Row, lang: str) -> Entry:
    what, amount = name_of("event", row["kind"], lang), yi(row["investment"], lang)
    words = [region_name(row["region"], lang), what, row["date"], amount]
    return {
        "path": f"/event/{row['id']}",
        "title": " ".join(filter(None, words)),
        "updated": row["first_seen"],
        "summary": row["quote"],
    }


def _article(row: Row, lang: str) -> Entry:
    return {
        "path": f"/-/evidence/{row['id']}",
        "title": row["title"] or translator(lang)("untitled"),
        "updated": row["first_seen"],
        "summary": row["text"][:120],
    }


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text
    return child


def atom(site: str, path: str, title: str, entries: list[Entry]) -> bytes:
    """An Atom feed (RFC 4287); ids are the addresses of what the entries speak of."""
    feed = ET.Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", site + path)
    _add(feed, "title", title)
    _add(feed, "updated", max((entry["updated"] for entry in entries), default="1970-01-01T00:00:00Z"))
    _add(_add(feed, "author"), "name", "县志 Xianzhi")
    _add(feed, "link", rel="self", href=site + path)
    for given in entries:
        entry = _add(feed, "entry")
        _add(entry, "id", site + given["path"])
        _add(entry, "link", href=site + given["path"])
        for name in ("title", "updated", "summary"):
            _add(entry, name, given[name])
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


_FEEDS = {
    "events": (_EVENTS, ("kind", "region"), _event),
    "articles": (_ARTICLES, ("source",), _article),
}


async def feed(datasette: Datasette, request: Request) -> Response:
    """The feed of the address; NotFound if there is none of that name."""
    if request.url_vars["name"] not in _FEEDS:
        raise NotFound("没有这一条 / No such entry")
    sql, arguments, entry = _FEEDS[request.url_vars["name"]]
    lang = language(request)
    asked = {name: (request.args.get(name) or "")[:40] for name in arguments}
    entries = [entry(row, lang) for row in await rows(datasette, sql, asked)]
    t = translator(lang)
    title = " ".join([t("site"), t("feed." + request.url_vars["name"]), *filter(None, asked.values())])
    site = str(datasette.absolute_url(request, datasette.urls.instance())).rstrip("/")
    path = request.path + (f"?{request.query_string}" if request.query_string else "")
    body = atom(site, path, title, entries)
    return Response(body, content_type="application/atom+xml; charset=utf-8")
