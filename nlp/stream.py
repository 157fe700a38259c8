"""Streams of articles: facts (`xianzhi facts`) and what each layer sees (`xianzhi explain`).

Guarantees: one line in memory at a time; the same order and ids out as in; a line that cannot be read
is named on the error stream with its number, the others go on, and the exit code is 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any, TextIO

from nlp.document import Document
from nlp.extract import extract
from nlp.facts import Article
from nlp.spacing import tightened
from nlp.spans import Span
from nlp.words import words

Row = dict[str, Any]


class LineError(ValueError):
    """A line that cannot be read; the message says why."""


def _object(line: bytes | str) -> Row:
    try:
        given = json.loads(line)
    except UnicodeDecodeError as error:
        raise LineError("not UTF-8") from error
    except ValueError as error:
        raise LineError(f"not JSON: {error}") from error
    if not isinstance(given, dict):
        raise LineError("not an object")
    return given


def _text(given: Row, name: str, *, required: bool = True) -> str:
    value = given.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise LineError(f"{name}: missing" if value is None else f"{name}: not text")
    if required and not value.strip():
        raise LineError(f"{name}: empty")
    return value


def _day(given: Row, *, required: bool) -> str:
    value = _text(given, "published", required=required)
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise LineError(f"published: {value!r} is no date like 2022-05-20") from error


def read_article(line: bytes | str, *, required: bool = True) -> Article:
    """The article of a line; LineError if it is none. With `required`, date must be given."""
    given = _object(line)
    return Article(
        id=_text(given, "id", required=required),
        text=_text(given, "text"),
        published=_day(given, required=required),
        home=_text(given, "home", required=False) or None,
        title=_text(given, "title", required=False),
        source=_text(given, "source", required=False),
        url=_text(given, "url", required=False),
    )


def _each(lines: Iterable[bytes | str], make: Callable[[bytes | str], Row], out: TextIO, err: TextIO) -> int:
    failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            out.write(json.dumps(make(line), ensure_ascii=False) + "\n")
        except LineError as error:
            failed += 1
            err.write(f"line {number}: {error}\n")
    return 1 if failed else 0


def _facts(line: bytes | str) -> Row:
    article = read_article(line)
    return {"id": article.id} | extract(article).as_dict()


def facts(lines: Iterable[bytes | str], out: TextIO, err: TextIO) -> int:
    """Facts of articles, a line each; the exit code."""
    return _each(lines, _facts, out, err)


def _span(span: Span, *names: str) -> Row:
    row = asdict(span)
    return {name: row[name] for name in ("start", "end", "quote", *names)}


def _tokens(text: str) -> list[Row]:
    found, at = [], 0
    for word in words(text):
        found.append({"start": at, "end": at + len(word), "quote": word})
        at += len(word)
    return found


def layers(article: Article) -> Row:
    """What every layer sees in an article."""
    tight = tightened(article.text)
    document, told = Document(replace(article, text=tight.text)), tight.restored
    return {
        "id": article.id,
        "numbers": [_span(told(number), "low", "high", "unit") for number in document.numbers],
        "money": [_span(told(money), "low", "high", "currency", "approximation") for money in document.money],
        "dates": [_span(told(day)) | {"from": day.first, "to": day.last} for day in document.dates],
        "places": [_span(told(place), "code", "name", "candidates") for place in document.places],
        "companies": [_span(told(company), "name") for company in document.companies],
        "tokens": _tokens(article.text),
    }


def explain(lines: Iterable[bytes | str], out: TextIO, err: TextIO) -> int:
    """What each layer sees in texts, a line each; the exit code."""
    return _each(lines, lambda line: layers(read_article(line, required=False)), out, err)


def explain_text(text: str, published: str | None, home: str | None) -> str:
    """What each layer sees in one text, for a person."""
    seen = layers(Article("", text, published or "", home))
    lines = []
    for name, spans in seen.items():
        if name in ("id", "tokens"):
            continue
        lines.append(f"{name}:")
        for span in spans:
            rest = ", ".join(f"{k}={v}" for k, v in span.items() if k not in ("start", "end", "quote") and v)
            lines.append(f"  {span['start']:5}–{span['end']:<5} {span['quote']}  {rest}")
    lines.append("tokens: " + " / ".join(token["quote"] for token in seen["tokens"]))
    return "\n".join(lines)
