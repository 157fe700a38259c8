"""Events: reports of one meeting or ceremony joined over sources.

Two reports speak of one event if kind, region and day agree, unless they name different venues and
different totals as well. A report without a day joins the one event of its kind and region that it can
mean: the only one its own article dates, the only one of the month it names, or one held shortly before
it was published with which a total or the host agrees. Otherwise it stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from archive.ids import stable_text
from archive.merge.reports import Report, city_of, order
from archive.merge.support import Choice, choose, conflict_rows, independent, support_rows

FIELDS = ("date", "host", "venue", "project_count", "investment", "annual_investment")
CONTESTED = ("date", "host", "project_count", "investment", "annual_investment")
TOTALS = ("project_count", "investment")
WINDOW = timedelta(days=31)  # how long before publication an undated event may lie
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """The derived rows of all events."""

    events: list[Row]
    support: list[Row]
    conflicts: list[Row]
    event_of: dict[str, str]


def _is_day(value: str | None) -> bool:
    return value is not None and len(value) == 10


def _differ(left: Report, right: Report, field: str) -> bool:
    return left[field] is not None and right[field] is not None and left[field] != right[field]


def _agree(left: Report, right: Report, field: str) -> bool:
    return left[field] is not None and left[field] == right[field]


def contradict(left: Report, right: Report) -> bool:
    """Whether two reports of a kind, region and day must be of two events."""
    elsewhere = _differ(left, right, "host") or _differ(left, right, "venue")
    return elsewhere and all(_differ(left, right, field) for field in TOTALS)


def _place(report: Report, groups: list[list[Report]]) -> None:
    for group in groups:
        if not any(contradict(report, other) for other in group):
            group.append(report)
            return
    groups.append([report])


def _shortly_before(day: str, report: Report) -> bool:
    if not _is_day(report.published):
        return False
    behind = date.fromisoformat(report.published) - date.fromisoformat(day)
    return timedelta(0) <= behind <= WINDOW and day.startswith(report["date"] or "")


def _fits(report: Report, group: list[Report]) -> bool:
    near = _shortly_before(group[0]["date"], report)
    return near and any(_agree(report, other, field) for other in group for field in (*TOTALS, "host"))


def _denied(report: Report, group: list[Report], field: str) -> bool:
    said = {other[field] for other in group} - {None}
    return report[field] is not None and bool(said) and report[field] not in said


def _differs_from(report: Report, group: list[Report]) -> bool:
    return any(_denied(report, group, field) for field in (*TOTALS, "host"))


def _beside(report: Report, group: list[Report]) -> bool:
    return any(other.article == report.article for other in group)


def _of_its_month(report: Report, group: list[Report]) -> bool:
    return len(report["date"] or "") == 7 and group[0]["date"].startswith(report["date"])


def _meant(report: Report, groups: list[list[Report]]) -> list[Report] | None:
    """The only dated event a report without a day can mean, by the strongest evidence there is."""
    possible = [group for group in groups if group[0]["date"].startswith(report["date"] or "")]
    agreeing = [group for group in possible if not _differs_from(report, group)]
    for choice in (
        [group for group in agreeing if _beside(report, group)],
        [group for group in groups if _fits(report, group)],
        [group for group in agreeing if _of_its_month(report, group)],
    ):
        if choice:
            return choice[0] if len(choice) == 1 else None
    return None


def _of_one_kind(reports: list[Report]) -> list[list[Report]]:
    dated = sorted((r for r in reports if _is_day(r["date"])), key=lambda r: (r["date"], *order(r)))
    groups: list[list[Report]] = []
    for _, same_day in groupby(dated, key=lambda report: report["date"]):
        that_day: list[list[Report]] = []
        for report in same_day:
            _place(report, that_day)
        groups += that_day
    undated = [report for report in reports if not _is_day(report["date"])]
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


def _fullness(report: Report) -> tuple[int, tuple[str, str]]:
    said = sum(report[field] is not None for field in (*FIELDS, "region", "reviewed"))
    return (-said, order(report))


def _identity(group: list[Report], day: str | None, taken: set[str]) -> str:
    first = min(group, key=order)
    place = first["region_code"] or first["region"]
    keys = [stable_text("event", first["kind"], place, day)] if day and place else []
    keys.append(stable_text("event", first["kind"], place, first.id))
    return next(key for key in keys if key not in taken)


def _event(key: str, group: list[Report], choices: dict[str, Choice], conflicts: int) -> Row:
    main = min(group, key=_fullness)
    host = choices["host"].shown
    return {
        "id": key,
        "kind": main["kind"],
        "region": main["region"],
        "region_code": main["region_code"],
        **{field: choices[field].shown for field in FIELDS},
        "host_code": next((r["host_code"] for r in group if r["host"] == host and host), None),
        "report": main.id,
        "reports": len(group),
        "independent": independent(group),
        "conflicts": conflicts,
    }


def _link_sub_venues(events: list[Row]) -> None:
    cities = {
        (event["kind"], event["date"], event["region_code"]): event["id"]
        for event in events
        if event["date"] and event["region_code"]
    }
    for event in events:
        city = city_of(event["region_code"])
        parent = cities.get((event["kind"], event["date"], city)) if event["date"] else None
        event["parent"] = parent if parent != event["id"] else None


def merge_events(reports: list[Report]) -> Merged:
    """The rows of `event`, `event_support` and `conflict` for all event reports."""
    merged = Merged([], [], [], {})
    taken: set[str] = set()
    for group in group_events(reports):
        choices = {field: choose(field, group) for field in FIELDS}
        key = _identity(group, choices["date"].shown, taken)
        taken.add(key)
        conflicts = conflict_rows(key, "event", [choices[field] for field in CONTESTED])
        merged.events.append(_event(key, group, choices, len(conflicts)))
        merged.support.extend(support_rows(key, "event", [choose("kind", group), *choices.values()]))
        merged.conflicts.extend(conflicts)
        merged.event_of.update({report.id: key for report in group})
    _link_sub_venues(merged.events)
    return merged
