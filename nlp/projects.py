"""Projects: every named investment project with what the article says of it.

Guarantees: a project stands once, however often it is named; a fact is its own only where it stands in the
project's scope (project_scopes), or is said there of its ceremony; what is unsure is None. Rule ids:
`project.named`, and `project.listed` for rows of tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

from nlp.document import Document
from nlp.facts import Event, Project
from nlp.patterns import pattern
from nlp.project_aliases import plain, same_project
from nlp.project_amounts import FIELDS, Amounts, capacity_in
from nlp.project_builders import Builders
from nlp.project_lives import Lives
from nlp.project_mentions import find_mentions
from nlp.project_milestones import Milestone
from nlp.project_names import Named
from nlp.project_scopes import Scope, find_scopes
from nlp.project_sites import Sites
from nlp.project_tables import Row, amount_of, company_of, find_rows, milestones_of, name_of, region_of
from nlp.rules import mark
from nlp.spans import Span

_BUILT = 12  # characters before a row of names in which they are said to be built
_ROW = 240  # characters before a name in which its row is led up to
_VISITED = 60  # characters before a name in which it is said to be visited


@dataclass(frozen=True)
class _Article:
    """What all projects of an article are read against."""

    document: Document
    lives: Lives
    amounts: Amounts
    builders: Builders
    sites: Sites


@dataclass(frozen=True)
class _Draft:
    """A project as its mentions give it, before its life is told from all of them together."""

    project: Project
    milestones: list[Milestone]
    ceremony: Event | None
    told: bool
    venue: bool = False


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
    told = article.lives.any_before(named.start) or article.amounts.any_in(scope)
    ceremony = article.lives.ceremony_at(named.start, named.end, project.region)
    said = article.lives.said_of(scope) + article.lives.batched(scope, ceremony)
    return _Draft(project, said, ceremony, told, scope.venue)


def _listed(article: _Article, rows: list[Row]) -> Iterator[_Draft]:
    """A draft a row of a table."""
    for row in rows:
        name = name_of(row)
        if name:
            said = _tabled_milestones(article, row)
            project = _tabled(article.document, row, name)
            ceremony = article.lives.ceremony_at(name.start, name.end, project.region)
            yield _Draft(project, said, ceremony, told=True)


def _tabled_milestones(article: _Article, row: Row) -> list[Milestone]:
    """What its cells say by their columns, and by words of stages (进展: 主体封顶)."""
    return milestones_of(article.document, row) + article.lives.said_within(row.start, row.end)


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
    life = article.lives.told(draft.project.start, draft.milestones, draft.ceremony)
    return replace(
        draft.project, stage=life.stage, start_date=life.start_date, operation_date=life.operation_date
    )


def _says_something(article: _Article, draft: _Draft) -> bool:
    """A name alone (帆船项目, 非遗项目) is no investment project, nor a park in which a ceremony was held."""
    if draft.venue:
        return False
    halted = pattern("projects", "facts", "halted").match(article.document.folded, draft.project.end)
    said = draft.project.company or draft.project.capacity or draft.told or halted
    return bool(
        said or draft.milestones or draft.ceremony or article.lives.default or _is_visited(article, draft)
    )


def _is_visited(article: _Article, draft: _Draft) -> bool:
    """观摩团观摩了A项目和B项目: shown on a tour of projects, whatever else is said of it."""
    start, visited = draft.project.start, pattern("projects", "facts", "visited")
    if pattern("projects", "facts", "shown").match(article.document.folded, draft.project.end):
        return True
    lead = article.document.folded.rfind("。", 0, start) + 1
    tour = any(event.kind in ("observation", "appraisal") for event in article.document.events)
    return tour and visited.search(article.document.folded, max(lead, start - _VISITED), start) is not None


def _is_counted_out(article: _Article, draft: _Draft) -> bool:
    """产业项目178个，包括A项目、B基地等: one of those that a list of projects names."""
    start = draft.project.start
    lead = max(article.document.folded.rfind(stop, 0, start) for stop in "。;\n") + 1
    counted = pattern("projects", "facts", "counted_out")
    return counted.search(article.document.folded, max(lead, start - _ROW), start) is not None


def _joined(known: _Draft, other: _Draft, home: str | None) -> _Draft:
    """Two mentions of one project: the fullest name, what either says; a county before `home`."""
    left, right = known.project, other.project
    longer = len(plain(right.name)) > len(plain(left.name))
    fields = ("company", "jobs", "capacity", *FIELDS)
    said: dict[str, Any] = {field: getattr(left, field) for field in fields}
    filled = {field: getattr(right, field) if value is None else value for field, value in said.items()}
    region = right.region if left.region == home else left.region
    project = replace(right if longer else left, region=region, **filled)
    return _Draft(project, known.milestones + other.milestones, known.ceremony, known.told)


def _like_first(article: _Article, drafts: list[_Draft]) -> list[_Draft]:
    """签约了A项目和B项目: what leads to a row of names is said of all that nothing else is said of.

    A builder is that of all where it is said to build them (X公司投资17亿元建设A项目、B项目).
    """
    first = drafts[0].project
    leading = [one for one in drafts[0].milestones if one.start < first.start]
    told = [draft if draft.milestones else replace(draft, milestones=leading) for draft in drafts]
    lead = max(0, first.start - _BUILT)
    if not pattern("projects", "facts", "builds").search(article.document.folded, lead, first.start):
        return told
    return [_built_by(draft, first.company) for draft in told]


def _built_by(draft: _Draft, company: str | None) -> _Draft:
    return replace(draft, project=replace(draft.project, company=draft.project.company or company))


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
        drafts = _like_first(article, drafts) if listed else drafts
        telling = [
            _says_something(article, draft) or (listed and _is_counted_out(article, draft))
            for draft in drafts
        ]
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
    return _Article(
        document, Lives(document), Amounts(document, names), Builders(document), Sites(document, names)
    )


def find_projects(document: Document) -> list[Project]:
    """The named projects of `document`, each once, in order of first mention."""
    rows = find_rows(document)
    names = _outside(find_mentions(document), rows)
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
