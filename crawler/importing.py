"""Importing local documents as articles of a source: text, HTML, PDF, or JSONL of many articles.

Guarantees: every document is captured (a WARC resource record) before it is read; one bad document is
named with its reason and costs no other; importing the same document twice changes nothing.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from archive.extraction import Extractor
from archive.regions import RegionCodes
from archive.search import index_articles
from crawler import __version__
from crawler.errors import CrawlError
from crawler.outcomes import Outcomes
from crawler.pages.article import parse_article
from crawler.pages.decode import decode
from crawler.pages.model import Page
from crawler.pages.plaintext import parse_text
from crawler.pdf import pdf_text
from crawler.recorder import Recorder, now
from crawler.session import enter_source
from crawler.source import Edition, Source
from nlp.extract import extract
from nlp.stream import LineError, read_article

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # no text holds them, any picture does


@dataclass(frozen=True, slots=True)
class Document:
    """A document to import; `page` holds what is known of it."""

    source: str
    url: str
    body: bytes
    content_type: str
    page: Page
    home: str | None = None


def _page(text: str, title: str | None, published: str | None) -> Page:
    return Page(title=title, published=published, source=None, author=None, text=text)


def _read(path: Path) -> bytes:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise CrawlError(f"{path}: {error.strerror}") from error
    if not body.strip():
        raise CrawlError(f"{path}: the file is empty")
    return body


def _parsed(path: Path, body: bytes) -> tuple[Page, str]:
    if body.startswith(b"%PDF"):
        text = pdf_text(body)
        if text is None:
            raise CrawlError(f"{path}: no text can be read from this PDF")
        return parse_text(text), "application/pdf"
    read = decode(body, None)
    unreadable = read.replaced + len(_CONTROL.findall(read.text))
    if unreadable > len(read.text) // 50:
        raise CrawlError(f"{path}: {unreadable} characters cannot be read as UTF-8 or GB18030 text")
    html = read.text.lstrip()[:200].lower()
    if path.suffix.lower() in (".html", ".htm", ".shtml") or html.startswith(("<!doctype", "<html")):
        return parse_article(read.text), f"text/html; charset={read.encoding}"
    return parse_text(read.text), f"text/plain; charset={read.encoding}"


def read_file(path: Path, source: str, published: str, title: str | None) -> Document:
    """A text, HTML or PDF file as a document; CrawlError with the file's name if it cannot be read."""
    body = _read(path)
    page, content_type = _parsed(path, body)
    if not page.text:
        raise CrawlError(f"{path}: no text found in it")
    page = replace(page, published=published, title=title or page.title)
    url = f"urn:sha256:{sha256(body).hexdigest()}"
    return Document(source, url, body, content_type, page)


def _line(path: Path, number: int, line: bytes) -> Document:
    try:
        article = read_article(line)
    except LineError as error:
        raise CrawlError(f"{path}:{number}: {error}") from error
    if not article.source:
        raise CrawlError(f"{path}:{number}: source: missing")
    page = _page(article.text, article.title or None, article.published)
    url = article.url or f"urn:xianzhi:{article.id}"
    return Document(article.source, url, line.rstrip(b"\n"), "application/json", page, article.home)


def read_lines(path: Path) -> Iterator[Document | CrawlError]:
    """The articles of a JSONL file; a CrawlError in the place of each line that is wrong."""
    lines = _read(path).removeprefix(BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _line(path, number, line)
            except CrawlError as error:
                yield error


def local_source(key: str, home: str | None, *, sample: bool) -> Source:
    """A source for documents that no source file declares."""
    edition = Edition("generic", (f"urn:xianzhi:{key}",))
    return Source(key, key, key, home or "", (edition,), sample=sample)


class Importer:
    """Imports documents into an archive, one recorder a source."""

    def __init__(
        self, db: Database, data: Path, night: str, known: dict[str, Source], extractor: Extractor = extract
    ) -> None:
        self._db, self._data, self._night, self._known = db, data, night, known
        self._extractor = extractor
        self._open: dict[str, tuple[Recorder, Outcomes]] = {}
        self.new = self.changed = self.unchanged = 0

    def _for(self, document: Document) -> tuple[Recorder, Outcomes]:
        if document.source not in self._open:
            source = self._known.get(document.source) or self._local(document)
            with self._db.atomic():
                enter_source(self._db, source)
            about = {"software": f"xianzhi/{__version__}", "description": "imported documents"}
            recorder = Recorder(self._db, self._data, source.id, self._night, about)
            self._open[document.source] = (
                recorder,
                Outcomes(self._db, source, self._night, self._extractor),
            )
        return self._open[document.source]

    def _local(self, document: Document) -> Source:
        held = self._db.execute("SELECT sample FROM source LIMIT 1").fetchone()
        if document.home and RegionCodes(None).of(document.home) is None:
            raise CrawlError(f"{document.url}: home {document.home!r} is no known region")
        return local_source(document.source, document.home, sample=bool(held and held[0]))

    def _is_known(self, document: Document) -> bool:
        digest = sha256(document.body).hexdigest()
        sql = "SELECT 1 FROM capture WHERE url = ? AND payload_sha256 = ?"
        return self._db.execute(sql, [document.url, digest]).fetchone() is not None

    def add(self, document: Document) -> None:
        """Capture and store one document."""
        if self._is_known(document):
            self.unchanged += 1
            return
        recorder, outcomes = self._for(document)
        capture = recorder.resource(document.url, document.body, document.content_type)
        page = document.page

        def record() -> None:
            stored = outcomes.article(document.url, page, page.text, capture, now(), None)
            self.new += stored.new
            self.changed += stored.changed

        recorder.act(record)

    def close(self) -> None:
        """Commit and close the files."""
        for recorder, _ in self._open.values():
            recorder.close()
        index_articles(self._db)


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended."""

    new: int
    changed: int
    unchanged: int
    failed: int


def import_files(
    files: list[Path],
    importer: Importer,
    *,
    source: str | None,
    published: str | None,
    title: str | None,
    warn: Callable[[str], None],
) -> Imported:
    """Import files; each that cannot be is given to `warn` in one line, the others are imported."""
    failed = 0
    for path in files:
        for document in _documents(path, source, published, title):
            try:
                if isinstance(document, CrawlError):
                    raise document
                importer.add(document)
            except CrawlError as error:
                warn(str(error))
                failed += 1
    importer.close()
    return Imported(importer.new, importer.changed, importer.unchanged, failed)


def _documents(
    path: Path, source: str | None, published: str | None, title: str | None
) -> Iterator[Document | CrawlError]:
    if path.suffix == ".jsonl":
        try:
            yield from read_lines(path)
        except CrawlError as error:
            yield error
        return
    if not source or not published:
        yield CrawlError(f"{path}: say --source and --published for a single document")
        return
    try:
        yield read_file(path, source, published, title)
    except CrawlError as error:
        yield error
