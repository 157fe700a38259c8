"""Aliases: which names of one article mean the same project.

Guarantees: symmetric; two phases or two quantities of one name are two projects, since neither name holds
the other. Only for names of one article: across articles joins need more (archive/merge).
"""

from __future__ import annotations

from functools import lru_cache

from nlp.patterns import compiled

_MARKS = compiled(r"[\s“”\"'‘’《》「」·•\-—()（）]")
_SHORTEST = 4  # characters of a name that another may hold
_ABBREVIATED, _TAIL = 6, 4  # characters of an abbreviated name, and of its end that is kept whole


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without marks and without 项目 behind it."""
    return _MARKS.sub("", name).removesuffix("项目").removesuffix("建设")


@lru_cache(maxsize=4096)
def same_project(left: str, right: str) -> bool:
    """Whether two names of one article mean one project: one holds the other, or is short for it.

    >>> same_project("通用航空产业园二期", "北川通航产业园二期")
    True
    """
    short, long = sorted((plain(left), plain(right)), key=len)
    return short == long or (len(short) >= _SHORTEST and short in long) or _is_short_for(left, right)


def _is_short_for(left: str, right: str) -> bool:
    """Whether one name, less a place before it, drops characters of the other (通航 for 通用航空)."""
    for short, long in ((plain(left), plain(right)), (plain(right), plain(left))):
        for name in (short, short[2:]):
            alike = len(name) >= _ABBREVIATED and len(name) < len(long) and name[0] == long[0]
            if alike and name[-_TAIL:] == long[-_TAIL:] and _drops(name, long):
                return True
    return False


def _drops(short: str, long: str) -> bool:
    """Whether `short` is `long` with some of its characters left out."""
    rest = iter(long)
    return all(char in rest for char in short)
