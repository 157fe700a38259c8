"""Where an article speaks of an event: the sentence, the noun, the kind and whose event it is.

A sentence speaks of an event when a noun of a kind (集中开工, 点评会 …) stands beside a word of holding, or
when a count of projects does what the kind does (312个项目集中开工); a clause with a county of its own
(桓台县设分会场) speaks of another, and each dated day of a tour is one. The mechanism (每月召开一次),
memories and passing mentions are none. Every look around a noun is bounded, so time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import cast

from nlp.clauses import within
from nlp.document import Document
from nlp.event_words import AT_MEETING, counted, is_none, kinds_of, nouns, promotions, rule_of
from nlp.facts import EventKind
from nlp.hosts import body_start, clause_end, has_own_venue, subject
from nlp.patterns import compiled, lexicon, pattern
from nlp.spans import Span
from nlp.sub_venues import each_region, reports, sub_venues
from nlp.tellings import Anchor, continuations, days_of_tour, follows, stated_days, tells_again

_LONGEST = 500  # characters of a sentence that are read as one
_REFERENCE = compiled(
    r"前[一夕日天]|期间|之后|以后|结束后|(?:召开|举行)(?:之|以)?后|之前|以来|后(?:[,，]|[^,，。]{0,6}(?:迟|未|没|不))|[^,，。]{0,4}[\d两三四五六七八九十]+(?:余|多)?次|(?:综合)?(?:结果|得分|成绩|名次)|履约率|率|额(?!度)|项目[^,。]{0,4}(?:履约|督查|手续|回头看)|(?:推进|进展|总体)?情况"
)
_MODIFIER = compiled(r"[^,，。;；\n]{0,6}?的(?!项目|\d)|[^,，。;；\n]{0,4}?的\d+个")
_AMONG = compiled(r"[^,，。]{0,8}项目(?:中|里|当中|,?截至)")  # and what has become of them since
_EARLIER = compiled(
    r"(?:去年|上年|前年|往年|此前|先前|早前|上一?(?:季度|批次?|轮|期|次))[^,。;\n]{0,8}$"
)  # 去年集中签约的14个项目
_HAPPENED = compiled(
    r"项目(?:集中|集体)(?:开工|签约|竣工|投产)(?=[,。;!]|$)|集中签订[^,。;]{0,6}投资[^,。;]{0,4}(?:协议|合同)"
)
_SUB_VENUE = compiled(
    r",(?:我?[^,。;、]{2,10})(?P<own>作为分会场|分会场|设分会场)[^。;]{0,20}?\d+(?:个|项)(?![县区市])"
)
_GOES_ON = compiled(
    r"(?:^|,)[^,。;]{0,8}?(?:又|再次|再|还|续|转战|移师)[^,。;]{0,16}举?[办行]"
)  # 20日，又在天津市举办…
_MAIN_VENUE = compiled(r"(?:活动)?主会场")
_ENDED = compiled(r"[日号午]结束")
_GATHERED = compiled(r"集中|集体|同时|同步|同日|一齐|分会场|主会场|共签约|签下|第[一二三四]")


def find_anchors(document: Document) -> list[Anchor]:
    """Every telling of an event, in order; what a sentence leaves out comes from the one before."""
    told = (nouns(), counted(), pattern("events", "tour", "group"))
    if not any(pattern.search(document.folded) for pattern in told):
        return []
    found: list[Anchor] = []
    named = _named(document.folded)
    for sentence in document.sentences:
        bounded = Span(sentence.start, min(sentence.end, sentence.start + _LONGEST), sentence.quote)
        reported = reports(document, bounded, found)
        if reported:
            found += reported
            continue
        told_here = _sentence_anchors(document, bounded) if named(bounded) else ()
        here = [_inherit(document, anchor, found) for anchor in _joined(_each(document, told_here))]
        new = [anchor for anchor in here if not tells_again(document, anchor, found)]
        found += (*new, *_days(document, bounded, new)) if here else continuations(document, bounded, found)
        found += sub_venues(document, bounded, found)
    return found


def _days(document: Document, sentence: Span, told: list[Anchor]) -> list[Anchor]:
    """开展项目观摩活动，14日看甲县11个，15日看乙县9个: days that the sentence of a tour goes on to."""
    last = told[-1] if told else None
    if last is None or last.kind != "observation" or last.rule != "held":
        return []
    return days_of_tour(document, Span(last.end, sentence.end, document.text[last.end : sentence.end]), last)


def _named(text: str) -> Callable[[Span], bool]:
    """Whether a noun of an event or a word of gathering stands in a sentence: told by one pass over all."""
    matches = (match for words in (nouns(), _GATHERED) for match in words.finditer(text))
    ends = sorted(at for match in matches for at in (match.start(), match.end() - 1))

    def named(sentence: Span) -> bool:
        return bisect_left(ends, sentence.start) < bisect_left(ends, sentence.end)

    return named


def _each(document: Document, anchors: Iterable[Anchor]) -> Iterator[Anchor]:
    """The anchors of a sentence, one for each region that holds the ceremony by itself."""
    return (own for anchor in anchors for own in each_region(document, anchor))


def _joined(anchors: Iterable[Anchor]) -> list[Anchor]:
    """集中签约暨开工活动: kinds of one sentence and region have to be told apart by what is counted."""
    here = list(anchors)
    purposes = [anchor for anchor in here if anchor.kind in lexicon("events")["continued"].values()]
    joint = len({anchor.kind for anchor in purposes}) > 1 and len({anchor.region for anchor in purposes}) == 1
    return [replace(anchor, joint=True) if joint and anchor in purposes else anchor for anchor in here]


def _inherit(document: Document, anchor: Anchor, found: list[Anchor]) -> Anchor:
    """本次集中开工项目23个, 会上还签约: an event of whom the sentence before spoke."""
    before = document.folded[anchor.sentence.start : anchor.end]
    at_meeting = AT_MEETING.search(before) is not None or follows(before)
    at_meeting = at_meeting or (_is_of_one(anchor, found) and _GOES_ON.search(before) is not None)
    if anchor.region is not None or not found or not (anchor.rule == "counted" or at_meeting):
        return anchor
    return replace(anchor, region=found[-1].region)


def _is_of_one(anchor: Anchor, found: list[Anchor]) -> bool:
    """Whether all events of the last kind told are one region's, and the anchor goes on with them."""
    last = found[-1].kind if found else None
    regions = {other.region for other in found if other.kind == last}
    return len(regions) == 1 and (last == anchor.kind or (last, anchor.kind) == ("promotion", "signing"))


def _told(document: Document, sentence: Span, last: int) -> str:
    """A sentence as far as it tells of an event: with a day of its own, up to the clause of the noun."""
    end = clause_end(document, sentence, last) if stated_days(document, sentence) else sentence.end
    return document.folded[sentence.start : end]


def _sentence_anchors(document: Document, sentence: Span) -> Iterator[Anchor]:
    text = document.folded
    found = list(nouns().finditer(text, sentence.start, sentence.end))
    rule = found and (
        rule_of(
            _told(document, sentence, found[-1].end()),
            counted=False,
            whole=text[sentence.start : sentence.end],
        )
        or _predicate(document, sentence)
    )
    seen: set[tuple[EventKind, str | None]] = set()
    for match in found if rule else ():
        if _REFERENCE.match(text, match.end()) or _is_mention(document, sentence, match):
            continue
        region = subject(document, sentence, match.start(), match.end())
        for kind in kinds_of(match, text):
            if (kind, region) not in seen and _is_own(document, match, kind, region, seen):
                seen.add((kind, region))
                yield _anchor(match, sentence, kind, rule or "", region)
    own = _own_numbers(document, sentence, seen)
    yield from own
    if not own:
        yield from _counted_anchors(document, sentence, {kind for kind, _ in seen})


def _predicate(document: Document, sentence: Span) -> str | None:
    """3月21日，一季度重大项目集中开工，…: the noun itself says what happened on a stated day."""
    inside = document.folded[sentence.start : sentence.end]
    if not _HAPPENED.search(inside) or not stated_days(document, sentence):
        return None
    return None if is_none(inside) else "held"


def _own_numbers(document: Document, sentence: Span, seen: set[tuple[EventKind, str | None]]) -> list[Anchor]:
    """甲县作为分会场参加，开工项目14个: behind the main event a county's own numbers are its own event."""
    found = len(seen) == 1 and _SUB_VENUE.search(document.folded, sentence.start, sentence.end)
    if not found:
        return []
    ((kind, above),) = seen
    places = [place for place in within(document.places, found.start(), found.start("own")) if place.name]
    if not places or places[0].name == above:
        return []
    start = places[0].start
    return [Anchor(kind, sentence, start, found.end(), "counted", places[0].name, joint=False, single=False)]


def _anchor(match: re.Match[str], sentence: Span, kind: EventKind, rule: str, region: str | None) -> Anchor:
    together = "集中" in match[0] or "集体" in match[0]
    joint = bool(match.groupdict().get("joint")) and len(kinds_of(match, match.string)) > 1
    return Anchor(kind, sentence, match.start(), match.end(), rule, region, joint, single=not together)


def _is_mention(document: Document, sentence: Span, match: re.Match[str]) -> bool:
    """集中签约的223个项目; 主会场甲县集中开工22个; 活动为期三天: what tells of an event told elsewhere."""
    opening = _MAIN_VENUE.match(document.folded, body_start(document, sentence), match.start())
    dated = bool(stated_days(document, sentence))
    if "为期" in sentence.quote and (not dated or _ENDED.search(sentence.quote)):
        return True
    hosted = opening and not dated
    return bool(hosted) or _is_modifier(document, sentence, match)


def _is_modifier(document: Document, sentence: Span, match: re.Match[str]) -> bool:
    """集中签约的223个项目中, 活动上亮相的项目: the event is only mentioned."""
    if not _MODIFIER.match(document.folded, match.end()):
        return False
    days = [day.value or "" for day in within(document.dates, sentence.start, match.start())]
    return not any(len(day) > len("2023") for day in days)  # 二季度集中开工的104个项目 is no report


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
    return region not in others and has_own_venue(document, max(0, match.start() - 40), match.end())


def _counted_anchors(document: Document, sentence: Span, named: set[EventKind]) -> Iterator[Anchor]:
    text = document.folded
    if not _GATHERED.search(text, sentence.start, sentence.end):
        return
    inside = text[sentence.start : sentence.end]
    rule = rule_of(inside, counted=True)
    if rule is None or promotions().search(inside):
        return
    for match in counted().finditer(text, sentence.start, sentence.end):
        kind = cast(EventKind, match.lastgroup)
        mentioned = (
            _AMONG.match(text, match.end())
            or _is_host_share(document, match)
            or _is_earlier(document, sentence, match)
        )
        if mentioned or kind in named or kind == "promotion" or not _GATHERED.search(match[0]):
            continue
        named.add(kind)
        region = subject(document, sentence, match.start(), match.end())
        yield replace(_anchor(match, sentence, kind, rule, region), single=False)


def _is_earlier(document: Document, sentence: Span, match: re.Match[str]) -> bool:
    """民乐县去年集中签约的14个项目: what came of projects of an earlier ceremony whose day is not told."""
    before = _EARLIER.search(document.folded, max(sentence.start, match.start() - 14), match.start())
    return "的" in match[0] and bool(before) and not stated_days(document, sentence)


def _is_host_share(document: Document, match: re.Match[str]) -> bool:
    """主会场船山区开工23个: the share of the county where the event is held, no event of its own."""
    return match[0].startswith("主会场") and bool(within(document.places, match.start(), match.start() + 6))
