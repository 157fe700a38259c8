"""Events: meetings and ceremonies that an article reports or announces, with totals and parts.

A clause speaks of an event when a noun of a kind (集中开工, 点评会 …) stands beside a word of holding, or
when a count of projects does what the kind does (312个项目集中开工). What belongs to an event is looked
for from there to the next event. The mechanism (每月召开一次) and passing mentions are none. Rule ids:
`event.held`, `event.counted`, `event.announced`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from nlp.breakdowns import Row, find_rows, parts_of
from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, EventKind
from nlp.spans import Place, Span

VERSION = 1
_FILE = Path(__file__).parent / "lexicon" / "events.toml"
_COUNT = r"(?P<count>\d+)(?:个|项)"
_DATELINE = re.compile(r"本报[^\n]{0,10}?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:讯|电)")
_SAME_DAY = re.compile(r"同日|同一天|当天|当日|会上|仪式上|活动上|会议还|现场还")
_DAY_BEFORE = re.compile(r"前一天|前一日")
_PLACE_LEVELS = ("prefecture", "county", "zone", "province")


@cache
def lexicon() -> dict[str, Any]:
    """Words of events, as data."""
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


@cache
def _nouns() -> re.Pattern[str]:
    kinds = {**lexicon()["nouns"]}
    groups = [f"(?P<{kind}>{'|'.join(map(re.escape, words))})" for kind, words in kinds.items()]
    joint = "|".join(lexicon()["joint"])
    return re.compile(rf"(?P<joint>{joint})|" + "|".join(groups))


@cache
def _counted() -> re.Pattern[str]:
    groups = []
    for kind, verb in lexicon()["verbs"].items():
        groups.append(
            rf"(?P<{kind}>{_COUNT.replace('count', kind + '_a')}[^,，。;；]{{0,12}}?项目[^,，。;；]{{0,4}}?{verb}"
            rf"|(?:集中|共|分会场|主会场)[^,，。;；]{{0,6}}?{verb}(?:[^,，。;；\d]{{0,6}}?项目)?(?:共)?{_COUNT.replace('count', kind + '_b')})"
        )
    return re.compile("|".join(groups))


def _word(name: str, group: str) -> re.Pattern[str]:
    return re.compile(lexicon()[group][name])


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an event is spoken of: its kind, its sentence and the clause that names it."""

    kind: EventKind
    sentence: Span
    start: int
    end: int
    announced: bool
    counted: bool


def _kinds(match: re.Match[str]) -> list[EventKind]:
    if match["joint"]:
        for pattern, kinds in lexicon()["joint"].items():
            if re.fullmatch(pattern, match["joint"]):
                return cast(list[EventKind], kinds)
    return [cast(EventKind, match.lastgroup)]


def _sentence_anchors(document: Document, sentence: Span) -> Iterator[Anchor]:
    text = document.folded
    inside = text[sentence.start : sentence.end]
    if _word("mechanism", "not").search(inside) or _word("passing", "not").search(inside):
        return
    seen: set[EventKind] = set()
    future = bool(_word("future", "holding").search(inside))
    holding = _word("verbs", "holding").search(inside)
    for match in _nouns().finditer(text, sentence.start, sentence.end):
        if not (holding or future):
            continue
        for kind in _kinds(match):
            if kind not in seen:
                seen.add(kind)
                yield Anchor(kind, sentence, match.start(), match.end(), future, counted=False)
    for match in _counted().finditer(text, sentence.start, sentence.end):
        kind = cast(EventKind, match.lastgroup.split("_")[0]) if match.lastgroup else None
        if kind and kind not in seen and _starts_something(document, match):
            seen.add(kind)
            yield Anchor(kind, sentence, match.start(), match.end(), future, counted=True)


def _starts_something(document: Document, match: re.Match[str]) -> bool:
    """A count of projects is an event only where it says that they acted together."""
    return bool(re.search(r"集中|同时|同步|分会场|主会场|共签约|签下", match[0]))


def _anchors(document: Document) -> list[Anchor]:
    gate = _nouns().search(document.folded) or _counted().search(document.folded)
    if not gate:
        return []
    found = [anchor for sentence in document.sentences for anchor in _sentence_anchors(document, sentence)]
    return _merged(found)


def _merged(anchors: list[Anchor]) -> list[Anchor]:
    """Appraisals are no observations as well; 推介 with a signing keeps both only with own numbers."""
    kept: list[Anchor] = []
    for anchor in anchors:
        beside = [other.kind for other in anchors if other.sentence == anchor.sentence]
        if anchor.kind == "observation" and ("appraisal" in beside or "review" in beside):
            continue
        kept.append(anchor)
    return kept


# Dates


def _dateline(document: Document) -> str | None:
    match = _DATELINE.search(document.folded, 0, 200)
    published = document.article.published
    if not match or not published:
        return None
    year = int(published[:4]) - (int(match["month"]) > int(published[5:7]))
    return f"{year}-{int(match['month']):02}-{int(match['day']):02}"


def _date(document: Document, anchor: Anchor, before: Event | None) -> str | None:
    text = document.folded
    dated = [
        day
        for day in within(document.dates, anchor.sentence.start, anchor.sentence.end)
        if day.value and (len(day.value) == 10 or (anchor.announced and len(day.value) == 7))
    ]
    ahead = [day for day in dated if day.start <= anchor.start] or dated
    if ahead:
        day = ahead[-1] if ahead[0].start <= anchor.start else ahead[0]
        today = text[day.start : day.end] in ("今天", "今日", "今晨", "今早")
        return (_dateline(document) or day.value) if today else day.value
    inside = text[anchor.sentence.start : anchor.sentence.end]
    if before and before.date and (_SAME_DAY.search(inside) or anchor.counted):
        return before.date
    return _carried(document, anchor, before)


def _carried(document: Document, anchor: Anchor, before: Event | None) -> str | None:
    """The day named last before the event, within its paragraph or at the head of the article."""
    earlier = [
        day for day in document.dates if day.start < anchor.start and day.value and len(day.value) == 10
    ]
    if earlier and anchor.start - earlier[-1].start < 200:
        return earlier[-1].value
    return before.date if before else _dateline(document)


# Places


def _subject(document: Document, anchor: Anchor, before: Event | None) -> Place | None:
    """Whose event it is: the place or 全市 before the noun that no 在 precedes."""
    start = anchor.sentence.start
    found = [
        place
        for place in sorted(
            [*within(document.places, start, anchor.end), *within(document.deictics, start, anchor.end)],
            key=lambda place: place.start,
        )
        if place.name and not _is_venue(document, place)
    ]
    return found[0] if found else None


def _is_venue(document: Document, place: Place) -> bool:
    before = document.folded[max(0, place.start - 3) : place.start]
    return re.search(rf"(?:{lexicon()['host']['before']})$", before) is not None


def _venue(document: Document, anchor: Anchor, region: str | None) -> tuple[str | None, str | None]:
    """Host and venue: 在 host venue 举行."""
    text = document.folded
    pattern = re.compile(
        rf"(?:{lexicon()['host']['before']})(?P<where>[^,，。;；\n]{{2,60}}?)(?:{lexicon()['host']['venue_end']}|[,，。;；]|$)"
    )
    for match in pattern.finditer(text, anchor.sentence.start, anchor.sentence.end):
        start, end = match.span("where")
        places = [p for p in within(document.places, start, end) if p.name and p.level in ("county", "zone")]
        first = places[0] if places and places[0].start <= start + 1 else None
        if first is None and not re.search(
            r"现场|酒店|广场|中心|园|工地|区|镇|大厦|厅|公司|基地|馆", match["where"]
        ):
            continue
        return _split_venue(document, start, end, first, region)
    return None, None


def _split_venue(
    document: Document, start: int, end: int, first: Place | None, region: str | None
) -> tuple[str | None, str | None]:
    host = first.name if first and first.name != region and _is_above(region, first.name) else None
    begin = first.end if first else start
    venue = document.text[begin:end].strip("的 ") or None
    return host, venue


def _is_above(region: str | None, county: str | None) -> bool:
    """A county's own event has no host."""
    return not region or not county or not region.endswith(("县", "区")) or not county.startswith(region[:3])


# Numbers


def _scope_end(document: Document, anchor: Anchor, following: list[Anchor]) -> int:
    later = [other.sentence.start for other in following if other.sentence.start > anchor.sentence.start]
    return min(later, default=len(document.text))


def _first_total(document: Document, anchor: Anchor, end: int, rows: list[Row]) -> Row | None:
    """The first count of projects in scope that is no part of another: the event's total."""
    candidates = [row for row in rows if anchor.sentence.start <= row.start < end]
    totals = [row for row in candidates if row.total]
    return (totals or candidates or [None])[0]  # type: ignore[list-item]


def _event(
    document: Document, anchor: Anchor, rest: list[Anchor], before: Event | None, rows: list[Row]
) -> Event:
    end = _scope_end(document, anchor, rest)
    subject = _subject(document, anchor, before)
    region = subject.name if subject else document.article.home
    host, venue = _venue(document, anchor, region)
    total = _first_total(document, anchor, end, rows)
    quote_end = _quote_end(document, anchor)
    rule = "counted" if anchor.counted else "announced" if anchor.announced else "held"
    start = anchor.sentence.start
    bare = Event(
        kind=anchor.kind,
        start=start,
        end=quote_end,
        quote=document.text[start:quote_end],
        rule=f"event.{rule}@{VERSION}",
        date=_date(document, anchor, before),
        region=region,
        host=host,
        venue=venue,
        reviewed=_reviewed(document, anchor, end, region),
    )
    if anchor.kind in ("review", "appraisal") or total is None:
        return bare
    inside = [row for row in rows if anchor.sentence.start <= row.start < end and row is not total]
    return replace(
        bare,
        project_count=total.count,
        investment=total.investment,
        annual_investment=total.annual,
        breakdown=tuple(parts_of(document, inside, region)),
    )


def _quote_end(document: Document, anchor: Anchor) -> int:
    """The clause that names the event, with what leads to it."""
    stop = re.compile(r"[,，。;；\n]").search(document.folded, anchor.end, anchor.sentence.end)
    return stop.start() if stop else anchor.sentence.end


def _reviewed(document: Document, anchor: Anchor, end: int, region: str | None) -> tuple[str, ...]:
    if anchor.kind not in ("review", "observation", "appraisal"):
        return ()
    limit = min(end, anchor.sentence.end + (120 if anchor.kind == "review" else 600))
    names = [
        place.name
        for place in within(document.places, anchor.sentence.start, limit)
        if place.name and place.level in ("county", "zone") and place.name != region
    ]
    return tuple(dict.fromkeys(names))


def find_events(document: Document) -> list[Event]:
    """The events of `document`, in order."""
    anchors = _anchors(document)
    rows = find_rows(document) if anchors else []
    events: list[Event] = []
    for at, anchor in enumerate(anchors):
        events.append(_event(document, anchor, anchors[at + 1 :], events[-1] if events else None, rows))
    return _unique(events)


def _unique(events: list[Event]) -> list[Event]:
    """One event told twice is one: the telling with more of its totals stays."""
    best: dict[tuple[str, str | None, str | None], Event] = {}
    for event in events:
        key = (event.kind, event.region, event.date)
        known = best.get(key)
        if known is None or (known.project_count is None and event.project_count is not None):
            merged = replace(event, reviewed=event.reviewed or known.reviewed) if known else event
            best[key] = merged
    return sorted(best.values(), key=lambda event: event.start)
