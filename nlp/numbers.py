"""Plain numbers with their units: counts, shares, areas, capacities.

Guarantees: every Arabic or Chinese numeral that stands for a quantity, fractions and percentages in
words included; digits inside words and codes (PA66, 5G) and Chinese digits inside ordinary words
(一些, 三角, 万一, 千家万户) are none; tenths (三成, 七五折) are given in per cent. One pass over the
numerals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from nlp.numerals import DIGITS, Numeral, bounds, scan, together
from nlp.patterns import compiled, lexicon
from nlp.spans import Number
from nlp.text import by_letter, fold

_TO = compiled(r"\s?(?:%|个|米|吨|亩|人)?\s?(?:至|到|—{1,2}|-|~|–)\s?(?:百分之)?")
_LINKS = frozenset("%个米吨亩人至到—-~– ")
_OF = compiled(r"\s{0,2}分\s{0,2}之\s{0,2}[负負]?")
_SIGN = compiled(r"(?:[负負]|(?<![A-Za-z\d])[-+−])\Z")
_PLAN = compiled("十[一二三四]五")
_ENUMERATION = "一二三四五六七八九"
_VAGUE = frozenset("几数")
_PER_CENT = ("百分之", "百分")
_HUNDREDTHS = {"半": 5, **{digit: size for digit, size in DIGITS.items() if size}}
_TENTH = compiled(rf"半|[{''.join(_HUNDREDTHS)}](?![^\W\d_]|[\d.])|[{''.join(_HUNDREDTHS)}](?=以[上下]|左右)")
_PERCENT = frozenset("之分")  # what 百分之 and 百分 end in
_SIGNS = frozenset("负負-+−")
_FIGURES = frozenset({*DIGITS, *"十拾廿卅"})
_NOT_TENTHS = {
    "成": frozenset("为立功本果员长都熟效交品群行片套倍批份分年人就型形像林绩药"),
    "折": frozenset("叠射算合扣"),
}


class _Reading(NamedTuple):
    """What numerals say together: where they begin and end, how many they are, their ends and unit."""

    start: int
    end: int
    used: int
    low: Decimal
    high: Decimal
    unit: str = ""
    stop: int = 0
    """Where the unit ends, 0 if there is none."""


@cache
def _units() -> dict[str, tuple[str, ...]]:
    """Units by their first letter, currencies among them (not 角 and 毛, which are words as well)."""
    given = lexicon("units")
    currencies = (name for name in given["currency"] if len(name) > 1 or name in "元圆")
    return by_letter({*given["number"]["units"], *currencies}, 0)


def _unit(text: str, at: int) -> tuple[str, int]:
    """The unit that stands at `at`, a space before it or not, and where it ends."""
    start, letter = at, text[at : at + 1]
    while letter.isspace() and start < at + 4:
        start += 1
        letter = text[start : start + 1]
    for unit in _units().get(letter, ()):
        if text.startswith(unit, start):
            return unit, start + len(unit)
    return "", at


def _behind(found: Sequence[Numeral], at: int, start: int) -> Numeral | None:
    """The numeral after `found[at]` if it begins at `start`."""
    return found[at + 1] if at + 1 < len(found) and found[at + 1].start == start else None


def _mixed_fraction(text: str, found: Sequence[Numeral], at: int) -> _Reading | None:
    """三又二分之一."""
    first = found[at]
    if text[first.end : first.end + 1] != "又" or not _behind(found, at, first.end + 1):
        return None
    whole, rest = bounds(first.text), _fraction(text, found, at + 1)
    if whole is None or rest is None:
        return None
    low, high = (whole[0] + part for part in (rest.low, rest.high))
    return _Reading(first.start, rest.end, rest.used + 1, low, high)


def _fraction(text: str, found: Sequence[Numeral], at: int) -> _Reading | None:
    """二分之一, １６分之5: `found[at]` is what it is divided by."""
    first = found[at]
    between = _OF.match(text, first.end)
    second = between and _behind(found, at, between.end())
    below, above = bounds(first.text), bounds(second.text) if second else None
    if not between or not second or not below or not below[0] or not above:
        return None
    sign = -1 if between[0][-1] in "负負" else 1
    low, high = (sign * end / below[0] for end in above)
    return _Reading(first.start, second.end, 2, low, high)


def _slash(text: str, found: Sequence[Numeral], at: int) -> _Reading | None:
    """1/2, 3／5: a proper fraction of single digits; 5/16 is a date as well and stays two numbers."""
    one = found[at]
    other = _behind(found, at, one.end + 1) if text[one.end : one.end + 1] == "/" else None
    if not other or len(one.text) > 1 or len(other.text) > 1 or not "0" < one.text < other.text <= "9":
        return None
    if text[other.end : other.end + 1] == "/" or text[one.start - 1 : one.start] == "/":
        return None
    share = Decimal(one.text) / Decimal(other.text)
    return _Reading(one.start, other.end, 2, share, share)


def _range(text: str, found: Sequence[Numeral], at: int) -> _Reading | None:
    """Two numerals with 至 between."""
    one = found[at]
    between = _TO.match(text, one.end)
    other = between and _behind(found, at, between.end())
    ends = together(one.text, other.text) if other else None
    return _Reading(one.start, other.end, 2, *ends) if other and ends else None


def _with_unit(text: str, reading: _Reading) -> _Reading:
    """`reading` with what it counts; shares (百分之三十, 30%, 三成半, 三成五, 七五折) in per cent."""
    start, at, used, low, high, *_ = reading
    unit, end = _unit(text, at)
    minus = text[start - 1 : start] in ("负", "-")
    if text[start - 1 - minus : start - minus] in _PERCENT and text.endswith(_PER_CENT, 0, start - minus):
        low, high = (-high, -low) if minus else (low, high)
        return _Reading(text.rindex("百分", 0, start), at, used, low, high, "%")
    if unit not in _NOT_TENTHS:
        return _Reading(start, at, used, low, high, unit, end)
    if high > 100 or text[end : end + 1] in _NOT_TENTHS[unit]:
        return reading
    more = _TENTH.match(text, end) if unit == "成" else None
    times = 10 if high <= 10 else 1
    low, high = (times * amount + (_HUNDREDTHS[more[0]] if more else 0) for amount in (low, high))
    return _Reading(start, at, used, low, high, "%", end + bool(more))


def _is_word(text: str, reading: _Reading, numeral: str) -> bool:
    """A few Chinese digits without a unit are a word more often than a number; 几十个 is no ten."""
    numeral = numeral.rstrip("余多") or numeral
    before, after = text[reading.start - 1 : reading.start], text[reading.end : reading.end + 1]
    if after == "几":
        return True
    if numeral[0].isdigit():
        behind = text[reading.stop : reading.stop + 1] if reading.unit else after
        return behind.isascii() and behind.isalpha() and (after.isascii() or not reading.unit)
    if before in _VAGUE:
        return True
    if reading.unit == "%" or reading.used > 1:
        return False
    if reading.unit:
        return _FIGURES.isdisjoint(numeral)  # 千家, 百姓
    if len(numeral) == 1 or _PLAN.fullmatch(numeral) or _FIGURES.isdisjoint(numeral):
        return True
    if len(numeral) > 2:
        return numeral in _ENUMERATION
    alone = not any("一" <= char <= "鿿" for char in (before, after))
    return numeral[0] not in _FIGURES or (not alone and (numeral[0] not in DIGITS or numeral[1] in _FIGURES))


def _signed(text: str, start: int) -> tuple[int, int]:
    """The sign before a number and where the number then begins."""
    at = start - (text[start - 2 : start] in ("负 ", "負 "))
    match = _SIGN.search(text, max(0, at - 2), at) if text[at - 1 : at] in _SIGNS else None
    if match is None:
        return 1, start
    return (1 if match[0] == "+" else -1), match.start()


def _one(one: Numeral) -> _Reading | None:
    ends = bounds(one.text)
    return ends and _Reading(one.start, one.end, 1, *ends)


def _reading(text: str, found: Sequence[Numeral], at: int) -> _Reading | None:
    """What `found[at]` says alone or with those behind it, as what stands between suggests."""
    after = text[found[at].end : found[at].end + 1]
    special = _JOINTS.get(after)
    reading = special(text, found, at) if special else None
    return reading or (_range(text, found, at) if after in _LINKS else None) or _one(found[at])


_JOINTS = {"又": _mixed_fraction, "分": _fraction, " ": _fraction, "/": _slash}


def _number(text: str, raw: str, found: Sequence[Numeral], at: int) -> tuple[Number | None, int]:
    """The number that begins with `found[at]`, if it is one, and how many numerals it takes."""
    read = _reading(text, found, at)
    if read is None:
        return None, 1
    reading = _with_unit(text, read)
    sign, start = _signed(text, reading.start)
    before = text[start - 1] if start else " "
    glued = before.isascii() and (before.isalnum() or before == ".")
    if glued or (sign > 0 and _is_word(text, reading, found[at].text)):
        return None, reading.used
    low, high = sign * float(reading.low), sign * float(reading.high)
    if low > high:  # minus two thirds to minus one third
        low, high = high, low
    end = max(reading.end, reading.stop)
    return Number(start, end, raw[start:end], low, high, reading.unit), reading.used


def find_numbers(text: str) -> list[Number]:
    """Numbers in `text`, in order."""
    folded = fold(text)
    numerals = scan(folded)
    numbers: list[Number] = []
    at = 0
    while at < len(numerals):
        number, used = _number(folded, text, numerals, at)
        if number and (not numbers or number.start >= numbers[-1].end):
            numbers.append(number)
        at += used
    return numbers
