"""The total of an event among the rows that it owns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import dropwhile

from nlp.document import Document
from nlp.event_rows import Row
from nlp.event_words import verb
from nlp.patterns import compiled, lexicon, pattern
from nlp.tellings import Anchor

_TOTAL_REACH = 120  # characters past an event's paragraph in which its total may stand
_JOINT_REACH = 300  # the same where several kinds have to be told apart, behind the sum of all
_LISTED = 20  # rows of counties that may stand before their sum
_SUM = compiled(r"共计?|[合总]计")
_SUMMED = 6  # parts that are told before their sum
_DONE = compiled(
    r"(?<!新)(?:开工|签约|竣工)(?!项目)"
)  # what is done with projects that are not only looked at
_SEEN = compiled(r"(?:观摩|察看|看)了?\d")  # 当天共观摩7个项目
_VISITED = compiled(r"^(?!.*会前).*(?:察看|查看|观摩|现场看|实地看|看)了?\d+(?:个|项)[^,。;]{0,8}项目")
_PUT_TO_USE = compiled(r"\d+(?:个|项)[^,。;]{0,6}项目")
_ACTING = compiled(r"\d+(?:个|项)[^,。;、]{0,6}项目[^,。;、]{0,8}举[行办]了?[^,。;、]{0,6}")
_SINCE = compiled(r"(?:年|月|日|[本这]届)以来,")
_STOP = compiled(r"[。;\n]")
_THIS = compiled(r"[本此这]次")
_OPENING = 6  # characters of a sentence in which the region that it speaks of begins
_SINGLE_REACH = 150  # characters past a noun in which one ceremony's count stands
_OFFERED_AGAIN = compiled(r"[本此这]次|(?:发布|推出|推介)")


def find_total(document: Document, anchor: Anchor, region: str | None, rows: list[Row]) -> Row | None:
    """The event's total: of joint kinds the count that does what the kind does, else its region's own."""
    if anchor.kind == "review":
        return _visited_at(anchor, rows)
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


def _visited_at(anchor: Anchor, rows: list[Row]) -> Row | None:
    """点评会…实地察看45个项目: the projects that those who meet for a review go to see."""
    inside = [row for row in rows if anchor.end <= row.start < anchor.sentence.end and row.count]
    return next((row for row in inside if _VISITED.search(row.around)), None)


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
        return _OFFERED_AGAIN
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
        led = (row.start, kinds) if kinds else led
        kinds = kinds or _going_on(document, verbs, led, row)
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


def _going_on(
    document: Document, verbs: dict[str, re.Pattern[str]], led: tuple[int, set[str]], row: Row
) -> set[str]:
    """开工38个，其中制造业21个、服务业9个: the kinds that a row without a verb goes on with."""
    if led[1] and _goes_on(document, led[0], row):
        return led[1]
    return _told_alone(document, verbs, row) if row.region is None else set()


def _told_alone(document: Document, verbs: dict[str, re.Pattern[str]], row: Row) -> set[str]:
    """签约项目22个…。来自长三角的项目14个: the one kind of which the paragraph has told, if it is one."""
    start = document.folded.rfind("\n", max(0, row.start - _JOINT_REACH), row.start)
    said = document.folded[start : row.start] if start >= 0 else ""
    kinds = {kind for kind, done in verbs.items() if done.search(said)}
    return kinds if len(kinds) == 1 else set()


def _goes_on(document: Document, start: int, row: Row) -> bool:
    """Whether a row without a region stands in the clauses of the row at `start`."""
    near = row.region is None and row.start - start < _JOINT_REACH
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
        return [row for row in rows if row.start < max(end, anchor.end + _JOINT_REACH)]
    near = [row for row in rows if row.start < end] or [
        row for row in rows if row.start < anchor.end + _TOTAL_REACH
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
    if anchor.kind == "commissioning" and not _is_of_several(anchor, total):
        return False
    return total.start - anchor.end < _SINGLE_REACH


def _is_of_several(anchor: Anchor, total: Row) -> bool:
    """投产活动举行，6个项目集中投产: of one firm's plant what is put to use is parts, not projects."""
    inside = total.start < anchor.sentence.end and (total.count or 0) > 1
    return inside and _PUT_TO_USE.search(total.around) is not None and "公司" not in anchor.sentence.quote
