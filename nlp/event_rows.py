"""Rows of counts and amounts: 淄川区21个、总投资214亿元; 市重大项目多，共37个; 10亿元以上项目33个.

A row is a label with a count of projects and what money follows before the next count. Rows serve as
an event's totals (a count that no label of a part precedes) and as its breakdown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.clauses import within
from nlp.document import Document
from nlp.event_labels import (
    is_whole,
    kind_of,
    label_of,
    noun_behind,
    region_behind,
    region_of,
)
from nlp.patterns import compiled, pattern
from nlp.row_amounts import amount_of, amounts_of_all, bare_amount, behind_aside, led_amount, without_amount
from nlp.sharing import Ranked, Shared, find_ranked, find_shared, row_of_amounts
from nlp.spans import Number

_ACTED = compiled(r"[区县市]$|签约|开工|投产|竣工|签下|奠基")
_DID = compiled(r"[、,和](?:新)?(?:签约|开工|竣工|投产|动工)(?:投[产用])?(?:项目)?")
_SENTENCE = 300  # characters of a sentence before a count
_DONE = compiled(r"[^,。;、\n\d]{0,14}")
_FEW = compiled(r"[一二两三四五六七八九十百千万]")  # 三个方面, 一个园区: counts only where projects follow
_PROJECTS = compiled(r"(?:\d+亿元?以[上下]的?)?[^,。;、\d]{0,6}?项目")
_PART = compiled(r"其中|其余|其他|包括|另有|按[^,，]{1,8}分|含")
_BOUND = compiled(r"(?:最多|至少|不少于|不超过|不得少于)(?:上报|有)?$")
_AMOUNTS_IN_TURN = compiled(r",(?:计划|协议)?总?投资额?(?:分别|依次)(?:为|达)?(?=\d)")
_BREAK = compiled(r"[,。;\n]")
_ROW_REACH = 120  # characters in which the amounts of such a row stand
_STOP = compiled(r"[。\n]")
_GENERIC = compiled(
    r"^(?:的)?(?:[省市县区]、)*(?:[省市县区]级?)?(?:重大|重点|产业|工业|招商|建设|投资|合作|新建|集中|开工|签约|竣工|投产|产业链|高质量发展|引资|亿元以上)*项目"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A count with its label and amounts; `total` if no part's label stands at it.

    `count` is None where a county's amount alone is told; `topic` is what its sentence opens with.
    """

    start: int
    end: int
    label: str
    label_start: int
    count: int | None
    investment: int | None
    annual: int | None
    total: bool
    around: str
    region: str | None
    part: bool
    topic: str = ""


def find_rows(document: Document) -> list[Row]:
    """Counts of projects with their labels and amounts, in order."""
    folded = document.folded
    counts = _counts(document)
    rows: list[Row] = []
    for at, count in enumerate(counts):
        floor = counts[at - 1].end if at else 0
        behind = behind_aside(folded, count)
        after = next((n.start for n in counts[at + 1 :] if n.start >= behind), len(folded))
        stop = _STOP.search(folded, behind, after)
        row = _row(document, count, floor, stop.start() if stop else after)
        if row:
            rows.append(_carried(document, rows[-1], row) if rows else row)
    return _spread(document, rows)


def _carried(document: Document, before: Row, row: Row) -> Row:
    """桂平市新开工7项、竣工6项: what else the region just named did."""
    did = _DID.fullmatch(document.folded, before.end, row.start) if before.region else None
    if did is None or row.label not in did[0]:
        return row
    return replace(
        row,
        label=before.label,
        label_start=before.label_start,
        region=before.region,
        total=before.total,
        part=before.part,
    )


def _counts(document: Document) -> list[Number]:
    """Numbers that can count projects."""
    folded = document.folded
    found = [n for n in document.numbers if folded[n.end - 1] in "个项" and n.low == n.high == int(n.low)]
    return [
        n
        for n in found
        if not pattern("events", "rows", "no_projects").match(folded, n.end)
        and (not _FEW.fullmatch(folded, n.start, n.end - 1) or _PROJECTS.match(folded, n.end))
        and folded[max(0, n.start - 1) : n.start] not in ("第", "各")
        and not (folded[n.start : n.end] == "一个" or _BOUND.search(folded, max(0, n.start - 4), n.start))
    ]


def _row(document: Document, count: Number, floor: int, until: int) -> Row | None:
    folded = document.folded
    label, start, total = _labelled(document, count, floor)
    clause = _clause_start(folded, count.start, floor)
    money = amounts_of_all(document, count, until)
    acted = _ACTED.search(folded[clause : count.start])
    if not (label or money or acted or noun_behind(folded, count)):
        return None
    label, start, leading = without_amount(document, label, start)
    of_tier = kind_of(document, label, start) == "tier"  # 唐山市重点项目 may be another's share of the city's
    region = (
        region_of(document, clause, count.start)
        or region_of(document, start, min(start + len(label), count.start))
        or region_behind(document, count)
    )
    return Row(
        start=count.start,
        end=money[-1].end if money else count.end,
        label=document.text[start : start + len(label)],
        label_start=start,
        count=int(count.low),
        investment=leading
        or led_amount(document, count)
        or bare_amount(folded, count, money)
        or amount_of(money, "total_investment"),
        annual=amount_of(money, "annual_investment"),
        total=total,
        around=folded[max(clause, count.start - 12) : _done(folded, count)],
        region=None if of_tier else region,
        part=bool(_PART.search(folded, max(floor, start - 6), count.start)),
        topic=_topic(folded, count.start),
    )


def _labelled(document: Document, count: Number, floor: int) -> tuple[str, int, bool]:
    """The label of a count with its place, and whether it says that all are counted."""
    label, start = label_of(document.folded, count, floor)
    behind = noun_behind(document.folded, count)
    kind_behind = bool(behind) and not _GENERIC.match(behind)
    if label.endswith("等") and (kind_behind or kind_of(document, label, start) != "region"):
        label, start = "", count.start  # 甲项目、乙项目等6个文旅项目: names, no label
    if not label and kind_behind:
        return behind, count.end + (document.folded[count.end : count.end + 1] == "的"), False
    return label, start, is_whole(document, label, start)


def _clause_start(folded: str, at: int, floor: int) -> int:
    """Where the clause of a count begins, after the row before."""
    stop = max(folded.rfind(mark, floor, at) for mark in ",。;:\n】—")
    if folded[stop : stop + 1] == "】":  # 【集中签约】项目61个: under its heading
        stop = max(folded.rfind("【", max(floor, stop - 12), stop), floor)
    return max(floor, stop + 1, at - 30)


def _topic(folded: str, at: int) -> str:
    """签约项目中，高端纺织项目12个: what a sentence or its last part says first it speaks of."""
    topic = pattern("events", "rows", "topic")
    floor = max(0, at - _SENTENCE)
    sentence = max(folded.rfind(mark, floor, at) for mark in "。\n") + 1
    part = folded.rfind(";", max(floor, sentence), at) + 1
    said = topic.match(folded, part, at) or topic.match(folded, sentence, at)
    return said[0] if said else ""


def _done(folded: str, count: Number) -> int:
    """Where the clause ends that says what was done with the projects."""
    done = _DONE.match(folded, count.end)
    return done.end() if done else count.end


def _spread(document: Document, rows: list[Row]) -> list[Row]:
    """Rows with those of 甲区、乙区分别开工12个、9个 in place of their first readings."""
    shared = [row for found in find_shared(document) for row in _shared_rows(document, found)]
    spans = sorted((row.start, row.end) for row in shared)
    starts = [start for start, _ in spans]

    def is_free(row: Row) -> bool:
        at = bisect_right(starts, row.start) - 1
        return at < 0 or row.start >= spans[at][1]

    ranked = [row for found in find_ranked(document) for row in _ranked_rows(found)]
    return _given_in_turn(
        document, sorted([*filter(is_free, rows), *shared, *ranked], key=lambda row: row.start)
    )


def _given_in_turn(document: Document, rows: list[Row]) -> list[Row]:
    """32个签约项目、24个开工项目，总投资分别为146亿元和88亿元: counts and their amounts in turn."""
    for match in _AMOUNTS_IN_TURN.finditer(document.folded):
        last = bisect_left(rows, match.start(), key=lambda row: row.start)
        behind = within(document.figures, match.end(), match.end() + _ROW_REACH)
        amounts = list(row_of_amounts(document, match.end(), behind))
        before = rows[max(0, last - len(amounts)) : last]
        stretch = document.folded[before[0].start : match.start()] if before else "。"
        if 1 < len(amounts) == len(before) and not _BREAK.search(stretch):
            given = zip(before, amounts, strict=True)
            rows[last - len(before) : last] = [replace(row, investment=figure.yuan) for row, figure in given]
    return rows


def _ranked_rows(ranked: Ranked) -> Iterator[Row]:
    for label, amount in zip(ranked.labels, ranked.amounts, strict=True):
        if amount.yuan is not None:
            yield Row(
                start=label.start,
                end=label.end,
                label=label.quote,
                label_start=label.start,
                count=None,
                investment=amount.yuan,
                annual=None,
                total=False,
                around=label.quote,
                region=label.name,
                part=True,
            )


def _shared_rows(document: Document, shared: Shared) -> Iterator[Row]:
    for label, count, amount in zip(shared.labels, shared.counts, shared.amounts, strict=True):
        kind = kind_of(document, label.quote, label.start)
        if shared.each and kind is None:
            continue  # 每个县只看新开工、新投产项目各1个: no parts of anything
        yield Row(
            start=count.start,
            end=count.end,
            label=label.quote,
            label_start=label.start,
            count=int(count.low),
            investment=amount,
            annual=None,
            total=kind is None,
            around=label.quote + shared.said + "项目",
            region=region_of(document, label.start, label.end),
            part=kind is not None,
        )
