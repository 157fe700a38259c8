"""Where an article speaks of an event: the sentence, the noun, the kind and whose event it is.

A sentence speaks of an event when a noun of a kind (集中开工, 点评会 …) stands beside a word of holding, or
when a count of projects does what the kind does (312个项目集中开工); a clause with a county of its own
(桓台县设分会场) speaks of another, and each dated day of a tour is one. The mechanism (每月召开一次),
memories and passing mentions are none. Every look around a noun is bounded, so time is linear.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import EventKind
from nlp.hosts import body_start, clause_end, has_own_venue, subject
from nlp.spans import Span

_FILE = Path(__file__).parent / "lexicon" / "events.toml"
_LONGEST = 500  # characters of a sentence that are read as one
_COUNT = r"[\d一二三四五六七八九十百两,]{1,9}余?(?:个|项)"
_REFERENCE = re.compile(
    r"前[一夕日天]|期间|之后|以后|结束后|之前|以来|[^,，。]{0,4}[\d两三四五六七八九十]+(?:余|多)?次|(?:综合)?(?:结果|得分|成绩|名次)"
)
_CONTINUED = re.compile(r"(?:集中)?(?P<verb>签约|开工|动工|竣工|投产)项目\d+(?:个|项)")
_MODIFIER = re.compile(r"[^,，。;；\n]{0,6}?的(?!项目|\d)|[^,，。;；\n]{0,4}?的\d+个")
_GRADED = re.compile(r"评议|评价|评比|考评|评估|打分")
_AGAIN = re.compile(r"(?:第[一二三四五六七八九十]+|上一?|前一?|下一?|首)次(?:活动|会议)?(?!集中)")
AT_MEETING = re.compile(r"会上|仪式上|活动上|会议还|现场还|活动当天|当天还")
COUNTED = re.compile(
    r"(?<![年产\d])(?:[2-9]|\d\d+)(?:余|多)?(?:个|项)"
)  # of one project's ceremony no more than one
_MARKED = re.compile(r"(?:观摩|评议|评比|评价|考评)(?:综合)?(?:结果|得分|成绩)|打分|评分|亮分")
_MARKS_REACH = 300  # characters past a tour in which its marks may be told
_AMONG = re.compile(r"[^,，。]{0,8}项目(?:中|里|当中)")
_HAPPENED = re.compile(r"项目(?:集中|集体)(?:开工|签约|竣工|投产)(?=[,。;!]|$)")
_SUB_VENUE = re.compile(
    r",(?:我?[^,。;、]{2,10})(?P<own>作为分会场|分会场|设分会场)[^。;]{0,20}?\d+(?:个|项)(?![县区市])"
)
_ATTENDED = re.compile(r"(?:参加|出席|列席|主持|参与|此次|本次|这次)[^,。;]{0,10}$")
_WHERE = re.compile(r"[^,。;]{0,8}上,")  # 在全省“三个一批”活动推进会上，: where something else happened
_GATHERED = re.compile(r"集中|集体|同时|同步|分会场|主会场|共签约|签下|第[一二三四]")


@cache
def lexicon() -> dict[str, Any]:
    """Words of events, as data."""
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


@cache
def word(group: str, name: str) -> re.Pattern[str]:
    """One pattern of the lexicon."""
    return re.compile(lexicon()[group][name])


@cache
def _nouns() -> re.Pattern[str]:
    groups = [f"(?P<{kind}>{'|'.join(words)})" for kind, words in lexicon()["nouns"].items()]
    return re.compile(rf"(?P<joint>{'|'.join(lexicon()['joint'])})|" + "|".join(groups))


@cache
def _promotion() -> re.Pattern[str]:
    return re.compile("|".join(lexicon()["nouns"]["promotion"]))


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


def find_anchors(document: Document) -> list[Anchor]:
    """Every telling of an event, in order; what a sentence leaves out comes from the one before."""
    if not (_nouns().search(document.folded) or _counted().search(document.folded)):
        return []
    found: list[Anchor] = []
    for sentence in document.sentences:
        bounded = Span(sentence.start, min(sentence.end, sentence.start + _LONGEST), sentence.quote)
        here = [_inherit(document, anchor, found) for anchor in _joined(_sentence_anchors(document, bounded))]
        new = [anchor for anchor in here if not _tells_again(document, anchor, found)]
        found += new if here else _continuations(document, bounded, found)
    return found


def _joined(anchors: Iterable[Anchor]) -> list[Anchor]:
    """集中签约暨开工活动: kinds of one sentence and region have to be told apart by what is counted."""
    here = list(anchors)
    purposes = [anchor for anchor in here if anchor.kind in lexicon()["continued"].values()]
    joint = len({anchor.kind for anchor in purposes}) > 1 and len({anchor.region for anchor in purposes}) == 1
    return [replace(anchor, joint=True) if joint and anchor in purposes else anchor for anchor in here]


def _inherit(document: Document, anchor: Anchor, found: list[Anchor]) -> Anchor:
    """本次集中开工项目23个, 会上还签约: an event of whom the sentence before spoke."""
    at_meeting = AT_MEETING.search(document.folded, anchor.sentence.start, anchor.end)
    if anchor.region is not None or not found or not (anchor.rule == "counted" or at_meeting):
        return anchor
    return replace(anchor, region=found[-1].region)


def _kinds(match: re.Match[str], text: str) -> list[EventKind]:
    if match["joint"]:
        joint = lexicon()["joint"].items()
        return next(
            cast(list[EventKind], kinds) for form, kinds in joint if re.fullmatch(form, match["joint"])
        )
    kind = cast(EventKind, match.lastgroup)
    graded = kind == "observation" and (
        _GRADED.match(text, match.end()) or _MARKED.search(text, match.end(), match.end() + _MARKS_REACH)
    )
    return ["appraisal"] if graded else [kind]


def _is_none(inside: str) -> bool:
    """Whether a sentence speaks of the mechanism, of the past as a whole or of aims."""
    return bool(word("not", "mechanism").search(inside) or word("not", "passing").search(inside))


def _rule(inside: str, *, counted: bool) -> str | None:
    if _is_none(inside):
        return None
    if word("holding", "future").search(inside):
        return "announced"
    if counted:
        return "counted"
    return "held" if word("holding", "verbs").search(inside) else None


def _told(document: Document, sentence: Span, last: int) -> str:
    """A sentence as far as it tells of an event: with a day of its own, up to the clause of the noun."""
    end = clause_end(document, sentence, last) if stated_days(document, sentence) else sentence.end
    return document.folded[sentence.start : end]


def _sentence_anchors(document: Document, sentence: Span) -> Iterator[Anchor]:
    text = document.folded
    nouns = list(_nouns().finditer(text, sentence.start, sentence.end))
    rule = nouns and (
        _rule(_told(document, sentence, nouns[-1].end()), counted=False) or _predicate(document, sentence)
    )
    seen: set[tuple[EventKind, str | None]] = set()
    for match in nouns if rule else ():
        if _REFERENCE.match(text, match.end()) or _is_modifier(document, sentence, match):
            continue
        region = subject(document, sentence, match.start(), match.end())
        for kind in _kinds(match, text):
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
    return None if _is_none(inside) else "held"


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
    joint = bool(match.groupdict().get("joint"))
    return Anchor(kind, sentence, match.start(), match.end(), rule, region, joint, single=not together)


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
    return region not in others and has_own_venue(document, max(0, match.start() - 40), match.end())


def _counted_anchors(document: Document, sentence: Span, named: set[EventKind]) -> Iterator[Anchor]:
    text = document.folded
    if not _GATHERED.search(text, sentence.start, sentence.end):
        return
    inside = text[sentence.start : sentence.end]
    rule = _rule(inside, counted=True)
    if rule is None or _promotion().search(inside):
        return
    for match in _counted().finditer(text, sentence.start, sentence.end):
        kind = cast(EventKind, match.lastgroup)
        mentioned = _AMONG.match(text, match.end()) or _is_host_share(document, match)
        if mentioned or kind in named or kind == "promotion" or not _GATHERED.search(match[0]):
            continue
        named.add(kind)
        region = subject(document, sentence, match.start(), match.end())
        yield replace(_anchor(match, sentence, kind, rule, region), single=False)


def _is_host_share(document: Document, match: re.Match[str]) -> bool:
    """主会场船山区开工23个: the share of the county where the event is held, no event of its own."""
    return match[0].startswith("主会场") and bool(within(document.places, match.start(), match.start() + 6))


def stated_days(document: Document, sentence: Span) -> list[tuple[int, str]]:
    """Days that a sentence gives behind its dateline, with their places; months where it gives no day."""
    start = body_start(document, sentence)
    dated = [(day.start, day.value, day.quote) for day in within(document.dates, start, sentence.end)]
    days = [(at, value) for at, value, _ in dated if value and len(value) == 10]
    months = [(at, v) for at, v, quote in dated if v and len(v) == 7 and not quote.endswith("份")]
    return days or months


def _tells_again(document: Document, anchor: Anchor, found: list[Anchor]) -> bool:
    """全市集中开工项目255个, behind the sentence that reports the ceremony: its total, no other event."""
    if stated_days(document, anchor.sentence):
        return False
    before = document.folded[max(anchor.sentence.start, anchor.start - 16) : anchor.start]
    same = [other for other in found[-8:] if _is_same_kind(anchor, other)]
    if anchor.rule == "counted" or _WHERE.match(document.folded, anchor.end):
        return any(anchor.region in (None, other.region) for other in same)
    return bool(same) and _ATTENDED.search(before) is not None


def _is_same_kind(anchor: Anchor, other: Anchor) -> bool:
    """A signing at a promotion is told of as either."""
    return other.kind == anchor.kind or (anchor.kind, other.kind) == ("signing", "promotion")


def _continuations(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    last = found[-1] if found else None
    if last is None:
        return []
    return (
        _purpose(document, sentence, last)
        or _day_of_tour(document, sentence, last)
        or _another_time(document, sentence, found)
    )


def _another_time(document: Document, sentence: Span, found: list[Anchor]) -> list[Anchor]:
    """第三次活动9月26日举行: the same ceremonies on a day of their own."""
    start = body_start(document, sentence)
    match = _AGAIN.match(document.folded, start)
    rule = _rule(document.folded[start : sentence.end], counted=False)
    if match is None or rule is None or not stated_days(document, sentence):
        return []
    first = [anchor for anchor in found[:8] if anchor.sentence == found[0].sentence]
    return [
        replace(anchor, sentence=sentence, start=match.start(), end=match.end(), rule=rule)
        for anchor in first
    ]


def _purpose(document: Document, sentence: Span, last: Anchor) -> list[Anchor]:
    """共签约项目560个；开工项目1009个；投产项目785个: further purposes of the same ceremony."""
    match = _CONTINUED.match(document.folded, sentence.start)
    if match is None or last.joint or not last.sentence.quote.endswith(("；", ";")):
        return []
    if sentence.start - last.sentence.end > 2:
        return []
    kind = cast(EventKind, lexicon()["continued"][match["verb"]])
    return [replace(last, kind=kind, sentence=sentence, start=match.start(), end=match.end())]


def _day_of_tour(document: Document, sentence: Span, last: Anchor) -> list[Anchor]:
    """28日，观摩团走进曹县: a further reported day of a tour."""
    if last.kind != "observation" or last.rule == "announced":
        return []
    inside = document.folded[sentence.start : sentence.end]
    tour = word("tour", "going").search(inside)
    days = stated_days(document, sentence)
    if not tour or not days or days[0][0] - sentence.start > 6 or word("not", "passing").search(inside):
        return []
    if not within(document.places, sentence.start, sentence.end):
        return []
    at, end = sentence.start + tour.start(), sentence.start + tour.end()
    return [replace(last, sentence=sentence, start=at, end=end, rule="toured")]
