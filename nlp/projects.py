"""Projects: every named investment project with what the article says of it.

Guarantees: a project stands once, however often it is named; a fact is its own only where it stands in the
project's scope (project_scopes), or is said there of its ceremony; what is unsure is None. Rule ids:
`project.named`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, Project, Role, Stage
from nlp.project_builders import Builders
from nlp.project_milestones import STAGES, Milestone, find_milestones, furthest, operation_of, start_of
from nlp.project_names import find_names, lexicon
from nlp.project_scopes import Scope, find_scopes
from nlp.project_sites import Sites

VERSION = 2
_AMOUNTS: dict[str, Role] = {
    "investment": "total_investment",
    "annual_investment": "annual_investment",
    "output_value": "output_value",
    "revenue": "revenue",
    "tax_profit": "tax_profit",
}
_OF_EVENT: dict[str, Stage] = {
    "commissioning": "operating",
    "groundbreaking": "started",
    "promotion": "signed",
    "signing": "signed",
}
_SENTENCE_END = re.compile(r"[。;\n]")
_MARKS = re.compile(r"[\s“”\"'‘’《》「」·•\-—()（）]")


@cache
def _fact(name: str) -> re.Pattern[str]:
    return re.compile(lexicon()["facts"][name])


@dataclass(frozen=True)
class _Article:
    """What all projects of an article are read against."""

    document: Document
    milestones: list[Milestone]
    ceremonies: list[Event]
    builders: Builders
    sites: Sites


def _amount(document: Document, scope: Scope, role: Role) -> int | None:
    """Its amount of a role; what follows a row of names is the row's."""
    end = scope.named.end if scope.named.listed else scope.end
    for figure in within(document.figures, scope.start, end):
        if figure.role == role and not _is_shared(document, figure.start):
            exact = figure.currency == "CNY" and figure.low == figure.high
            return int(figure.low) if exact else None
    return None


def _is_shared(document: Document, at: int) -> bool:
    """两个项目估算总投资60亿元: an amount of several projects."""
    clause = max(document.folded.rfind(mark, 0, at) for mark in ",。;\n") + 1
    return _fact("shared").search(document.folded, max(clause, at - 24), at) is not None


def _jobs(document: Document, scope: Scope) -> int | None:
    match = _fact("jobs").search(document.folded, scope.named.end, scope.end)
    return int(match["a"] or match["b"]) if match else None


def _capacity(document: Document, scope: Scope) -> str | None:
    match = _fact("capacity").search(document.folded, scope.named.start, scope.end)
    if match is None:
        return None
    end = min(match.end(), scope.named.end) if match.start() < scope.named.end else match.end()
    return document.text[match.start() : end].removesuffix("项目") or None


def _milestones(article: _Article, scope: Scope) -> list[Milestone]:
    """Those of its scope; for a row of names what the end of their sentence says of all (等项目投产)."""
    here = within(article.milestones, scope.start, scope.end)
    if here:
        return list(here)
    stop = _SENTENCE_END.search(article.document.folded, scope.named.end)
    return list(within(article.milestones, scope.named.end, stop.start() if stop else scope.end))


def _ceremony(article: _Article, scope: Scope) -> Event | None:
    """The ceremony that a project is part of: told last before it; of joint ones the groundbreaking."""
    told = article.ceremonies
    last = bisect_right(told, scope.named.start, key=lambda event: event.start)
    together = [event for event in told[:last] if event.start == told[last - 1].start]
    return next((event for event in together if event.kind == "groundbreaking"), [*together, None][0])


@dataclass(frozen=True, slots=True)
class _Life:
    stage: Stage | None
    start_date: str | None
    operation_date: str | None


def _life(milestones: list[Milestone], ceremony: Event | None) -> _Life:
    """Stage and dates by what is said of the project itself, then by its ceremony."""
    own = _Life(furthest(milestones), start_of(milestones), operation_of(milestones))
    if ceremony is None or not _takes_part(milestones, own, ceremony):
        return own
    stage = _OF_EVENT[ceremony.kind]
    if own.stage == "started" and stage == "signed":
        return own
    start = own.start_date or (ceremony.date if stage == "started" else None)
    operation = own.operation_date or (ceremony.date if stage == "operating" else None)
    return _Life(stage, start, operation)


def _takes_part(milestones: list[Milestone], own: _Life, ceremony: Event) -> bool:
    """No project has part in a ceremony for what it has behind itself or has yet to come to."""
    stage = _OF_EVENT[ceremony.kind]
    if own.stage in ("under_construction", "completed"):
        return False
    if own.stage == "operating":
        return stage == "operating" and own.operation_date is None
    return not any(one.ahead and STAGES.index(one.stage) >= STAGES.index(stage) for one in milestones)


def _project(article: _Article, scope: Scope, floor: int) -> Project:
    document, named = article.document, scope.named
    life = _life(_milestones(article, scope), _ceremony(article, scope))
    amounts: dict[str, Any] = {field: _amount(document, scope, role) for field, role in _AMOUNTS.items()}
    return Project(
        name=named.name,
        start=named.start,
        end=named.end,
        quote=document.text[named.start : named.end],
        rule=f"project.named@{VERSION}",
        company=article.builders.of(scope, floor),
        region=article.sites.of(scope),
        stage=life.stage,
        jobs=_jobs(document, scope),
        capacity=_capacity(document, scope),
        start_date=life.start_date,
        operation_date=life.operation_date,
        **amounts,
    )


def _says_something(project: Project) -> bool:
    """A name alone (帆船项目, 非遗项目) is no investment project."""
    said = ("company", "stage", "capacity", "start_date", "operation_date", *_AMOUNTS)
    return any(getattr(project, field) is not None for field in said)


def _plain(name: str) -> str:
    return _MARKS.sub("", name).removesuffix("项目").removesuffix("建设")


def _same(left: str, right: str) -> bool:
    short, long = sorted((_plain(left), _plain(right)), key=len)
    return short == long or (len(short) >= 4 and short in long)


def _joined(known: Project, other: Project) -> Project:
    """Two mentions of one project: the fullest name, the furthest stage, what either says."""
    longer = len(_plain(other.name)) > len(_plain(known.name))
    named, rest = (other, known) if longer else (known, other)
    fields = ("company", "region", "jobs", "capacity", "start_date", "operation_date", *_AMOUNTS)
    said: dict[str, Any] = {field: getattr(known, field) for field in fields}
    filled = {field: getattr(other, field) if value is None else value for field, value in said.items()}
    stages = [stage for stage in (named.stage, rest.stage) if stage]
    return replace(named, **filled, stage=min(stages, key=STAGES.index) if stages else None)


def find_projects(document: Document) -> list[Project]:
    """The named projects of `document`, each once, in order of first mention."""
    names = find_names(document)
    if not names:
        return []
    ceremonies = [event for event in document.events if event.kind in _OF_EVENT]
    article = _Article(
        document,
        find_milestones(document),
        sorted(ceremonies, key=lambda event: event.start),
        Builders(document),
        Sites(document),
    )
    found: list[Project] = []
    floor = 0
    for scope in find_scopes(document, names):
        project = _project(article, scope, floor)
        floor = scope.named.end
        if not (scope.named.listed or _says_something(project)):
            continue
        at = next((i for i, known in enumerate(found) if _same(known.name, project.name)), None)
        if at is None:
            found.append(project)
        else:
            found[at] = _joined(found[at], project)
    return found
