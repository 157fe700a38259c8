"""Amounts of money: number, multiplier, currency and what approximates them.

Guarantees: an amount is found only with a unit of currency, or bare (2.8亿) behind a word of money and
before no counter; a range with one unit gives it to both ends; amounts that name no number (数十亿元,
亿元以上) are none. One pass of one expression over the folded text.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from nlp.facts import Approximation
from nlp.numerals import AMOUNT, LARGE, is_rough, pair, value
from nlp.spans import Money
from nlp.text import fold

_FILE = Path(__file__).parent / "lexicon" / "units.toml"
_RANGE = r"\s?(?:至|到|—{1,2}|-{1,2}|~|–|－|～)\s?"
_CLASS = re.compile(r"级|(?:规模|量级)?(?:企业|产业|集群|园区|俱乐部)")
_LONE = re.compile(r"[十百千万亿]+")
_UPPER = frozenset("上近超逾过破达")
_CHANGE = frozenset(["角", "毛", "块"])
_VAGUE = frozenset("数几多两单公")


@cache
def lexicon() -> dict[str, Any]:
    """Units, approximations and cues, as data."""
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _approximations(side: str) -> dict[str, Approximation]:
    found: dict[str, Approximation] = {}
    for kind, words in lexicon()["approximation"][side].items():
        found.update(dict.fromkeys(words, kind))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    given = lexicon()
    before = _any(list(_approximations("before")))
    after = _any(list(_approximations("after")))
    units = _any(list(given["currency"]))
    return re.compile(
        rf"(?P<before>{before})?\s?(?P<prefix>{_any(list(given['prefix']))})?\s?"
        rf"(?P<low>{AMOUNT})(?P<unit1>{units})?(?:{_RANGE}(?P<high>{AMOUNT}))?\s?"
        rf"(?P<unit>(?:{units})(?:人民币)?)?(?P<after>{after})?"
    )


def _amounts(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    low_text, high_text = match["low"], match["high"]
    both = None if high_text else pair(low_text)
    if both:
        return both
    low = value(low_text)
    high = value(high_text) if high_text else low
    if low is None or high is None:
        return None
    if high_text and not match["unit1"]:
        low = _shared(low, low_text, high_text, high)
    return (low, high) if low <= high else None


def _shared(low: Decimal, low_text: str, high_text: str, high: Decimal) -> Decimal:
    """The lower end of 1286至1300亿元 takes the multiplier of the upper."""
    if any(char in LARGE for char in low_text):
        return low
    bare = value(re.sub(r"[万亿億萬]+", "", high_text))
    return low * (high / bare) if bare and low < high else low


def _counts_something(text: str, at: int) -> bool:
    return any(text.startswith(word, at) for word in lexicon()["money"]["counters"])


def _is_bare_money(match: re.Match[str], text: str) -> bool:
    last = (match["high"] or match["low"]).rstrip("余多")[-1]
    if last not in "亿万億萬" or _counts_something(text, match.end()):
        return False
    before = text[max(0, match.start() - 8) : match.start("low")]
    return any(cue in before for cue in lexicon()["money"]["bare_cues"])


def _is_word(match: re.Match[str], text: str) -> bool:
    """三元材料, 二元论, 百亿级, 数十亿元: no amounts."""
    low, start = match["low"], match.start("low")
    if text[start - 1 : start] in _VAGUE and start and not low[0].isdigit():
        return True
    if _LONE.fullmatch(low):
        known = match["before"] or match["prefix"]
        return not known or low in LARGE or bool(_CLASS.match(text, match.end("unit")))
    if low[0].isdigit() or any(char in LARGE for char in low):
        return False
    if (match["unit"] or match["unit1"]) in _CHANGE:
        return True
    behind = match.end("unit" if match["unit"] else "unit1")
    return any(text.startswith(word, behind) for word in lexicon()["money"]["not_unit_after"])


def _currency(match: re.Match[str]) -> tuple[str, Decimal]:
    prefix = lexicon()["prefix"].get(match["prefix"] or "")
    unit = match["unit"] or match["unit1"] or ""
    if unit not in lexicon()["currency"]:
        unit = unit.removesuffix("人民币") or "元"
    code, size = lexicon()["currency"].get(unit, ("CNY", "1"))
    return (prefix if prefix and code == "CNY" else code), Decimal(size)


def _approximation(match: re.Match[str]) -> Approximation:
    if match["after"]:
        return _approximations("after")[match["after"]]
    if match["before"]:
        return _approximations("before")[match["before"]]
    return "over" if is_rough(match["high"] or match["low"]) else "exact"


def _money(match: re.Match[str], text: str, raw: str) -> Money | None:
    named = match["unit"] or match["unit1"] or match["prefix"]
    if _is_word(match, text) if named else not _is_bare_money(match, text):
        return None
    amounts = _amounts(match)
    if amounts is None:
        return None
    code, size = _currency(match)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    end = match.start() + len(match[0].rstrip())
    low, high = (_whole(amount * size) for amount in amounts)
    return Money(start, end, raw[start:end], low, high, code, _approximation(match))


def _whole(amount: Decimal) -> int | float:
    """Whole units as int; only prices (18.5元) keep their fraction."""
    return int(amount) if amount == int(amount) else float(amount)


def find_money(text: str) -> list[Money]:
    """Amounts of money in `text`, in order."""
    folded = fold(text)
    found = (_money(match, folded, text) for match in _pattern().finditer(folded))
    return [money for money in found if money]
