"""Which reports speak of one meeting or ceremony.

Two reports speak of one event if kind, region and day agree, unless totals and place say otherwise. Reports
of different days are joined if the days are near and the totals or the very words agree: a day was misprinted
or reckoned from the day of a reprint, or the event postponed. A report without a day joins the one event of
its kind and region that it can mean: the only one its own article dates, one held shortly before it was
published with which a total or the host agrees, or the only one of the month or quarter its words name
(9月份集中签约). Otherwise it stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby, product

from archive.merge.periods import first_day, last_day
from archive.merge.reports import Report, order
from nlp.dates import find_dates

TOTALS = ("project_count", "investment")
WINDOW = timedelta(days=31)  # how long before publication an undated event may lie
SHIFT = timedelta(days=15)  # how far apart the days may lie that reports give one event
LONGEST = timedelta(days=92)  # a quarter: a longer period names no single event
FAR = 1.5  # totals that differ by more are not two readings of one
Days = tuple[str, str]


def is_day(value: str | None) -> bool:
    """Whether a date has the precision of a day."""
    return value is not None and len(value) == 10


def _day(report: Report) -> str:
    """The day on which a report places its event, the day to which it was put off if it says so."""
    return report.moved or str(report["date"])


def _differ(left: Report, right: Report, field: str) -> bool:
    return left[field] is not None and right[field] is not None and left[field] != right[field]


def _agree(left: Report, right: Report, field: str) -> bool:
    return left[field] is not None and left[field] == right[field]


def _far(left: Report, right: Report, field: str) -> bool:
    low, high = sorted((left[field], right[field]))
    return bool(high > FAR * low)


def contradict(left: Report, right: Report) -> bool:
    """Whether two reports of a kind, region and day must be of two events."""
    if not all(_differ(left, right, field) for field in TOTALS):
        return False
    elsewhere = _differ(left, right, "host") or _differ(left, right, "venue")
    return elsewhere or all(_far(left, right, field) for field in TOTALS)


def _place(report: Report, groups: list[list[Report]]) -> None:
    for group in groups:
        if not any(contradict(report, other) for other in group):
            group.append(report)
            return
    groups.append([report])


def _of_days(reports: list[Report]) -> list[list[Report]]:
    dated = sorted(reports, key=lambda report: (_day(report), *order(report)))
    groups: list[list[Report]] = []
    for _, same_day in groupby(dated, key=_day):
        that_day: list[list[Report]] = []
        for report in same_day:
            _place(report, that_day)
        groups += that_day
    return groups


def _same_totals(left: Report, right: Report) -> bool:
    if any(_differ(left, right, field) for field in TOTALS):
        return False
    agreed = [field for field in (*TOTALS, "annual_investment", "host") if _agree(left, right, field)]
    return len(agreed) > 1 and any(field in TOTALS for field in agreed)


def _days(group: list[Report]) -> set[str]:
    return {_day(report) for report in group}


def _near(left: list[Report], right: list[Report]) -> bool:
    pairs = product(map(date.fromisoformat, _days(left)), map(date.fromisoformat, _days(right)))
    return any(abs(one - other) <= SHIFT for one, other in pairs)


def _was_put_off(announced: list[Report], held: list[Report]) -> bool:
    """Whether a day that was only announced is the one from which an event was put off."""
    planned = all(report.announces for report in announced)
    return planned and any(report.moved and report["date"] in _days(announced) for report in held)


def _is_copy(left: Report, right: Report) -> bool:
    """Whether one sentence stands in two copies of a text, where 昨天 may give it two days."""
    return left.article != right.article and left.cluster == right.cluster and left["quote"] == right["quote"]


def _is_same(left: list[Report], right: list[Report]) -> bool:
    agree = any(_same_totals(a, b) or _is_copy(a, b) for a in left for b in right)
    return _near(left, right) and (agree or _was_put_off(left, right) or _was_put_off(right, left))


def _shifted(groups: list[list[Report]]) -> list[list[Report]]:
    """Groups of near days whose totals agree, or whose days one report names, put together."""
    kept: list[list[Report]] = []
    for group in groups:
        found = next((one for one in kept if _is_same(one, group)), None)
        if found is None:
            kept.append(group)
        else:
            found += group
    return kept


def _named_days(report: Report) -> Days | None:
    """The first and last day of the month or quarter in which a report without a day places its event."""
    if report["date"]:
        return first_day(report["date"]), last_day(report["date"])
    for found in find_dates(report["quote"], report.published):
        if found.first and found.last and found.first < found.last:
            return found.first, found.last
    return None


def _length(days: Days) -> timedelta:
    return date.fromisoformat(days[1]) - date.fromisoformat(days[0])


def _shortly_before(day: str, report: Report) -> bool:
    if not is_day(report.published):
        return False
    behind = date.fromisoformat(report.published) - date.fromisoformat(day)
    return timedelta(0) <= behind <= WINDOW


def _fits(report: Report, group: list[Report]) -> bool:
    near = _shortly_before(_day(group[0]), report)
    return near and any(_agree(report, other, field) for other in group for field in (*TOTALS, "host"))


def _denied(report: Report, group: list[Report], field: str) -> bool:
    said = {other[field] for other in group} - {None}
    return report[field] is not None and bool(said) and report[field] not in said


def _differs_from(report: Report, group: list[Report]) -> bool:
    return any(_denied(report, group, field) for field in (*TOTALS, "host"))


def _beside(report: Report, group: list[Report]) -> bool:
    return any(other.story == report.story for other in group)


def _meant(report: Report, groups: list[list[Report]]) -> list[Report] | None:
    """The only dated event a report without a day can mean, by the strongest evidence there is."""
    days = _named_days(report)
    possible = [group for group in groups if days is None or days[0] <= _day(group[0]) <= days[1]]
    agreeing = [group for group in possible if not _differs_from(report, group)]
    for choice in (
        [group for group in agreeing if _beside(report, group)],
        [group for group in possible if _fits(report, group)],
        agreeing if days and _length(days) < LONGEST else [],
    ):
        if choice:
            return choice[0] if len(choice) == 1 else None
    return None


def _of_one_kind(reports: list[Report]) -> list[list[Report]]:
    groups = _shifted(_of_days([report for report in reports if is_day(_day(report))]))
    undated = [report for report in reports if not is_day(_day(report))]
    meant = [_meant(report, groups) for report in undated]
    for report, group in zip(undated, meant, strict=True):
        if group is None:
            groups.append([report])
        else:
            group.append(report)
    return groups


def group_events(reports: list[Report]) -> list[list[Report]]:
    """Reports grouped by the event they speak of."""
    kinds: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        place = report["region_code"] or report["region"] or f"article {report.article}"
        kinds[report["kind"], place].append(report)
    return [group for _, same in sorted(kinds.items()) for group in _of_one_kind(same)]
