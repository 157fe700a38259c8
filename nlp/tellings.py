"""Tellings of events: where one is spoken of, and what further sentences add to it.

Guarantees: a sentence that only tells of a known event again is no event; one that goes on with it (a further
purpose, a further day of a tour, the same ceremonies at another time) is one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from nlp.clauses import within
from nlp.document import Document
from nlp.event_words import AT_MEETING, rule_of, toured_as
from nlp.facts import EventKind
from nlp.hosts import body_start
from nlp.patterns import compiled, lexicon, pattern
from nlp.spans import Span

_HEADING = compiled(r"[【(]?\d{1,2}月\d{1,2}日[^。;]{2,40}[】)]?")  # 【8月26日　襄垣县、武乡县】
_BACK = ("当天", "当日", "同日", "同一天", "次日")  # days that point at one told before
_CONTINUED = compiled(r"(?:集中)?(?P<verb>签约|开工|动工|竣工|投产)项目\d+(?:个|项)")
_AGAIN = compiled(
    r"(?:其中,?)?(?:今年|去年)?(?:第[一二三四五六七八九十]+|上一?|前一?|下一?|首)(?:次(?:集中)?(?:活动|会议|仪式)?(?!集中)|批(?:活动|仪式)|轮[^,。;]{0,4}(?:活动|观摩|评议|赛))"
)
_ATTENDED = compiled(r"(?:参加|出席|列席|主持|参与|此次|本次|这次)[^,。;]{0,10}$")
_OTHER_DAY = compiled(r"(?:前|头|后|第[二三四])一?天|前一日|次日|翌日")  # a day told by the one before
_SAW = compiled(
    r"(?:[上下]午)?,?[^,。;\d]{0,10}?(?P<going>观摩|走进|来到|察看|查看|看)[^。;\n]{0,40}?\d+(?:余|多)?(?:个|项)"
)  # 3日看西部的11个项目
_CLOSES = compiled(r"随即|随后|结束后|当晚")  # the meeting that closes a tour
_OFFERED = compiled(
    r"(?:推出|发布|推介|推荐)[^,。;\n\d]{0,14}\d+(?:余|多)?(?:个|项)|\d+(?:余|多)?(?:个|项)[^,。;\n]{0,12}(?:推出|发布|推介)"
)
_OFFERED_REACH = 600  # characters past a promotion in which its signing section may begin
_FOLLOWS = compiled(r"(?:随后|随即|接着|紧接着)(?:还)?举[行办]")  # a ceremony behind another one
_TURN = compiled(r"(?P<what>点评)了?[^,。;\n]{2,60}")  # 4月17日点评泰兴市、海陵区
_TODAY = ("今天", "今日")
_OF_THOSE = compiled(r"的\d+个")  # 今天集中开工的40个重点项目: what a speech says of the ceremony told
_CONCLUDES = compiled(
    r"(?:评议|考评|点评|评价)?总结(?:点评|表彰)?(?:大会|会)"
)  # 观摩评议总结会议: the meeting that closes one
# what follows is of the event told
_SAME = compiled(r"(?:本次|此次|这次)[^,。;]|(?:观摩|活动|会议|拉练|评议)结束后,")
_WHERE = compiled(r"[^,。;]{0,8}上,")  # 在全省“三个一批”活动推进会上，: where something else happened


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an event is spoken of; `region` is None where the sentence names none.

    `joint` says that its noun names several kinds, `single` that it may be one project's ceremony.
    """

    kind: EventKind
    sentence: Span
    start: int
    end: int
    rule: str
    region: str | None
    joint: bool
    single: bool


def stated_days(document: Document, sentence: Span) -> list[tuple[int, str]]:
    """Days that a sentence gives behind its dateline, with their places; months where it gives no day."""
    start = body_start(document, sentence)
    spans = [day for day in within(document.dates, start, sentence.end) if day.quote not in _BACK]
    dated = [(day.start, day.value, day.quote) for day in spans]
    days = [(at, value) for at, value, _ in dated if value and len(value) == 10]
    months = [(at, v) for at, v, quote in dated if v and len(v) == 7 and not quote.endswith("份")]
    return days or months


def tells_again(document: Document, anchor: Anchor, found: list[Anchor]) -> bool:
    """Whether an anchor tells only of an event that is told already."""
    if document.folded.startswith("签约环节", anchor.start):
        return not _has_offered(document.folded, anchor.sentence.start, found)
    return _is_told(document, anchor, found)


def _is_told(document: Document, anchor: Anchor, found: list[Anchor]) -> bool:
    """全市集中开工项目255个, behind the sentence that reports the ceremony: its total, no other event."""
    folded, begin = document.folded, anchor.sentence.start
    if anchor.kind == "appraisal" and _CONCLUDES.match(folded, anchor.end):
        return bool(found) and found[-1].kind in ("observation", "appraisal")
    days = [at for at, _ in stated_days(document, anchor.sentence)]
    of_those = anchor.rule == "counted" or _OF_THOSE.match(folded, anchor.end)
    said = of_those and all(folded.startswith(_TODAY, at) for at in days)
    if not found or (days and not (said and found[-1].kind == anchor.kind)):
        return False
    if anchor.kind == "review" and _CLOSES.search(folded, begin, anchor.start):
        return found[-1].kind in ("observation", "appraisal")
    if anchor.kind != found[-1].kind and follows(folded[begin : anchor.start]):
        return False
    same = [other for other in found[-8:] if _is_same_kind(anchor, other)]
    alike = [other for other in same if anchor.region in (None, other.region)]
    if anchor.rule == "counted" or _WHERE.match(folded, anchor.end):
        return bool(alike)
    opening = body_start(document, anchor.sentence)
    if alike and (anchor.start <= opening or _SAME.match(folded, opening)):
        return True
    if AT_MEETING.search(folded, begin, anchor.start) and any(other.kind == anchor.kind for other in alike):
        return True
    return bool(same) and _ATTENDED.search(folded, max(begin, anchor.start - 16), anchor.start) is not None


def _has_offered(folded: str, begin: int, found: list[Anchor]) -> bool:
    """Whether a promotion has told what it offers before it comes to what is signed."""
    near = (told for told in found[-2:] if told.kind == "promotion" and begin - told.end < _OFFERED_REACH)
    return any(_OFFERED.search(folded, told.end, begin) for told in near)


def follows(inside: str) -> bool:
    """随后举行的签约仪式: whether a stretch leads to a ceremony behind the one told before it."""
    return _FOLLOWS.search(inside) is not None


def _is_same_kind(anchor: Anchor, other: Anchor) -> bool:
    """A signing at a promotion is told of as either."""
    return other.kind == anchor.kind or (anchor.kind, other.kind) == ("signing", "promotion")


def continuations(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    """What a sentence without a noun of its own adds to the events told before it."""
    last = found[-1] if found else None
    if last is None or last.kind not in ("observation", "appraisal"):
        begun = _tour(document, sentence)
        if begun or last is None:
            return begun
    return (
        _earlier_reviews(document, sentence, last)
        or _purpose(document, sentence, last)
        or _day_of_tour(document, sentence, last)
        or _another_time(document, sentence, found)
    )


def _tour(document: Document, sentence: Span) -> list[Anchor]:
    """4月5日至6日，评议团走进…: a tour told by who goes on it."""
    group = pattern("events", "tour", "group").search(document.folded, sentence.start, sentence.end)
    if group is None or not stated_days(document, sentence):
        return []
    kind = toured_as(document.folded, group.end())
    return [Anchor(kind, sentence, group.start(), group.end(), "held", None, joint=False, single=False)]


def _earlier_reviews(document: Document, sentence: Span, last: Anchor) -> list[Anchor]:
    """今年前两场点评会，4月17日点评甲市，7月12日点评乙区: each day with whom it was the turn of."""
    if last.kind != "review":
        return []
    told: list[Anchor] = []
    for day in within(document.dates, sentence.start, sentence.end):
        turn = _TURN.match(document.folded, day.end)
        if turn and day.value and len(day.value) == 10 and turn.end() <= sentence.end:
            clause = Span(day.start, turn.end(), document.text[day.start : turn.end()])
            own = replace(last, sentence=clause, start=day.end, end=turn.end("what"), rule="held")
            told.append(own)
    return told


def _another_time(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    """第三次活动9月26日举行: the same ceremonies on a day of their own."""
    start = body_start(document, sentence)
    match = _AGAIN.match(document.folded, start)
    rule = match and rule_of(document.folded[start : sentence.end], counted=False)
    if match is None or rule is None or not stated_days(document, sentence):
        return []
    told = found[-1] if "轮" in match[0] else found[0]
    same = [anchor for anchor in (*found[:8], *found[-8:]) if anchor.sentence == told.sentence]
    return [
        replace(anchor, sentence=sentence, start=match.start(), end=match.end(), rule=rule)
        for anchor in dict.fromkeys(same)
    ]


def _purpose(document: Document, sentence: Span, last: Anchor) -> list[Anchor]:
    """共签约项目560个；开工项目1009个；投产项目785个: further purposes of the same ceremony."""
    match = _CONTINUED.match(document.folded, sentence.start)
    if match is None or last.joint or not last.sentence.quote.endswith(("；", ";")):
        return []
    if sentence.start - last.sentence.end > 2:
        return []
    kind = cast(EventKind, lexicon("events")["continued"][match["verb"]])
    return [replace(last, kind=kind, sentence=sentence, start=match.start(), end=match.end())]


def _day_of_tour(document: Document, sentence: Span, last: Anchor) -> list[Anchor]:
    """28日，观摩团走进曹县: a further reported day of a tour."""
    if last.kind != "observation" or last.rule == "announced":
        return []
    inside = document.folded[sentence.start : sentence.end]
    if pattern("events", "not", "passing").search(inside):
        return []
    several = days_of_tour(document, sentence, last)
    if several:
        return several
    tour = pattern("events", "tour", "going").search(inside)
    heading = _HEADING.fullmatch(inside)
    if not (tour or heading) or not _opens_with_day(document, sentence):
        return []
    if not within(document.places, sentence.start, sentence.end):
        return []
    start, stop = tour.span() if tour else (0, len(inside))
    at, end = sentence.start + start, sentence.start + stop
    return [replace(last, sentence=sentence, start=at, end=end, rule="toured")]


def _opens_with_day(document: Document, sentence: Span) -> bool:
    start = body_start(document, sentence)
    days = stated_days(document, sentence)
    return bool(days and days[0][0] - start <= 6) or _OTHER_DAY.match(document.folded, start) is not None


def days_of_tour(document: Document, sentence: Span, last: Anchor) -> list[Anchor]:
    """3日看西部的11个项目，4日看东部的9个项目: several days of a tour in one sentence, with their counts."""
    days = [day for day in within(document.dates, sentence.start, sentence.end) if len(day.value or "") == 10]
    seen = [(day.start, _SAW.match(document.folded, day.end, sentence.end)) for day in days]
    going = [(start, saw.span("going")) for start, saw in seen if saw]
    if len(going) < 2:
        return []
    ends = [*(start for start, _ in going[1:]), sentence.end]
    return [_day(document, last, start, end, at) for (start, at), end in zip(going, ends, strict=True)]


def _day(document: Document, last: Anchor, start: int, end: int, going: tuple[int, int]) -> Anchor:
    """The clause of one day of a tour."""
    clause = Span(start, end, document.text[start:end])
    return replace(last, sentence=clause, start=going[0], end=going[1], rule="toured")
