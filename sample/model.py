"""The articles of the sample web: texts in `articles/`, each with the copies of it that sites carry.

A file is TOML between two lines `+++`, then the body, one paragraph a line. `[[copy]]` tables say where the
text was published; all copies share the text except for what their `changes` replace. Whatever happens to a
copy between the two nights (`since`, `until`, `edits`) is said there too, so that the difference of the
nights is data.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
FORMS = ("text", "table", "picture", "pdf", "soft_404", "challenge")
_FENCE = "+++\n"


class SampleError(ValueError):
    """An article file that does not say what it must; the message names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One publication of a text.

    `site` and `section` say where, `day` (ISO) and `time` (HH:MM) when, `source` whom the page names as
    publisher. `page` is the newspaper page, two of them where the text breaks off and goes on. `changes`
    are replacements in this copy alone; `edits` are replacements from the second night on. `since` and
    `until` are nights: the copy is served from `since` to `until`, both included. `split` counts the
    paragraphs of the first screen of two.
    """

    site: str
    section: str
    day: str
    time: str = "09:00"
    source: str = ""
    title: str = ""
    form: str = "text"
    page: tuple[str, ...] = ("A01",)
    break_before: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    since: int = 1
    until: int = 9
    split: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its copies; `pretitle` and `subtitle` are the lines that newspapers set around a title."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    copies: tuple[Copy, ...]
    author: str = ""
    pretitle: str = ""
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A copy as one night shows it: the text with everything applied that holds on that night."""

    article: str
    copy: Copy
    title: str
    paragraphs: tuple[str, ...]
    author: str = ""
    pretitle: str = ""
    subtitle: str = ""
    number: int = field(default=0)

    @property
    def stamp(self) -> str:
        """`YYYY-MM-DD HH:MM`, the time of publication."""
        return f"{self.copy.day} {self.copy.time}"

    @property
    def compact(self) -> str:
        """`YYYYMMDD`."""
        return self.copy.day.replace("-", "")


@cache
def articles() -> tuple[Article, ...]:
    """Every article, ordered by file name."""
    return tuple(read_article(path) for path in sorted(ARTICLES.glob("*.md")))


def read_article(path: Path) -> Article:
    """The article of a file; SampleError names the file when it is not one."""
    start, head, body = _parts(path)
    if start:
        raise SampleError(f"{path.name}: text before the first +++")
    try:
        values = tomllib.loads(head)
        copies = tuple(_copy(table) for table in values.pop("copy"))
        return Article(path.stem, paragraphs=_paragraphs(body), copies=copies, **values)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise SampleError(f"{path.name}: {error}") from error


def _parts(path: Path) -> tuple[str, str, str]:
    parts = path.read_text(encoding="utf-8").split(_FENCE, 2)
    if len(parts) != 3:
        raise SampleError(f"{path.name}: no head between two lines +++")
    return parts[0], parts[1], parts[2]


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def _copy(table: dict[str, object]) -> Copy:
    values = dict(table)
    for key in ("changes", "edits"):
        pairs = values.get(key, ())
        if not isinstance(pairs, (list, tuple)) or any(len(pair) != 2 for pair in pairs):
            raise ValueError(f"{key} must be pairs of old and new")
        values[key] = tuple((str(old), str(new)) for old, new in pairs)
    if "page" in values:
        pages = values["page"]
        values["page"] = tuple(pages) if isinstance(pages, list) else (str(pages),)
    copy = Copy(**values)  # type: ignore[arg-type]  # a wrong key is a TypeError, which read_article reports
    if copy.form not in FORMS:
        raise ValueError(f"form {copy.form!r} is none of {', '.join(FORMS)}")
    return copy


def editions(site: str, night: int, of: Iterable[Article] | None = None) -> list[Edition]:
    """The copies that `site` serves on `night`, newest first."""
    shown = [
        _edition(article, copy, night)
        for article in (articles() if of is None else of)
        for copy in article.copies
        if copy.site == site and copy.since <= night <= copy.until
    ]
    return sorted(shown, key=lambda edition: (edition.stamp, edition.number), reverse=True)


def _edition(article: Article, copy: Copy, night: int) -> Edition:
    changes = copy.changes + (copy.edits if night >= 2 else ())
    return Edition(
        article=article.id,
        copy=copy,
        title=_replaced(copy.title or article.title, changes, article.id, must=False),
        paragraphs=tuple(_replaced("\n".join(article.paragraphs), changes, article.id).split("\n")),
        author=article.author,
        pretitle=article.pretitle,
        subtitle=article.subtitle,
        number=number_of(copy.site, copy.section, article.id),
    )


def _replaced(text: str, changes: Iterable[tuple[str, str]], name: str, must: bool = True) -> str:
    for old, new in changes:
        if must and old not in text:
            raise SampleError(f"{name}: nothing to change, {old!r} is not in the text")
        text = text.replace(old, new)
    return text


def number_of(*names: str) -> int:
    """A seven-digit number that stays the same however many articles are added."""
    return 1_000_000 + zlib.crc32("/".join(names).encode()) % 9_000_000
