"""Projects: mentions joined over articles and years, each join with its reasons.

Pairs are scored only within a city and only if they share a rare piece of name or a company. A join
is made when its reasons weigh enough; a weaker one is proposed to a person. Two different counties
are never one project, and neither are two phases that are named apart.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from archive.ids import stable_text
from archive.merge.names import bigrams, dice, firm, phases, plain, same_firm
from archive.merge.reports import Report, city_of, order
from archive.merge.support import Choice, choose, conflict_rows, independent, support_rows
from archive.merge.union import Union

Row = dict[str, Any]
STAGES = ("planned", "signed", "started", "under_construction", "completed", "operating")
LATEST = ("investment", "annual_investment", "output_value", "revenue", "tax_profit", "jobs", "capacity")
CONTESTED = ("investment",)

# Weights of the reasons, to be read together: a join needs MADE, a proposal PROPOSED.
SAME_NAME, LIKE_NAME, NEAR_NAME, INSIDE_NAME = 3.5, 2.0, 1.0, 1.5
SAME_FULL_NAME, FULL = 4.5, 8  # a name of so many characters is no coincidence within a city
SAME_COUNTY, SAME_COMPANY, OTHER_COMPANY = 1.0, 2.0, -2.5
SAME_AMOUNT, OTHER_AMOUNT, FAR_AMOUNT = 2.0, -0.5, -1.5
SAME_CAPACITY = 1.5
MADE, PROPOSED = 4.5, 3.0
COMMON = 60  # a bigram that more reports of a city share than this tells nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with the reasons to take them for one project."""

    left: Report
    right: Report
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The sum of the reasons."""
        return sum(weight for _, weight in self.reasons)


@dataclass(frozen=True, slots=True)
class Merged:
    """The derived rows of all projects."""

    projects: list[Row]
    support: list[Row]
    joins: list[Row]
    conflicts: list[Row]
    groups: list[tuple[str, list[Report]]]


def _county(report: Report) -> str | None:
    code = report["region_code"]
    return code if code and city_of(code) not in (code, None) else None


def _apart(left: Report, right: Report) -> bool:
    """Whether two reports cannot be of one project, whatever else agrees."""
    counties = {_county(left), _county(right)} - {None}
    named = phases(left["name"]), phases(right["name"])
    return len(counties) > 1 or bool(named[0] and named[1] and not named[0] & named[1])


def _name_reason(left: str, right: str) -> tuple[str, float]:
    likeness = dice(left, right)
    if left == right:
        return ("same full name", SAME_FULL_NAME) if len(left) >= FULL else ("same name", SAME_NAME)
    if likeness >= 0.75:
        return ("like name", LIKE_NAME)
    if min(len(left), len(right)) >= 4 and (left in right or right in left):
        return ("name inside", INSIDE_NAME)
    return ("near name", NEAR_NAME) if likeness >= 0.45 else ("other name", 0.0)


def _company_reason(left: Report, right: Report) -> tuple[str, float]:
    if not (left["company"] and right["company"]):
        return ("company unknown", 0.0)
    same = same_firm(left["company"], right["company"])
    return ("same company", SAME_COMPANY) if same else ("other company", OTHER_COMPANY)


def _amount_reason(left: int | None, right: int | None) -> tuple[str, float]:
    if left is None or right is None:
        return ("amount unknown", 0.0)
    if left == right:
        return ("same amount", SAME_AMOUNT)
    far = max(left, right) > 3 * min(left, right)
    return ("far amount", FAR_AMOUNT) if far else ("other amount", OTHER_AMOUNT)


def reasons(left: Report, right: Report) -> tuple[tuple[str, float], ...]:
    """What speaks for and against two reports being of one project."""
    given = [
        _name_reason(plain(left["name"]), plain(right["name"])),
        _company_reason(left, right),
        _amount_reason(left["investment"], right["investment"]),
    ]
    if _county(left) and _county(left) == _county(right):
        given.append(("same county", SAME_COUNTY))
    if left["capacity"] and left["capacity"] == right["capacity"]:
        given.append(("same capacity", SAME_CAPACITY))
    return tuple(reason for reason in given if reason[1])


def _names_agree(pair: Pair) -> bool:
    return any(reason.endswith("name") or reason == "name inside" for reason, _ in pair.reasons)


def _keys(report: Report) -> Iterator[str]:
    yield from (f"name {gram}" for gram in bigrams(plain(report["name"])))
    if report["company"]:
        yield f"firm {firm(report['company'])[-6:]}"


def _blocks(reports: list[Report]) -> Iterator[list[Report]]:
    blocks: dict[tuple[str | None, str], list[Report]] = defaultdict(list)
    for report in reports:
        for key in _keys(report):
            blocks[report.city, key].append(report)
    return (block for block in blocks.values() if 1 < len(block) <= COMMON)


def candidates(reports: list[Report]) -> list[Pair]:
    """Pairs worth scoring: of one city, sharing a rare piece of name or a company."""
    by_id = {report.id: report for report in reports}
    shared = {tuple(sorted((a.id, b.id))) for block in _blocks(reports) for a, b in combinations(block, 2)}
    return [
        _pair(by_id[left], by_id[right]) for left, right in shared if not _apart(by_id[left], by_id[right])
    ]


def _pair(left: Report, right: Report) -> Pair:
    return Pair(left, right, reasons(left, right))


def _same_names(reports: list[Report]) -> list[Pair]:
    """Neighbours of one plain name, which blocks of common pieces would leave out."""
    named: dict[tuple[str | None, ...], list[Report]] = defaultdict(list)
    for report in reports:
        named[report.city, plain(report["name"])].append(report)
        named[report.city, _county(report), plain(report["name"])].append(report)
    chains = (pairwise(group) for group in named.values())
    return [_pair(a, b) for chain in chains for a, b in chain if not _apart(a, b)]


def _compatible(left: list[str], right: list[str], by_id: dict[str, Report]) -> bool:
    return not any(_apart(by_id[a], by_id[b]) for a in left for b in right)


def _join(reports: list[Report], pairs: Iterable[Pair]) -> tuple[Union[str], list[Row]]:
    by_id = {report.id: report for report in reports}
    union = Union(by_id, lambda left, right: _compatible(left, right, by_id))
    rows = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.left.id, pair.right.id)):
        made = pair.score >= MADE and _names_agree(pair) and union.join(pair.left.id, pair.right.id)
        if made or pair.score >= PROPOSED:
            rows.append(_join_row(pair, made))
    return union, rows


def _join_row(pair: Pair, made: bool) -> Row:
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
    return next((report for report in reports if _county(report)), reports[0])


def _project(key: str, group: list[Report], choices: dict[str, Choice], conflicts: int) -> Row:
    place = _place(group)
    first = next((report["investment"] for report in group if report["investment"] is not None), None)
    return {
        "id": key,
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


def _group(key: str, group: list[Report], merged: Merged) -> None:
    choices = {field: choose(field, group, latest=True) for field in LATEST}
    conflicts = conflict_rows(key, "project", [choices[field] for field in CONTESTED])
    merged.projects.append(_project(key, group, choices, len(conflicts)))
    named = [choose(field, group) for field in ("name", "company", "region")]
    merged.support.extend(support_rows(key, "project", [*named, *choices.values()]))
    merged.conflicts.extend(conflicts)
    merged.groups.append((key, group))


def merge_projects(reports: list[Report]) -> Merged:
    """The rows of `project`, `project_support`, `project_join` and `conflict` for all project reports."""
    pairs = {(pair.left.id, pair.right.id): pair for pair in (*candidates(reports), *_same_names(reports))}
    union, joins = _join(reports, pairs.values())
    merged = Merged([], [], sorted(joins, key=lambda row: (row["left"], row["right"])), [], [])
    by_id = {report.id: report for report in reports}
    for members in union.sets():
        group = sorted((by_id[member] for member in members), key=order)
        _group(stable_text("project", group[0].id), group, merged)
    return merged
