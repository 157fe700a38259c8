"""Names that say only what is done (扩产项目, 二期工程): with a company they mean its only such project.

Such a name joins a project of the same company, city and year that is named in full and whose name holds
it. If the company has two that could be meant, none is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from archive.merge.likeness import Pair, apart, reasons, told
from archive.merge.names import alike, differ_at_edge, is_generic, same_firm
from archive.merge.reports import Report

ONLY_SUCH = 4.5
NEAR = timedelta(days=366)  # a company may expand again a year later


def _between(left: Report, right: Report) -> timedelta:
    return abs(date.fromisoformat(left.published) - date.fromisoformat(right.published))


def _could_mean(short: Report, full: Report) -> bool:
    named = told(full)
    return (
        full["company"] is not None
        and not is_generic(named)
        and (told(short) in named or is_generic(told(short), nothing=True))
        and same_firm(short["company"], full["company"])
        and not apart(short, full)
        and _between(short, full) <= NEAR
    )


def _are_one(left: str, right: str) -> bool:
    return left in right or right in left or alike(left, right) or differ_at_edge(left, right)


def _meant(short: Report, reports: list[Report]) -> Report | None:
    possible = [full for full in reports if _could_mean(short, full)]
    names = {told(full) for full in possible}
    longest = max(names, key=lambda name: (len(name), name), default="")
    if not possible or not all(_are_one(name, longest) for name in names):
        return None
    return min(possible, key=lambda full: (_between(short, full), full.id))


def unnamed(reports: list[Report]) -> Iterator[Pair]:
    """Pairs of a report without a telling name and the nearest of the project that it means."""
    cities: dict[str | None, list[Report]] = defaultdict(list)
    for report in reports:
        cities[report.city].append(report)
    for report in reports:
        if report["company"] and is_generic(told(report)):
            full = _meant(report, cities[report.city])
            if full:
                others = (reason for reason in reasons(full, report) if "name" not in reason[0])
                yield Pair(full, report, (("its company's only such project", ONLY_SUCH), *others))
