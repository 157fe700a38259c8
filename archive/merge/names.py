"""Names of projects and companies reduced to what tells them apart."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

_MARKS = re.compile(r"[\s/“”\"'‘’《》「」『』·•\-—()（）,，、:：]")
_TAIL = re.compile(r"(?:建设|工程)*(?:项目|工程)?$")
_YEARLY = re.compile(r"年产能?(?=\d)|(?<=\d[万亿千百][^\W\d])[/每]?年|(?<=\d[^\W\d])[/每]?年(?=.)")
_PHASE = re.compile(r"([一二三四五六七八九十]|[1-9])期")
_NUMERAL = "[0-9]+|[一二三四五六七八九十]{1,3}"
_ORDINAL = re.compile(
    rf"(?P<value>{_NUMERAL}|[a-z]|[东西南北])号?(?P<of>期|厂房|厂|标段|地块|区|座|栋|楼|院|线|泵站|机组)"
    rf"|(?P<of_series>第)(?P<number>{_NUMERAL})"
)
_QUANTITY = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<of>[万亿千百]?[^\W\d])")
_NUMERALS = {numeral: str(at) for at, numeral in enumerate("一二三四五六七八九十", 1)}
SHORTEST_LOCAL = 4  # characters that must be left of a name without its region
_SUFFIX = re.compile(r"(?:集团|控股|股份|有限责任|有限|总|公司|\(.*?\)|（.*?）)+$")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A project's name without marks, phase, generic tail and the words that make a capacity yearly.

    >>> plain("“年产10万吨”新材料项目（一期）"), plain("10万吨/年新材料项目")
    ('10万吨新材料', '10万吨新材料')
    """
    bare = _YEARLY.sub("", _PHASE.sub("", _folded(name)))
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


Marks = Mapping[str, frozenset[str]]
"""What is counted or measured in a name, with the values it has there."""


def _folded(name: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", name).lower())


def _gathered(pairs: Iterable[tuple[str, str]]) -> Marks:
    found: dict[str, set[str]] = defaultdict(set)
    for of, value in pairs:
        found[of].add(_NUMERALS.get(value, value))
    return {of: frozenset(values) for of, values in found.items()}


@lru_cache(maxsize=100_000)
def ordinals(name: str) -> Marks:
    """The phases, lots, halls and numbers of a series that a name mentions.

    >>> {of: sorted(values) for of, values in ordinals("产业园一期、二期A区项目").items()}
    {'期': ['1', '2'], '区': ['a']}
    """
    found = _ORDINAL.finditer(_folded(name))
    return _gathered((m["of"] or m["of_series"], m["value"] or m["number"]) for m in found)


@lru_cache(maxsize=100_000)
def quantities(name: str) -> Marks:
    """The amounts in a name by their units.

    >>> {of: sorted(values) for of, values in quantities("年产10万吨特种纸项目").items()}
    {'万吨': ['10']}
    """
    return _gathered((m["of"], m["value"]) for m in _QUANTITY.finditer(_folded(name)))


_TOWN = re.compile(r"(?P<value>[^\W\d]{2,3}?)(?<![小古城村])(?P<of>镇|乡|街道|村)")


@lru_cache(maxsize=100_000)
def towns(name: str) -> Marks:
    """The town, street or village that a plain name begins with.

    >>> {of: sorted(values) for of, values in towns("马桥镇污水处理厂").items()}, dict(towns("特色小镇"))
    ({'镇': ['马桥']}, {})
    """
    found = _TOWN.match(name)
    return _gathered([(found["of"], found["value"])] if found else [])


def disjoint(left: Marks, right: Marks) -> bool:
    """Whether two names give different values of one thing.

    >>> disjoint(ordinals("一期"), ordinals("二期")), disjoint(ordinals("一期"), ordinals("A区"))
    (True, False)
    """
    return any(not left[of] & right[of] for of in left.keys() & right.keys())


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


@cache
def _generic() -> re.Pattern[str]:
    words = tomllib.loads(Path(__file__).with_name("generic.toml").read_text(encoding="utf-8"))["ends"]
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})+$")


@lru_cache(maxsize=100_000)
def distinctive(name: str) -> str:
    """A plain name without the kind of thing it ends in, which many projects share.

    >>> distinctive("氢能产业园"), distinctive("物流园")
    ('氢能', '物流园')
    """
    return _generic().sub("", name) or name


def is_generic(name: str, *, nothing: bool = False) -> bool:
    """Whether a plain name is only a kind of thing or of work; with `nothing`, whether it is not even that.

    >>> is_generic("扩产"), is_generic("项目"), is_generic("项目", nothing=True), is_generic("玻璃扩产")
    (True, True, True, False)
    """
    return name in ("项目", "工程") or (not nothing and _generic().fullmatch(name) is not None)


def alike(left: str, right: str) -> bool:
    """Whether two plain names are nearly the same, and not only in the kind of thing they end in.

    >>> alike("氢能产业园", "智能产业园"), alike("黑牛全产业链数字加工", "黑牛全产业链加工")
    (False, True)
    """
    return dice(left, right) >= 0.75 and dice(distinctive(left), distinctive(right)) >= 0.5


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
