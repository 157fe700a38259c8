"""Projects: every named investment project with what the article says of it.

Guarantees: a project stands once, however often it is named; a fact is its own only where it stands in the
project's scope (project_scopes), or is said there of its ceremony; what is unsure is None. Rule ids:
`project.named`, and `project.listed` for rows of tables.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby
from typing import Any

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, Project, Stage
from nlp.patterns import compiled, lexicon, pattern
from nlp.project_aliases import plain, same_project
from nlp.project_amounts import FIELDS, Amounts, capacity_in
from nlp.project_builders import Builders
from nlp.project_milestones import (
    STAGES,
    Milestone,
    find_milestones,
    furthest,
    nearly_done,
    operation_of,
    start_of,
)
from nlp.project_names import Named, find_names
from nlp.project_scopes import Scope, find_scopes, paragraph_at
from nlp.project_sites import Sites
from nlp.project_tables import Row, amount_of, company_of, find_rows, milestones_of, name_of, region_of
from nlp.rules import mark
from nlp.sections import section_at
from nlp.spans import Span

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
_VISITED = 60  # characters before a name in which it is said to be visited
_NOTICE = 200  # characters of an article in which it says that it is a notice


@dataclass(frozen=True)
class _Article:
    """What all projects of an article are read against."""

    document: Document
    milestones: list[Milestone]
    ceremonies: list[Event]
    amounts: Amounts
    builders: Builders
    sites: Sites
    default: Stage | None


def _agreed(article: _Article, scope: Scope) -> list[Milestone]:
    """与该区签订投资协议，将投资25亿元建设…: what its sentence signed before it came to the project."""
    folded = article.document.folded
    sentence = max(folded.rfind(mark, 0, scope.start) for mark in "。;\n") + 1
    said = within(article.milestones, sentence, scope.start)
    return [one for one in said if one.stage == "signed" and not one.ahead]


def _phased(article: _Article, scope: Scope, milestone: Milestone) -> Milestone:
    """Whether it is said of a later phase than the project named (二期…开工)."""
    folded, sentence = article.document.folded, article.document.folded.rfind("。", 0, milestone.start) + 1
    said = _LATER_PHASE_SAID.search(folded, max(sentence, scope.start), milestone.start)
    later = said and not _LATER_PHASE.search(scope.named.name)
    return replace(milestone, later_phase=True) if later else milestone


def _milestones(article: _Article, scope: Scope) -> list[Milestone]:
    """Those of its scope; for a row of names what its clause says of all (等项目投产)."""
    here = list(within(article.milestones, scope.start, scope.end))
    if here and all(one.ahead or one.stage == "planned" for one in here):
        here = _agreed(article, scope) + here
    if here:
        return [_phased(article, scope, one) for one in here]
    agreed = _agreed(article, scope)
    if agreed:
        return agreed
    stop = _CLAUSE_END.search(article.document.folded, scope.named.end, scope.named.end + _CLAUSE)
    return list(within(article.milestones, scope.named.end, stop.start() if stop else scope.end))


def _ceremony(article: _Article, at: int) -> Event | None:
    """The ceremony of a project at `at`: told of last before it; of joint ones the groundbreaking."""
    told = article.ceremonies[: bisect_right(article.ceremonies, at, key=lambda event: event.start)]
    if not told:
        return None
    start = max(0, at - _LONGEST, min(at - _SPOKEN, paragraph_at(article.document, at).start))
    kinds = {event.kind for event in told}
    spoken = {kind: _last_word(article.document.folded, kind, start, at) for kind in kinds}
    latest = max(told, key=lambda event: (spoken[event.kind], event.start))
    if spoken[latest.kind] >= latest.end:  # 本次签约的项目分别是…, behind the sentence that reports both
        return latest
    joint = [event for event in told if event.start == latest.start and event.kind == "groundbreaking"]
    return joint[0] if joint else latest


@cache
def _spoken(kind: str) -> re.Pattern[str]:
    words = "|".join(lexicon("projects")["ceremonies"]["words"][kind])
    return compiled(lexicon("projects")["ceremonies"]["spoken"].replace("WORD", f"(?:{words})"))


def _last_word(folded: str, kind: str, start: int, at: int) -> int:
    """Where a ceremony's word is last said of projects together (本次签约的项目), not of one (6月投产)."""
    found = [match.start() for match in _spoken(kind).finditer(folded, start, at)]
    return found[-1] if found else -1


def _reached(ceremony: Event) -> Stage:
    """The stage that taking part in a ceremony means; what is only finished does not yet run."""
    finished = ceremony.kind == "commissioning" and "投" not in ceremony.quote
    return "completed" if finished else _OF_EVENT[ceremony.kind]


@dataclass(frozen=True, slots=True)
class _Life:
    stage: Stage | None
    start_date: str | None
    operation_date: str | None


def _life(article: _Article, draft: _Draft) -> _Life:
    """Stage and dates by what is said of the project itself, then by its ceremony."""
    said, ceremony = draft.milestones, draft.ceremony
    own = _Life(_own_stage(article, draft), start_of(said), operation_of(said))
    if ceremony is None or not _takes_part(said, own, ceremony):
        nearly = own.stage is None and nearly_done(said, article.document.article.published)
        return replace(own, stage="under_construction") if nearly else own
    reached = _reached(ceremony)
    if ceremony.date and ceremony.date > (article.document.article.published or ceremony.date):
        reached = "planned"
    day = ceremony.date or article.document.article.published
    if _has_begun_alone(own, reached, day) and draft.project.start >= ceremony.end:
        return own
    start = start_of(said, ceremony.date if _reached(ceremony) == "started" else None)
    if _reached(ceremony) == "operating":  # what is yet to run is a later phase
        return _Life(reached, start, operation_of([one for one in said if not one.ahead], ceremony.date))
    return _Life(reached, start, operation_of(said))


def _own_stage(article: _Article, draft: _Draft) -> Stage | None:
    """What is said of the project itself; else what the heading above it says of all that it lists."""
    section = section_at(article.document.sections, draft.project.start)
    stage = furthest(draft.milestones, article.document.article.published)
    if section.stage and stage in (None, "planned"):
        return section.stage
    return stage or ("planned" if section.plan else article.default)


def _has_begun_alone(own: _Life, reached: Stage, day: str) -> bool:
    """Begun, though not long before `day`, on which other projects come to sign or to run."""
    earlier = own.start_date is not None and own.start_date < day[: len(own.start_date)]
    return own.stage == "started" and reached != "started" and not earlier


def _takes_part(milestones: list[Milestone], own: _Life, ceremony: Event) -> bool:
    """No project has part in a ceremony for what it has behind itself or has yet to come to."""
    stage = _reached(ceremony)
    if own.stage == "under_construction":
        return False
    if own.stage == "completed" and stage != "operating":
        return False
    if own.stage == "operating":
        return stage == "operating" and own.operation_date is None
    yet = [
        one.stage for one in milestones if one.ahead and one.stage not in ("planned", "under_construction")
    ]
    return all(STAGES.index(one) < STAGES.index(stage) for one in yet)


@dataclass(frozen=True)
class _Draft:
    """A project as its mentions give it, before its life is told from all of them together."""

    project: Project
    milestones: list[Milestone]
    ceremony: Event | None
    figures: bool


def _draft(article: _Article, scope: Scope, floor: int) -> _Draft:
    document, named = article.document, scope.named
    amounts: dict[str, Any] = {field: article.amounts.of(scope, role) for field, role in FIELDS.items()}
    project = Project(
        name=named.name,
        start=named.start,
        end=named.end,
        quote=document.text[named.start : named.end],
        rule=mark("project.named"),
        company=article.builders.of(scope, floor),
        region=article.sites.of(scope),
        jobs=article.amounts.jobs(scope),
        capacity=article.amounts.capacity(scope),
        **amounts,
    )
    figures = article.amounts.any_in(scope)
    return _Draft(project, _milestones(article, scope), _ceremony(article, named.start), figures)


def _listed(article: _Article, rows: list[Row]) -> Iterator[_Draft]:
    """A draft a row of a table."""
    for row in rows:
        name = name_of(row)
        if name:
            said = _tabled_milestones(article, row)
            ceremony = _ceremony(article, name.start)
            yield _Draft(_tabled(article.document, row, name), said, ceremony, figures=True)


def _tabled_milestones(article: _Article, row: Row) -> list[Milestone]:
    """What its cells say by their columns, and by words of stages (进展: 主体封顶)."""
    return milestones_of(article.document, row) + list(within(article.milestones, row.start, row.end))


def _tabled(document: Document, row: Row, name: Span) -> Project:
    content = row.cells.get("content")
    return Project(
        name=name.quote.strip('“”"'),
        start=name.start,
        end=name.end,
        quote=name.quote,
        rule=mark("project.listed"),
        company=company_of(document, row),
        region=region_of(document, row),
        investment=amount_of(document, row, "investment"),
        annual_investment=amount_of(document, row, "annual_investment"),
        capacity=capacity_in(document, name) or (capacity_in(document, content) if content else None),
    )


def _finished(article: _Article, draft: _Draft) -> Project:
    life = _life(article, draft)
    return replace(
        draft.project, stage=life.stage, start_date=life.start_date, operation_date=life.operation_date
    )


def _says_something(article: _Article, draft: _Draft) -> bool:
    """A name alone (帆船项目, 非遗项目) is no investment project."""
    said = draft.project.company or draft.project.capacity or draft.figures
    return bool(said or draft.milestones or draft.ceremony or article.default or _is_visited(article, draft))


def _is_visited(article: _Article, draft: _Draft) -> bool:
    """观摩团观摩了A项目和B项目: shown on a tour of projects, whatever else is said of it."""
    start, visited = draft.project.start, pattern("projects", "facts", "visited")
    lead = article.document.folded.rfind("。", 0, start) + 1
    tour = any(event.kind in ("observation", "appraisal") for event in article.document.events)
    return tour and visited.search(article.document.folded, max(lead, start - _VISITED), start) is not None


def _joined(known: _Draft, other: _Draft, home: str | None) -> _Draft:
    """Two mentions of one project: the fullest name, what either says; a county before `home`."""
    left, right = known.project, other.project
    longer = len(plain(right.name)) > len(plain(left.name))
    fields = ("company", "jobs", "capacity", *FIELDS)
    said: dict[str, Any] = {field: getattr(left, field) for field in fields}
    filled = {field: getattr(right, field) if value is None else value for field, value in said.items()}
    region = right.region if left.region == home else left.region
    project = replace(right if longer else left, region=region, **filled)
    return _Draft(project, known.milestones + other.milestones, known.ceremony, known.figures)


def _like_first(drafts: list[_Draft]) -> list[_Draft]:
    """签约了A项目和B项目: what leads to a row of names is said of all that nothing else is said of."""
    leading = [one for one in drafts[0].milestones if one.start < drafts[0].project.start]
    return [draft if draft.milestones else replace(draft, milestones=leading) for draft in drafts]


def _told(article: _Article, scopes: list[Scope]) -> Iterator[_Draft]:
    """A draft a mention; of a row of names all or none, as any of them has something said of it.

    A mention of which nothing is said adds its place and builder to the next of the same name.
    """
    floor, silent = 0, dict[str, _Draft]()
    for listed, group in groupby(scopes, key=lambda scope: scope.named.listed):
        drafts = []
        for scope in group:
            drafts.append(_draft(article, scope, floor))
            floor = scope.named.end
        drafts = _like_first(drafts) if listed else drafts
        telling = [_says_something(article, draft) for draft in drafts]
        for draft, tells in zip(drafts, telling, strict=True):
            if not tells and not (listed and any(telling)):
                silent[draft.project.name] = draft
                continue
            before = silent.pop(draft.project.name, None)
            yield _joined(before, draft, article.document.home) if before else draft


def _is_same(article: _Article, known: Project, other: Project) -> bool:
    """Whether two mentions mean one project: one name, and not a county and an amount of its own each."""
    counties, amounts = {known.region, other.region}, {known.investment, other.investment}
    apart = len(counties) == len(amounts) == 2 and None not in amounts
    return same_project(known.name, other.name) and not (apart and article.document.home not in counties)


def _drafts(article: _Article, scopes: list[Scope], rows: list[Row]) -> list[_Draft]:
    """A draft for each project, its mentions joined, in order of first mention."""
    found: list[_Draft] = []
    for draft in chain(_listed(article, rows), _told(article, scopes)):
        at = next(
            (i for i, known in enumerate(found) if _is_same(article, known.project, draft.project)), None
        )
        if at is None:
            found.append(draft)
        else:
            found[at] = _joined(found[at], draft, article.document.home)
    return found


def _article(document: Document, names: list[Named]) -> _Article:
    ceremonies = [event for event in document.events if event.kind in _OF_EVENT]
    notice = pattern("projects", "stages", "notice").search(document.folded, 0, _NOTICE)
    return _Article(
        document,
        find_milestones(document),
        sorted(ceremonies, key=lambda event: event.start),
        Amounts(document, names),
        Builders(document),
        Sites(document, names),
        "planned" if notice else None,
    )


def find_projects(document: Document) -> list[Project]:
    """The named projects of `document`, each once, in order of first mention."""
    rows = find_rows(document)
    names = _outside(find_names(document), rows)
    if not names and not rows:
        return []
    article = _article(document, names)
    return [_finished(article, draft) for draft in _drafts(article, find_scopes(document, names), rows)]


def _outside(names: list[Named], rows: list[Row]) -> list[Named]:
    """The names that stand in running text, not in rows of tables."""
    if not rows:
        return names
    starts = [row.start for row in rows]
    above = [(named, bisect_right(starts, named.start) - 1) for named in names]
    return [named for named, row in above if row < 0 or named.start >= rows[row].end]
