"""The article that a page carries in its scripts, for its own script to draw.

Guarantees: only JSON is read, nothing is run; of all objects the one with the longest text under a name that
bodies go by is taken, its title and date from the same object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import islice
from typing import Any

from crawler.pages.lexicon import scripted_names
from crawler.pages.objects import first, objects

_STARTS = re.compile(
    r"(?:<script[^<>]*>\s*|\b__\w+__\s*=\s*|\b(?:window\.|(?:var|let|const)\s+)\w+\s*=\s*)"
    r"(?=\{\s*[\"}]|\[\s*[\[{\"])",
    re.I,
)
_SCRIPTS = 60  # values that are looked into: each that proves to be none costs the length of the page
_FIELD = re.compile(
    r"<textarea[^<>]*\sclass=[\"']?(?:article|news|detail)-(\w+)[^<>]*>([^<]*)</textarea", re.I
)
_HAN_SENTENCE = re.compile(r"[\u4e00-\u9fff][，。！？]")
_SENTENCES = 3  # fewer make no article
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Scripted:
    """An article as an object of a script states it; `body` is HTML or plain text."""

    title: str | None
    date: str | None
    body: str

    def as_page(self) -> str:
        """The article drawn as plainly as can be."""
        title, date = escape(self.title or ""), escape(self.date or "", quote=True)
        head = f'<title>{title}</title><meta name="pubdate" content="{date}">'
        return f"{head}<h1>{title}</h1><div>{self.body}</div>"


def find_scripted(html: str) -> Scripted | None:
    """The article in the scripts of `html`, None when there is none."""
    found = (article for value in _values(html) for row in objects(value) if (article := _article(row)))
    return max(found, key=lambda article: len(article.body), default=None)


def find_date_of(html: str, title: str | None) -> str | None:
    """The date that a script states of the article of that title, None when none does or they differ."""
    if not title:
        return None
    rows = (row for value in _values(html) for row in objects(value))
    dates = {
        date
        for row in rows
        if first(row, scripted_names("titles")) == title and (date := first(row, scripted_names("dates")))
    }
    return dates.pop() if len(dates) == 1 else None


def _values(html: str) -> Iterator[Any]:
    """The JSON values that scripts consist of or assign, and the fields that a script is to draw."""
    yield {name: unescape(text) for name, text in _FIELD.findall(html)}
    for match in islice(_STARTS.finditer(html), _SCRIPTS):
        try:
            yield _DECODER.raw_decode(html, match.end())[0]
        except (json.JSONDecodeError, RecursionError):
            continue


def _article(row: dict[str, Any]) -> Scripted | None:
    body = first(row, scripted_names("bodies"))
    if body is None or len(_HAN_SENTENCE.findall(body)) < _SENTENCES:
        return None
    return Scripted(
        first(row, scripted_names("titles")),
        first(row, scripted_names("dates")),
        body if "<" in body else unescape(body),
    )
