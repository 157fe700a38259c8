"""Breakdowns: which rows are parts of an event's totals, its sub-venues' own numbers among them.

Guarantees: each part stands once, regions by their canonical name; a county's own event of the same day and
kind is a part of its city's or province's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nlp.clauses import within
from nlp.document import Document
from nlp.event_labels import kind_of
from nlp.event_rows import Row
from nlp.facts import Event, Part
from nlp.hosts import is_county
from nlp.patterns import compiled, lexicon, pattern
from nlp.tellings import Anchor

NUMBERS = ("project_count", "investment", "annual_investment")
"""The numbers that an event and its parts have."""

_FEWEST_PARTS = 3  # of a list whose last amount may be the whole's
_STATISTICS = 200  # characters from the opening of a sentence of statistics to a row in it
_LONGER = compiled(r"当月|当季|本月|今年|全年|累计|以来")
_SENTENCE_END = compiled(r"[。\n]")
_VERB = compiled(r"签约|开工|动工|竣工|投产")
_PURPOSE = compiled(rf"(?:集中)?(?:{_VERB.pattern}){{1,2}}项目$")


def is_apart(document: Document, anchor: Anchor, row: Row) -> bool:
    """同时竣工投产项目11个, 全年实施重点项目160个, 1—6月份，…: of another purpose or time."""
    elsewhen = pattern("events", "rows", "elsewhen").search(row.label)
    return bool(elsewhen) or _is_of_purpose(anchor, row) or _is_of_period(document, anchor, row)


def without_others(document: Document, total: Row, rows: list[Row]) -> list[Row]:
    """当月共签约项目12个，其中20亿元以上项目4个: without the parts of a sum over more than the event."""
    kept: list[Row] = []
    foreign = -1
    for row in rows:
        if row.start > total.start and _LONGER.search(row.around) and not row.part:
            stop = _SENTENCE_END.search(document.folded, row.start, row.start + _STATISTICS)
            foreign = stop.start() if stop else row.start + _STATISTICS
        if row.start >= foreign:
            kept.append(row)
    return kept


def _is_of_purpose(anchor: Anchor, row: Row) -> bool:
    """开工项目, 竣工投产项目: the whole of one of several ceremonies, or of another than the event's."""
    purposes = lexicon("events")["continued"]
    label = _PURPOSE.search(row.label)
    if label is None or anchor.joint:
        return label is not None and row.region is None
    kinds = {purposes[verb] for verb in _VERB.findall(label[0])}
    return anchor.kind in purposes.values() and anchor.kind not in kinds


def _is_of_period(document: Document, anchor: Anchor, row: Row) -> bool:
    """1—6月份，全县新签约项目37个，其中5亿元以上项目11个: a sentence of statistics over months."""
    floor = max(anchor.sentence.end, row.start - _STATISTICS)
    start = max(document.folded.rfind(mark, floor, row.start) for mark in "。\n")
    opening = within(document.dates, start, row.start) if start >= 0 else ()
    return any(
        date.period and "/" in date.period and document.folded[date.end : date.end + 1] == ","
        for date in opening
    )


def with_closing_total(count: int | None, parts: list[Row]) -> tuple[int | None, list[Row]]:
    """百亿级项目1个、其他项目14个，总投资285亿元: behind parts that make up the whole stands its amount.

    The amount of the event of `count` projects, None if there is none such, and its parts without it.
    """
    if len(parts) < _FEWEST_PARTS or sum(row.count or 0 for row in parts) != count:
        return None, parts
    *others, last = parts
    if any(row.investment is not None for row in others):
        return None, parts
    return last.investment, [*others, replace(last, investment=None)]


def parts_of(document: Document, rows: list[Row], region: str | None) -> Iterator[Part]:
    """The rows that are parts of an event's totals, as the contract has them."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        kind = kind_of(document, row.label, row.label_start)
        if kind is None or row.total:
            continue
        label = _canonical(document, row) if kind == "region" else row.label
        if label and (kind, label) not in seen and label != region:
            seen.add((kind, label))
            start, end = row.label_start, max(row.end, row.start)
            yield Part(
                kind, label, start, end, document.text[start:end], row.count, row.investment, row.annual
            )


def _canonical(document: Document, row: Row) -> str | None:
    end = row.label_start + len(row.label)
    places = [
        *within(document.places, row.label_start, end),
        *within(document.deictics, row.label_start, end),
    ]
    return places[0].name if places else None


def with_sub_venues(document: Document, events: list[Event]) -> list[Event]:
    """A county's own numbers are a row of its city's or province's event of the same day and kind."""
    codes = {place.name: place.code for place in (*document.deictics, *document.places) if place.code}
    whole = [
        replace(event, breakdown=_merged(event.breakdown, list(_rows_of_others(event, events, codes))))
        for event in events
    ]
    return [_with_row(event, whole) for event in whole]


def _with_row(event: Event, events: list[Event]) -> Event:
    """桐梓县分会场，8个项目同步开工: what a row with the same count adds."""
    if event.project_count is None or event.investment is not None:
        return event
    above = [other for other in events if (other.kind, other.date) == (event.kind, event.date)]
    rows = [part for other in above for part in other.breakdown if part.by == "region"]
    told = [row for row in rows if (row.label, row.project_count) == (event.region, event.project_count)]
    return replace(event, investment=next((row.investment for row in told if row.investment), None))


def _merged(parts: tuple[Part, ...], others: list[Part]) -> tuple[Part, ...]:
    """The rows of an event with those of its sub-venues, each county once, completed by what either says."""
    by_label = {other.label: other for other in others}
    told = [_filled(part, by_label.pop(part.label)) if part.label in by_label else part for part in parts]
    return (*told, *by_label.values())


def _filled(part: Part, other: Part) -> Part:
    """A row with what the county's own event adds to it, unless they disagree."""
    pairs = [(getattr(part, name), getattr(other, name)) for name in NUMBERS]
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        return part
    return replace(
        part, **{name: a if a is not None else b for name, (a, b) in zip(NUMBERS, pairs, strict=True)}
    )


def _rows_of_others(
    event: Event, events: list[Event], codes: Mapping[str | None, str | None]
) -> Iterator[Part]:
    if event.project_count is None or event.region is None:
        return
    together = [e for e in events if (e.kind, e.date) == (event.kind, event.date)]
    for other in together:
        between = any(
            _is_inside(other.region, e.region, codes) and _is_inside(e.region, event.region, codes)
            for e in together
        )
        if between or not _is_inside(other.region, event.region, codes):
            continue
        fits = other.project_count is not None and other.project_count <= event.project_count
        if fits and (is_county(other.region) or "分会场" in other.quote):
            numbers = (other.project_count, other.investment, other.annual_investment)
            yield Part("region", other.region or "", other.start, other.end, other.quote, *numbers)


def _is_inside(region: str | None, above: str | None, codes: Mapping[str | None, str | None]) -> bool:
    """Whether a region lies in another: by their names (淄博市高青县), else by their codes."""
    if region is None or above is None or region == above:
        return False
    outer, inner = (codes.get(above) or "").rstrip("0"), codes.get(region) or ""
    return region.startswith(above) or bool(outer and inner.startswith(outer))
