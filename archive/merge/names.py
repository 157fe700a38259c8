"""Names of projects and companies reduced to what tells them apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\s“”\"'‘’《》「」『』·•\-—()（）,，、:：]")
_TAIL = re.compile(r"(?:建设|工程)*(?:项目|工程)?$")
_PHASE = re.compile(r"([一二三四五六七八九十]|[1-9])期")
_NUMERALS = {numeral: str(at) for at, numeral in enumerate("一二三四五六七八九十", 1)}
_SUFFIX = re.compile(r"(?:集团|控股|股份|有限责任|有限|总|公司|\(.*?\)|（.*?）)+$")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A project's name without marks, phase and generic tail.

    >>> plain("“年产10万吨”新材料项目（一期）")
    '年产10万吨新材料'
    """
    bare = _PHASE.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", name).lower()))
    return _TAIL.sub("", bare) or bare


@lru_cache(maxsize=100_000)
def phases(name: str) -> frozenset[str]:
    """The phases a name mentions, as digits.

    >>> sorted(phases("产业园一期、二期项目"))
    ['1', '2']
    """
    return frozenset(_NUMERALS.get(found, found) for found in _PHASE.findall(name))


@lru_cache(maxsize=100_000)
def firm(name: str) -> str:
    """A company's name without legal suffixes.

    >>> firm("山东隆华新材料股份有限公司")
    '山东隆华新材料'
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", name))
    return _SUFFIX.sub("", bare) or bare


@lru_cache(maxsize=200_000)
def bigrams(name: str) -> frozenset[str]:
    """The character bigrams of a plain name (the name itself if it is one character)."""
    return frozenset(name[at : at + 2] for at in range(len(name) - 1)) or frozenset({name})


def dice(left: str, right: str) -> float:
    """Likeness of two plain names by their bigrams.

    >>> dice("高端装备产业园", "高端装备产业园"), dice("化工", "食品")
    (1.0, 0.0)
    """
    a, b = bigrams(left), bigrams(right)
    return 2 * len(a & b) / (len(a) + len(b))


def same_firm(left: str, right: str) -> bool:
    """Whether two company names are one firm: equal, or one is the short form of the other."""
    a, b = sorted((firm(left), firm(right)), key=len)
    return a == b or (len(a) >= 2 and _is_subsequence_of_words(a, b))


def _is_subsequence_of_words(short: str, long: str) -> bool:
    return short in long or long.endswith(short) or long.startswith(short)
