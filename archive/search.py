"""Full-text search in Chinese that finds every two-character word.

The index is FTS5 over overlapping character bigrams: a word of any length is a phrase of bigrams,
so recall is complete without a dictionary and any SQLite with FTS5 can read the file. The same
folding (width, case, traditional forms left as they are) is applied to texts and to queries.

Guarantees: `zh_query` turns any input into a harmless FTS expression; `index_articles` brings the
index to the current text of every article and may be run any number of times.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from archive.rows import upsert

QUERY_LIMIT = 200
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[a-z0-9]+(?:\.[0-9]+)?")
_COMPATIBLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f\u4e00-\u9fff]+")  # what NFKC may change
_BEGUN = re.compile(r"(?=.*[a-z])[a-z0-9]{2,}")
"""What may be the beginning of a longer word: PA6 of PA66, but not 12 of 125."""
_CHUNK = re.compile(r'"([^"]*)"|(\S+)')

CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS article_fts USING fts5(title, text, content='', tokenize='unicode61')"
)


def fold(text: str) -> str:
    """Text as the index sees it: compatibility forms unified, lower case."""
    return _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text).lower()


def _tokens(run: str) -> Iterable[str]:
    return run.split(".") if run[0].isascii() else map(operator.add, run, run[1:])


def bigrams(text: str) -> str:
    """`text` as the tokens of the index, in order; the last character of a run stands alone too.

    >>> bigrams("集中开工 12.5亿")
    '集中 中开 开工 工 12 5 亿'
    """
    tokens: list[str] = []
    for run in _RUN.findall(fold(text)):
        tokens += _tokens(run)
        if not run[0].isascii():
            tokens.append(run[-1])
    return " ".join(tokens)


def _phrase(chunk: str) -> Iterator[str]:
    runs = _RUN.findall(fold(chunk))
    if runs and runs[-1] and not runs[-1][0].isascii() and len(runs[-1]) == 1:
        yield from _single(runs)
        return
    tokens: list[str] = []
    for at, run in enumerate(runs):
        tokens += _tokens(run)
        if at < len(runs) - 1 and not run[0].isascii():
            tokens.append(run[-1])
    if tokens:
        yield '"' + " ".join(tokens) + '"' + ("*" if _BEGUN.fullmatch(runs[-1]) else "")


def _single(runs: list[str]) -> Iterator[str]:
    """A chunk that ends in a lone Han character: that character begins a token."""
    before = " ".join(bigrams(run) for run in runs[:-1])
    yield f'"{before} {runs[-1]}"*' if before else f'"{runs[-1]}"*'


def zh_query(text: str | None) -> str:
    """An FTS5 expression for what a person typed: every chunk a phrase, all of them required.

    A word in Latin letters at the end of a chunk is found as the beginning of longer ones too.

    >>> zh_query("淄博 固定资产"), zh_query('title:" OR *'), zh_query("县")
    ('"淄博" "固定 定资 资产"', '"title"* "or"*', '"县"*')
    """
    folded = fold((text or "")[:QUERY_LIMIT]).replace("“", '"').replace("”", '"')
    chunks = (quoted or plain for quoted, plain in _CHUNK.findall(folded))
    return " ".join(phrase for chunk in chunks for phrase in _phrase(chunk)) or '""'


def _remove(db: Database, article: int, title: str | None, text: str) -> None:
    db.execute(
        "INSERT INTO article_fts(article_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        [article, bigrams(title or ""), bigrams(text)],
    )


def _outdated(db: Database) -> list[tuple[int, int, int | None]]:
    return db.execute(
        "SELECT article.id, article.version, article_indexed.version FROM article"
        " LEFT JOIN article_indexed ON article_indexed.article = article.id"
        " WHERE article.version IS NOT article_indexed.version"
    ).fetchall()


def _version(db: Database, version: int) -> tuple[str | None, str]:
    row = db.execute("SELECT title, text FROM article_version WHERE id = ?", [version]).fetchone()
    return row[0], row[1]


def _index(db: Database, article: int, version: int, indexed: int | None) -> None:
    if indexed is not None:
        _remove(db, article, *_version(db, indexed))
    title, text = _version(db, version)
    db.execute(
        "INSERT INTO article_fts(rowid, title, text) VALUES (?, ?, ?)",
        [article, bigrams(title or ""), bigrams(text)],
    )
    upsert(db, "article_indexed", [{"article": article, "version": version}], pk="article")


def index_articles(db: Database) -> int:
    """Bring the index to the current version of every article; how many it had to (re)index."""
    db.execute(CREATE)
    outdated = _outdated(db)
    with db.atomic():
        for article, version, indexed in outdated:
            _index(db, article, version, indexed)
    return len(outdated)
