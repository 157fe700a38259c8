"""Sub-venues of a ceremony and counties that hold one each: events of counties told beside the main one.

A county has an event of its own where it sets up a sub-venue in a clause of its own (甲市在乙县设分会场),
where its sub-venue reports numbers (各分会场报告：甲区开工9个；乙县开工11个) or where counties hold
ceremonies each (甲区、乙区也分别举行). Mere shares of the main event are none.
Guarantees: all looks are within one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import EventKind
from nlp.hosts import body_start
from nlp.patterns import compiled, lexicon
from nlp.spans import Place, Span
from nlp.tellings import Anchor

_SUB_VENUE = compiled(r"(?P<of>)(?:在[^,。;、]{2,12}设(?:立|置)?分会场|分会场(?=设在|设于))")
# what a sentence opens with in which the sub-venues report
_REPORTS = compiled(
    r"(?:各|其他|其余|[两三四五六七八九十\d]+个)?(?:视频)?分会场(?:分别|连线|依次|相继|同步|先后|负责人|现场|随后|也)*"
    r"(?:(?:进行|作)?(?:报告|汇报|报|传来)了?|方面|情况|中|里)[^,。;\d]{0,4}?[:,]"
)
_REPORTING = compiled(r"(?:视频)?分会场(?!的)")
_DOES = r"签约|开工|动工|竣工|投产"
_COUNTED = compiled(
    rf"(?P<verb>{_DOES})[^,。;\d]{{0,8}}?\d+(?:个|项)|\d+(?:个|项)[^,。;\d]{{0,10}}?项目[^,。;\d]{{0,4}}?(?P<done>{_DOES})"
)
_EACH = compiled(
    r"(?:当天|当日|同日|同时)?(?:(?:也|均|都|还)?(?:分别|各自|相继|先后)(?:也|都)?|也|均|都)"
    r"(?:举[行办]|召开|开展|组织|启动)(?![^。;\n]{0,12}(?:参加|参与|收看|出席))"
)
_LISTED = compiled(r"[、和与及]|以及")
_LONGEST = 300  # characters back from a clause to the opening of its sentence
_HERE = ("county", "zone")


def sub_venues(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    """甲市在乙县设分会场, 甲县分会场设在…: the same ceremonies of a further region, at a venue of its own."""
    first = found[0] if found else None
    if first is None or first.kind not in lexicon("events")["continued"].values():
        return []
    if document.folded.find("分会场", sentence.start, sentence.end) < 0:
        return []
    same = [anchor for anchor in found[:8] if anchor.sentence == first.sentence]
    known = {anchor.region for anchor in found}
    new: list[Anchor] = []
    for match in _SUB_VENUE.finditer(document.folded, sentence.start, sentence.end):
        place = next((p for p in _places(document, match.start("of")) if p.name not in known), None)
        if place and place.name:
            own = replace(first, sentence=sentence, start=place.start, end=match.end(), region=place.name)
            new += [replace(own, kind=anchor.kind, rule="held", single=False) for anchor in same]
    return new


def _places(document: Document, end: int) -> list[Place]:
    """The place or the pointing word (我区) that ends at `end`."""
    near = [
        *within(document.places, max(0, end - 8), end),
        *within(document.deictics, max(0, end - 8), end),
    ]
    return [place for place in near if place.end == end]


def reports(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    """各分会场报告：章贡区开工9个；信丰县开工11个，竣工6个: the events of those that report numbers."""
    opening = _opening(document, sentence)
    if not found or document.folded.find("分会场", opening, sentence.end) < 0:
        return []
    kinds = {anchor.kind for anchor in found[:8] if anchor.sentence == found[0].sentence}
    led = _REPORTS.match(document.folded, opening, sentence.end)
    places = [p for p in within(document.places, sentence.start, sentence.end) if p.name and p.level in _HERE]
    ends = [*(_start(document, place) for place in places[1:]), sentence.end]
    told = [
        anchor
        for place, end in zip(places, ends, strict=False)
        if led or _REPORTING.match(document.folded, place.end)
        for anchor in _reported(document, place, end)
    ]
    known = {(anchor.kind, anchor.region) for anchor in found}
    return [anchor for anchor in told if anchor.kind in kinds and (anchor.kind, anchor.region) not in known]


def _opening(document: Document, sentence: Span) -> int:
    """Where the sentence begins, or the one that it goes on with behind a semicolon."""
    if document.folded[max(0, sentence.start - 1) : sentence.start] != ";":
        return body_start(document, sentence)
    floor = max(0, sentence.start - _LONGEST)
    return max(floor, *(document.folded.rfind(mark, floor, sentence.start) + 1 for mark in "。\n"))


def _start(document: Document, place: Place) -> int:
    """Where the clause of a place begins: 在章贡区分会场."""
    return place.start - (document.folded[max(0, place.start - 1) : place.start] == "在")


def _reported(document: Document, place: Place, end: int) -> Iterator[Anchor]:
    """What one county's sub-venue reports, of each kind."""
    start = _start(document, place)
    clause = Span(start, end, document.text[start:end])
    for match in _COUNTED.finditer(document.folded, place.end, clause.end):
        kind = cast(EventKind, lexicon("events")["continued"][match["verb"] or match["done"]])
        yield Anchor(
            kind, clause, match.start(), match.end(), "counted", place.name, joint=False, single=False
        )


def each_region(document: Document, anchor: Anchor) -> list[Anchor]:
    """渝北区、永川区也分别举行了集中开工活动: an event of each of them."""
    regions = regions_in_turn(document, anchor)
    return [replace(anchor, region=region) for region in regions] if anchor.region in regions else [anchor]


def regions_in_turn(document: Document, anchor: Anchor) -> list[str]:
    """The counties that hold what the anchor tells each by itself; none where they do it together."""
    cue = _EACH.search(document.folded, anchor.sentence.start, anchor.start)
    if cue and document.folded.find(",", cue.end(), anchor.start) >= 0:
        return []
    places = within(document.places, anchor.sentence.start, cue.start()) if cue else ()
    row: list[Place] = []
    for place in reversed(places):
        between = document.folded[place.end : row[-1].start if row else cue.start() if cue else 0]
        if not (_LISTED.fullmatch(between) if row else between == "") or place.level not in _HERE:
            break
        row.append(place)
    names = [place.name for place in reversed(row) if place.name]
    return names if len(names) == len(row) > 1 else []
