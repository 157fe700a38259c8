"""Where in a text a date can begin, and which forms can begin there.

Guarantees: two passes over the text whatever it holds; places come in order. A date begins with a numeral
(those of `numerals.scan`), where what stands behind it tells which forms are possible, or with a word of
time, by whose first letters it is looked for.
"""

from __future__ import annotations

import re
from functools import cache

from nlp import dateforms as forms
from nlp.dateforms import FEASTS, WEEKDAYS, Form
from nlp.dating import lexicon
from nlp.numerals import DIGITS, scan
from nlp.text import by_letter

_TWO_DIGITS = "[零〇一二三四五六七八九十]{2}"


@cache
def _calendar() -> tuple[Form, ...]:
    of_month = (*forms.lunar(), *forms.month_spans(), *forms.single_months())
    return (*of_month, *forms.quarters(), *forms.parts(), *forms.feasts(), *forms.whole_years())


@cache
def _behind_numeral() -> dict[str, tuple[Form, ...]]:
    """Forms that begin with a numeral, by what stands behind it."""
    spans = (*forms.year_spans(), *forms.month_spans(), *forms.quarters(), *forms.days())
    table = {
        "年": (*forms.year_spans(), *_calendar(), *forms.ago()),
        "月": (*forms.lunar(), *forms.month_spans(), *forms.single_months()),
        "日号": forms.days(),
        "天周星": forms.ago(),
        "个": (*forms.ago(), *forms.decades()),
        "季": forms.parts(),
        "世": forms.decades(),
        "、": forms.quarters(),
        "-/.": (*forms.numeric(), *forms.dense(), *spans),
        "至到—~–": spans,
        '期规时末”"': (*forms.plans(), *forms.feasts()),
        "假长小黄国劳妇建前节": forms.feasts(),
    }
    return {mark: these for marks, these in table.items() for mark in marks}


@cache
def _words() -> tuple[Form, ...]:
    return (*_calendar(), *forms.relative(), *forms.decades())


@cache
def _letters() -> dict[str, tuple[str, ...]]:
    """The first two letters of every word that a date can begin with, by the first."""
    given = lexicon()
    tables = (*FEASTS, "days", "years", "months", "parts", "pairs")
    names = [
        *given["openings"],
        *given["pointing"]["days"],
        *(name for table in tables for name in given[table]),
    ]
    names += [week + unit for week in given["weeks"] for unit in "个周星礼季世"]
    names += [ahead + count for ahead in "前上" for count in (*"1234567890十", *DIGITS)]
    names += [week + day for week in "周星礼" for day in (*WEEKDAYS, "期", "拜")]
    names += [unit + end for unit in "年月" for end in "底末内初"]
    return by_letter({name[:2] for name in names if name[0] not in {*DIGITS, *"十1234"}}, 0)


@cache
def _gate() -> re.Pattern[str]:
    branches = [rf"[“\"](?={_TWO_DIGITS})"]
    for first, pairs in _letters().items():
        seconds = re.escape("".join(sorted({pair[1:] for pair in pairs})))
        branches.append(first if first in pairs else f"{first}(?=[{seconds}])")
    return re.compile("|".join(branches))


def openings(text: str) -> list[tuple[int, tuple[Form, ...]]]:
    """Where in a folded text dates can begin, in order, and the forms to try there."""
    quoted = (*forms.plans(), *forms.feasts())
    found = [(match.start(), quoted if match[0] in '“"' else _words()) for match in _gate().finditer(text)]
    behind = _behind_numeral()
    for start, end, numeral in scan(text):
        after = text[end : end + 1]
        these = behind.get(text[end + 1 : end + 2] if after == " " else after, ())
        if len(numeral) in (7, 8) and numeral[:2] in ("19", "20"):
            these = (*forms.dense(), *these)
        if these:
            found.append((start, these))
    found.sort(key=lambda one: one[0])
    return found
