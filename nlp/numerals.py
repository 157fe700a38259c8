"""Numerals in Arabic, full-width, Chinese and mixed writing, with their multipliers.

Guarantees: a value is exact (`Decimal`); what cannot be read for certain (数十, 几百) has no value, so
that a miss never becomes a wrong number. Works on folded text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {
    char: value
    for value, chars in enumerate(
        ["零〇○０", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_HAN_DIGIT = "".join(DIGITS)
_SCALE = "".join((*SMALL, *LARGE))
_HAN_ANY = _HAN_DIGIT + _SCALE + "廿卅"
_HAN_CORE = _HAN_DIGIT + "廿卅十拾百佰千仟"
HAN = rf"(?>[{_SCALE}]{{0,8}}[{_HAN_CORE}][{_HAN_ANY}]*)(?:点[{_HAN_DIGIT}]+[{_SCALE}]*)?半?"
SCALES = rf"[{_SCALE}]*"
_MORE = "[余多来]"
TERM = rf"(?:{ARABIC}|{HAN})(?:{_MORE}?个?(?={_MORE}?[{_SCALE}]))?{_MORE}?{SCALES}(?:[余多]|来(?=[万亿]))?"
AMOUNT = rf"{TERM}(?:(?<=[亿万])零?{ARABIC}[千百]?万?)?"
"""A numeral with multipliers: 3.2万亿, 2亿9000万, 20个亿, 3000余万, 一点五亿."""

LONGEST = 40
"""Characters of the longest numeral that is read; what is longer is a code or a row of digits."""

_ARABIC = re.compile(ARABIC)
_ROUGH = re.compile(r"[余多来]")
_PAIR = re.compile(rf"(?<![{_HAN_DIGIT}\d])([{_HAN_DIGIT}])([{_HAN_DIGIT}])(?=[{_SCALE}]|$)")


def scale(text: str) -> int:
    """The product of a run of multipliers.

    >>> scale("万亿"), scale("千万"), scale("")
    (1000000000000, 10000000, 1)
    """
    product = 1
    for char in text:
        product *= SMALL.get(char) or LARGE[char]
    return product


def _section(text: str) -> int | None:
    """A Chinese numeral below ten thousand (三千二百, 十五, 二〇二二), None if it is none."""
    if text and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in SMALL:
            total += SMALL[char] * (1 if digit is None else digit)
            digit = None
        elif char in "廿卅":
            total += 20 if char == "廿" else 30
        else:
            return None
    return total + (digit or 0)


def _han_integer(text: str) -> int | None:
    for char, weight in sorted(LARGE.items(), key=lambda item: -item[1]):
        if char in text:
            head, _, tail = text.rpartition(char)
            above = _han_integer(head) if head else 1
            below = _han_integer(tail) if tail else 0
            return None if above is None or below is None else above * weight + below
    return _section(text)


def _han(text: str) -> Decimal | None:
    half = text.endswith("半")
    text = text.removesuffix("半")
    whole, point, rest = text.partition("点")
    number = _han_integer(whole)
    if number is None:
        return None
    value = Decimal(number)
    if point:
        digits = rest.rstrip(_SCALE)
        value += Decimal("0." + "".join(str(DIGITS[char]) for char in digits))
        value *= scale(rest[len(digits) :])
    return value + Decimal("0.5") if half else value


def _mixed(text: str) -> Decimal | None:
    total, at = Decimal(0), 0
    while at < len(text):
        match = _ARABIC.match(text, at)
        if not match:
            return None
        end = match.end()
        while end < len(text) and text[end] in _SCALE:
            end += 1
        total += Decimal(match[0].replace(",", "")) * scale(text[match.end() : end])
        at = end + (text[end : end + 1] == "零")
    return total


@lru_cache(maxsize=20_000)
def value(text: str) -> Decimal | None:
    """The value of an amount in folded text, 余 and 多 left aside; None if it has none.

    >>> [str(value(text)) for text in ("3.2万亿", "2亿9000万", "20个亿", "一点五亿", "1,217亿", "3000余万")]
    ['3200000000000', '290000000', '2000000000', '150000000.0', '121700000000', '30000000']
    """
    if len(text) > LONGEST:
        return None
    commas = "," in text and _ARABIC.fullmatch(text[: len(text.rstrip(_SCALE + "余多来个"))] or " ")
    plain = _ROUGH.sub("", text).replace("个", "").replace(" ", "")
    if not commas and "," in plain:
        return None
    return _mixed(plain) if plain[:1].isdigit() else _han(plain)


def pair(text: str) -> tuple[Decimal, Decimal] | None:
    """The two values of 三四千万 (adjoining digits before a multiplier), None for anything else."""
    match = _PAIR.match(text)
    if not match or DIGITS[match[2]] != DIGITS[match[1]] + 1 or not text[2:]:
        return None
    low, high = value(match[1] + text[2:]), value(match[2] + text[2:])
    return (low, high) if low is not None and high is not None else None


def is_rough(text: str) -> bool:
    """Whether 余 or 多 inside the amount says that it is more."""
    return _ROUGH.search(text) is not None
