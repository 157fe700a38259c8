"""Projects: every named investment project with what the article says of it.

Guarantees: a project stands once, however often it is named; a fact is its own only where it stands in the
project's scope (project_scopes), or is said there of its ceremony; what is unsure is None. Rule ids:
`project.named`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, Figure, Project, Role, Stage
from nlp.project_builders import Builders
from nlp.project_milestones import Milestone, find_milestones, furthest, operation_of, start_of
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
_CLAUSE_END = re.compile(r"[,。;\n]")
_SPOKEN = 300  # characters before a name in which a ceremony's word counts
_NOTICE = 200  # characters of an article in which it says that it is a notice
_OF_SEVERAL = re.compile(r"的(?:\d{2,}|[2-9两三四五六七八九])个")
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
    default: Stage | None


def _amount(document: Document, scope: Scope, role: Role) -> int | None:
    """Its amount of a role; what follows a row of names is the row's."""
    end = scope.named.end if scope.named.listed else scope.end
    for figure in within(document.figures, scope.start, end):
        if figure.role == role and not _is_shared(document, figure):
            exact = figure.currency == "CNY" and figure.low == figure.high
            return int(figure.low) if exact else None
    return None


def _is_shared(document: Document, figure: Figure) -> bool:
    """两个项目估算总投资60亿元, 总投资122亿元的27个项目: an amount of several projects."""
    at = figure.start
    clause = max(document.folded.rfind(mark, 0, at) for mark in ",。;\n") + 1
    before = _fact("shared").search(document.folded, max(clause, at - 24), at)
    return before is not None or _OF_SEVERAL.match(document.folded, figure.end) is not None


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
    """Those of its scope; for a row of names what its clause says of all (等项目投产)."""
    here = list(within(article.milestones, scope.start, scope.end))
    if here:
        return here
    stop = _CLAUSE_END.search(article.document.folded, scope.named.end)
    return list(within(article.milestones, scope.named.end, stop.start() if stop else scope.end))


def _ceremony(article: _Article, scope: Scope) -> Event | None:
    """The ceremony that a project is part of: told of last before it; of joint ones the groundbreaking."""
    at = scope.named.start
    told = article.ceremonies[: bisect_right(article.ceremonies, at, key=lambda event: event.start)]
    if not told:
        return None
    spoken = {event.kind: _last_word(article.document.folded, event.kind, at) for event in told}
    latest = max(told, key=lambda event: (spoken[event.kind], event.start))
    joint = [event for event in told if event.start == latest.start and event.kind == "groundbreaking"]
    return joint[0] if joint else latest


def _last_word(folded: str, kind: str, at: int) -> int:
    return max(folded.rfind(word, max(0, at - _SPOKEN), at) for word in lexicon()["ceremonies"][kind])


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
    stage = furthest(said, article.document.article.published) or article.default
    own = _Life(stage, start_of(said), operation_of(said))
    if ceremony is None or not _takes_part(said, own, ceremony):
        return own
    reached = _reached(ceremony)
    if own.stage == "started" and reached != "started" and draft.project.start >= ceremony.end:
        return own
    start = start_of(said, ceremony.date if reached == "started" else None)
    operation = operation_of(said, ceremony.date if reached == "operating" else None)
    return _Life(reached, start, operation)


def _takes_part(milestones: list[Milestone], own: _Life, ceremony: Event) -> bool:
    """No project has part in a ceremony for what it has behind itself or has yet to come to."""
    stage = _reached(ceremony)
    if own.stage in ("under_construction", "completed"):
        return False
    if own.stage == "operating":
        return stage == "operating" and own.operation_date is None
    return not any(one.ahead and one.stage == stage for one in milestones)


@dataclass(frozen=True)
class _Draft:
    """A project as its mentions give it, before its life is told from all of them together."""

    project: Project
    milestones: list[Milestone]
    ceremony: Event | None
    figures: bool


def _draft(article: _Article, scope: Scope, floor: int) -> _Draft:
    document, named = article.document, scope.named
    amounts: dict[str, Any] = {field: _amount(document, scope, role) for field, role in _AMOUNTS.items()}
    project = Project(
        name=named.name,
        start=named.start,
        end=named.end,
        quote=document.text[named.start : named.end],
        rule=f"project.named@{VERSION}",
        company=article.builders.of(scope, floor),
        region=article.sites.of(scope),
        jobs=_jobs(document, scope),
        capacity=_capacity(document, scope),
        **amounts,
    )
    figures = any(f.role in _AMOUNTS.values() for f in within(document.figures, scope.start, scope.end))
    return _Draft(project, _milestones(article, scope), _ceremony(article, scope), figures)


def _finished(article: _Article, draft: _Draft) -> Project:
    life = _life(article, draft)
    return replace(
        draft.project, stage=life.stage, start_date=life.start_date, operation_date=life.operation_date
    )


def _says_something(article: _Article, draft: _Draft) -> bool:
    """A name alone (帆船项目, 非遗项目) is no investment project."""
    said = draft.project.company or draft.project.capacity or draft.figures
    return bool(said or draft.milestones or draft.ceremony or article.default)


def _plain(name: str) -> str:
    return _MARKS.sub("", name).removesuffix("项目").removesuffix("建设")


def _same(left: str, right: str) -> bool:
    short, long = sorted((_plain(left), _plain(right)), key=len)
    return short == long or (len(short) >= 4 and short in long)


def _joined(known: _Draft, other: _Draft) -> _Draft:
    """Two mentions of one project: the fullest name, what either says."""
    left, right = known.project, other.project
    longer = len(_plain(right.name)) > len(_plain(left.name))
    fields = ("company", "region", "jobs", "capacity", *_AMOUNTS)
    said: dict[str, Any] = {field: getattr(left, field) for field in fields}
    filled = {field: getattr(right, field) if value is None else value for field, value in said.items()}
    project = replace(right if longer else left, **filled)
    return _Draft(project, known.milestones + other.milestones, known.ceremony, known.figures)


def _told(article: _Article, scopes: list[Scope]) -> Iterator[_Draft]:
    """A draft a mention; of a row of names all or none, as any of them has something said of it."""
    floor = 0
    for listed, group in groupby(scopes, key=lambda scope: scope.named.listed):
        drafts = []
        for scope in group:
            drafts.append(_draft(article, scope, floor))
            floor = scope.named.end
        telling = [draft for draft in drafts if _says_something(article, draft)]
        yield from drafts if listed and telling else telling


def _drafts(article: _Article, scopes: list[Scope]) -> list[_Draft]:
    """A draft for each project, its mentions joined, in order of first mention."""
    found: list[_Draft] = []
    for draft in _told(article, scopes):
        name = draft.project.name
        at = next((i for i, known in enumerate(found) if _same(known.project.name, name)), None)
        if at is None:
            found.append(draft)
        else:
            found[at] = _joined(found[at], draft)
    return found


def _article(document: Document) -> _Article:
    ceremonies = [event for event in document.events if event.kind in _OF_EVENT]
    notice = re.compile(lexicon()["stages"]["notice"]).search(document.folded, 0, _NOTICE)
    return _Article(
        document,
        find_milestones(document),
        sorted(ceremonies, key=lambda event: event.start),
        Builders(document),
        Sites(document),
        "planned" if notice else None,
    )


def find_projects(document: Document) -> list[Project]:
    """The named projects of `document`, each once, in order of first mention."""
    names = find_names(document)
    if not names:
        return []
    article = _article(document)
    return [_finished(article, draft) for draft in _drafts(article, find_scopes(document, names))]
