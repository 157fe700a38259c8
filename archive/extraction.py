"""Reading facts from stored articles.

Guarantees: whatever extraction does, the article stays; if it fails, the article has no facts, its
version says so (`extracted_by` is NULL) and a problem names the article and the error. The caller
holds the transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlite_utils import Database

from archive.facts import delete_facts, store_facts
from archive.problems import Problem, note
from archive.regions import RegionCodes
from nlp.extract import VERSION, extract
from nlp.facts import Article, Facts

Extractor = Callable[[Article], Facts]
_log = logging.getLogger(__name__)
_SQL = "SELECT id, version, text, published, home, title, source, url FROM article WHERE id = ?"


def load_article(db: Database, article: int) -> tuple[Article, int]:
    """The article as extraction takes it, and its current version.

    An article without a date has `published` empty: relative dates in it stay unknown.
    """
    key, version, text, published, home, title, source, url = db.execute(_SQL, [article]).fetchone()
    return Article(str(key), text, (published or "")[:10], home, title or "", source, url), version


def _failed(db: Database, article: Article, error: Exception, night: str) -> None:
    _log.exception("extraction of %s failed", article.url)
    message = f"extraction failed: {type(error).__name__}: {error}"
    problem = Problem(
        "extraction_failed", article.url, message, "error", source=article.source, article=int(article.id)
    )
    note(db, problem, night)


def read_facts(db: Database, article: int, night: str, extractor: Extractor = extract) -> Facts | None:
    """Extract and store the facts of an article's current version; None if extraction failed."""
    given, version = load_article(db, article)
    try:
        facts = extractor(given)
    except Exception as error:  # whatever a rule does must not cost the page
        delete_facts(db, article)
        _failed(db, given, error, night)
        return None
    store_facts(db, article, version, facts, RegionCodes(given.published), VERSION)
    return facts
