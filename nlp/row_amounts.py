"""Which amounts a row of counts has: those behind the count, one that leads to it, or a bare one beside it.

Guarantees: what is said of one of the projects (其中总投资5.6亿元的乳业项目) or stands in brackets of its own
is no amount of all; every look is bounded by the next count and the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Figure
from nlp.patterns import compiled
from nlp.spans import Number

_PLAIN = ("other", "indicator")  # roles of an amount that no word of its own explains
_NEXT = compiled(r"[、, ]?(?:共)?(?P<amount>\d)")
_CLASS = compiled(r"以上|以下|以内|项目|至|的|[—-]")
_AMOUNT_OF = compiled(r"(?:总投资|投资)?[达约近超逾]*\d[\d.,]*[万亿]+元的(?=.)")
# 12个项目(其中工业8个)，总投资56亿元
_ASIDE = compiled(r"[^,。;()\n\d]{0,10}\([^()。\n]{0,60}\d[个项][^()。\n]{0,60}\)(?=,|共|总)")
_CLOSED = compiled(r"[^()。\n]{0,60}(?=\))")  # (工业项目8个、总投资30亿元)
_OF_ALL = r"(?:计划|协议|合同|意向)?总?投资(?:额|规模)?[达为约近超逾]*\d[\d.,]*[万亿]+元(?:[,。;]|$)"
_ONE_OF_THEM = compiled(rf"(?:其中|包括)(?!,?{_OF_ALL})")
_OF_THE_YEAR = compiled(r"其中,?(?:今年|年度|年内|当年|本年|\d{4}年)[^,。;\d]{0,8}投资[^,。;\d]{0,4}$")


def behind_aside(folded: str, count: Number) -> int:
    """Where a count ends with the brackets behind it that tell its parts."""
    aside = _ASIDE.match(folded, count.end)
    return aside.end() if aside else count.end


def amounts_of_all(document: Document, count: Number, until: int) -> list[Figure]:
    """查看项目9个，其中总投资5.6亿元的乳业项目: amounts behind a count, but none of a single project."""
    folded = document.folded
    closed = _CLOSED.match(folded, count.end, until)
    until = closed.end() if closed else until
    start = behind_aside(folded, count)
    single = _ONE_OF_THEM.search(folded, start, until)
    end = single.start() if single else until
    return [
        figure
        for figure in within(document.figures, start, until)
        if figure.start < end or _OF_THE_YEAR.search(folded, end, figure.start)
    ]


def without_amount(document: Document, label: str, start: int) -> tuple[str, int, int | None]:
    """总投资1972亿元的产业发展项目69个: the label behind its amount, and the amount."""
    led = _AMOUNT_OF.match(label)
    if led is None:
        return label, start, None
    figures = within(document.figures, max(0, start - 6), start + led.end())
    touching = [figure for figure in figures if figure.end == start + led.end() - 1]
    amount = touching[0].yuan if touching else None
    return label[led.end() :], start + led.end(), amount


def amount_of(figures: Iterable[Figure], role: str) -> int | None:
    """The first of the amounts that has a role."""
    for figure in figures:
        if figure.role == role and figure.yuan is not None:
            return figure.yuan
    return None


def led_amount(document: Document, count: Number) -> int | None:
    """总投资164.5亿元的22个项目: an amount that leads to the count."""
    if document.folded[count.start - 1 : count.start] != "的":
        return None
    before = within(document.figures, max(0, count.start - 24), count.start)
    touching = [figure for figure in before if figure.end == count.start - 1]
    return amount_of(touching, "total_investment")


def bare_amount(folded: str, count: Number, money: Sequence[Figure]) -> int | None:
    """曲阜市6个、41亿元: an amount that follows its count without a word is the investment."""
    first = money[0] if money else None
    behind = _NEXT.match(folded, count.end)
    if first is None or behind is None or behind.start("amount") != first.start or first.role not in _PLAIN:
        return None
    named = _CLASS.match(folded, first.end) or first.quote.endswith(("以上", "以下", "以内"))
    return None if named else first.yuan
