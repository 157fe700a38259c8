"""Reprints: articles that carry one report, clustered by likeness; nothing is deleted.

Candidates come from MinHash (rensa) over character trigrams of the bare text; each is then measured
exactly. A copy with one changed figure is as like as a copy with an added byline, so likeness can
only group: differences between the figures of a group become conflicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rensa import RMinHash, RMinHashLSH
from sqlite_utils import Database

from archive.merge.union import Union

# 16 bands of 4 find two texts with Jaccard .7 with probability .99, unrelated ones (.1) with .002.
PERMUTATIONS, BANDS, SEED = 64, 16, 20220520
LEAST = 0.7
SHORTEST = 60  # characters; shorter texts are alike by chance
CACHED = 2_000  # texts whose trigrams are kept in memory; the others are read again when needed

_FURNITURE = re.compile(r"[（(]?(?:下转|上接)[^）)\n]{0,12}[）)]?|(?:本报|通讯员|记者)[^\n，。]{0,20}讯")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as reprint detection takes it; its words stay in the archive."""

    article: int
    published: str
    source_name: str
    stated_source: str | None


class Texts:
    """The articles long enough to be compared, and what they have in common."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.known = [Text(*row) for row in db.execute(_KNOWN, [SHORTEST])]
        self.grams = lru_cache(CACHED)(self._grams)

    def _grams(self, article: int) -> frozenset[str]:
        return trigrams(self._db.execute("SELECT text FROM article WHERE id = ?", [article]).fetchone()[0])

    def likeness(self, left: Text, right: Text) -> float:
        """Jaccard similarity of the trigrams of two texts."""
        return likeness(self.grams(left.article), self.grams(right.article))


_KNOWN = """SELECT a.id, substr(coalesce(a.published, a.first_seen), 1, 10), s.name, a.stated_source
  FROM article a JOIN source s ON s.id = a.source WHERE length(a.text) >= ? ORDER BY a.id"""


def trigrams(text: str) -> frozenset[str]:
    """The character trigrams of `text` without bylines, spaces and punctuation.

    >>> sorted(trigrams("本报沂源5月讯 集中开工。"))
    ['中开工', '集中开']
    """
    bare = _NO_WORD.sub("", _FURNITURE.sub("", text))
    return frozenset(bare[at : at + 3] for at in range(len(bare) - 2))


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Jaccard similarity."""
    return len(left & right) / len(left | right) if left or right else 0.0


def _candidates(texts: Texts) -> Iterator[tuple[int, int]]:
    index = RMinHashLSH(threshold=LEAST, num_perm=PERMUTATIONS, num_bands=BANDS)
    for at, text in enumerate(texts.known):
        hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        hashed.update(list(texts.grams(text.article)))
        yield from ((other, at) for other in sorted(index.query(hashed)))
        index.insert(at, hashed)


def _clusters(texts: Texts) -> list[list[Text]]:
    known = texts.known
    union = Union(range(len(known)))
    for left, right in _candidates(texts):
        if union.find(left) != union.find(right) and texts.likeness(known[left], known[right]) >= LEAST:
            union.join(left, right)
    return [[known[at] for at in members] for members in union.sets() if len(members) > 1]


def _bare(name: str) -> str:
    """A publisher's name without what stands in brackets behind it."""
    return _BRACKETS.sub("", name).strip()


def _names_another(text: Text, cluster: list[Text]) -> bool:
    stated = text.stated_source or ""
    return any(
        _bare(other.source_name) in stated for other in cluster if other.source_name != text.source_name
    )


def first_of(cluster: list[Text]) -> tuple[Text, str]:
    """The article that published first, and what says so."""
    own = [text for text in cluster if not _names_another(text, cluster)]
    ranked = sorted(own or cluster, key=lambda text: (text.published, text.article))
    earliest = min(text.published for text in cluster)
    alone = sum(text.published == earliest for text in cluster) == 1
    if ranked[0].published == earliest and alone:
        return ranked[0], "earliest"
    return ranked[0], "stated source" if len(own) < len(cluster) else "earliest, tied"


def _cluster_rows(texts: Texts, cluster: list[Text]) -> list[dict[str, Any]]:
    first, reason = first_of(cluster)
    return [
        {
            "article": text.article,
            "cluster": first.article,
            "similarity": round(texts.likeness(first, text), 4),
            "reason": reason,
        }
        for text in cluster
    ]


def find_reprints(db: Database) -> list[dict[str, Any]]:
    """Rows of `reprint` for every article that shares its text with another."""
    texts = Texts(db)
    rows = [row for cluster in _clusters(texts) for row in _cluster_rows(texts, cluster)]
    return sorted(rows, key=lambda row: row["article"])
