"""Totals told in a clause of their own: 本次集中开工项目总投资4.3亿元, 开工项目今年计划投资35亿元.

Guarantees: such a clause names the projects of the event by 本次 or by what is done with them, and is looked
for in a bounded stretch behind the event; an amount that the count already has is never replaced.
"""

from __future__ import annotations

from functools import cache
from re import Pattern

from nlp.clauses import within
from nlp.document import Document
from nlp.patterns import compiled, lexicon
from nlp.tellings import Anchor

_THESE = r"(?:[本此这]次|这批|这些|上述)[^,。;\d]{0,12}"
_GROUP = r"的?(?:重[点大]|产业|招商|引资|意向|合作)*项目"
_TOTAL = r"(?:计划|协议|意向|合同|投资)?(?:总?投资(?:总?额)?|总?金额|总额)[达为约]*"
_ANNUAL = r",?(?:今年|年度|年内|当年|本年度?)(?:内)?(?:预计|计划)?(?:完成)?投资(?:额)?[达为约]*"
_REACH = 600  # characters in which an event's total may be stated


@cache
def _clause(kind: str, amount: str) -> Pattern[str]:
    verb = lexicon("events")["verbs"].get(kind, "$^")
    return compiled(rf"(?:[本此这]次|(?:{_THESE}|{verb}){_GROUP}){amount}(?=[近超逾约\d])")


def stated_total(document: Document, anchor: Anchor, limit: int) -> int | None:
    """The investment of all projects of an event, in a clause without their count."""
    return _stated(document, anchor, limit, _TOTAL)


def stated_annual(document: Document, anchor: Anchor, limit: int) -> int | None:
    """What is to be invested in all of them this year."""
    return _stated(document, anchor, limit, _ANNUAL)


def _stated(document: Document, anchor: Anchor, limit: int, amount: str) -> int | None:
    start = anchor.sentence.start
    end = min(limit, start + _REACH)
    found = _clause(anchor.kind, amount).search(document.folded, start, end)
    figures = within(document.figures, found.end(), found.end() + 2) if found else ()
    return figures[0].yuan if figures else None
