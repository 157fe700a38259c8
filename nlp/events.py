"""Events: meetings and ceremonies that an article reports or announces, with totals and parts.

A sentence speaks of an event when a noun of a kind (集中开工, 点评会 …) stands beside a word of holding, or
when a count of projects does what the kind does (312个项目集中开工); a clause with a county of its own
(桓台县设分会场) speaks of another. The mechanism (每月召开一次), rules and passing mentions are none.

Rule ids: `event.held`, `event.counted`, `event.announced`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from nlp.breakdowns import Row, find_rows, parts_of
from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, EventKind, Part
from nlp.spans import Place, Span

VERSION = 1
_FILE = Path(__file__).parent / "lexicon" / "events.toml"
_COUNT = r"\d+(?:个|项)"
_DATELINE = re.compile(r"本报[^\n]{0,10}?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[^\n]{0,4}?(?:讯|电)")
_SAME_DAY = re.compile(r"同日|同一天|当天|当日|会上|仪式上|活动上|会议还|现场还|同时|同步")
_AT_MEETING = re.compile(r"会上|仪式上|活动上|会议还|现场还")
_DAY_BEFORE = re.compile(r"前一天|前一日")
_REFERENCE = re.compile(r"前[一夕日天]|期间|之后|以后|结束后|之前")
_CONTINUED = re.compile(r"(?:集中)?(?P<verb>签约|开工|竣工|投产)项目\d+(?:个|项)")
_CONTINUED_KINDS: dict[str, EventKind] = {
    "签约": "signing",
    "开工": "groundbreaking",
    "竣工": "commissioning",
    "投产": "commissioning",
}
_CLAUSE_STOP = re.compile(r"[,，。;；\n]")
_MODIFIER = re.compile(r"[^,，。;；\n]{0,6}?的(?!项目|\d)|[^,，。;；\n]{0,4}?的\d+个")
_CLOCK = re.compile(r"【\d{1,2}:\d{2}】")
_TODAY = ("今天", "今日", "今晨", "今早")
_GRADED = re.compile(r"评议|评价|评比|考评|评估|打分")
_GATHERED = re.compile(r"集中|集体|同时|同步|分会场|主会场|共签约|签下|第[一二三四]")
_SITE = re.compile(r"现场|酒店|广场|中心|园|工地|区|镇|大厦|厅|公司|基地|馆")
_SEARCHED = 200  # characters back from an event in which the day of the report may stand
TOTAL_REACH = 120  # characters past an event's paragraph in which its total may stand
_REVIEWED_AFTER = {"review": 120, "observation": 400, "appraisal": 900}


@cache
def lexicon() -> dict[str, Any]:
    """Words of events, as data."""
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


@cache
def _word(group: str, name: str) -> re.Pattern[str]:
    return re.compile(lexicon()[group][name])


@cache
def _nouns() -> re.Pattern[str]:
    groups = [f"(?P<{kind}>{'|'.join(map(re.escape, words))})" for kind, words in lexicon()["nouns"].items()]
    return re.compile(rf"(?P<joint>{'|'.join(lexicon()['joint'])})|" + "|".join(groups))


@cache
def _counted() -> re.Pattern[str]:
    """A count of projects that act together, before or behind what they do."""
    return re.compile(
        "|".join(
            rf"(?P<{kind}>{_COUNT}[^,，。;；]{{0,12}}?项目[^,，。;；]{{0,4}}?{verb}"
            rf"|(?:集中|共|分会场|主会场)[^,，。;；]{{0,6}}?{verb}[^,，。;；\d]{{0,8}}?{_COUNT})"
            for kind, verb in lexicon()["verbs"].items()
        )
    )


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an event is spoken of: its kind, its sentence, the noun, and whose event it is."""

    kind: EventKind
    sentence: Span
    start: int
    end: int
    rule: str
    region: str | None
    joint: bool
    single: bool


def _kinds(match: re.Match[str], text: str) -> list[EventKind]:
    if match["joint"]:
        joint = lexicon()["joint"].items()
        return next(
            cast(list[EventKind], kinds) for form, kinds in joint if re.fullmatch(form, match["joint"])
        )
    kind = cast(EventKind, match.lastgroup)
    graded = kind == "observation" and _GRADED.match(text, match.end())
    return ["appraisal"] if graded else [kind]


def _rule(inside: str, *, counted: bool) -> str | None:
    if _word("not", "mechanism").search(inside) or _word("not", "passing").search(inside):
        return None
    if _word("holding", "future").search(inside):
        return "announced"
    if counted:
        return "counted"
    return "held" if _word("holding", "verbs").search(inside) else None


def _sentence_anchors(document: Document, sentence: Span) -> Iterator[Anchor]:
    text = document.folded
    inside = text[sentence.start : sentence.end]
    seen: set[tuple[EventKind, str | None]] = set()
    rule = _rule(inside, counted=False)
    for match in _nouns().finditer(text, sentence.start, sentence.end) if rule else ():
        if _REFERENCE.match(text, match.end()) or _is_modifier(document, sentence, match):
            continue
        for kind in _kinds(match, text):
            region = _region(document, sentence, match.end())
            if (kind, region) not in seen and _is_own(document, match, kind, region, seen):
                seen.add((kind, region))
                single = not match["joint"] and not _GATHERED.search(match[0])
                yield Anchor(
                    kind,
                    sentence,
                    match.start(),
                    match.end(),
                    rule or "",
                    region,
                    bool(match["joint"]),
                    single,
                )
    yield from _counted_anchors(document, sentence, {kind for kind, _ in seen})


def _is_modifier(document: Document, sentence: Span, match: re.Match[str]) -> bool:
    """集中签约的223个项目中, 活动上亮相的项目: the event is only mentioned."""
    if not _MODIFIER.match(document.folded, match.end()):
        return False
    return not any(day.value for day in within(document.dates, sentence.start, match.start()))


def _is_own(
    document: Document,
    match: re.Match[str],
    kind: EventKind,
    region: str | None,
    seen: set[tuple[EventKind, str | None]],
) -> bool:
    """A second noun of a kind in a sentence is an event of its own only with a county of its own."""
    others = {other for known, other in seen if known == kind}
    if not others:
        return True
    clause = document.folded[max(0, match.start() - 40) : match.end()]
    return region not in others and bool(_word("host", "own").search(clause))


def _counted_anchors(document: Document, sentence: Span, named: set[EventKind]) -> Iterator[Anchor]:
    text = document.folded
    inside = text[sentence.start : sentence.end]
    rule = _rule(inside, counted=True)
    if rule is None or "promotion" in named:
        return
    for match in _counted().finditer(text, sentence.start, sentence.end):
        kind = cast(EventKind, match.lastgroup)
        if kind in named or kind == "promotion" or not _GATHERED.search(match[0]):
            continue
        if any(noun in inside for noun in lexicon()["nouns"]["promotion"]):
            continue
        region = _region(document, sentence, match.end())
        named.add(kind)
        yield Anchor(kind, sentence, match.start(), match.end(), rule, region, joint=False, single=False)


def _anchors(document: Document) -> list[Anchor]:
    if not (_nouns().search(document.folded) or _counted().search(document.folded)):
        return []
    found: list[Anchor] = []
    for sentence in document.sentences:
        here = list(_sentence_anchors(document, sentence))
        new = [anchor for anchor in here if not _tells_again(document, anchor, found)]
        found += new if here else _continued(document, sentence, found)
    return found


def _tells_again(document: Document, anchor: Anchor, found: list[Anchor]) -> bool:
    """全市集中开工项目255个, behind the sentence that reports the ceremony: its total, no other event."""
    same = any(other.kind == anchor.kind and anchor.region in (None, other.region) for other in found)
    return anchor.rule == "counted" and same and _stated(document, anchor) is None


def _continued(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    """共签约项目560个；开工项目1009个；投产项目785个: further purposes of the same ceremony."""
    match = _CONTINUED.match(document.folded, sentence.start)
    last = found[-1] if found else None
    if match is None or last is None or last.joint or not last.sentence.quote.endswith(("；", ";")):
        return []
    if sentence.start - last.sentence.end > 2:
        return []
    kind = _CONTINUED_KINDS[match["verb"]]
    return [replace(last, kind=kind, sentence=sentence, start=match.start(), end=match.end())]


# Whose event it is


def _is_venue(document: Document, place: Place) -> bool:
    before = document.folded[max(0, place.start - 3) : place.start]
    return re.search(rf"(?:{lexicon()['host']['before']})$", before) is not None


def _body_start(document: Document, sentence: Span) -> int:
    """Where a sentence begins behind its dateline, its time stamp or 据了解."""
    lead = _word("trim", "lead").match(document.folded[sentence.start : sentence.end])
    return sentence.start + (lead.end() if lead else 0)


def _region(document: Document, sentence: Span, until: int) -> str | None:
    """The subject: the place or 全市 before the noun that no 在 precedes; a sub-venue's is its county."""
    start, end = _body_start(document, sentence), _clause_end(document, sentence, until)
    named = [*within(document.places, start, end), *within(document.deictics, start, end)]
    subjects = [place for place in named if place.name and _can_hold(document, place)]
    subjects.sort(key=lambda place: place.start)
    own = _word("host", "own").search(document.folded, start, end)
    near = [place for place in subjects if own and place.start < own.start()]
    if near:
        return near[-1].name
    return next((place.name for place in subjects if place.start < until), None)


def _clause_end(document: Document, sentence: Span, at: int) -> int:
    stop = _CLAUSE_STOP.search(document.folded, at, sentence.end)
    return stop.start() if stop else sentence.end


def _can_hold(document: Document, place: Place) -> bool:
    """No venue, and no province that only opens a company's name (山东某某公司)."""
    short = place.level == "province" and place.quote[-1:] not in "省市区"
    return not short and not _is_venue(document, place)


# When it is held


def _dateline(document: Document) -> str | None:
    match = _DATELINE.search(document.folded, 0, 200)
    published = document.article.published
    if not match or not published:
        return None
    year = int(published[:4]) - (int(match["month"]) > int(published[5:7]))
    return f"{year}-{int(match['month']):02}-{int(match['day']):02}"


def _date(document: Document, anchor: Anchor, before: Event | None) -> str | None:
    stated = _stated(document, anchor)
    if stated:
        return stated
    if before and before.date and _DAY_BEFORE.search(anchor.sentence.quote):
        return (date.fromisoformat(before.date) - timedelta(days=1)).isoformat()
    inside = document.folded[anchor.sentence.start : anchor.sentence.end]
    if before and before.date and (_SAME_DAY.search(inside) or anchor.rule == "counted"):
        return before.date
    if _CLOCK.search(inside):
        return document.article.published or None
    earlier = [
        day
        for day in within(document.dates, max(0, anchor.start - _SEARCHED), anchor.start)
        if day.value and len(day.value) == 10
    ]
    if earlier:
        return earlier[-1].value
    return before.date if before else _dateline(document)


def _stated(document: Document, anchor: Anchor) -> str | None:
    """The day its sentence gives; a month only where no day is given."""
    start = _body_start(document, anchor.sentence)
    dated = [day for day in within(document.dates, start, anchor.sentence.end) if day.value]
    days = [day for day in dated if day.value and len(day.value) == 10]
    months = [day for day in dated if day.value and len(day.value) == 7 and not day.quote.endswith("份")]
    found = days or months
    if not found:
        return None
    ahead = [day for day in found if day.start <= anchor.start]
    day = ahead[-1] if ahead else found[0]
    today = document.folded[day.start : day.end] in _TODAY
    return (_dateline(document) or day.value) if today else day.value


# Where it is held


@cache
def _where() -> re.Pattern[str]:
    given = lexicon()["host"]
    return re.compile(
        rf"(?:{given['before']})(?P<where>[^,，。;；\n]{{2,60}}?)(?:{given['venue_end']}|[,，。;；]|$)"
    )


def _venue(document: Document, anchor: Anchor, region: str | None) -> tuple[str | None, str | None]:
    """Host and venue: 在 host venue 举行."""
    levels = ("county", "zone", "prefecture") if region and region[-1] in "省区" else ("county", "zone")
    start = _clause_start(document, anchor)
    for match in _where().finditer(document.folded, start, anchor.sentence.end):
        first, end = match.span("where")
        places = [p for p in within(document.places, first, end) if p.name and p.level in levels]
        named = places[0] if places and places[0].start <= first + 1 else None
        if named or _SITE.search(match["where"]):
            return _split_venue(document, first, end, named, region)
    return None, None


def _clause_start(document: Document, anchor: Anchor) -> int:
    """A sub-venue's place stands in its own clause; elsewhere the whole sentence counts."""
    own = _word("host", "own").search(document.folded, anchor.sentence.start, anchor.end)
    if not own:
        return anchor.sentence.start
    return max(document.folded.rfind(",", anchor.sentence.start, own.start()), anchor.sentence.start)


def _split_venue(
    document: Document, start: int, end: int, named: Place | None, region: str | None
) -> tuple[str | None, str | None]:
    begin = named.end if named else start
    venue = document.text[begin:end].strip("的 ") or None
    host = named.name if named and named.name != region and not _is_county_of(region, named.name) else None
    return host, venue


def _is_county_of(region: str | None, host: str | None) -> bool:
    """A county's own event held in its own county has no host."""
    return bool(region and host and region == host)


# Totals, parts and reviewed regions


def _owners(document: Document, anchors: list[Anchor], row: Row) -> list[Anchor]:
    """The event a row belongs to: that of its paragraph, of the region it names, or the main one."""
    paragraph = next((p for p in reversed(document.paragraphs) if p.start <= row.start), None)
    floor = paragraph.start if paragraph else 0
    before = [anchor for anchor in anchors if floor <= anchor.sentence.start <= row.start]
    if before:
        return [anchor for anchor in before if anchor.sentence == before[-1].sentence]
    subject = _row_subject(document, row, floor)
    own = [anchor for anchor in anchors if anchor.region == subject and subject]
    main = own[0] if own else anchors[0]
    return [
        anchor for anchor in anchors if anchor.sentence == main.sentence and (anchor.region == main.region)
    ]


def _row_subject(document: Document, row: Row, floor: int) -> str | None:
    pointing = within(document.deictics, floor, min(row.start, floor + 30))
    return pointing[0].name if pointing else None


def _total(anchor: Anchor, region: str | None, rows: list[Row]) -> Row | None:
    """The event's total.

    Of joint kinds the count that does what the kind does; else the region's own count, or the first
    that is no part of another.
    """
    near = [row for row in rows if row.start >= anchor.sentence.start] or rows
    verb = re.compile(lexicon()["verbs"].get(anchor.kind, "$^"))
    if anchor.joint:
        return next((row for row in near if verb.search(row.around) and row.region in (None, region)), None)
    whole = [row for row in near[:3] if row.region in (None, region) and not row.part]
    found = whole or [row for row in near[:3] if row.region == region]
    return found[0] if found and not _follows_another(near, found[0], region) else None


def _near(document: Document, anchor: Anchor, rows: list[Row]) -> list[Row]:
    """Rows among which an event's total can stand: those of its paragraph, else soon after."""
    end = next((p.end for p in document.paragraphs if p.end > anchor.start), len(document.text))
    return [row for row in rows if row.start < end] or [r for r in rows if r.start - anchor.end < TOTAL_REACH]


def _follows_another(rows: list[Row], total: Row, region: str | None) -> bool:
    """我县6个项目参加签约。6个项目分别是: the count is a county's, told again."""
    before = [row for row in rows if row.start < total.start]
    return any(_is_other(row.region, region) and row.count >= total.count for row in before)


def _is_other(named: str | None, region: str | None) -> bool:
    """Whether a region is neither that of the event nor one above it."""
    return named is not None and not (region or "").startswith(named)


def _event(document: Document, anchor: Anchor, before: Event | None, rows: list[Row], limit: int) -> Event:
    region = anchor.region or document.home
    host, venue = _venue(document, anchor, region)
    inside = document.folded[anchor.sentence.start : anchor.sentence.end]
    if before and host is None and venue is None and _AT_MEETING.search(inside):
        host, venue = before.host, before.venue
    start = _body_start(document, anchor.sentence)
    end = _clause_end(document, anchor.sentence, anchor.end)
    event = Event(
        kind=anchor.kind,
        start=start,
        end=end,
        quote=document.text[start:end],
        rule=f"event.{anchor.rule}@{VERSION}",
        date=_date(document, anchor, before),
        region=region,
        host=host,
        venue=venue,
        reviewed=_reviewed(document, anchor, region, limit),
    )
    return _with_numbers(document, anchor, event, rows)


def _with_numbers(document: Document, anchor: Anchor, event: Event, rows: list[Row]) -> Event:
    total = _total(anchor, event.region, _near(document, anchor, rows))
    if anchor.kind == "review" or total is None or (anchor.single and not _is_joint_start(anchor, total)):
        return event
    parts = [row for row in rows if row is not total and row.count <= total.count]
    if anchor.joint:
        parts = [row for row in parts if not _CONTINUED.search(row.label + f"{row.count}个")]
    return replace(
        event,
        project_count=total.count,
        investment=total.investment,
        annual_investment=total.annual,
        breakdown=tuple(parts_of(document, parts, event.region)),
    )


def _is_joint_start(anchor: Anchor, total: Row) -> bool:
    """One project's ceremony has no totals: a count must stand close to it."""
    return total.start - anchor.end < 150 and anchor.kind != "commissioning"


def _reviewed(document: Document, anchor: Anchor, region: str | None, limit: int) -> tuple[str, ...]:
    reach = _REVIEWED_AFTER.get(anchor.kind)
    if reach is None or (anchor.rule == "announced" and anchor.kind == "appraisal"):
        return ()
    names = [
        place.name
        for place in within(document.places, anchor.sentence.start, min(anchor.sentence.end + reach, limit))
        if place.name
        and place.level in ("county", "zone")
        and place.name != region
        and not _is_venue(document, place)
    ]
    return tuple(dict.fromkeys(names))


def find_events(document: Document) -> list[Event]:
    """The events of `document`, in order."""
    anchors = _anchors(document)
    if not anchors:
        return []
    owned: dict[int, list[Row]] = {}
    for row in find_rows(document):
        for anchor in _owners(document, anchors, row):
            owned.setdefault(anchors.index(anchor), []).append(row)
    events: list[Event] = []
    for at, anchor in enumerate(anchors):
        before = events[-1] if events else None
        events.append(_event(document, anchor, before, owned.get(at, []), _next_start(anchors, at)))
    return _with_sub_venues(_unique(events))


def _next_start(anchors: list[Anchor], at: int) -> int:
    later = [other.sentence.start for other in anchors[at + 1 :] if other.sentence != anchors[at].sentence]
    return min(later, default=sys.maxsize)


def _unique(events: list[Event]) -> list[Event]:
    """One event told twice is one: the first telling, completed by the second."""
    best: dict[tuple[str, str | None, str | None], Event] = {}
    for event in events:
        key = (event.kind, event.region, event.date)
        known = best.get(key)
        best[key] = _completed(known, event) if known else event
    return list(best.values())


def _completed(known: Event, other: Event) -> Event:
    fields = ["host", "venue", "reviewed"]
    if known.project_count is None:
        fields += ["project_count", "investment", "annual_investment", "breakdown"]
    missing = {name: getattr(other, name) for name in fields if not getattr(known, name)}
    return replace(known, **missing)


def _with_sub_venues(events: list[Event]) -> list[Event]:
    """A county's own numbers are a row of its city's event of the same day and kind."""
    return [
        replace(event, breakdown=event.breakdown + tuple(_rows_of_others(event, events))) for event in events
    ]


def _is_sub_venue(event: Event, other: Event) -> bool:
    inside = event.region and other.region and other.region != event.region
    same = (other.kind, other.date) == (event.kind, event.date)
    return bool(inside and same and (other.region or "").startswith(event.region or ""))


def _rows_of_others(event: Event, events: list[Event]) -> Iterator[Part]:
    known = {part.label for part in event.breakdown}
    if event.project_count is None:
        return
    for other in events:
        if _is_sub_venue(event, other) and other.project_count is not None and other.region not in known:
            numbers = (other.project_count, other.investment)
            yield Part("region", other.region or "", other.start, other.end, other.quote, *numbers)
