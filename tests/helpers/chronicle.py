"""A small archive to which tests add what articles say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.articles import Report, Stored, store_article
from archive.database import open_archive
from archive.facts import store_facts
from archive.ids import stable_int
from archive.regions import RegionCodes
from nlp.facts import Event, Facts, Figure, Indicator, Part, Project


class Chronicle:
    """An archive with one sentence of setup an article; facts are placed by their quotes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db: Database = open_archive(path)

    def source(self, key: str, home: str = "淄博市") -> None:
        row = {"id": key, "name": key, "home": home, "home_code": RegionCodes(None).of(home), "sample": 1}
        self.db.table("source").insert(row, ignore=True)

    def capture(self, source: str, url: str, seen_at: str) -> int:
        key = stable_int("capture", url, seen_at)
        row: dict[str, Any] = {
            "id": key,
            "url": url,
            "source": source,
            "kind": "article",
            "warc": "x.warc.gz",
        }
        row |= {"fetched_at": seen_at, "offset": 0, "length": 1}
        self.db.table("capture").insert(row, ignore=True)
        return key

    def article(
        self, text: str, *, source: str = "日报", published: str = "2026-01-20", url: str = "", **more: Any
    ) -> Stored:
        url = url or f"https://example.cn/{stable_int(source, published, text)}"
        seen_at = more.pop("seen_at", f"{published}T20:00:00+00:00")
        self.source(source)
        report = Report(
            source=source,
            key=url,
            url=url,
            text=text,
            capture=self.capture(source, url, seen_at),
            seen_at=seen_at,
            published=published,
            home=more.pop("home", "淄博市"),
            **more,
        )
        with self.db.atomic():
            return store_article(self.db, report)

    def says(self, text: str, *facts: Any, published: str = "2026-01-20", **more: Any) -> Stored:
        stored = self.article(text, published=published, **more)
        said = Facts(
            figures=tuple(fact for fact in facts if isinstance(fact, Figure)),
            projects=tuple(fact for fact in facts if isinstance(fact, Project)),
            events=tuple(fact for fact in facts if isinstance(fact, Event)),
            indicators=tuple(fact for fact in facts if isinstance(fact, Indicator)),
        )
        with self.db.atomic():
            codes = RegionCodes(published)
            store_facts(self.db, stored.article, stored.version, said, codes, "test")
        return stored

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.db.execute(sql, values).fetchall()]


def _place(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote, "rule": "test@1"}


def project(text: str, name: str, **values: Any) -> Project:
    return Project(name=name, **_place(text, values.pop("quote", name)), **values)


def event(text: str, kind: Any, **values: Any) -> Event:
    quote = values.pop("quote", re.split("[。；]", text)[0])
    place = _place(text, quote)
    parts = tuple(
        Part(by="region", label=label, project_count=count, investment=amount, **_without_rule(place))
        for label, count, amount in values.pop("parts", ())
    )
    return Event(kind=kind, breakdown=parts, **place, **values)


def _without_rule(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name != "rule"}


def figure(text: str, quote: str, low: int, role: Any = "total_investment") -> Figure:
    place = _place(text, quote)
    return Figure(low=low, high=low, currency="CNY", approximation="exact", role=role, **place)


def indicator(text: str, quote: str, **values: Any) -> Indicator:
    return Indicator(**_place(text, quote), **values)
