"""Names of projects and companies reduced to what tells them apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\s“”\"'‘’《》「」『』·•\-—()（）,，、:：]")
_TAIL = re.compile(r"(?:建设|工程)*(?:项目|工程)?$")
_PHASE = re.compile(r"([一二三四五六七八九十]|[1-9])期")
_NUMERALS = {numeral: str(at) for at, numeral in enumerate("一二三四五六七八九十", 1)}
SHORTEST_LOCAL = 4  # characters that must be left of a name without its region
_SUFFIX = re.compile(r"(?:集团|控股|股份|有限责任|有限|总|公司|\(.*?\)|（.*?）)+$")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A project's name without marks, phase and generic tail.

    >>> plain("“年产10万吨”新材料项目（一期）")
    '年产10万吨新材料'
    """
    bare = _PHASE.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", name).lower()))
    return _TAIL.sub("", bare) or bare


_AREA = re.compile(r"(?:[省市县区]|自治州|自治县)")


@lru_cache(maxsize=10_000)
def _areas(region: str) -> tuple[str, ...]:
    """The names a region's projects may begin with, whole names before short ones."""
    parts = [part for part in re.split(r"(?<=市)(?=.)", region, maxsplit=1) if part]
    short = [part[:-1] for part in parts if len(part) > 2 and _AREA.fullmatch(part[-1])]
    return (region, *parts, *short)


@lru_cache(maxsize=100_000)
def local(name: str, region: str | None) -> str:
    """A project's plain name without the name of the region it stands in, unless little is left.

    >>> local("文昌湖智慧康养度假项目", "淄博市文昌湖区"), local("桓台产业园", "淄博市桓台县")
    ('智慧康养度假', '桓台产业园')
    """
    bare = plain(name)
    for area in _areas(region or ""):
        rest = bare.removeprefix(area) if area else bare
        if rest != bare and len(rest) >= SHORTEST_LOCAL:
            return local(rest, region)
    return bare


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


_TELLING = re.compile(r"[0-9一二三四五六七八九十东南西北新老上下前后]")


def differ_at_edge(left: str, right: str) -> bool:
    """Whether one long name is the other with a character or two before it that tell nothing.

    >>> differ_at_edge("解药用玻璃管制瓶扩产", "药用玻璃管制瓶扩产"), differ_at_edge("新药用玻璃", "药用玻璃")
    (True, False)
    """
    short, long = sorted((left, right), key=len)
    edge = long[: len(long) - len(short)]
    return len(short) >= 8 and 0 < len(edge) <= 2 and long.endswith(short) and not _TELLING.search(edge)


def same_firm(left: str, right: str) -> bool:
    """Whether two company names are one firm: equal, or one is the short form of the other."""
    a, b = sorted((firm(left), firm(right)), key=len)
    return a == b or (len(a) >= 2 and _is_subsequence_of_words(a, b))


def _is_subsequence_of_words(short: str, long: str) -> bool:
    return short in long or long.endswith(short) or long.startswith(short)
