"""Numerals in Arabic, full-width, Chinese and mixed writing, with their multipliers.

Guarantees: a value is exact (`Decimal`); what cannot be read for certain (数十, 几百, 三百五百) has no value,
so that a miss never becomes a wrong number; two digits side by side (三四千, 十七八万) are a range. Works on
folded text, in one pass.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

from nlp.patterns import compiled

DIGITS = {
    char: value
    for value, chars in enumerate(
        ["零〇○０", "一壹", "二两贰兩貳", "三叁", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
TENS = {"廿": 20, "卅": 30}

ARABIC = r"\d++(?:(?<!\d{4})(?:,\d{3})++(?!\d))?(?:\.\d++)?"
LONGEST = 40
"""Characters of the longest numeral that is read; what is longer is a code or a row of digits."""

_DIGIT = "".join(DIGITS)
_SCALE = "".join((*SMALL, *LARGE))
_ANY = _DIGIT + _SCALE + "".join(TENS)
# 百 of 百分点, 千 of 千克 and 兆 of 兆瓦 belong to the unit behind the number
_TIMES = (
    rf"(?:[十拾佰仟万萬亿億]|(?<=[{_DIGIT}])百(?!\s?分点)|百(?!\s?分)"
    r"|千(?![克瓦伏焦卡赫帕]|(?<=[\d十百千万]千)米)|兆(?![瓦帕欧赫]))"
)
# 46个亿元以上项目 counts projects of a class: its 个 is not that of 46个亿
_SCALED = rf"(?: ?[余多来]?(?:个(?![{_SCALE}]++元))?[余多来]? {{0,2}}{_TIMES}++(?:[余多](?:{_TIMES}++)?)?)?"
_RUN = rf"(?:[{_DIGIT}廿卅]|{_TIMES}| (?=[{_SCALE}])|(?<=[{_SCALE}]) (?=[{_ANY}]))++"
_LESSER = rf"(?:(?:\d++(?:\.\d++)? ?{_TIMES}++|(?:\d{{3,}}+|0\d)(?![\d,.年月日号]))|{_RUN})"
_AMOUNT = (
    rf"(?=[{_ANY}]){_RUN}(?: ?[点點] ?[{_DIGIT}]++(?![十百]))?{_SCALED}[余多]?"
    rf"|{ARABIC}{_SCALED}(?:(?<=[万萬亿億千百])零?{_LESSER})*+[余多]?"
)
# what lies before a numeral is part of the match, since runs of letters are skipped fastest so
_NEXT = compiled(rf"[^\d{_ANY}]*+(?:({_AMOUNT})|[\s\S]?)")

_ARABIC = compiled(ARABIC)
_ROUGH = compiled(r"[余多来]")
_FILLED = compiled(r"[余多来个 ]")
_PAIR = compiled(rf"(?<![{_DIGIT}])([{_DIGIT}])([{_DIGIT}])(?![{_DIGIT}点點])")
_TAIL = compiled(rf"[{_SCALE}]+$")
_ENDLESS = Decimal("Infinity")
_LARGE_TAIL = compiled(rf"[{''.join(LARGE)}]+$")


class Numeral(NamedTuple):
    """A numeral in a folded text."""

    start: int
    end: int
    text: str


_numeral = partial(tuple.__new__, Numeral)  # without the call in Python that Numeral(...) is


@lru_cache(maxsize=4)  # numbers and money of a document read the same numerals
def scan(text: str) -> tuple[Numeral, ...]:
    """All numerals of a folded text, in order: 3.2万亿, 2亿9000万, 20个亿, 3000余万, 一点五亿."""
    return tuple([_numeral((*match.span(1), match[1])) for match in _NEXT.finditer(text) if match[1]])


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
    """A Chinese numeral below ten thousand (三千二百, 十五, 二〇二二, 四百五), None if it is none."""
    if text and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, last, digit = 0, 10**4, None
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char in SMALL and SMALL[char] < last:
            last = SMALL[char]
            total += last * (digit or 1)
            digit = None
        elif char in TENS and last > 10:
            last, total = 10, total + TENS[char]
        else:
            return None
    if digit and text[-2] in SMALL and last > 10:
        return total + digit * last // 10
    return total + (digit or 0)


def _integer(text: str) -> int | None:
    for char, weight in sorted(LARGE.items(), key=lambda item: -item[1]):
        if char not in text:
            continue
        head, _, tail = text.rpartition(char)
        above = _integer(head) if head else 1
        below = _integer(tail) if tail else 0
        if above is None or below is None or below >= weight:
            return None
        if tail in DIGITS:  # 一万三 is 13,000
            below *= weight // 10
        return above * weight + below
    return _section(text)


def _han(text: str) -> Decimal | None:
    whole, point, rest = text.replace("點", "点").partition("点")
    number = _integer(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    digits = rest.rstrip(_SCALE)
    fraction = Decimal("0." + "".join(str(DIGITS[char]) for char in digits))
    return (number + fraction) * scale(rest[len(digits) :])


def _mixed(text: str) -> Decimal | None:
    """Parts from the greatest down: 2亿9000万, 100万三千; 1千5百万 shares its 万."""
    total, part, at = Decimal(0), Decimal(0), 0
    limit = least = _ENDLESS
    while at < len(text):
        match = _ARABIC.match(text, at)
        if not match:
            rest = _integer(text[at:].lstrip("零"))
            return total + part + rest if rest is not None and part + rest < limit and rest < least else None
        end, large = _multiplied(text, match.end())
        small = scale(text[match.end() : large])
        one = Decimal(match[0].replace(",", "")) * small
        if one >= least:
            return None
        part, least = part + one, Decimal(small)
        if large < end:
            times = scale(text[large:end])
            if part * times >= limit:
                return None
            total, part, limit, least = total + part * times, Decimal(0), Decimal(small * times), _ENDLESS
        at = end + (text[end : end + 1] == "零" and text[end + 1 : end + 2].isdigit())
    return total + part if part < limit else None


def _multiplied(text: str, at: int) -> tuple[int, int]:
    """Where the multipliers that begin at `at` end, and where the large of them begin: 5|百|万."""
    end = at
    while end < len(text) and text[end] in _SCALE:
        end += 1
    large = at
    while large < end and text[large] in SMALL:
        large += 1
    return end, large


@lru_cache(maxsize=20_000)
def value(text: str) -> Decimal | None:
    """The value of an amount in folded text, 余 and 多 left aside; None if it has none.

    >>> [str(value(text)) for text in ("3.2万亿", "2亿9000万", "20个亿", "一点五亿", "1,217亿", "3000余万")]
    ['3200000000000', '290000000', '2000000000', '150000000.0', '121700000000', '30000000']
    """
    if len(text) > LONGEST:
        return None
    plain = _FILLED.sub("", text)
    return _mixed(plain) if plain[:1].isdigit() else _han(plain)


@lru_cache(maxsize=20_000)
def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest that an amount says, the same but for digits side by side.

    >>> [tuple(map(int, bounds(text))) for text in ("三四千万", "十七八", "三五百", "42")]
    [(30000000, 40000000), (17, 18), (300, 500), (42, 42)]
    """
    pair = _PAIR.search(text)
    low, high = (DIGITS[pair[1]], DIGITS[pair[2]]) if pair else (0, 0)
    if pair and low and (high == low + 1 or (low, high) == (3, 5)):
        ends = [value(text[: pair.start()] + digit + text[pair.end() :]) for digit in pair.groups()]
    else:
        ends = [value(text)] * 2
    first, last = ends
    return None if first is None or last is None else (first, last)


def together(low: str, high: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range whose lower end may leave out the multiplier of the upper.

    >>> [tuple(map(int, together(*ends))) for ends in (("1286", "1300亿"), ("一千", "两千万"))]
    [(128600000000, 130000000000), (10000000, 20000000)]
    """
    first, last = bounds(low), bounds(high)
    if first is None or last is None:
        return None
    for times in _shared(low, high):
        if first[0] * times <= last[1]:
            return first[0] * times, last[1]
    return (first[0], last[1]) if last[1] <= 100 * first[0] and first[0] <= last[1] else None


def _shared(low: str, high: str) -> list[int]:
    """What the upper end of a range can lend the lower, likeliest first."""
    low, high = _FILLED.sub("", low), _FILLED.sub("", high)
    if any(char in LARGE for char in low):
        return [1]
    tail, large = _TAIL.search(high), large_tail(high)
    whole = scale(tail[0]) if tail else 1
    if high[0].isdigit() and not any(char in SMALL for char in low):
        return [whole, scale(large)]
    if large:
        return [scale(large)]
    return [whole] if len(low) == 1 and low not in SMALL else [1]


def large_tail(text: str) -> str:
    """The 万 and 亿 that an amount ends in."""
    found = _LARGE_TAIL.search(_FILLED.sub("", text))
    return found[0] if found else ""


def is_rough(text: str) -> bool:
    """Whether 余 or 多 inside the amount says that it is more."""
    return _ROUGH.search(text) is not None
