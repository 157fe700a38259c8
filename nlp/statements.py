"""Values as sentences state them: numbers, lists of numbers with one unit, and what leads to them.

Guarantees: works on folded text; a list (36420元和16850元, 8.3个、10.2个百分点) gives its unit to every
member; nothing is read across a comma. Linear: a clause is looked at in bounded windows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from nlp.numerals import ARABIC, scale
from nlp.patterns import compiled, lexicon, pattern

LEAD = 60  # characters before a value in which its subject and verb stand


@cache
def words(table: str, key: str) -> re.Pattern[str]:
    """An expression of the lexicon, compiled."""
    return pattern("indicators", table, key)


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a list: its value in `unit` (`%`, `pp`, a currency, or as in the text)."""

    start: int
    end: int
    number: float
    unit: str
    sign: int = 0  # where it has a verb of its own in a list (增长6.3%和下降2.1%)


@cache
def _currency() -> dict[str, tuple[str, str]]:
    return {unit: (code, size) for unit, (code, size) in lexicon("units")["currency"].items()}


@cache
def _number() -> re.Pattern[str]:
    """A number with what counts it: a multiplier and money, a share, points, or a unit."""
    money = "|".join(sorted(map(re.escape, _currency()), key=len, reverse=True))
    units = "|".join(sorted(lexicon("indicators")["values"]["units"], key=len, reverse=True))
    return compiled(
        rf"(?P<number>[-−]?{ARABIC})(?:(?P<points>个?百分点|个(?=\s?[、和与及]))|\s?(?P<percent>%)|(?P<times>倍)"
        rf"|(?P<scale>[万亿千百]*)(?P<money>{money})(?:人民币)?|(?P<unit>{units}))?"
    )


@cache
def _joint() -> re.Pattern[str]:
    """What joins the numbers of a list; each may have its own verb."""
    given = lexicon("indicators")["values"]
    verb = f"(?:(?P<up>{given['growing']})|(?P<down>{given['falling']}))?"
    return compiled(rf"\s?(?:、|和|与|及|以及)(?:同比)?{verb}\s?(?=\d|-\d)")


_UNITS = {"number": "", "points": "pp", "percent": "%", "times": "%"}  # by what stands behind a number


def _unit(match: re.Match[str]) -> str:
    if match.lastgroup == "money":
        return _currency()[match["money"]][0]
    return match["unit"] if match.lastgroup == "unit" else _UNITS[match.lastgroup or "number"]


def _factor(match: re.Match[str]) -> Decimal:
    if match.lastgroup == "money":
        return Decimal(_currency()[match["money"]][1]) * scale(match["scale"])
    return _HUNDRED if match.lastgroup == "times" else _ONE


_ONE, _HUNDRED = Decimal(1), Decimal(100)
Listed = tuple[re.Match[str], int]  # a number of a list, and the sign of its own verb or 0


def _row(text: str, at: int, end: int) -> list[Listed]:
    """The numbers that `、` and 和 join, beginning at `at`."""
    found: list[Listed] = []
    match, sign = _number().match(text, at, end), 0
    while match:
        found.append((match, sign))
        joint = _joint().match(text, match.end(), end)
        following = _number().match(text, joint.end(), end) if joint else None
        sign = bool(joint["up"]) - bool(joint["down"]) if joint else 0
        if following and sign and _unit(match) != _unit(following):  # 213万吨、增长9%: no list
            break
        match = following
    return found


def _valued(row: list[Listed]) -> list[Value]:
    """Values of a row; a bare number takes the unit of the next that has one."""
    values: list[Value] = []
    unit, factor = "", _ONE
    for match, sign in reversed(row):
        if said := _unit(match):
            unit, factor = said, _factor(match)
        number = Decimal(match["number"].replace(",", "").replace("−", "-")) * factor
        values.append(Value(match.start(), match.end(), float(number), unit, sign))
    return values[::-1]


UNKNOWN = "?"  # the unit of a number that ends its clause with a word we do not know (65.4万千瓦)
_UNKNOWN = compiled(r"(?!\w*[年月日季度位名点时])[^\W\d_]{1,5}$")
_DIGIT = compiled(r"(?:(?<![\dA-Za-z.])|(?<=GDP|CPI|PPI))[-−]?\d")
_DATED = compiled(r"20\d\d年的?$")  # before a number that another came from: a value of that year
_ORIGIN = 20  # characters before a number in which 由 or 从 makes it the one that another came from


def rows(text: str, start: int, end: int) -> list[list[Value]]:
    """Lists of values in text[start:end], each with its unit; bare numbers within a clause are left out.

    由51.2%提高到58.6% is one value, 58.6%, that begins at 由; 由2011年的51.2%提高到58.6% is two.
    """
    found: list[list[Value]] = []
    at, origin = start, None
    while gate := _DIGIT.search(text, at, end):
        row = _row(text, gate.start(), end)
        if not row:
            at = gate.end()
            continue
        first, last = row[0][0].start(), row[-1][0]
        at = last.end()
        reached = words("values", "reached").match(text, at, end)
        if reached:
            dated = _unit(last) and _DATED.search(text, start, first)
            found += [_valued(row)] if dated else []
            origin, at = at if dated else _origin(text, start, first), reached.end()
            continue
        if _unit(last):
            found.append(_from(origin, _valued(row)))
        elif _UNKNOWN.match(text, at, end) and text[first - 1 : first] != "有":
            found.append([Value(first, at, 0, UNKNOWN)])
        origin = None
    return found


def _origin(text: str, start: int, at: int) -> int | None:
    """Where 由 or 从 stands before the number at `at`."""
    found = max(text.rfind(word, max(start, at - _ORIGIN), at) for word in "由从")
    return found if found >= 0 else None


def _from(origin: int | None, values: list[Value]) -> list[Value]:
    """`values`, the first of which begins at its origin."""
    return values if origin is None else [replace(values[0], start=origin), *values[1:]]
