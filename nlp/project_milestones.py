"""Milestones: where a text says that a project is signed, begun, being built, finished or running, and when.

Guarantees: a word of a stage is a milestone only where it is said of something done or to come, not as a
condition (投产后年产值…); what lies ahead is marked so, by a word of the future before it, by the plan its
sentence states, or by a date after publication. One pass over the text; a milestone's date stands in its
clause, or alone at the head of its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import cast

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Stage
from nlp.project_names import lexicon
from nlp.spans import Date

STAGES: tuple[Stage, ...] = ("operating", "completed", "under_construction", "started", "signed", "planned")
"""From the furthest to the first."""

_REACH = 8  # characters before a word in which a word of the future counts
_DATE_REACH = 30  # characters before a word in which its date stands
_STOPS = re.compile(r"[。;!?\n]")
_CLAUSE = ",。;!?\n、"
_HEAD = re.compile(r"\s*,")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One word of a stage: where it stands, when it was or is to be, and whether it still lies ahead."""

    stage: Stage
    start: int
    end: int
    date: str | None
    ahead: bool
    dates_operation: bool


@cache
def _words() -> re.Pattern[str]:
    groups = (f"(?P<{stage}>{'|'.join(lexicon()['stages'][stage])})" for stage in STAGES)
    return re.compile("|".join(groups))


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(lexicon()["stages"][name])


def find_milestones(document: Document) -> list[Milestone]:
    """Milestones of `document`, in order."""
    folded = document.folded
    stops = [-1, *(match.start() for match in _STOPS.finditer(folded))]
    found = []
    for match in _words().finditer(folded):
        if not _word("condition").match(folded, match.end()):
            sentence = stops[bisect_left(stops, match.start()) - 1] + 1
            found.append(_milestone(document, match, sentence))
    return found


def _milestone(document: Document, match: re.Match[str], sentence: int) -> Milestone:
    folded = document.folded
    clause = max(sentence, *(folded.rfind(mark, sentence, match.start()) + 1 for mark in _CLAUSE))
    date = _date(document, sentence, clause, match.start())
    ahead = _lies_ahead(document, sentence, clause, match, date)
    return Milestone(
        stage=cast(Stage, match.lastgroup),
        start=match.start(),
        end=match.end(),
        date=_meant(document, date, ahead=ahead) if date else None,
        ahead=ahead,
        dates_operation=_word("dates_operation").search(match[0]) is not None,
    )


def _date(document: Document, sentence: int, clause: int, at: int) -> Date | None:
    """The date right before a word in its clause, else one that stands alone at the head of the sentence."""
    near = within(document.dates, max(clause, at - _DATE_REACH), at)
    if near:
        return near[-1] if near[-1].value else None
    heads = within(document.dates, sentence, min(sentence + 3, clause))
    alone = heads and _HEAD.match(document.folded, heads[0].end)
    return heads[0] if alone and heads[0].value else None


def _lies_ahead(
    document: Document, sentence: int, clause: int, match: re.Match[str], date: Date | None
) -> bool:
    folded = document.folded
    if _word("ahead").search(folded, max(clause, match.start() - _REACH), match.start()):
        return True
    published = document.article.published
    if date and date.last and published and date.last > published:
        return True
    return match.lastgroup != "under_construction" and _word("plan").match(folded, sentence) is not None


def _meant(document: Document, date: Date, *, ahead: bool) -> str | None:
    """A month without its year (6月并网) in a plan is the next one, not the last."""
    value, published = date.value, document.article.published
    past = value is not None and value < published[: len(value)]
    if value and ahead and past and "年" not in date.quote and len(value) > 4:
        return f"{int(value[:4]) + 1}{value[4:]}"
    return value


def furthest(milestones: list[Milestone]) -> Stage | None:
    """The furthest stage reached; what has yet to be begun is planned."""
    reached = [milestone.stage for milestone in milestones if not milestone.ahead]
    if reached:
        return min(reached, key=STAGES.index)
    return "planned" if any(milestone.stage == "started" for milestone in milestones) else None


def start_of(milestones: list[Milestone]) -> str | None:
    """When construction began or is to begin."""
    return next((one.date for one in milestones if one.stage == "started" and one.date), None)


def operation_of(milestones: list[Milestone]) -> str | None:
    """When it runs or is to run; of several phases the first that is dated."""
    return next((one.date for one in milestones if one.dates_operation and one.date), None)
