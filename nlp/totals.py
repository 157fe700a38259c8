"""Which counts and amounts are an event's: the owner of each row, and the total among its rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import dropwhile, pairwise

from nlp.clauses import within
from nlp.document import Document
from nlp.event_rows import Row
from nlp.event_words import verb
from nlp.gazetteer import is_province
from nlp.hosts import body_start, is_county, is_towards
from nlp.patterns import compiled, lexicon, pattern
from nlp.tellings import Anchor

TOTAL_REACH = 120  # characters past an event's paragraph in which its total may stand
JOINT_REACH = 300  # the same where several kinds have to be told apart, behind the sum of all
_LISTED = 20  # rows of counties that may stand before their sum
_SUM = compiled(r"共计?|[合总]计")
_SUMMED = 6  # parts that are told before their sum
_DONE = compiled(
    r"(?<!新)(?:开工|签约|竣工)(?!项目)"
)  # what is done with projects that are not only looked at
_THERE = compiled(r"项目(?:同时|同步)?在")  # 22个项目在迁安集中开工
_SEEN = compiled(r"(?:观摩|察看|看)了?\d")  # 当天共观摩7个项目
_OFFERED = compiled(r"[本此这]次|(?:发布|推出|推介)")
_ACTING = compiled(r"\d+(?:个|项)[^,。;、]{0,6}项目[^,。;、]{0,8}举[行办]了?[^,。;、]{0,6}")
_SINCE = compiled(r"(?:年|月|日|[本这]届)以来,")
_STOP = compiled(r"[。;\n]")
_OFFERED = compiled(r"推出|推介|发布")
_THIS = compiled(r"[本此这]次")
_OPENING = 6  # characters of a sentence in which the region that it speaks of begins
_AHEAD = 60  # characters between a region's count and the sentence that tells of its event
_MAIN = 8  # anchors among which an article's main events are
_SINGLE_REACH = 150  # characters past a noun in which one ceremony's count stands


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
    same = (anchors[other] for other in _of_sentence(anchors, at))
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
        if own and len({anchor.region for anchor in anchors}) > 1:
            return _of_kind(anchors, own, row) or [at for at in _of_sentence(anchors, own[-1]) if at in own]
    return []


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


def find_total(document: Document, anchor: Anchor, region: str | None, rows: list[Row]) -> Row | None:
    """The event's total: of joint kinds the count that does what the kind does, else its region's own."""
    if anchor.kind == "review":
        return None
    named = [row for row in rows if anchor.start <= row.start < anchor.end]
    if anchor.rule in ("counted", "announced") and named:
        return named[0]
    acting = [row for row in rows if _is_acting(document, anchor, row)]
    if acting:
        return acting[0]
    choose = _joint if anchor.joint else _whole
    counted = [row for row in rows if row.count is not None and not is_since(document, row)]
    ours = [row for row in counted if row.start < anchor.sentence.start and row.region == region and region]
    behind = [row for row in counted if row.start >= anchor.sentence.start]
    total = choose(anchor, region, ours) if ours and not anchor.single else None
    total = total or _opening_total(document, anchor, counted)
    total = total or choose(anchor, region, _near(document, anchor, behind))
    again = _again(anchor)
    if total is None and again:
        total = choose(anchor, region, [row for row in behind if again.search(row.around)])
    if total is None and anchor.joint:
        total = choose(anchor, region, behind)  # of joint kinds each count says what was done
    toured = anchor.rule == "toured"
    if total and anchor.single and not (anchor.joint or toured or _is_close(anchor, total)):
        return None
    return total


def is_since(document: Document, row: Row) -> bool:
    """2020年以来，24个在建项目…: a count over more than the event."""
    folded = document.folded
    floor = max(0, row.start - _SINGLE_REACH)
    start = max(folded.rfind(mark, floor, row.start) for mark in "。;\n")
    return _SINCE.search(folded, max(floor, start), row.start) is not None and not _THIS.search(row.around)


def _opening_total(document: Document, anchor: Anchor, rows: list[Row]) -> Row | None:
    """22个项目，总投资128.6亿元！2月19日，…举行: what a report calls out before it tells of the event."""
    at = bisect_right(document.paragraphs, anchor.start, key=lambda paragraph: paragraph.start) - 1
    floor, end = (document.paragraphs[at].start, document.paragraphs[at].end) if at >= 0 else (0, 0)
    if anchor.single or any(anchor.sentence.start <= row.start < end for row in rows):
        return None
    called = [row for row in rows if floor <= row.start < anchor.sentence.start]
    whole = [row for row in called if row.total and not row.part and row.start - floor < _OPENING]
    return whole[0] if whole else None


def _is_acting(document: Document, anchor: Anchor, row: Row) -> bool:
    """其中，9个项目日前举行了集中签约仪式: the projects themselves hold the ceremony."""
    between = document.folded[row.start : anchor.start]
    return anchor.sentence.start <= row.start and _ACTING.fullmatch(between) is not None


def _again(anchor: Anchor) -> re.Pattern[str] | None:
    """What marks a total that a later paragraph tells; None where it would be of something else."""
    if anchor.kind == "promotion":
        return _OFFERED
    if anchor.rule == "toured":
        return _SEEN
    return None if anchor.single else _THIS


def _joint(anchor: Anchor, region: str | None, rows: list[Row]) -> Row | None:
    rows = [row for row in rows if not pattern("events", "rows", "earlier").search(row.around)]
    others = [verb(kind) for kind in lexicon("events")["verbs"] if kind != anchor.kind]
    of_kind = [row for row in rows if row.region in (None, region) and verb(anchor.kind).search(row.around)]
    of_kind = [row for row in of_kind if not pattern("events", "joint").search(row.around)]
    alone = [row for row in of_kind if not any(other.search(row.around) for other in others)]
    return next(iter(alone or of_kind), None)


def regional(document: Document, anchor: Anchor, rows: list[Row], total: Row) -> list[Row]:
    """柳州市此次开竣工69个，其中新开工41项、竣工28项: a region's parts by kind."""
    purposes = set(lexicon("events")["continued"].values())
    verbs = {kind: verb(kind) for kind in lexicon("events")["verbs"] if kind in purposes}
    found: list[Row] = []
    above: Row | None = None
    led: tuple[int, set[str]] = (-1, set())
    for row in rows:
        done = {kind for kind, done in verbs.items() if done.search(row.around)}
        kinds = done or {kind for kind, done in verbs.items() if done.search(row.topic)}
        if kinds:
            led = (row.start, kinds)
        elif led[1] and _goes_on(document, led[0], row):
            kinds = led[1]  # 开工38个，其中制造业21个、服务业9个
        if row is total or (row.count or 0) > (total.count or 0):
            continue
        mixed = bool(pattern("events", "joint").search(row.around))
        if row.region and (mixed or len(done) > 1):
            above = row
        elif done == {anchor.kind} and above and _continues(above, row):
            found.append(
                replace(above, count=row.count, investment=row.investment, annual=row.annual, end=row.end)
            )
        elif (row.region or not (done and above)) and kinds <= {anchor.kind}:
            found.append(row)
    return found


def _goes_on(document: Document, start: int, row: Row) -> bool:
    """Whether a row without a region stands in the clauses of the row at `start`."""
    near = row.region is None and row.start - start < JOINT_REACH
    return near and _STOP.search(document.folded, start, row.start) is None


def _continues(above: Row, row: Row) -> bool:
    """Whether a row still tells of the region of the row above it."""
    return row.region in (None, above.region) and row.start - above.end < _SINGLE_REACH


def _whole(anchor: Anchor, region: str | None, rows: list[Row]) -> Row | None:
    rows = [row for row in rows if not pattern("events", "rows", "earlier").search(row.around)]
    if anchor.kind == "observation":
        rows = [row for row in rows if not _DONE.search(row.around)]
    first = list(dropwhile(lambda row: row.region not in (None, region), rows[:_LISTED]))[:3] or rows[:3]
    whole = [row for row in first if row.region in (None, region) and not row.part]
    found = whole or [row for row in first if row.region == region]
    if anchor.kind in ("observation", "appraisal") and not found and len(rows) == 1:
        return rows[0]  # 观摩了甲县、乙县的12个项目
    if anchor.kind == "promotion":
        there = [row for row in found if row.start < anchor.sentence.end and "签" in row.around]
        found = there or [row for row in found if row.investment is not None] or found
    total = next((row for row in found if not _follows_another(rows, row, region)), None)
    return total and (_sum_behind(total, rows) or total)


def _sum_behind(first: Row, rows: list[Row]) -> Row | None:
    """线上项目3个，线下项目9个，共计12个: the sum of the parts told before it."""
    parts = [row for row in rows if first.start <= row.start][:_SUMMED]
    for at, row in enumerate(parts[2:], 2):
        if row.count == sum(part.count or 0 for part in parts[:at]) and _SUM.search(row.around):
            return row
    return None


def _near(document: Document, anchor: Anchor, rows: list[Row]) -> list[Row]:
    """Rows among which a total can stand: those of the event's paragraph, else soon after."""
    ends = [paragraph.end for paragraph in document.paragraphs]
    at = bisect_right(ends, anchor.start)
    end = ends[at] if at < len(ends) else len(document.text)
    if anchor.joint:
        return [row for row in rows if row.start < max(end, anchor.end + JOINT_REACH)]
    near = [row for row in rows if row.start < end] or [
        row for row in rows if row.start < anchor.end + TOTAL_REACH
    ]
    end = ends[bisect_left(ends, near[-1].start)] if near else end
    return [row for row in rows if row.start < end]


def _follows_another(rows: list[Row], total: Row, region: str | None) -> bool:
    """我县6个项目参加签约。6个项目分别是: the count is a county's, told again."""
    before = [row for row in rows[:3] if row.start < total.start]
    return any(_is_other(row.region, region) and (row.count or 0) >= (total.count or 0) for row in before)


def _is_other(named: str | None, region: str | None) -> bool:
    """Whether a region is neither that of the event nor one above it."""
    return named is not None and not (region or "").startswith(named)


def _is_close(anchor: Anchor, total: Row) -> bool:
    """One project's ceremony has no totals: a count must stand close to it."""
    return total.start - anchor.end < _SINGLE_REACH and anchor.kind != "commissioning"
