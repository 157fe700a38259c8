"""Lives of projects: how far each has come and when it began and runs, by its milestones and its ceremony.

Guarantees: what is said of the project itself comes before what its ceremony means; a project has part in a
ceremony only where nothing said of it lies beyond that or is yet to come before it; what is unsure is None.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache, cached_property

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, Stage
from nlp.patterns import compiled, lexicon, pattern
from nlp.project_milestones import (
    STAGES,
    Milestone,
    celebrated,
    find_milestones,
    furthest,
    nearly_done,
    operation_of,
    start_of,
)
from nlp.project_scopes import Scope, paragraph_at
from nlp.sections import section_at

_OF_EVENT: dict[str, Stage] = {
    "commissioning": "operating",
    "groundbreaking": "started",
    "promotion": "signed",
    "signing": "signed",
}
_LATER_PHASE = compiled(r"[二三四五]期")
_LATER_PHASE_SAID = compiled(r"[二三四五]期[^一]*$")
_CLAUSE_END = compiled(r"[,。;\n]")
_LONGEST = 1500  # characters of a paragraph that are looked back over
_CLAUSE = 400  # characters behind a name in which its clause ends, a row of names included
_SPOKEN = 300  # characters before a name in which a ceremony's word counts, beside its paragraph
_BATCH = 20  # characters behind a name in which it is said to be one of a ceremony's
_OPENS = 4  # characters of a paragraph in which the county begins whose news it is
_NOTICE = 200  # characters of an article in which it says that it is a notice


@dataclass(frozen=True, slots=True)
class Life:
    """How far a project has come, and when it began and runs or is to."""

    stage: Stage | None
    start_date: str | None
    operation_date: str | None


@dataclass(frozen=True)
class Lives:
    """The stages and dates that an article tells of its projects."""

    document: Document

    @cached_property
    def _milestones(self) -> list[Milestone]:
        return find_milestones(self.document)

    @cached_property
    def _ceremonies(self) -> list[Event]:
        found = (event for event in self.document.events if event.kind in _OF_EVENT)
        return sorted(found, key=lambda event: event.start)

    @cached_property
    def default(self) -> Stage | None:
        """The stage of all projects of a notice."""
        opening = f"{self.document.article.title}\n{self.document.folded[:_NOTICE]}"
        notice = pattern("projects", "stages", "notice").search(opening)
        return "planned" if notice else None

    def said_within(self, start: int, end: int) -> list[Milestone]:
        """What a stretch of the text says."""
        return list(within(self._milestones, start, end))

    def said_of(self, scope: Scope) -> list[Milestone]:
        """What its scope says; for a row of names what its clause says of all (等项目投产)."""
        here = self._celebrated(scope) + self.said_within(
            scope.start if scope.opening is None else scope.opening, scope.end
        )
        if here and all(one.ahead or one.stage == "planned" for one in here):
            here = self._agreed(scope) + here
        if here:
            return [self._phased(scope, one) for one in here]
        agreed = self._agreed(scope)
        if agreed:
            return agreed
        stop = _CLAUSE_END.search(self.document.folded, scope.named.end, scope.named.end + _CLAUSE)
        return self.said_within(scope.named.end, stop.start() if stop else scope.end)

    def batched(self, scope: Scope, ceremony: Event | None) -> list[Milestone]:
        """同批项目中…, …是其中最大的一个: what began at the ceremony told of before, on its day."""
        if ceremony is None or _meant(ceremony) != "started" or not ceremony.date:
            return []
        at = scope.named.start
        sentence = max(self.document.folded.rfind(stop, 0, at) for stop in "。;\n") + 1
        batch = pattern("projects", "ceremonies", "batch")
        if not batch.search(self.document.folded, sentence, scope.named.end + _BATCH):
            return []
        return [Milestone("started", at, ceremony.date, None, ahead=False, dates_operation=False)]

    def _celebrated(self, scope: Scope) -> list[Milestone]:
        """What the ceremony of this project alone means (A项目投产仪式在…举行), on the day it was held."""
        folded, end = self.document.folded, scope.named.end
        match = pattern("projects", "stages", "own_ceremony").match(folded, end)
        if match is None:
            return []
        sentence = max(folded.rfind(stop, 0, scope.start) for stop in "。;\n") + 1
        days = [one.value for one in within(self.document.dates, sentence, end) if one.value]
        day = max(reversed(days), key=len, default=None)  # 1月3日 rather than 一季度
        return [celebrated(match["word"], match.start("word"), day)]

    def _agreed(self, scope: Scope) -> list[Milestone]:
        """与该区签订投资协议，将投资25亿元建设…: what its sentence signed before it came to the project."""
        folded = self.document.folded
        sentence = max(folded.rfind(mark, 0, scope.start) for mark in "。;\n") + 1
        said = within(self._milestones, sentence, scope.start)
        return [one for one in said if one.stage == "signed" and not one.ahead]

    def _phased(self, scope: Scope, milestone: Milestone) -> Milestone:
        """Whether it is said of a later phase than the project named (二期…开工)."""
        folded, sentence = self.document.folded, self.document.folded.rfind("。", 0, milestone.start) + 1
        said = _LATER_PHASE_SAID.search(folded, max(sentence, scope.start), milestone.start)
        later = said and not _LATER_PHASE.search(scope.named.name)
        return replace(milestone, later_phase=True) if later else milestone

    def any_before(self, at: int) -> bool:
        """Whether any ceremony is told of before `at`."""
        return bool(self._ceremonies) and self._ceremonies[0].start <= at

    def ceremony_at(self, start: int, end: int, region: str | None) -> Event | None:
        """The ceremony of a project named there: the one in brackets behind it, else the one told of last.

        Of joint ceremonies it is the groundbreaking; another county's gives way to it or to none.
        """
        before = self._ceremonies[: bisect_right(self._ceremonies, start, key=lambda event: event.start)]
        here = [event for event in before if not _is_elsewhere(event, region)]
        told = here if here or self._opens_with(start, region) else before
        if not told:
            return None
        bracketed = [event for event in told if _is_bracketed(self.document.folded, event.kind, end)]
        return bracketed[-1] if bracketed else self._last_told(told, start)

    def _last_told(self, told: list[Event], at: int) -> Event:
        floor = max(0, at - _LONGEST, min(at - _SPOKEN, paragraph_at(self.document, at).start))
        kinds = {event.kind for event in told}
        spoken = {kind: _last_word(self.document.folded, kind, floor, at) for kind in kinds}
        latest = max(told, key=lambda event: (spoken[event.kind], event.start))
        stop = self.document.folded.find("。", latest.start, at)
        if spoken[latest.kind] >= max(latest.end, stop):  # 本次签约的项目分别是…, behind the report of both
            return latest
        joint = [event for event in told if event.start == latest.start and event.kind == "groundbreaking"]
        return joint[0] if joint else latest

    def _opens_with(self, at: int, region: str | None) -> bool:
        """▲肇东市 5月10日…: whether the paragraph of a project is the news of its county."""
        start = paragraph_at(self.document, at).start
        return any(one.name == region for one in within(self.document.places, start, start + _OPENS))

    def told(self, at: int, said: list[Milestone], ceremony: Event | None) -> Life:
        """Stage and dates by what is said of the project itself, then by its ceremony."""
        published = self.document.article.published
        own = Life(self._own_stage(at, said), start_of(said), operation_of(said))
        if ceremony is None or not _takes_part(said, own, ceremony, published):
            nearly = own.stage is None and nearly_done(said, published)
            return replace(own, stage="under_construction") if nearly else own
        day = ceremony.date or published
        if own.stage == "started" and own.start_date == ceremony.date and ceremony.date:
            return own  # 集中开竣工活动暨A项目开工仪式
        if _has_begun_alone(own, _reached(ceremony, published), day) and at >= ceremony.end:
            return own
        return _taken_part(said, ceremony, published)

    def _own_stage(self, at: int, said: list[Milestone]) -> Stage | None:
        """What is said of the project itself; else what the heading above it says of all that it lists."""
        section = section_at(self.document.sections, at)
        stage = furthest(said, self.document.article.published)
        if section.stage and stage in (None, "planned"):
            return section.stage
        return stage or ("planned" if section.plan else self.default)


def _taken_part(said: list[Milestone], ceremony: Event, published: str) -> Life:
    """The life of what has part in a ceremony; what is yet to run there is a later phase."""
    reached, means = _reached(ceremony, published), _meant(ceremony)
    start = start_of(said, ceremony.date if means == "started" else None)
    if means == "operating":
        return Life(reached, start, operation_of([one for one in said if not one.ahead], ceremony.date))
    return Life(reached, start, operation_of(said))


@cache
def _spoken(kind: str) -> re.Pattern[str]:
    return compiled(lexicon("projects")["ceremonies"]["spoken"].replace("WORD", _words(kind)))


@cache
def _bracketed(kind: str) -> re.Pattern[str]:
    return compiled(rf"[(（](?:集中)?{_words(kind)}(?:项目)?[)）]")


@cache
def _words(kind: str) -> str:
    return f"(?:{'|'.join(lexicon('projects')['ceremonies']['words'][kind])})"


def _is_bracketed(folded: str, kind: str, end: int) -> bool:
    return folded.startswith(("(", "（"), end) and _bracketed(kind).match(folded, end) is not None


def _last_word(folded: str, kind: str, start: int, at: int) -> int:
    """Where a ceremony's word is last said of projects together (本次签约的项目), not of one (6月投产)."""
    found = [match.start() for match in _spoken(kind).finditer(folded, start, at)]
    return found[-1] if found else -1


def _meant(ceremony: Event) -> Stage:
    """The stage that taking part in a ceremony means; what is only finished does not yet run."""
    finished = ceremony.kind == "commissioning" and not pattern("projects", "ceremonies", "runs").search(
        ceremony.quote
    )
    return "completed" if finished else _OF_EVENT[ceremony.kind]


def _reached(ceremony: Event, published: str) -> Stage:
    """The same on the day `published`: what a ceremony to come is for is still planned."""
    return "planned" if _is_to_come(ceremony, published) else _meant(ceremony)


def _is_elsewhere(ceremony: Event, region: str | None) -> bool:
    """In the news of several counties, the ceremony of another than `region`."""
    held = ceremony.region
    if not held or not region or ceremony.host == region:
        return False
    return not (held.startswith(region) or region.startswith(held))


def _is_to_come(ceremony: Event, published: str) -> bool:
    return bool(published and ceremony.date and ceremony.date > published)


def _has_begun_alone(own: Life, reached: Stage, day: str) -> bool:
    """Begun, though not long before `day`, on which other projects come to sign or to run."""
    earlier = own.start_date is not None and own.start_date < day[: len(own.start_date)]
    return own.stage == "started" and reached != "started" and not earlier


def _takes_part(milestones: list[Milestone], own: Life, ceremony: Event, published: str) -> bool:
    """No project has part in a ceremony for what it has behind itself or has yet to come to.

    What is yet to begin (拟开工的…) is to begin at a ceremony that is yet to come.
    """
    stage = _meant(ceremony)
    if own.stage == "under_construction":
        return False
    if own.stage == "signed" and stage in ("completed", "operating"):
        return False
    if own.stage == "completed" and stage != "operating":
        return False
    if own.stage == "operating":
        return stage == "operating" and own.operation_date is None
    yet = [
        one.stage for one in milestones if one.ahead and one.stage not in ("planned", "under_construction")
    ]
    limit = STAGES.index(stage) + _is_to_come(ceremony, published)
    return all(STAGES.index(one) < limit for one in yet)
