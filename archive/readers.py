"""Who reads articles when many are to be read: the processes of this machine, or a Dask cluster.

Guarantees: facts come back in the order of the articles; an article whose reading fails gives its
exception and costs no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from archive.errors import ArchiveError
from nlp.extract import extract
from nlp.facts import Article, Facts

Found = Facts | Exception
Reader = Callable[[Sequence[Article]], Sequence[Found]]
CHUNK = 10  # articles a task
WAIT = 10  # seconds for a cluster to answer


def safely(article: Article) -> Found:
    """The facts of an article, or why there are none."""
    try:
        return extract(article)
    except Exception as error:  # reported by the writer, which knows the article's place
        return error


def _chunk(articles: Sequence[Article]) -> list[Found]:
    return [safely(article) for article in articles]


@contextmanager
def processes(workers: int) -> Iterator[Reader]:
    """Read in `workers` processes: begun anew, since a fork of a process with threads may hang."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield lambda articles: list(pool.map(safely, articles, chunksize=CHUNK))


@contextmanager
def cluster(address: str) -> Iterator[Reader]:
    """Read on the Dask cluster whose scheduler is at `address`; ArchiveError if there is none."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ArchiveError("--dask needs the package distributed: pip install 'xianzhi[dask]'") from error
    try:
        client = distributed.Client(address, timeout=WAIT)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{address}: no Dask scheduler answers there ({error})") from error

    def read(articles: Sequence[Article]) -> list[Found]:
        chunks = [articles[at : at + CHUNK] for at in range(0, len(articles), CHUNK)]
        found = client.gather(client.map(_chunk, chunks, pure=False))
        return [facts for chunk in found for facts in chunk]

    with client:
        yield read
