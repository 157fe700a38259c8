"""Labels of rows: what a count of projects is of, and of what kind of part.

Guarantees: a label is the text's own, without words that only lead to it or to its count; kinds are those of
the contract (region, tier, sector, ownership, size, stage, other), by the words of lexicon/events.toml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Breakdown
from nlp.hosts import is_guest
from nlp.patterns import compiled, pattern
from nlp.spans import Number, Place

# 10亿元(含)至50亿元项目, 1亿元—10亿元项目, 其余县(市、区)
_LABEL = compiled(r"(?:[^,。;!?\n:()】—]|\([^,。;\n()\d]{1,8}\)|(?<=元)—+(?=\d))*+$")
_BEFORE = compiled(r"([^,。;\n]{2,20}?项目)(?:数(?:量)?)?(?:最?多)?[,、]共?$")
_CLAUSE = compiled(r"[^,。;:\n\d]{4,26}$")  # what a clause without numbers says before the next one counts
_RESUMED = compiled(r"复工|续建")
_NOUN = compiled(r"(?:\d+亿元?以[上下])?[^,。;\n\d]{0,30}?项目")
_REGION = 7  # characters that the name of a region has at most
_IN_REGION = compiled(r"[^,。;、\n\d]{0,8}?项目(?:同时|同步)?在")
_KINDS: tuple[Breakdown, ...] = ("other", "size", "tier", "ownership", "stage")
_AMONG = compiled(r"其中|包括|含")
# 集中开工的重点项目: the event's projects again, no kind of them
_ALL = compiled(r"(?:集中|同步)*(?:开工|签约|竣工|投产)的?(?:亿元以上)?(?:重[点大]|产业|招商|引资)*项目")
_OF_CITY = compiled(r"级?(?:重大|重点)(?:建设)?项目")  # 唐山市重点项目: a tier, not the city's share


@cache
def _word(name: str) -> re.Pattern[str]:
    return pattern("events", "rows", name)


def label_of(folded: str, count: Number, floor: int) -> tuple[str, int]:
    """The label before the count (市重大项目37个), else in the clause before; "" if there is none."""
    before = _LABEL.search(folded, max(floor, count.start - 30), count.start)
    text = before[0] if before else ""
    trimmed = _word("tail").sub("", text.rstrip())
    begun = _word("begun").search(text)
    if begun and _RESUMED.search(folded, max(0, count.start - 14), count.end + 4):
        return begun[0], count.start - len(begun[0])
    lead = _word("lead").match(trimmed)
    label = trimmed[lead.end() :] if lead else trimmed
    start = (before.start() if before else count.start) + (lead.end() if lead else 0)
    if label and not label.endswith("的"):
        return label, start
    if folded[count.start - 1 : count.start] in (",", "、", "共") and text in ("", "共"):
        found = _clause_before(folded, count, floor)
        if found[0]:
            return found
    return ("", count.start) if label else _leading(folded, count.start - len(text), floor)


def _leading(folded: str, at: int, floor: int) -> tuple[str, int]:
    """禹城市次之，21个; 制造业是绝对主力，共68个: who leads or follows, by the clause before."""
    clause = _CLAUSE.search(folded, max(floor, at - 27), at - 1) if folded[at - 1 : at] == "," else None
    led = clause and _word("leading").match(clause[0])
    return (led["label"], clause.start()) if clause and led else ("", at)


def _clause_before(folded: str, count: Number, floor: int) -> tuple[str, int]:
    """一是市重大项目多，共37个; 东台市签约项目数最多，共19个: the label stands in the clause before."""
    found = _BEFORE.search(folded, max(floor, count.start - 26), count.start)
    if not found:
        return "", count.start
    lead = _word("lead").match(found[1])
    return found[1][lead.end() if lead else 0 :], found.start() + (lead.end() if lead else 0)


def noun_behind(folded: str, count: Number) -> str:
    """What is counted, up to 项目, behind the count."""
    noun = _NOUN.match(folded, count.end)
    return noun[0].removeprefix("的") if noun else ""


def region_of(document: Document, start: int, end: int) -> str | None:
    """The region that a row names or points at (我县18个); 唐山全市 is the city named, 上海专场 is none."""
    places = [p for p in within(document.places, start, end) if not is_guest(document, p)]
    places = [place for place in places if document.folded[place.start - 1 : place.start] != "("]
    ends = {place.end for place in places}
    pointing = [place for place in within(document.deictics, start, end) if place.start not in ends]
    named = [place.name for place in (*places, *pointing) if place.name and not _joined(document, place)]
    return named[-1] if named else None


def _joined(document: Document, place: Place) -> bool:
    """我市参加全省集中开工的项目: whose ceremony the projects only take part in."""
    return document.folded[max(0, place.start - 2) : place.start] == "参加"


def region_behind(document: Document, count: Number) -> str | None:
    """22个项目在迁安集中开工: the region where the projects behind their count are."""
    found = _IN_REGION.match(document.folded, count.end)
    places = within(document.places, found.end(), found.end() + 1) if found else ()
    return places[0].name if places else None


def is_whole(document: Document, label: str, start: int) -> bool:
    """Whether a label tells no part: the count is of all."""
    clause = document.folded[max(0, start - 4) : start]
    if _AMONG.search(clause):
        return False
    return (
        label == ""
        or _ALL.fullmatch(label) is not None
        or label in ("项目", "全市", "全区", "全县", "全省", "此次", "共有")
        or not kind_of(document, label, start)
    )


def _lists_names(label: str, places: list[Place]) -> bool:
    """桂阳县某风电场、临武县某产业园等: names of projects of several regions, no region's share."""
    several = len({place.name for place in places}) > 1
    return several and label.endswith("等") and any(len(name) > _REGION for name in label[:-1].split("、"))


def kind_of(document: Document, label: str, start: int) -> Breakdown | None:
    """The kind of part that a label tells; None if it tells none."""
    places = [
        p
        for p in within(document.places, start, start + len(label))
        if p.level in ("county", "zone", "prefecture")
    ]
    if places and places[0].start <= start + 1 and not _lists_names(label, places):
        of_city = places[0].level == "prefecture" and _OF_CITY.fullmatch(label[len(places[0].quote) :])
        return "tier" if of_city else "region"
    if any(place.name for place in within(document.deictics, start, start + 1)):
        return "region"  # 我市的签约项目8个
    return _kind_said(label)


@lru_cache(maxsize=1024)
def _kind_said(label: str) -> Breakdown | None:
    """The kind of part by the words of its label."""
    for kind in _KINDS:
        if _word(kind).search(label):
            return kind
    return "sector" if len(label) > 2 and _word("sector").search(label) else None
