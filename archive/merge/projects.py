"""Projects: mentions joined over articles and years, each join with its reasons.

Pairs are scored only within a city and only if they share a rare piece of name or a company. A join
is made when its reasons weigh enough; a weaker one is proposed to a person. Two different counties
are never one project, and neither are two phases that are named apart, unless a person decided so; phases
are put together to one undertaking instead.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from archive.decisions import Pairs
from archive.ids import stable_text
from archive.merge.likeness import (
    MADE,
    PROPOSED,
    Pair,
    apart,
    county,
    has_moved,
    is_of_one_firm,
    names_agree,
    scored,
    told,
)
from archive.merge.names import bigrams, firm
from archive.merge.phases import undertakings
from archive.merge.references import references
from archive.merge.reports import Report, order
from archive.merge.support import Choice, choose, choose_latest, conflict_rows, independent, support_rows
from archive.merge.union import Union
from archive.merge.unnamed import unnamed

Row = dict[str, Any]
STAGES = ("planned", "signed", "started", "under_construction", "completed", "operating")
LATEST = ("investment", "annual_investment", "output_value", "revenue", "tax_profit", "jobs", "capacity")
CONTESTED = ("investment",)

MARGIN = 1.0  # scores nearer than the least reason do not decide between two counties
COMMON = 60  # a bigram that more reports of a city share than this tells nothing


@dataclass(frozen=True, slots=True)
class Merged:
    """The derived rows of all projects."""

    projects: list[Row]
    support: list[Row]
    joins: list[Row]
    conflicts: list[Row]
    groups: list[tuple[str, list[Report]]]


def _marks(report: Report) -> Iterator[str]:
    yield from (f"name {gram}" for gram in bigrams(told(report)))
    if report["company"]:
        yield f"firm {firm(report['company'])[-6:]}"


def _blocks(reports: list[Report]) -> Iterator[list[Report]]:
    blocks: dict[tuple[str | None, str], list[Report]] = defaultdict(list)
    for report in reports:
        for mark in _marks(report):
            blocks[report.city, mark].append(report)
    return (block for block in blocks.values() if 1 < len(block) <= COMMON)


def candidates(reports: list[Report]) -> list[Pair]:
    """Pairs worth scoring: of one city, sharing a rare piece of name or a company."""
    by_id = {report.id: report for report in reports}
    shared = {key(a.id, b.id) for block in _blocks(reports) for a, b in combinations(block, 2)}
    reports_of = ((by_id[left], by_id[right]) for left, right in shared)
    return [scored(a, b) for a, b in reports_of if not apart(a, b) or has_moved(a, b)]


def _same_names(reports: list[Report]) -> list[Pair]:
    """Neighbours of one plain name, which blocks of common pieces would leave out."""
    named: dict[tuple[str | None, ...], list[Report]] = defaultdict(list)
    for report in reports:
        named[report.city, told(report)].append(report)
        named[report.city, county(report), told(report)].append(report)
    chains = (pairwise(group) for group in named.values())
    return [scored(a, b) for chain in chains for a, b in chain if not apart(a, b)]


def _compatible(left: list[str], right: list[str], by_id: dict[str, Report], decided: Pairs) -> bool:
    """Whether two sets may be one: as a person decided of any two of them, else unless two are apart."""
    pairs = [(a, b) for a in left for b in right]
    said = {decided[key(a, b)] for a, b in pairs if key(a, b) in decided} if decided else set()
    return said == {True} if said else not any(apart(by_id[a], by_id[b]) for a, b in pairs)


def key(left: str, right: str) -> tuple[str, str]:
    """Two reports as one key, the lesser first."""
    return (left, right) if left < right else (right, left)


def _placing(pair: Pair) -> tuple[str, str] | None:
    """A report that names no county and the county of the other, if the pair would place it there."""
    left, right = county(pair.left), county(pair.right)
    if bool(left) == bool(right):
        return None
    return (pair.right.id, left) if left else (pair.left.id, right or "")


def _undecided(pairs: Iterable[Pair]) -> set[str]:
    """Reports of a city that fit projects of two of its counties about as well."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in pairs:
        placed = _placing(pair)
        if placed:
            report, place = placed
            best[report][place] = max(pair.score, best[report].get(place, 0.0))
    ranked = ((report, sorted(scores.values())[-2:]) for report, scores in best.items())
    return {report for report, top in ranked if len(top) > 1 and top[1] - top[0] < MARGIN}


def _decided_pairs(by_id: Mapping[str, Report], decided: Pairs) -> list[Pair]:
    """What a person decided to be one: joined last, each with what the machine joined to it."""
    same = (pair for pair, verdict in sorted(decided.items()) if verdict)
    return [Pair(by_id[left], by_id[right], (("decided by a person", MADE),)) for left, right in same]


def _join(reports: list[Report], pairs: Collection[Pair], decided: Pairs) -> tuple[Union[str], list[Row]]:
    by_id = {report.id: report for report in reports}
    union = Union(by_id, lambda left, right: _compatible(left, right, by_id, decided))
    undecided = _undecided(pairs)
    weighed = sorted(
        (pair for pair in pairs if key(pair.left.id, pair.right.id) not in decided),
        key=lambda pair: (-pair.score, pair.left.id, pair.right.id),
    )
    likely = [pair for pair in weighed if _is_likely(pair, undecided)]
    made = [
        pair for pair in (*likely, *_decided_pairs(by_id, decided)) if union.join(pair.left.id, pair.right.id)
    ]
    known = {(pair.left.id, pair.right.id) for pair in made}
    rows = [_join_row(pair, made=True) for pair in made]
    for pair in weighed:
        left, right = pair.left.id, pair.right.id
        apart_still = (left, right) not in known and union.find(left) != union.find(right)
        if apart_still and pair.score >= PROPOSED and (names_agree(pair) or is_of_one_firm(pair)):
            rows.append(_join_row(pair, made=False))
    return union, rows


def _is_likely(pair: Pair, undecided: set[str]) -> bool:
    placed = _placing(pair)
    return pair.score >= MADE and names_agree(pair) and (placed is None or placed[0] not in undecided)


def _join_row(pair: Pair, *, made: bool) -> Row:
    return {
        "left": pair.left.id,
        "right": pair.right.id,
        "score": round(pair.score, 2),
        "reasons": json.dumps(dict(pair.reasons), ensure_ascii=False),
        "made": int(made),
    }


def _fullest(reports: list[Report], field: str) -> str | None:
    values = Counter(report[field] for report in reports if report[field])
    return max(values, key=lambda value: (len(value), values[value], value)) if values else None


def furthest(reports: list[Report]) -> str | None:
    """The furthest stage any report gives."""
    known = [report["stage"] for report in reports if report["stage"]]
    return max(known, key=STAGES.index) if known else None


def _place(reports: list[Report]) -> Report:
    return next((report for report in reports if county(report)), reports[0])


def _project(project: str, group: list[Report], choices: dict[str, Choice], conflicts: int) -> Row:
    place = _place(group)
    first = next((report["investment"] for report in group if report["investment"] is not None), None)
    return {
        "id": project,
        "name": choose("name", group).shown,
        "company": _fullest(group, "company"),
        "region": place["region"],
        "region_code": place["region_code"],
        "stage": furthest(group),
        **{field: choices[field].shown for field in LATEST},
        "first_investment": first,
        "first_reported": group[0].published,
        "last_reported": group[-1].published,
        "reports": len(group),
        "independent": independent(group),
        "conflicts": conflicts,
    }


def _group(project: str, group: list[Report], merged: Merged) -> None:
    choices = {field: choose_latest(field, group) for field in LATEST}
    conflicts = conflict_rows(project, "project", [choices[field] for field in CONTESTED])
    merged.projects.append(_project(project, group, choices, len(conflicts)))
    named = [choose(field, group) for field in ("name", "company", "region")]
    merged.support.extend(support_rows(project, "project", [*named, *choices.values()]))
    merged.conflicts.extend(conflicts)
    merged.groups.append((project, group))


def merge_projects(reports: list[Report], texts: Mapping[int, str], decided: Pairs) -> Merged:
    """The rows of `project`, `project_support`, `project_join` and `conflict` for all project reports.

    `texts` are the articles that say of a project that it changed its name; `decided` is what people said
    of pairs of reports, which outweighs all else.
    """
    found = (*candidates(reports), *_same_names(reports), *unnamed(reports), *references(reports, texts))
    pairs = {key(pair.left.id, pair.right.id): pair for pair in found}
    union, joins = _join(reports, list(pairs.values()), decided)
    merged = Merged([], [], sorted(joins, key=lambda row: (row["left"], row["right"])), [], [])
    by_id = {report.id: report for report in reports}
    for members in union.sets():
        group = sorted((by_id[member] for member in members), key=order)
        _group(stable_text("project", group[0].id), group, merged)
    part_of = undertakings(merged.groups)
    for project in merged.projects:
        project["undertaking"] = part_of[project["id"]]
    return merged
