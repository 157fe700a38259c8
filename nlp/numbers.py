"""Plain numbers with their units: counts, shares, areas, capacities.

Guarantees: every Arabic or Chinese numeral that stands for a quantity, fractions and percentages in
words included; digits inside words and codes (PA66, 5G) and Chinese digits inside ordinary words
(一些, 三角, 万一) are none. One pass over the folded text.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from nlp.numerals import AMOUNT, HAN, value
from nlp.spans import Number
from nlp.text import fold

_FILE = Path(__file__).parent / "lexicon" / "units.toml"
_SHARES = {"百": 100, "千": 1000, "万": 10000}


@cache
def _units() -> str:
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["number"]["units"]
    return "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))


@cache
def _pattern() -> re.Pattern[str]:
    number = AMOUNT
    return re.compile(
        rf"(?P<fraction>(?P<whole>百|千|万|{HAN})分之(?P<part>{number}))"
        rf"|(?<![A-Za-z\d.])(?P<sign>[-+−])?(?P<low>{number})"
        rf"(?:\s?(?P<mark>%|个|米|吨|亩|人)?\s?(?:至|到|—{{1,2}}|-|~|–)\s?(?P<high>{number}))?"
        rf"\s?(?P<unit>{_units()})?"
    )


def _fraction(match: re.Match[str], raw: str) -> Number | None:
    whole = match["whole"]
    size, part = Decimal(_SHARES.get(whole) or value(whole) or 0), value(match["part"])
    if not size or part is None:
        return None
    percent = whole == "百"
    amount = float(part if percent else part / size)
    start, end = match.span()
    return Number(start, end, raw[start:end], amount, amount, "%" if percent else "")


def _is_word(match: re.Match[str], text: str) -> bool:
    """A lone Chinese digit without a unit is a word more often than a number."""
    low = match["low"]
    if low[0].isdigit():
        return text[match.end("low") : match.end("low") + 1].isascii() and bool(
            re.match(r"[A-Za-z]", text[match.end("low") :][:1])
        )
    return match["unit"] is None and len(low) < 3


def _number(match: re.Match[str], text: str, raw: str) -> Number | None:
    if match["fraction"]:
        return _fraction(match, raw)
    if match["unit"] is None and _is_word(match, text):
        return None
    low = value(match["low"])
    high = value(match["high"]) if match["high"] else low
    if low is None or high is None:
        return None
    sign = -1 if match["sign"] in ("-", "−") else 1
    start, end = match.start(), match.start() + len(match[0].rstrip())
    first, last = sorted((float(low) * sign, float(high) * sign))
    return Number(start, end, raw[start:end], first, last, match["unit"] or match["mark"] or "")


def find_numbers(text: str) -> list[Number]:
    """Numbers in `text`, in order."""
    folded = fold(text)
    found = (_number(match, folded, text) for match in _pattern().finditer(folded))
    return [number for number in found if number]
