"""Events: reports of one meeting or ceremony joined over sources, the better supported values shown.

What was reported when the event was over outweighs what was announced before it; an event of which there are
only announcements is not known to have been held. A county's event on the
day of its city's is a sub-venue of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.ids import stable_text
from archive.merge.occasions import group_events
from archive.merge.reports import Report, city_of, order
from archive.merge.support import Choice, choose, conflict_rows, independent, support_rows

FIELDS = ("date", "host", "venue", "project_count", "investment", "annual_investment")
CONTESTED = ("date", "host", "project_count", "investment", "annual_investment")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """The derived rows of all events."""

    events: list[Row]
    support: list[Row]
    conflicts: list[Row]
    event_of: dict[str, str]


def _fullness(report: Report) -> tuple[int, int, tuple[str, str]]:
    said = sum(report[field] is not None for field in (*FIELDS, "region", "reviewed"))
    return (-report.parts, -said, order(report))


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
        "held": int(not all(report.announces for report in group)),
        "report": main.id,
        "reports": len(group),
        "independent": independent(group),
        "conflicts": conflicts,
    }


def _main_first(event: Row) -> tuple[int, int, str]:
    return -event["reports"], -(event["project_count"] or 0), event["id"]


def _link_sub_venues(events: list[Row]) -> None:
    """Note the city's event of the day, the most reported one, as parent of its counties' events."""
    cities: dict[tuple[str, str, str | None], str] = {}
    for event in sorted(events, key=_main_first):
        cities.setdefault((event["kind"], event["date"], event["region_code"]), event["id"])
    for event in events:
        city = city_of(event["region_code"])
        of_county = event["date"] and city and city != event["region_code"]
        event["parent"] = cities.get((event["kind"], event["date"], city)) if of_county else None


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
