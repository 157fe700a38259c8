"""Milestones: where a text says that a project is signed, begun, being built, finished or running, and when.

Guarantees: a word of a stage is a milestone only where it is said of something done or to come, not of a
condition (投产后年产值…), a ceremony (开工仪式) or a number of projects (开工12个); what lies ahead is marked
so, by a word of the future before it, by the plan its sentence states, or by a date after publication. One
pass over the text; a milestone's date stands in its clause, alone at the head of its sentence, or is the
year its paragraph reports on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Stage
from nlp.patterns import compiled, lexicon, pattern
from nlp.sections import section_at
from nlp.spans import Date

STAGES: tuple[Stage, ...] = ("operating", "completed", "under_construction", "started", "signed", "planned")
"""From the furthest to the first."""

_REACH = 8  # characters before a word in which a word of the future counts
_FORMER = 16  # the same for a word of what was once planned
_PART = 14  # characters before a word in which the part of a project stands that is finished
_DATE_REACH = 30  # characters before a word in which its date stands
_LONG_PAST, _SOON = 270, 90  # days: 2月6日 in a January paper is next month's, not last year's
_RECENT = 30  # days in which what has begun is no more than begun
_STOPS = compiled(r"[。;!?\n]")
_CLAUSE = ",。;!?\n、"
_HEAD = compiled(r"(?:[上下中]午|凌晨|晚上?)?(?:\d{1,2}[时点:](?:\d{1,2}分?)?(?:许|左右|整)?)?\s*,")
_OPENING = 12  # characters of a paragraph in which the year begins that it reports on
_COMPARED = compiled(r"[是比较自]$")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One word of a stage: where it stands, when it was or is to be, and whether it still lies ahead.

    `date` is the word's own; `year` what its paragraph reports on, where it has none; `former` is what was
    once planned (原定12月投产); `later_phase` is for who reads it as of one project to say.
    """

    stage: Stage
    start: int
    date: str | None
    year: str | None
    ahead: bool
    dates_operation: bool
    former: bool = False
    later_phase: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a stage with the beginnings of its clause, sentence and paragraph."""

    match: re.Match[str]
    at: int
    clause: int
    sentence: int
    paragraph: int


@cache
def _words() -> re.Pattern[str]:
    groups = (f"(?P<{stage}>{'|'.join(lexicon('projects')['stages'][stage])})" for stage in STAGES)
    return compiled("|".join(groups))


@cache
def _word(name: str) -> re.Pattern[str]:
    return pattern("projects", "stages", name)


def find_milestones(document: Document) -> list[Milestone]:
    """Milestones of `document`, in order."""
    folded = document.folded
    stops = [-1, *(match.start() for match in _STOPS.finditer(folded))]
    found = []
    for match in _words().finditer(folded):
        if not (_is_said_of_one(folded, match) or _has_come(document, match)):
            continue
        at = match.start()
        sentence = stops[bisect_left(stops, at) - 1] + 1
        clause = max(sentence, *[folded.rfind(mark, sentence, at) + 1 for mark in _CLAUSE])
        paragraph = folded.rfind("\n", 0, at) + 1
        found.append(_milestone(document, _Word(match, at, clause, sentence, paragraph)))
    return found


def _is_said_of_one(folded: str, match: re.Match[str]) -> bool:
    if _word("counted").search(folded, max(0, match.start() - 8), match.start()):
        return False
    dated = _word("date_behind").match(folded, match.end())  # 投产时间推迟到2026年3月
    return dated is not None or _word("condition").match(folded, match.end()) is None


def _has_come(document: Document, match: re.Match[str]) -> bool:
    """今年5月投用后能耗下降两成: no condition, as the day right before it is over."""
    if not document.folded.startswith("后", match.end()):
        return False
    stated = within(document.dates, match.start() - _DATE_REACH, match.start())
    day, published = (stated[-1] if stated else None), document.article.published
    over = day and day.last and published and day.last <= published
    return bool(over) and day is not None and day.end == match.start()


def _milestone(document: Document, word: _Word) -> Milestone:
    stated = _date(document, word)
    value = _value(stated) if stated else None
    soon = _soon(document, stated) if stated else None
    ahead = soon is not None or _lies_ahead(document, word, stated)
    if ahead and soon is None and stated and value:
        soon = _next(document, stated)
    return Milestone(
        stage=_stage(document.folded, word),
        start=word.at,
        date=soon or value,
        year=None if ahead or stated else _year(document, word),
        ahead=ahead,
        dates_operation=_word("dates_operation").search(word.match[0]) is not None,
        former=_is_former(document.folded, word),
    )


def _is_former(folded: str, word: _Word) -> bool:
    """原定12月投产: what was once planned."""
    return _word("former").search(folded, max(word.clause, word.at - _FORMER), word.at) is not None


def _postponed(document: Document, word: _Word) -> re.Match[str] | None:
    """原定6月投产,因…,推迟到今年12月: what leads to the date that the former one gave way to."""
    put_off = _word("put_off").match(document.folded, word.match.end())
    if put_off or not _is_former(document.folded, word):
        return put_off
    return _word("postponed").match(document.folded, word.match.end())


def celebrated(word: str, at: int, day: str | None) -> Milestone:
    """The milestone of a ceremony for one project, held on `day`."""
    match = _words().match(word)
    stage = cast(Stage, match.lastgroup) if match else "started"
    runs = _word("dates_operation").search(word) is not None
    return Milestone(stage, at, day, None, ahead=False, dates_operation=runs)


def _stage(folded: str, word: _Word) -> Stage:
    """The stage of the word; what is only finished in part is under construction."""
    stage = cast(Stage, word.match.lastgroup)
    if stage == "under_construction" and _only_prepares(folded, word):
        return "planned"
    if stage != "completed":
        return stage
    part = _word("part").search(folded, max(word.clause, word.at - _PART), word.at)
    some = _word("some").match(folded, word.match.end())
    return "under_construction" if part or some else stage


def _only_prepares(folded: str, word: _Word) -> bool:
    """前期工作要抓紧推进, 正在平整场地，9月开工: nothing is being built yet."""
    if word.match[0].endswith("推进") and _word("prepares").search(folded, word.clause, word.at):
        return True
    ground = _word("ground").search(word.match[0])
    return ground is not None and _word("to_begin").match(folded, word.match.end()) is not None


def _value(stated: Date) -> str | None:
    """The day, month or year stated; of a term (工期2018年9月至2020年12月) the month it begins."""
    term = stated.value is None and stated.first is not None and len(stated.quote) > len("2018年")
    return stated.first[: len("2018-09")] if term and stated.first else stated.value


def _date(document: Document, word: _Word) -> Date | None:
    """The date behind 日期定在, else right before a word in its clause, else alone at the sentence's head."""
    stated = within(document.dates, max(word.clause, word.at - _DATE_REACH), word.at)
    near = [one for one in stated if not _dates_another(document.folded, one, word)]
    if _word("not_yet").search(document.folded, max(word.clause, word.at - _REACH), word.at):
        return None
    behind = _word("date_behind").match(document.folded, word.match.end()) or _postponed(document, word)
    if behind:
        return next(iter(within(document.dates, behind.end(), behind.end() + 1)), None)
    if near:
        return near[-1]
    heads = within(document.dates, word.sentence, min(word.sentence + 3, word.clause))
    return heads[0] if heads and _HEAD.match(document.folded, heads[0].end) else None


def _dates_another(folded: str, stated: Date, word: _Word) -> bool:
    """9月份签约的A项目…开工: the date of what the project has behind itself."""
    other = _words().match(folded, stated.end, word.at)
    return other is not None and folded.startswith("的", other.end())


def _year(document: Document, word: _Word) -> str | None:
    """全年…；A项目建成投产: the year that opens its paragraph, or that its section looks back on."""
    years = within(document.dates, word.paragraph, min(word.paragraph + _OPENING, word.sentence))
    opening = years[-1] if years else None
    compared = opening and _COMPARED.search(document.folded, word.paragraph, opening.start)
    if opening and opening.value and len(opening.value) == len("2022") and not compared:
        return opening.value
    return section_at(document.sections, word.at).year or _year_told(document, word)


def _year_told(document: Document, word: _Word) -> str | None:
    """2019年，… and a paragraph on, 全年…建成投产: the year that a paragraph before has opened with."""
    if "全年" not in document.folded[word.paragraph : word.at]:
        return None
    opening = (one for one in reversed(document.dates) if one.start < word.paragraph)
    years = (one.value for one in opening if one.start == 0 or document.folded[one.start - 1] == "\n")
    return next((year for year in years if year and len(year) == len("2022")), None)


def _lies_ahead(document: Document, word: _Word, stated: Date | None) -> bool:
    folded = document.folded
    if word.match[0] in ("在建", "续建"):  # 确保在建的…项目年底投产
        return False
    if _word("ahead").search(folded, max(word.clause, word.at - _REACH), word.at):
        return True
    published = document.article.published
    if stated and stated.first and published and stated.first > published:
        return True
    comma = max(word.sentence, folded.rfind(",", word.sentence, word.at) + 1)
    if word.match.lastgroup == "operating" and _word("once").match(folded, comma, word.at):
        return True
    plan = _word("plan").match(folded, word.sentence) or _word("plan").match(folded, comma)
    planned = plan or section_at(document.sections, word.at).plan
    return bool(planned) and word.match.lastgroup not in ("under_construction", "planned")


def _has_year(stated: Date) -> bool:
    return "年" in stated.quote or "去" in stated.quote or stated.value is None or len(stated.value) <= 4


def _next(document: Document, stated: Date) -> str | None:
    """A month without its year (6月并网) in a plan is the next one, not the last."""
    value, published = stated.value or "", document.article.published
    if _has_year(stated) or value >= published[: len(value)]:
        return None
    return f"{int(value[:4]) + 1}{value[4:]}"


def _soon(document: Document, stated: Date) -> str | None:
    """The coming 2月6日 where the past one is most of a year ago."""
    following, published = _next(document, stated), document.article.published
    if following is None or not published or stated.first is None:
        return None
    today = date.fromisoformat(published)
    past = (today - date.fromisoformat(stated.first)).days
    return following if past > _LONG_PAST and 365 - past < _SOON else None


def furthest(milestones: Sequence[Milestone], published: str) -> Stage | None:
    """The furthest stage reached on the day `published`; what has yet to be begun is planned."""
    reached = [one.stage for one in milestones if not one.ahead or one.stage == "planned"]
    stage = min(reached, key=STAGES.index, default=None)
    if stage == "started" and _is_going_on(milestones, published):
        return "under_construction"
    begins = any(one.stage == "started" for one in milestones)
    return stage or ("planned" if begins else None)


def nearly_done(milestones: Sequence[Milestone], published: str) -> bool:
    """Whether it is to be finished or to run within a year, and nothing says that it has yet to begin."""
    if not published or any(one.stage == "started" for one in milestones):
        return False
    next_year = f"{int(published[:4]) + 1}{published[4:]}"
    ends = [one.date for one in milestones if one.ahead and one.stage in ("operating", "completed")]
    return any(value and value <= next_year[: len(value)] for value in ends)


def _is_going_on(milestones: Sequence[Milestone], published: str) -> bool:
    """Begun more than a month ago, to run in a later one."""
    begun = any(
        one.stage == "started" and one.date and _is_long_ago(one.date, published) for one in milestones
    )
    return begun and any(one.ahead and one.stage in ("operating", "completed") for one in milestones)


def _is_long_ago(value: str, published: str) -> bool:
    if len(value) < len("2022-05-16"):
        return value < published[: len(value)]
    return (date.fromisoformat(published) - date.fromisoformat(value)).days > _RECENT


def start_of(milestones: Sequence[Milestone], ceremony: str | None = None) -> str | None:
    """When construction began or is to begin; a later phase does not begin the project."""
    return _dated([one for one in milestones if one.stage == "started" and not one.later_phase], ceremony)


def operation_of(milestones: Sequence[Milestone], ceremony: str | None = None) -> str | None:
    """When it runs or is to run; of several phases the first that is dated."""
    return _dated([one for one in milestones if one.dates_operation], ceremony)


def _dated(milestones: Sequence[Milestone], ceremony: str | None) -> str | None:
    """A date of its own, else the day of its ceremony, else the year that is reported on."""
    own = next((one.date for one in sorted(milestones, key=lambda one: one.former) if one.date), None)
    return own or ceremony or next((one.year for one in milestones if one.year), None)
