"""Which counts and amounts are which event's: the owner of each row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise

from nlp.clauses import within
from nlp.document import Document
from nlp.event_rows import Row
from nlp.event_words import verb
from nlp.gazetteer import is_province
from nlp.hosts import body_start, is_county, is_towards
from nlp.patterns import compiled, lexicon, pattern
from nlp.tellings import Anchor

_THERE = compiled(r"项目(?:同时|同步)?在")  # 22个项目在迁安集中开工
_OFFERED = compiled(r"推出|推介|发布")
_OPENING = 6  # characters of a sentence in which the region that it speaks of begins
_AHEAD = 60  # characters between a region's count and the sentence that tells of its event
_MEETINGS = ("review", "observation", "appraisal")  # kinds that no projects take part in
_MAIN = 8  # anchors among which an article's main events are


def rows_by_anchor(document: Document, anchors: list[Anchor], rows: list[Row]) -> list[list[Row]]:
    """For each anchor the rows it owns, in order."""
    owned: list[list[Row]] = [[] for _ in anchors]
    openings = _openings(document, anchors, rows)
    starts = [anchor.sentence.start for anchor in anchors]
    floors = [paragraph.start for paragraph in document.paragraphs]
    for row in rows:
        at = bisect_right(floors, row.start) - 1
        if not starts or document.paragraphs[at].end <= starts[0]:
            continue  # counts in paragraphs before the first telling are of something else
        floor = floors[at] if at >= 0 else 0
        last = bisect_right(starts, row.start) - 1
        told = _told_of(anchors, starts, openings, row, floor)
        counted = [bool(own) for own in owned[:_MAIN]]
        found = told or _owners(document, anchors, starts, counted, row, floor)
        found = _doing(document, anchors, found, row) or _enclosing(anchors, found, row.region)
        for owner in _ahead_of(anchors, last, row) or found:
            owned[owner].append(_as_told(anchors[owner], row))
    return [_offered(anchors, at, rows) for at, rows in enumerate(owned)]


def _offered(anchors: list[Anchor], at: int, rows: list[Row]) -> list[Row]:
    """推介会暨签约仪式: beside a signing's numbers a promotion's are what it offers (推出75个)."""
    same = [anchors[other] for other in _of_sentence(anchors, at)]
    if anchors[at].kind == "signing" and any(other.kind == "promotion" for other in same):
        return [row for row in rows if "签" in row.around or not _OFFERED.search(row.around)]
    signs = any(other.kind == "signing" and other.region == anchors[at].region for other in same)
    offered = [row for row in rows if _OFFERED.search(row.around)] if signs else []
    return offered if offered and anchors[at].kind == "promotion" else rows


def _as_told(anchor: Anchor, row: Row) -> Row:
    """烟台市…仪式举行，全市94个: in the sentence of an event the whole city is the event's."""
    whole = row.around.startswith("全") and anchor.sentence.start <= row.start < anchor.sentence.end
    ours = anchor.region is not None and row.around[1:2] == anchor.region[-1:]
    return replace(row, region=anchor.region) if whole and ours else row


def _ahead_of(anchors: list[Anchor], last: int, row: Row) -> list[int]:
    """安庆市有48个项目参加。安庆分会场设在…: a region's count just before its own event is told."""
    known = {
        anchor.region
        for anchor in (*anchors[: min(_MAIN, last + 1)], *anchors[max(0, last - _MAIN) : last + 1])
    }
    if row.part or row.region is None or row.region in known:
        return []
    near = [at for at in range(last + 1, min(len(anchors), last + 4)) if anchors[at].region == row.region]
    return [at for at in near if 0 < anchors[at].sentence.start - row.end < _AHEAD][:1]


def _doing(document: Document, anchors: list[Anchor], found: list[int], row: Row) -> list[int]:
    """临清市签约8个、开工11个、竣工7个: of ceremonies counted in turn the one that the verb tells."""
    kind = lexicon("events")["continued"].get(document.folded[row.start - 2 : row.start])
    if row.region is None or kind is None or not found or anchors[found[0]].joint:
        return []
    if kind in {anchors[at].kind for at in found}:
        return []
    region = anchors[found[0]].region
    return [
        at for at, anchor in enumerate(anchors[:_MAIN]) if (anchor.kind, anchor.region) == (kind, region)
    ][:1]


def _openings(document: Document, anchors: list[Anchor], rows: list[Row]) -> list[tuple[int, str]]:
    """Where the text turns to a region that has an event: as a sentence opens, or where projects are."""
    regions = {anchor.region for anchor in anchors if anchor.region}
    if len(regions) < 2:
        return []
    named = sorted([*document.places, *document.deictics], key=lambda place: place.start)
    found = [(row.start, row.region) for row in rows if row.region and _THERE.search(row.around)]
    for sentence in document.sentences:
        start = body_start(document, sentence)
        opening = within(named, start, start + _OPENING)[:1]
        found += [(p.start, p.name) for p in opening if p.name and not is_towards(document, p)]
    for before, anchor in pairwise(anchors):  # …活动举行，绵阳设分会场，集中开工项目55个
        same = before.sentence == anchor.sentence and anchor.region is not None
        if same and document.folded.find("分会场", before.end, anchor.start) >= 0:
            found.append((anchor.start, anchor.region or ""))
    return sorted(opening for opening in found if opening[1] in regions)


def _told_of(
    anchors: list[Anchor], starts: list[int], openings: list[tuple[int, str]], row: Row, floor: int
) -> list[int]:
    """绵阳市此次集中开工87个: the event of the region that the row or its paragraph has come to speak of."""
    last = bisect_right(starts, row.start) - 1
    if last < 0:
        return []
    turned = max(floor, starts[last])  # what a later telling opens with is that telling's
    turns = openings[bisect_left(openings, (turned, "")) : bisect_left(openings, (row.start, ""))]
    for region in [row.region, *(name for _, name in turns[:-9:-1])]:
        own = [at for at in range(max(0, last - 8), last + 1) if region and anchors[at].region == region]
        own = [at for at in own if not _is_met(anchors[at], anchors[last], row)]
        if own and len({anchor.region for anchor in anchors}) > 1:
            return _of_kind(anchors, own, row) or [at for at in _of_sentence(anchors, own[-1]) if at in own]
    return []


def _is_met(meeting: Anchor, last: Anchor, row: Row) -> bool:
    """全市集中开工活动举行，上杭县有7个项目参加: no count of 上杭县's own review."""
    told_there = meeting is not last and row.start < last.sentence.end
    return told_there and meeting.kind in _MEETINGS and last.kind not in _MEETINGS


def _of_kind(anchors: list[Anchor], own: list[int], row: Row) -> list[int]:
    """鹿邑县…集中开工项目共5个: of a region's events the one that the row says the projects took part in."""
    fitting = [at for at in own if verb(anchors[at].kind).search(row.around)]
    return fitting[-1:]


def _owners(
    document: Document, anchors: list[Anchor], starts: list[int], counted: list[bool], row: Row, floor: int
) -> list[int]:
    """The event a row belongs to: the last of its paragraph, that of the region it points at, or the main.

    `counted` tells of the first anchors whether they own rows yet: parts follow what has been counted.
    """
    last = bisect_right(starts, row.start) - 1
    if last >= 0 and starts[last] >= floor:
        return _own(anchors, _of_sentence(anchors, last), row, document.article.home)
    if last >= 0 and anchors[last].rule == "toured":
        return [last]
    done = _done_there(document, anchors, counted, row, floor)
    if done:
        return done
    pointing = within(document.deictics, floor, min(row.start, floor + 30))
    region = pointing[0].name if pointing else None
    main = counted.index(True) if any(counted) and anchors[counted.index(True)].kind == anchors[0].kind else 0
    region = region or _home(document, anchors, row)
    own = next((at for at, anchor in enumerate(anchors[:_MAIN]) if region and anchor.region == region), main)
    return [at for at in _of_sentence(anchors, own) if anchors[at].region == anchors[own].region]


def _home(document: Document, anchors: list[Anchor], row: Row) -> str | None:
    """全省活动举行，我市设分会场。开工130个: counts that name nobody, or a part of it, are of who reports."""
    home, first = document.article.home, anchors[0].region
    if not (home and first) or home == first or is_province(home):
        return None
    province = is_province(first)
    above = province or (is_county(home) and home.startswith(first))
    inside = row.region is None or (province and row.region.startswith(home))
    return home if above and inside else None


def _enclosing(anchors: list[Anchor], found: list[int], region: str | None) -> list[int]:
    """蔚县分会场开工9个；崇礼区、沽源县分别开工11个和12个: the rows are the city's, not 蔚县's."""
    own = anchors[found[-1]].region if found else None
    if not (own and region) or region.startswith(own) or not (is_county(own) and is_county(region)):
        return found
    near = range(found[-1] - 1, max(-1, found[-1] - _MAIN), -1)
    above = next((at for at in near if region.startswith(anchors[at].region or "-")), None)
    return found if above is None else _of_sentence(anchors, above)


def _done_there(
    document: Document, anchors: list[Anchor], counted: list[bool], row: Row, floor: int
) -> list[int]:
    """主会场签约的40个项目中，10亿元以上项目8个: what the paragraph so far says was done tells the event."""
    said = document.folded[max(floor, row.start - 100) : row.start]
    if pattern("events", "joint").search(said):
        return []  # 我市参加集中开竣工的项目48项: of both
    verbs = lexicon("events")["verbs"]
    kinds = {
        kind for kind in verbs if kind in lexicon("events")["continued"].values() and verb(kind).search(said)
    }
    done = [at for at, anchor in enumerate(anchors[:_MAIN]) if kinds == {anchor.kind}]
    home = _home(document, anchors, row)
    return sorted(done, key=lambda at: (home is not None and anchors[at].region != home, not counted[at]))[:1]


def _own(anchors: list[Anchor], shared: list[int], row: Row, home: str | None) -> list[int]:
    """甲县作为分会场参加，开工项目14个: in its clause a county's numbers are not the main event's."""
    inside = [at for at in shared if anchors[at].start <= row.start < anchors[at].end]
    own = [at for at in inside if anchors[at].region != anchors[shared[0]].region]
    ours = [at for at in shared if anchors[at].region == home and row.region is None]
    return own or ours or shared  # 全省活动举行，我县设分会场。本次开工13个: unnamed, the count is ours


def _of_sentence(anchors: list[Anchor], at: int) -> list[int]:
    """The anchors that share a sentence with one of them."""
    near = range(max(0, at - 8), min(len(anchors), at + 9))
    return [other for other in near if anchors[other].sentence == anchors[at].sentence]
