"""Where in a text a date can begin, and which forms can begin there.

Guarantees: two passes over the text whatever it holds; places come in order. A date begins with a numeral
(those of `numerals.scan`), where what stands behind it tells which forms are possible, or with a word of
time, by whose first letters it is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter

from nlp import dateforms as forms
from nlp.dateforms import FEASTS, WEEKDAYS, Form, Forms
from nlp.numerals import DIGITS, scan
from nlp.patterns import compiled, lexicon

_QUOTES = frozenset('“"')
_SPACED = frozenset(" 个")
_TWO_DIGITS = compiled("[零〇一二三四五六七八九十]{2}")


@cache
def _calendar() -> tuple[Form, ...]:
    of_month = (*forms.lunar(), *forms.month_spans(), *forms.single_months())
    return (*of_month, *forms.quarters(), *forms.parts(), *forms.feasts(), *forms.whole_years())


@cache
def _behind_numeral() -> dict[str, Forms]:
    """Forms that begin with a numeral, by what stands behind it."""
    return {mark: Forms(*these) for mark, these in _marked().items()}


@cache
def _dense() -> dict[str, Forms]:
    """Forms that begin with a numeral that can be a day by itself (20220516), by what stands behind it."""
    return {mark: Forms(*forms.dense(), *these) for mark, these in _marked().items()} | {
        "": Forms(*forms.dense())
    }


def _marked() -> dict[str, tuple[Form, ...]]:
    spans = (*forms.year_spans(), *forms.month_spans(), *forms.quarters(), *forms.days())
    table = {
        "年": (*forms.year_spans(), *forms.decades(), *_calendar(), *forms.ago()),
        "月": (*forms.lunar(), *forms.month_spans(), *forms.single_months()),
        "日号": forms.days(),
        "天周星礼": forms.ago(),
        "季": forms.parts(),
        "世": forms.decades(),
        "、": (*forms.quarters(), *forms.month_spans()),
        "-/.": (*forms.numeric(), *forms.dense(), *spans),
        "至到—~–": spans,
        '期规时末”"': (*forms.plans(), *forms.feasts()),
        "假长小黄国劳妇建前节夕": forms.feasts(),
    }
    counted = dict.fromkeys(("个月", "个星", "个礼", "个世"), (*forms.ago(), *forms.decades()))
    return {mark: these for marks, these in table.items() for mark in marks} | counted


def _begun() -> Iterator[tuple[Iterable[str], tuple[Form, ...]]]:
    """Words that a date can begin with, and the forms that do."""
    given = lexicon("dates")
    counted = [ahead + count for ahead in "前上" for count in (*"1234567890十", *DIGITS)]
    weeks = [week + unit for week in given["weeks"] for unit in "个周星礼季世"]
    weekdays = [week + day for week in "周星礼" for day in (*WEEKDAYS, "期", "拜")]
    ends = [unit + end for unit in "年月" for end in "底末内初"]
    days = (*given["days"], *given["pointing"]["days"], *given["months"], *given["pairs"])
    yield given["years"], _calendar()
    yield [name for table in FEASTS for name in given[table]], forms.feasts()
    yield [*given["parts"], *counted], (*forms.month_spans(), *forms.parts())
    yield given["openings"], (*forms.lunar(), *forms.feasts(), *forms.relative())
    yield weeks, (*forms.relative(), *forms.decades())
    yield [*days, *counted, *weekdays, *ends], forms.relative()


@cache
def _words() -> dict[str, Forms]:
    """The forms that can begin with a letter, in the order in which they are tried."""
    table: dict[str, dict[Form, None]] = {}
    for names, these in _begun():
        for letter in {name[0] for name in names}:
            table.setdefault(letter, {}).update(dict.fromkeys(these))
    quoted = Forms(*forms.plans(), *forms.feasts())
    return {letter: Forms(*these) for letter, these in table.items()} | dict.fromkeys(_QUOTES, quoted)


@cache
def _beginnings() -> frozenset[str]:
    """The first two letters (of some the first alone) of every word that a date can begin with."""
    return frozenset(name[:2] for words, _ in _begun() for name in words)


@cache
def _gate() -> re.Pattern[str]:
    """Letters that words of time begin with, digits aside, which numerals are looked up by."""
    beginnings = [name for name in _beginnings() if name[0] not in DIGITS and name[0] not in "十1234"]
    alone = {name for name in beginnings if len(name) == 1} | _QUOTES
    first, second = ({name[at] for name in beginnings if len(name) == 2} for at in (0, 1))
    either, before, behind = (f"[{''.join(sorted(letters))}]" for letters in (alone, first, second))
    return compiled(f"{either}|{before}(?={behind})")


def _by_word(text: str) -> Iterator[tuple[int, Forms]]:
    words, beginnings = _words(), _beginnings()
    for match in _gate().finditer(text):
        start = match.start()
        first = text[start]
        quoted = first in _QUOTES and _TWO_DIGITS.match(text, start + 1)
        if quoted or first in beginnings or text[start : start + 2] in beginnings:
            yield start, words[first]


def openings(text: str) -> list[tuple[int, Forms]]:
    """Where in a folded text dates can begin, in order, and the forms to try there."""
    behind = _behind_numeral()
    found = list(_by_word(text))
    for start, end, numeral in scan(text):
        after = text[end : end + 1]
        if after in _SPACED:  # 个月, 5 月
            after = text[end + 1 : end + 2] if after == " " else text[end : end + 2]
        these = behind.get(after)
        if len(numeral) in (7, 8) and numeral[:2] in ("19", "20"):
            these = _dense().get(after) or _dense()[""]
        if these:
            found.append((start, these))
    found.sort(key=itemgetter(0))
    return found
