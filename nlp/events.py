"""Events: meetings and ceremonies that an article reports or announces, with totals and parts.

Rule ids: `event.held`, `event.counted`, `event.announced`, `event.toured`. One event told twice is one,
and a county's own numbers at a sub-venue are also a row of the event above it.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

from nlp.breakdowns import (
    NUMBERS,
    is_apart,
    parts_of,
    with_closing_total,
    with_sub_venues,
    without_others,
)
from nlp.ceremonies import find_anchors
from nlp.document import Document
from nlp.event_days import find_day
from nlp.event_rows import Row, find_rows
from nlp.event_turns import in_turn
from nlp.event_words import AT_MEETING, COUNTED
from nlp.facts import Event
from nlp.hosts import (
    body_start,
    clause_end,
    find_main_site,
    find_venue,
    has_own_venue,
    is_county,
    site_region,
    toured,
    visited,
)
from nlp.main_venues import is_surer, main_venue
from nlp.patterns import compiled
from nlp.row_owners import rows_by_anchor
from nlp.rules import mark
from nlp.stated_totals import stated_annual, stated_total
from nlp.tellings import Anchor
from nlp.totals import find_total, is_since, regional

_REVIEWED_AFTER = {"review": 120, "observation": 400, "appraisal": 900}
_PARTS_REACH = 200  # characters past the report of a tour in which its parts stand
_CITY = compiled(r".{1,8}?(?:市|自治州|地区|盟)")
_PURPOSES = 3  # of 三个一批


def find_events(document: Document) -> list[Event]:
    """The events of `document`, in order."""
    anchors = find_anchors(document)
    if not anchors:
        return []
    owned = rows_by_anchor(document, anchors, find_rows(document))
    events: list[Event] = []
    for at, anchor in enumerate(anchors):
        before = events[-1] if events else None
        limits = _next_start(anchors, at), _next_start(_but_tours(anchors, anchor), 0)
        event = _event(document, anchor, before, owned[at], *limits)
        events += in_turn(document, anchor, event)
    return _without_shares(with_sub_venues(document, _without_echoes(_without_idle(_unique(events)))))


def _without_idle(events: list[Event]) -> list[Event]:
    """“三个一批”，签约12个、开工19个: of three purposes of one noun those without projects are none."""
    together = Counter((event.start, event.region) for event in events)
    busy = {(event.start, event.region) for event in events if event.project_count is not None}
    return [
        event
        for event in events
        if event.project_count is not None
        or together[event.start, event.region] < _PURPOSES
        or (event.start, event.region) not in busy
    ]


def _without_shares(events: list[Event]) -> list[Event]:
    """主会场设在隆阳区…隆阳区集中开工38个: the numbers of the host are a part of the event, not its own."""
    hosted = {(event.kind, event.date, event.host) for event in events}
    return [
        event
        for event in events
        if not _is_by("counted", event) or (event.kind, event.date, event.region) not in hosted
    ]


def _next_start(anchors: list[Anchor], at: int) -> int:
    """Where the next sentence with an event begins."""
    later = (other.sentence.start for other in anchors[at + 1 : at + 9])
    return next((start for start in later if start > anchors[at].sentence.start), sys.maxsize)


def _but_tours(anchors: list[Anchor], anchor: Anchor) -> list[Anchor]:
    """会前，与会人员观摩了6个项目: a tour told behind a review does not end what is said of the review."""
    tours = ("observation",) if anchor.kind == "review" else ()
    later = [other for other in anchors if other.sentence.start > anchor.sentence.start]
    return [anchor, *(other for other in later if other.kind not in tours)]


def _event(
    document: Document, anchor: Anchor, before: Event | None, rows: list[Row], limit: int, reach: int
) -> Event:
    """`rows` and what else tells of it end at `limit`, whom it reviews at `reach`."""
    region = anchor.region or _of_project(document, anchor) or document.article.home
    host, venue = _place(document, anchor, before, region, limit)
    start = body_start(document, anchor.sentence)
    if before and start <= before.start and before.end < anchor.start:
        start = before.end + 1  # …活动，我市设分会场: two events of one sentence have a clause each
    end = clause_end(document, anchor.sentence, anchor.end)
    event = Event(
        kind=anchor.kind,
        start=start,
        end=end,
        quote=document.text[start:end],
        rule=mark(f"event.{anchor.rule}"),
        date=find_day(document, anchor, before.date if before else None),
        region=region,
        host=host,
        venue=venue,
        reviewed=_reviewed(document, anchor, region, host, reach),
    )
    return _with_numbers(document, anchor, event, rows, limit)


def _of_project(document: Document, anchor: Anchor) -> str | None:
    """One project's ceremony is its county's, where only the company is named at first."""
    one = anchor.single and not anchor.joint and not COUNTED.search(anchor.sentence.quote)
    return site_region(document, anchor.sentence.start) if one else None


def _place(
    document: Document, anchor: Anchor, before: Event | None, region: str | None, limit: int
) -> tuple[str | None, str | None]:
    """Host and venue; what happens at a meeting happens where the meeting is."""
    if anchor.rule == "toured":
        return None, None
    host, venue = find_venue(document, anchor.sentence, anchor.end, region)
    venue = venue or (find_main_site(document, anchor.sentence, region) if host else None)
    main = main_venue(document, anchor, region, limit)
    own = has_own_venue(document, anchor.sentence.start, anchor.end)
    if main and is_surer(main, anchor.kind, host, venue) and not (own and main.region is None):
        return main.host, main.venue
    inside = document.folded[anchor.sentence.start : anchor.sentence.end]
    together = anchor.rule != "announced" and _is_purpose(document, anchor)
    own_clause = anchor.rule == "counted" and anchor.region is None and before and before.region == region
    if before and host is None and venue is None and (together or own_clause or AT_MEETING.search(inside)):
        return before.host, before.venue
    return host, venue


def _is_purpose(document: Document, anchor: Anchor) -> bool:
    """开工项目1009个；: a clause that goes on with the sentence before it."""
    return document.folded[max(0, anchor.sentence.start - 1) : anchor.sentence.start] == ";"


def _reviewed(
    document: Document, anchor: Anchor, region: str | None, host: str | None, limit: int
) -> tuple[str, ...]:
    reach = _REVIEWED_AFTER.get(anchor.kind)
    if reach is None or (anchor.rule == "announced" and anchor.kind == "appraisal"):
        return ()
    announced = anchor.rule == "announced"  # whom it is the turn of is told with it
    end = min(anchor.sentence.end + (0 if announced else reach), limit)
    start = anchor.sentence.start
    if anchor.kind != "observation":
        return _of_same_city(visited(document, start, end, region, host), region)
    named = visited(document, start, anchor.sentence.end, region, host) if anchor.rule == "toured" else ()
    return tuple(dict.fromkeys(named + toured(document, start, end, region, host)))


def _of_same_city(names: tuple[str, ...], region: str | None) -> tuple[str, ...]:
    """Those of the counties that a city or a county of it can review: a brand's namesake is elsewhere."""
    city = _CITY.match(region or "")
    return tuple(name for name in names if name.startswith(city[0])) if city else names


def _with_numbers(document: Document, anchor: Anchor, event: Event, rows: list[Row], limit: int) -> Event:
    total = find_total(document, anchor, event.region, rows)
    if total is None:
        amount = stated_total(document, anchor, limit) if _is_of_many(anchor) else None
        shares = parts_of(document, _shares(anchor, event, rows), event.region)
        return replace(event, investment=amount, breakdown=tuple(shares))
    again = _told_again(rows, total, event.region)
    ours = without_others(document, total, rows)
    ours = [row for row in ours if row is total or not _is_whole_again(total, row)]
    parts = regional(document, anchor, ours, total) if anchor.joint else ours
    parts = [row for row in parts if row is not total and (row.count or 0) <= (total.count or 0)]
    if anchor.kind in _REVIEWED_AFTER:  # a tour's article counts projects of much else
        parts = [row for row in parts if row.start < anchor.sentence.end + _PARTS_REACH]
    parts = [row for row in parts if not is_apart(document, anchor, row) and not is_since(document, row)]
    annual = next((row.annual for row in [total, *again] if row.annual is not None), None)
    investment = (
        total.investment
        or stated_total(document, anchor, sys.maxsize)
        or next((row.investment for row in again if row.investment), None)
    )
    if investment is None:
        investment, parts = with_closing_total(total.count, parts)
    return replace(
        event,
        project_count=total.count,
        investment=investment,
        annual_investment=annual if annual is not None else stated_annual(document, anchor, sys.maxsize),
        breakdown=tuple(parts_of(document, parts, event.region)),
    )


def _shares(anchor: Anchor, event: Event, rows: list[Row]) -> list[Row]:
    """全市集中开工活动在甲区举行，乙县有7个项目参加: shares that counties have in what has no total."""
    if event.region is None or anchor.kind in _REVIEWED_AFTER:
        return []
    told = [row for row in rows if anchor.end <= row.start < anchor.sentence.end and row.count]
    return [row for row in told if is_county(row.region) and (row.region or "").startswith(event.region)]


def _is_of_many(anchor: Anchor) -> bool:
    """Whether an event without a count can have a total: it is no tour and no single project's."""
    return anchor.kind not in _REVIEWED_AFTER and (anchor.kind == "promotion" or not anchor.single)


def _is_whole_again(total: Row, row: Row) -> bool:
    """第一季度集中开工的重大项目12个，总投资58亿元: the total with the same amount, under another name."""
    alike = (row.count, row.investment) == (total.count, total.investment)
    return alike and row.investment is not None and row.region is None and not row.part


def _told_again(rows: list[Row], total: Row, region: str | None) -> list[Row]:
    """其中，甲县16个，总投资62亿元。…我区本次开工的16个项目: further rows of the event's whole."""
    alike = [row for row in rows if row.count == total.count]
    return [row for row in alike if row.total or (row.region is not None and row.region == region)]


def _unique(events: list[Event]) -> list[Event]:
    """One event told twice is one: the first telling, completed by the second."""
    best: dict[tuple[str, str | None, str | None], Event] = {}
    for event in events:
        key = (event.kind, event.region, event.date)
        known = best.get(key)
        best[key] = _completed(known, event) if known else event
    return _without_headings(list(best.values()))


def _without_headings(events: list[Event]) -> list[Event]:
    """我县举行观摩活动 above 9月28日，我县举行了观摩活动: without a day it is the dated one behind it."""
    kept: list[Event] = []
    for event in events:
        heading = next((one for one in kept if _heads(one, event)), None)
        if heading:
            kept.remove(heading)
            event = _completed(event, heading)
        kept.append(event)
    return kept


def _heads(heading: Event, event: Event) -> bool:
    """Whether an event without a day is only announced above the telling of `event`."""
    same = (heading.kind, heading.region) == (event.kind, event.region) and heading.date is None
    return same and len({heading.project_count, event.project_count} - {None}) < 2


def _without_echoes(events: list[Event]) -> list[Event]:
    """A 推介会 with signings and one set of numbers is one promotion, whichever of the two was given them."""
    signings = {(event.region, event.date): event for event in events if event.kind == "signing"}
    told = [
        _completed(event, signings[event.region, event.date])
        if event.kind == "promotion" and (event.region, event.date) in signings
        else event
        for event in events
    ]
    numbers = {_numbers(event) for event in told if event.kind == "promotion"}
    return [event for event in told if event.kind != "signing" or _numbers(event) not in numbers]


def _numbers(event: Event) -> tuple[str | None, str | None, int | None, int | None]:
    return event.region, event.date, event.project_count, event.investment


def _completed(known: Event, other: Event) -> Event:
    fields = ["host", "venue", "reviewed"]
    if known.project_count is None or (_is_tour(other) and other.project_count is not None):
        known = replace(known, project_count=None, investment=None, annual_investment=None, breakdown=())
        fields += [*NUMBERS, "breakdown"]
    elif known.project_count == other.project_count and len(known.breakdown) < len(other.breakdown):
        known = replace(known, breakdown=other.breakdown)  # told again, with its parts this time
    missing = {name: getattr(other, name) for name in fields if not getattr(known, name)}
    visits = tuple(dict.fromkeys(known.reviewed + other.reviewed)) if _is_tour(other) else known.reviewed
    return replace(known, **({"reviewed": visits} | missing))


def _is_tour(event: Event) -> bool:
    return _is_by("toured", event)


def _is_by(rule: str, event: Event) -> bool:
    """Whether an event was found by a rule, of whatever version."""
    return event.rule.startswith(f"event.{rule}@")
