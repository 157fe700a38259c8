"""Names of statistics: what stands between places, dates and verbs before a value.

Guarantees: a name is one only if it ends as names of statistics do and nothing around it says that a
project, a firm or a person is meant; words are data (lexicon/indicators.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.statements import lexicon, words

_EDGES = "的、和与及 \u3000(),"
_LONGEST = 30


@cache
def _headed() -> re.Pattern[str]:
    return re.compile(rf".*(?:{'|'.join(lexicon()['names']['heads'])})", re.DOTALL)


def is_rate(name: str) -> bool:
    """Whether a percentage of this name is a share (投资完成率, 税收占比)."""
    return name.endswith("率") or words("names", "share_of").search(name) is not None


def is_bare_rate(name: str) -> bool:
    """开工率, 投资完成率: whose projects' is said elsewhere in the sentence."""
    return words("names", "rates").fullmatch(name) is not None


def is_private(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] speaks of a project or a firm."""
    return words("names", "never").search(text, start, end) is not None


def is_headed(name: str) -> bool:
    """Whether `name` ends as names of statistics do."""
    if not 2 <= len(name) <= _LONGEST or _headed().fullmatch(name) is None:
        return False
    return words("names", "idle_rates").search(name) is None


def is_soft(name: str) -> bool:
    """Whether firms and projects have amounts of this name too (营业收入, 投资)."""
    soft = words("names", "soft").search(name) is not None
    return soft and words("names", "public").search(name) is None


def pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[str]:
    """What is left of text[start:end] without `spans` and the words that belong to no name."""
    cuts = [*spans, *(stop.span() for stop in words("subject", "stops").finditer(text, start, end))]
    found, at = [], start
    for first, last in sorted(cuts):
        if first >= at:
            found.append(text[at:first])
        at = max(at, last)
    found.append(text[at:end])
    return [piece for piece in (part.strip(_EDGES) for part in found) if piece]


def split(name: str, count: int) -> list[str]:
    """The names that 、 and 和 join, one for each of `count` values; one without a head takes the last's.

    >>> split("城镇、农村居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    parts = [part for part in words("subject", "joints").split(name) if part]
    if count == 1 or len(parts) != count:
        return [name]
    last = parts[-1]
    return [part if _headed().fullmatch(part) else part + last[len(part) :] for part in parts]


def completed(name: str, text: str, start: int, end: int) -> str:
    """`name` with what its sentence said before and left out (市重大项目 + 投资完成率)."""
    key = "whose_rate" if is_bare_rate(name) else "whose_amount" if is_private_amount(name) else ""
    if not key:
        return name
    found = [match.group() for match in words("names", key).finditer(text, start, end) if match.group()]
    return found[-1] + name if found else name


def is_private_amount(name: str) -> bool:
    """利润总额, 营业收入: amounts that enterprises have."""
    return words("names", "amounts").fullmatch(name) is not None


def is_stock(name: str) -> bool:
    """贷款余额, 市场主体: counted at a day, not over a span."""
    return words("names", "stocks").search(name) is not None


def beginning(piece: str) -> str | None:
    """The name that `piece` begins with, if it does (GDP总量突破千亿元: GDP)."""
    match = _headed().match(piece)
    name = match.group() if match else ""
    return name if is_headed(name) and not is_soft(name) else None
