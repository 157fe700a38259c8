"""Amounts of money: number, multiplier, currency and what approximates them.

Guarantees: an amount is found only with a unit of currency, or bare (2.8亿) behind a word of money and
before no counter; a range with one unit gives it to both ends; amounts that name no number (数十亿元,
亿元以上) are none. Only numerals that something of money stands beside are looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from nlp.currencies import CHANGED, Unit, change, unit_at, units
from nlp.facts import Approximation
from nlp.numerals import LARGE, SMALL, Numeral, bounds, is_rough, large_tail, scale, scan, together, value
from nlp.patterns import compiled, lexicon
from nlp.spans import Money
from nlp.text import by_letter, fold

_TO = compiled(r"\s?(?:\(含\))?\s?(?:至|到|—{1,2}|-{1,2}|~|–|－|～)\s?")
_SPANNED = frozenset("至到—-~–－～( 、")
_MINUS = compiled(r"(?:(?<![^\s,:;(、。为是达至额润])[-−]|(?<![^\s,:;(、。为是达至])[负負])\Z")
_SIGNS = frozenset("-−负負")
_CLASS = compiled(r"级|(?:规模|量级)?(?:企业|产业|集群|园区|俱乐部|大?项目|工程)")
_LONE = compiled(r"[百千万亿]+[余多]?")
_ZERO = Decimal(0)
_ENUMERATING = compiled("、")
_GROUPING = frozenset(", '’")
_REST = compiled(r"\d(?:,(?:\d{4}|0\d)|[ '’]\d{3}(?!\d))")
_SCALES = frozenset({*SMALL, *LARGE})
_AND = compiled(r"[、和与及]|以及")
_LISTS = frozenset("、和与及")  # what that ends in
_PLAIN = compiled(r"\d+(?:\.\d+)?")
_RESPECTIVELY = compiled("分别|依次|先后")
_NAMES = compiled(r"(?![起和与及或至到的])[^\W\d]| [A-Za-z]")  # $3.5 billion
_VAGUE = frozenset("数几多两单公")
_COINS = frozenset("块角毛")  # measure words as well
_BARE = frozenset("万亿萬億余多")
_PRICE = compiled(r"[价费花卖买赚付收]|钱|最多|至少|每")
_ROUND = compiled(r"以[上下内]|左右|上下|出头")


class _Sum(NamedTuple):
    """An amount read: its end, last numeral, unit (None: bare), where that stops, ends in whole units."""

    end: int
    last: str
    unit: Unit | None
    stop: int
    low: Decimal
    high: Decimal


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _approximations(side: str) -> dict[str, Approximation]:
    found: dict[str, Approximation] = {}
    for kind, words in lexicon("units")["approximation"][side].items():
        found.update(dict.fromkeys(words, kind))
    return found


@cache
def _after() -> re.Pattern[str]:
    return compiled(rf"[整正]?(?:\(含\))?(?P<word>{_any(_approximations('after'))})?")


@cache
def _behind(name: str) -> dict[str, tuple[str, ...]]:
    words = lexicon("units")[name] if name == "prefix" else _approximations("before")
    return by_letter(words, -1)


@cache
def _openings() -> frozenset[str]:
    """What can stand right behind a number of money."""
    return frozenset({*units(), *_SPANNED})


@cache
def _closings() -> frozenset[str]:
    """What an approximation behind an amount begins with."""
    return frozenset({*(word[0] for word in _approximations("after")), *"整正("})


def _word_before(text: str, at: int, name: str) -> tuple[str, int]:
    """The word of the lexicon that ends at `at`, a space aside, and where it begins."""
    end = at - 1 if text[at - 1 : at] == " " else at
    words = _behind(name).get(text[end - 1 : end])
    return ("", at) if words is None else _ending_in(text, words, at, end)


def _ending_in(text: str, words: Iterable[str], at: int, end: int) -> tuple[str, int]:
    """The first of `words` that ends at `end`, not as part of another word."""
    for word in words:
        if text.endswith(word, 0, end):
            inside = lexicon("units")["approximation"]["inside"].get(word, "")
            start = end - len(word)
            return ("", at) if start and text[start - 1] in inside else (word, start)
    return "", at


def _single(text: str, numeral: Numeral) -> _Sum | None:
    """One amount with or without its unit."""
    ends = bounds(numeral.text)
    if ends is None:
        return None
    found = unit_at(text, numeral.end)
    if found is None:
        return _Sum(numeral.end, numeral.text, None, numeral.end, *ends)
    unit, stop = found
    more, end = change(text, unit, stop) if unit.name in CHANGED else (_ZERO, stop)
    low, high = ends
    if more or unit.size != 1:
        low, high = low * unit.size + more, high * unit.size + more
    return _Sum(end, numeral.text, unit, stop, low, high)


def _range(text: str, first: _Sum, found: Sequence[Numeral], at: int) -> _Sum | None:
    """30亿至50亿元, 10亿元—15亿元: `first` begins with `found[at]`."""
    adjacent = text[first.end] == "、"
    between = (_ENUMERATING if adjacent else _TO).match(text, first.end)
    behind = (numeral for numeral in found[at + 1 : at + 4] if numeral.start >= first.end)
    other = next(behind, None) if between else None
    if not between or not other or other.start != between.end():
        return None
    if adjacent and not _is_next(text, found[at], other):
        return None
    last = _single(text, other)
    if last is None:
        return None
    if first.unit:
        low, high = first.low, last.high
    else:
        ends = together(first.last, other.text)
        if ends is None:
            return None
        low, high = (end * (last.unit.size if last.unit else 1) for end in ends)
    return last._replace(low=low, high=high, unit=last.unit or first.unit) if low <= high else None


def _is_next(text: str, one: Numeral, other: Numeral) -> bool:
    """8、9亿元, 七、八百元: two digits in a row say about how much; behind 分别 they are a list."""
    digit, after, tail = one.text, other.text[:1], other.text[1:]
    if len(digit) > 1 or digit.isdigit() != after.isdigit() or any(char not in _SCALES for char in tail):
        return False
    if _RESPECTIVELY.search(text, max(0, one.start - 10), one.start):
        return False
    begins = not digit.isdigit() and text[one.start - 1 : one.start] in ("", "\n")
    low, high = value(digit), value(after)
    return low is not None and high == low + 1 and not begins


def _counts_something(text: str, at: int) -> bool:
    return any(text.startswith(word, at) for word in lexicon("units")["money"]["counters"])


def _is_bare_money(text: str, start: int, last: str, end: int) -> bool:
    """投资2.8亿: a word of money before it, nothing that is counted behind it."""
    if last.rstrip("余多")[-1] not in LARGE or _counts_something(text, end):
        return False
    before = text[max(0, start - 8) : start]
    return "个" in last or any(cue in before for cue in lexicon("units")["money"]["bare_cues"])


def _is_word(text: str, numeral: Numeral, amount: _Sum, *, known: bool) -> bool:
    """三元材料, 二元论, 百亿级, 数十亿元, 三块地: no amounts."""
    start, low, name = numeral.start, numeral.text, amount.unit.name if amount.unit else ""
    arabic = low[0].isdigit()
    if arabic and name not in _COINS:
        return False
    if not (arabic or known) and text[start - 1 : start] in _VAGUE and start:
        return True
    if _LONE.fullmatch(low):
        return not known or low in LARGE or bool(_CLASS.match(text, amount.stop))
    if name in _COINS:
        return _is_piece(text, start, amount)
    if any(char in LARGE for char in low):
        return False
    return any(text.startswith(word, amount.stop) for word in lexicon("units")["money"]["not_unit_after"])


def _is_piece(text: str, start: int, amount: _Sum) -> bool:
    """块, 角 and 毛 are money beside change or a word of price, or where nothing else stands."""
    if amount.end > amount.stop:
        return False
    if _PRICE.search(text, max(0, start - 5), start) or _ROUND.match(text, amount.stop):
        return False
    before = text[start - 1 : start] if start else ""
    block = amount.unit is not None and amount.unit.name == "块"
    return not block or bool((before + text[amount.stop : amount.stop + 1]).strip("到至-~ "))


def _approximation(before: str, after: str | None, number: str) -> Approximation:
    if after:
        return _approximations("after")[after]
    if before:
        return _approximations("before")[before]
    if not is_rough(number):
        return "exact"
    return "about" if "来" in number else "over"


def _prefixed(text: str, numeral: Numeral, floor: int) -> tuple[str, int]:
    """The currency named before a number (US$, 港币) that is not another amount's unit."""
    prefix, start = _word_before(text, numeral.start, "prefix")
    return (prefix, start) if start >= floor else ("", numeral.start)


def _is_money(text: str, numeral: Numeral, amount: _Sum, *, known: bool, named: bool) -> bool:
    if amount.unit:
        return not _is_word(text, numeral, amount, known=known)
    if named:
        return text[amount.end : amount.end + 1] in _closings() or not _NAMES.match(text, amount.end)
    return _is_bare_money(text, numeral.start, amount.last, amount.end)


def _money(text: str, raw: str, found: Sequence[Numeral], at: int, floor: int) -> Money | None:
    """The amount that begins with `found[at]`; `floor` is where the last one ended."""
    numeral = found[at]
    first = _single(text, numeral)
    if first is None:
        return None
    prefix, start = _prefixed(text, numeral, floor)
    spanned = text[first.end : first.end + 1] in _SPANNED
    amount = (spanned and _range(text, first, found, at)) or first
    before, start = _word_before(text, start, "before")
    if not _is_money(text, numeral, amount, known=bool(before or prefix), named=bool(prefix)):
        return None
    near = text[amount.end : amount.end + 1] in _closings()
    after = _after().match(text, amount.end) if near else None
    end = after.end() if after else amount.end
    code = amount.unit.code if amount.unit else "CNY"
    code = lexicon("units")["prefix"].get(prefix, code) if code == "CNY" else code
    kind = _approximation(before, after["word"] if after else None, amount.last)
    low = _whole(amount.low)
    high = low if amount.high == amount.low else _whole(amount.high)
    minus = _MINUS.search(text, max(0, start - 2), start) if text[start - 1 : start] in _SIGNS else None
    if minus and minus.start() >= floor:
        start, low, high = minus.start(), -high, -low
    return Money(start, end, raw[start:end], low, high, code, kind)


def _respective(text: str, raw: str, numerals: Sequence[Numeral], at: int, last: Money) -> list[Money]:
    """分别为172.3、150.1和148.9亿元: the numbers before the last amount, in its multiplier and currency."""
    if text[numerals[at].start - 1 : numerals[at].start] not in _LISTS:
        return []
    multiplier = large_tail(numerals[at].text)
    first = at
    while multiplier and first and _AND.fullmatch(text, numerals[first - 1].end, numerals[first].start):
        first -= 1
        if not _PLAIN.fullmatch(numerals[first].text):
            return []
    if first == at or not _RESPECTIVELY.search(
        text, max(0, numerals[first].start - 10), numerals[first].start
    ):
        return []
    amounts = ((one, _whole((value(one.text) or _ZERO) * scale(multiplier))) for one in numerals[first:at])
    return [
        Money(*one[:2], raw[one.start : one.end], low, low, last.currency, "exact") for one, low in amounts
    ]


def _whole(amount: Decimal) -> int | float:
    """Whole units as int; only prices (18.5元) keep their fraction."""
    whole = int(amount)
    return whole if whole == amount else float(amount)


def _goes_on(text: str, start: int) -> bool:
    """Whether a numeral is the rest of one of an odd form: 1.2.3亿元, 1,2345万元, 1 217亿元, 3亿5元."""
    mark = text[start - 1 : start]
    if mark in _GROUPING:
        return start > 1 and _REST.match(text, start - 2) is not None
    return mark == "." or mark in LARGE


def find_money(text: str) -> list[Money]:
    """Amounts of money in `text`, in order."""
    folded = fold(text)
    numerals = scan(folded)
    beside, before = _openings(), _behind("prefix")
    found: list[Money] = []
    reached = 0
    for at, (start, end, numeral) in enumerate(numerals):
        near = numeral[-1] in _BARE or folded[end : end + 1] in beside or folded[start - 1 : start] in before
        if near and start >= reached and not _goes_on(folded, start):
            money = _money(folded, text, numerals, at, reached)
            if money:
                found += _respective(folded, text, numerals, at, money)
                found.append(money)
                reached = money.end
    return found
