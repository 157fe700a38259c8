"""Phases: projects that differ in the phase they name are parts of one undertaking.

Each phase is a project with a life of its own; what they have in common is the undertaking, known by the
project of it that was reported first. Amounts decide nothing here: phases differ in them by nature.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from archive.merge.likeness import MADE, Pair, in_two_counties, is_of_one_firm, scored, told
from archive.merge.names import disjoint, is_generic, ordinals
from archive.merge.reports import Report, order
from archive.merge.union import Union

PHASE = "期"
Groups = list[tuple[str, list[Report]]]


def _differ_in_phase_alone(left: Report, right: Report) -> bool:
    marks = [dict(ordinals(report["name"])) for report in (left, right)]
    phases = [mark.pop(PHASE, frozenset()) for mark in marks]
    told_apart = all(phases) and not phases[0] & phases[1]
    return told_apart and not disjoint(*marks) and not in_two_counties(left, right)


def _weight(pair: Pair) -> float:
    return sum(weight for reason, weight in pair.reasons if "amount" not in reason)


def _are_phases(left: Report, right: Report) -> bool:
    """Whether two reports of one name speak of two phases of one undertaking."""
    if not _differ_in_phase_alone(left, right):
        return False
    pair = scored(left, right)
    return is_of_one_firm(pair) if is_generic(told(left)) else _weight(pair) >= MADE


def _phased(groups: Groups) -> Iterator[list[tuple[str, Report]]]:
    """Projects of one city and name with the reports that name a phase of theirs."""
    named: dict[tuple[str | None, str], list[tuple[str, Report]]] = defaultdict(list)
    for project, reports in groups:
        for report in reports:
            if PHASE in ordinals(report["name"]):
                named[report.city, told(report)].append((project, report))
    return (found for found in named.values() if len({project for project, _ in found}) > 1)


def undertakings(groups: Groups) -> dict[str, str]:
    """The undertaking of every project, by the id of its first project."""
    union = Union(project for project, _ in groups)
    for found in _phased(groups):
        for (left, a), (right, b) in combinations(found, 2):
            if union.find(left) != union.find(right) and _are_phases(a, b):
                union.join(left, right)
    began = {project: order(reports[0]) for project, reports in groups}
    firsts = ((min(members, key=began.__getitem__), members) for members in union.sets())
    return {project: first for first, members in firsts for project in members}
