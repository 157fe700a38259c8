"""Currencies as they stand behind a number: 亿元, 万美元, 元…角…分.

Guarantees: the longest name wins (港元 before 元); what 角 and 分 add is exact.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from nlp.numerals import DIGITS, value
from nlp.patterns import compiled, lexicon
from nlp.text import by_letter

_ZERO = Decimal(0)
_ONE = f"[1-9{''.join(DIGITS)}]"
_LAST = rf"(?![\d{''.join(DIGITS)}十百千万亿个元块角毛年月日号米])"
"""Behind the last digit of a price nothing goes on: 三块五, 三元零五."""
_CHANGE = compiled(
    rf"(?P<jiao>{_ONE})[角毛](?:(?P<fen>{_ONE})分?)?钱?|零?(?P<cents>{_ONE})分钱?"
    rf"|零(?P<odd>{_ONE}){_LAST}|(?![零〇○０])(?P<tenths>{_ONE}){_LAST}"
)
_FEN = compiled(rf"({_ONE})分(?!之)钱?")


class Unit(NamedTuple):
    """A currency as it stands behind a number: its name and code, and how many whole units it is."""

    name: str
    code: str
    size: Decimal


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """Currencies by their first letter, the longest first."""
    listed = lexicon("units")["currency"]
    return {
        first: tuple(Unit(name, listed[name][0], Decimal(listed[name][1])) for name in names)
        for first, names in by_letter(listed, 0).items()
    }


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The currency that stands at `at`, a space before it or not, and where it ends."""
    start = at + (text[at : at + 1] == " ")
    for unit in units().get(text[start : start + 1], ()):
        if text.startswith(unit.name, start):
            end = start + len(unit.name)
            return unit, end + 3 * text.startswith("人民币", end)
    return None


CHANGED = {"元": _CHANGE, "圆": _CHANGE, "块": _CHANGE, "角": _FEN, "毛": _FEN}
"""What is added to these units, each by its form."""
_BEGINS = frozenset({*"123456789", *DIGITS})


def change(text: str, unit: Unit, at: int) -> tuple[Decimal, int]:
    """五角八分 behind 元, 五 behind 块, 五分 behind 角: what the unit before `at` is added, to where."""
    pattern = CHANGED.get(unit.name) if text[at : at + 1] in _BEGINS else None
    match = pattern.match(text, at) if pattern else None
    if not match or (match.lastgroup == "tenths" and unit.name != "块"):
        return _ZERO, at
    if pattern is _FEN:
        return _digit(match[1]) / 100, match.end()
    tens, ones = match["jiao"] or match["tenths"], match["fen"] or match["cents"] or match["odd"]
    return _digit(tens) / 10 + _digit(ones) / 100, match.end()


def _digit(text: str | None) -> Decimal:
    return (text and value(text)) or _ZERO
