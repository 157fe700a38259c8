"""A source: a portal or newspaper as data, read from a small TOML file.

Guarantees: a source that loads is complete and coherent; one that is not fails when loaded, in one
line with file, key and reason. Nothing else in the crawler knows a site by name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import soupsieve

from archive.regions import RegionCodes
from crawler.errors import SourceError
from crawler.pages.listings import PARSERS

_ID = re.compile(r"[a-z][a-z0-9_-]*")
LONGEST = 2083  # characters of an address; longer ones are made by traps, and many servers refuse them
_DATED = re.compile(r"%[YmdyjeB-]")


@dataclass(frozen=True, slots=True)
class Edition:
    """How a site is read over a span of days; entries with strftime codes stand for one issue a day."""

    platform: str
    entry: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    @property
    def dated(self) -> bool:
        """Whether issues are enumerated by date rather than links followed from a list."""
        return any(_DATED.search(entry) for entry in self.entry)

    def holds(self, day: date) -> bool:
        """Whether the edition covers `day` (both ends included)."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def entries(self, day: date) -> tuple[str, ...]:
        """The entry addresses of `day`."""
        return tuple(day.strftime(entry) if self.dated else entry for entry in self.entry)


@dataclass(frozen=True)
class Source:
    """A source file. Times are seconds, spans are days; `private` lists host:port pairs (tests, sample)."""

    id: str
    name: str
    publisher: str
    home: str
    editions: tuple[Edition, ...]
    rhythm: int = 7
    delay: float = 3.0
    group: str | None = None
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    selectors: dict[str, str] = field(default_factory=dict)
    pages: int = 200
    budget: int = 5000
    hours: float = 4.0
    backfill: int = 30
    weak_tls: bool = False
    sample: bool = False
    file: Path | None = None

    @property
    def platform(self) -> str:
        """The platform of the edition in force last."""
        return self.editions[-1].platform

    @property
    def url(self) -> str:
        """The first entry address."""
        return self.editions[-1].entry[0]

    @property
    def slot(self) -> str:
        """What it shares its queue with: its group, or whatever is on the same host."""
        return self.group or urlsplit(self.url).hostname or self.id

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Host or host:port of every entry and private pair: the only ones the source may reach."""
        entries = (urlsplit(entry).netloc for edition in self.editions for entry in edition.entry)
        return frozenset((*entries, *self.private))

    @cached_property
    def _allow(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern in self.allow]

    @cached_property
    def _deny(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern in self.deny]

    def allows(self, url: str) -> bool:
        """Whether an address belongs to the source: host, length, allow-list and deny-list."""
        parts = urlsplit(url)
        if len(url) > LONGEST or parts.scheme not in ("http", "https") or parts.netloc not in self.hosts:
            return False
        allowed = not self._allow or any(pattern.search(url) for pattern in self._allow)
        return allowed and not any(pattern.search(url) for pattern in self._deny)

    def edition(self, day: date) -> Edition | None:
        """The edition in force on `day`, None if the site is not read that day."""
        return next((edition for edition in reversed(self.editions) if edition.holds(day)), None)


class _Reader:
    """Reads one file; every complaint names it and the key."""

    def __init__(self, path: Path, given: dict[str, Any]) -> None:
        self.path, self.given = path, given

    def fail(self, key: str, reason: str) -> SourceError:
        return SourceError(f"{self.path}: {key}: {reason}")

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = None, *, where: Any = None) -> Any:
        table = self.given if where is None else where
        if key not in table:
            if default is None:
                raise self.fail(key, "missing")
            return default
        value = table.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            names = kind.__name__ if isinstance(kind, type) else "number"
            raise self.fail(key, f"{value!r} is no {names}")
        return value

    def strings(
        self, key: str, default: tuple[str, ...] | None = None, *, where: Any = None
    ) -> tuple[str, ...]:
        value = self.take(key, (list, str, tuple), default, where=where)
        listed = (value,) if isinstance(value, str) else tuple(value)
        if not all(isinstance(item, str) for item in listed):
            raise self.fail(key, "not all are strings")
        return listed

    def patterns(self, key: str) -> tuple[str, ...]:
        given = self.strings(key, ())
        for pattern in given:
            try:
                re.compile(pattern)
            except re.error as error:
                raise self.fail(key, f"{pattern!r} is no regular expression: {error}") from error
        return given

    def nothing_left(self, table: dict[str, Any], prefix: str = "") -> None:
        for key in table:
            raise self.fail(prefix + key, "unknown key")


def _edition(reader: _Reader, table: dict[str, Any]) -> Edition:
    platform = reader.take("platform", str, where=table)
    if platform not in PARSERS:
        raise reader.fail("platform", f"{platform!r} is none of {', '.join(sorted(PARSERS))}")
    entry = reader.strings("entry", where=table)
    for url in entry:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise reader.fail("entry", f"{url!r} is no http or https address")
    since, until = table.pop("since", None), table.pop("until", None)
    for key, value in (("since", since), ("until", until)):
        if value is not None and not isinstance(value, date):
            raise reader.fail(key, f"{value!r} is no date")
    return Edition(platform, entry, since, until)


def _editions(reader: _Reader) -> tuple[Edition, ...]:
    tables = reader.given.pop("editions", None)
    if tables is None:
        top: dict[str, Any] = {
            key: reader.given.pop(key) for key in ("platform", "entry") if key in reader.given
        }
        return (_edition(reader, top),)
    editions = []
    for table in tables:
        editions.append(_edition(reader, table))
        reader.nothing_left(table, "editions.")
    if not editions:
        raise reader.fail("editions", "none given")
    return tuple(editions)


def parse_source(text: str, path: Path) -> Source:
    """The source that `text`, the content of `path`, declares; SourceError if it is wrong."""
    try:
        reader = _Reader(path, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not TOML: {error}") from error
    key = reader.take("id", str)
    if key != path.stem or not _ID.fullmatch(key):
        raise reader.fail("id", f"{key!r} must be the file's name, lower case letters, digits, _ and -")
    source = Source(
        id=key,
        name=reader.take("name", str),
        publisher=reader.take("publisher", str),
        home=_home(reader),
        editions=_editions(reader),
        rhythm=_positive(reader, "rhythm", int, 7),
        delay=_positive(reader, "delay", (int, float), 3.0),
        group=reader.take("group", str, "") or None,
        allow=reader.patterns("allow"),
        deny=reader.patterns("deny"),
        private=reader.strings("private", ()),
        selectors=_selectors(reader),
        pages=_positive(reader, "pages", int, 200),
        budget=_positive(reader, "budget", int, 5000),
        hours=_positive(reader, "hours", (int, float), 4.0),
        backfill=_positive(reader, "backfill", int, 30),
        weak_tls=reader.take("weak_tls", bool, False),
        sample=reader.take("sample", bool, False),
        file=path,
    )
    reader.nothing_left(reader.given)
    return source


def _selectors(reader: _Reader) -> dict[str, str]:
    """CSS selectors of a generic list: `item`, and `next_page` and `section` if it has them."""
    given: dict[str, Any] = reader.take("selectors", dict, {})
    if given and "item" not in given:
        raise reader.fail("selectors.item", "missing")
    for key, selector in given.items():
        if key not in ("item", "next_page", "section"):
            raise reader.fail(f"selectors.{key}", "unknown key")
        try:
            soupsieve.compile(selector)
        except (soupsieve.SelectorSyntaxError, TypeError) as error:
            raise reader.fail(f"selectors.{key}", f"{selector!r} is no CSS selector") from error
    return given


def _home(reader: _Reader) -> str:
    home: str = reader.take("home", str)
    if RegionCodes(None).of(home) is None:
        raise reader.fail("home", f"{home!r} is no known region, written like 淄博市高青县")
    return home


def _positive(reader: _Reader, key: str, kind: Any, default: Any) -> Any:
    value = reader.take(key, kind, default)
    if value < 0:
        raise reader.fail(key, f"{value!r} is negative")
    return value


def load_source(path: Path) -> Source:
    """The source of a file; SourceError in one line if it cannot be read."""
    try:
        return parse_source(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: {error}") from error


def _files(directory: Path) -> Iterator[Path]:
    return iter(sorted(directory.rglob("*.toml")))


def load_sources(directory: Path, on_error: Callable[[SourceError], None] | None = None) -> dict[str, Source]:
    """All sources below `directory`, by id; a wrong file is given to `on_error`, or raised."""
    sources: dict[str, Source] = {}
    for path in _files(directory):
        try:
            source = load_source(path)
            if source.id in sources:
                raise SourceError(f"{path}: id: {source.id!r} is also that of {sources[source.id].file}")
            sources[source.id] = source
        except SourceError as error:
            if on_error is None:
                raise
            on_error(error)
    return sources
