"""Rows of counts and amounts: 淄川区21个、总投资214亿元; 市重大项目多，共37个; 10亿元以上项目33个.

A row is a label with a count of projects and what money follows before the next count. Rows serve as
an event's totals (a count that no label of a part precedes) and as its breakdown.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Breakdown, Figure, Part
from nlp.sharing import Ranked, Shared, find_ranked, find_shared
from nlp.spans import Number

_FILE = Path(__file__).parent / "lexicon" / "events.toml"
_NO_PROJECTS = re.compile(
    r"(?:一批|百分点|位次|名次|单位|部门|企业|乡镇|观摩点|车间|岗位|标段|月|多月|工作日|小时|镇|街道|村|社区|[省市县区](?![、级重])|国家|行业|领域|方面|维度|环节|批次)"
)
_ACTED = re.compile(r"[区县市]$|签约|开工|投产|竣工|签下|奠基")
_DONE = re.compile(r"[^,。;、\n\d]{0,14}")
_PLAIN = ("other", "indicator")  # roles of an amount that no word of its own explains
_FEW = re.compile(r"[一二两三四五六七八九十百千万]")  # 三个方面, 一个园区: counts only where projects follow
_PROJECTS = re.compile(r"[^,。;、\d]{0,4}?项目")
_NEXT = re.compile(r"[、, ]?(?:共)?(?P<amount>\d)")
_CLASS = re.compile(r"以上|以下|以内|项目|至|的|[—-]")
_LABEL = re.compile(r"[^,。;!?\n:()】—]*$")
_NOUN = re.compile(r"[^,。;\n、\d]{0,30}?项目")
_PART = re.compile(r"其中|其余|其他|包括|另有|按[^,，]{1,8}分|含")
_BEFORE = re.compile(r"([^,。;\n]{2,20}?项目)(?:数(?:量)?)?(?:最?多)?[,、]共?$")
_RESUMED = re.compile(r"复工|续建")
_IN_REGION = re.compile(r"[^,。;、\n\d]{0,8}?项目(?:同时|同步)?在")
_BOUND = re.compile(r"(?:最多|至少|不少于|不超过|不得少于)(?:上报|有)?$")
# 集中开工的重点项目: the event's projects again, no kind of them
_ALL = re.compile(r"(?:集中|同步)*(?:开工|签约|竣工|投产)的?(?:亿元以上)?(?:重[点大]|产业|招商|引资)*项目")
_OF_CITY = re.compile(r"级?(?:重大|重点)(?:建设)?项目")  # 唐山市重点项目: a tier, not the city's share
_STOP = re.compile(r"[。\n]")
_GENERIC = re.compile(
    r"^(?:的)?(?:[省市县区]、)*(?:[省市县区]级?)?(?:重大|重点|产业|工业|招商|建设|投资|新建|集中|开工|签约|竣工|投产|产业链|高质量发展|引资|亿元以上)*项目"
)


@cache
def _rows() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rows"]
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A count with its label and amounts; `total` if no part's label stands at it.

    `count` is None where a county's amount alone is told.
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


def _label(folded: str, count: Number, floor: int) -> tuple[str, int]:
    """The label before the count (市重大项目37个) or, if there is none, behind it (37个市重大项目)."""
    before = _LABEL.search(folded, max(floor, count.start - 30), count.start)
    text = before[0] if before else ""
    trimmed = re.sub(_rows()["tail"], "", text.rstrip())
    begun = re.search(_rows()["begun"], text)
    if begun and _RESUMED.search(folded, max(0, count.start - 14), count.end + 4):
        return begun[0], count.start - len(begun[0])
    lead = re.match(_rows()["lead"], trimmed)
    label = trimmed[lead.end() :] if lead else trimmed
    start = (before.start() if before else count.start) + (lead.end() if lead else 0)
    if label and not label.endswith("的"):
        return label, start
    if folded[count.start - 1 : count.start] in (",", "、", "共") and text in ("", "共"):
        return _clause_before(folded, count, floor)
    return "", count.start


def _clause_before(folded: str, count: Number, floor: int) -> tuple[str, int]:
    """一是市重大项目多，共37个; 东台市签约项目数最多，共19个: the label stands in the clause before."""
    found = _BEFORE.search(folded, max(floor, count.start - 26), count.start)
    if not found:
        return "", count.start
    lead = re.match(_rows()["lead"], found[1])
    return found[1][lead.end() if lead else 0 :], found.start() + (lead.end() if lead else 0)


def _behind(folded: str, count: Number) -> str:
    noun = _NOUN.match(folded, count.end)
    return noun[0].removeprefix("的") if noun else ""


def _done(folded: str, count: Number) -> int:
    """Where the clause ends that says what was done with the projects."""
    done = _DONE.match(folded, count.end)
    return done.end() if done else count.end


def _amount(figures: Iterable[Figure], role: str) -> int | None:
    for figure in figures:
        if figure.role == role and figure.yuan is not None:
            return figure.yuan
    return None


def _led(document: Document, count: Number) -> int | None:
    """总投资164.5亿元的22个项目: an amount that leads to the count."""
    if document.folded[count.start - 1 : count.start] != "的":
        return None
    before = within(document.figures, max(0, count.start - 24), count.start)
    touching = [figure for figure in before if figure.end == count.start - 1]
    return _amount(touching, "total_investment")


def _bare(folded: str, count: Number, money: Sequence[Figure]) -> int | None:
    """曲阜市6个、41亿元: an amount that follows its count without a word is the investment."""
    first = money[0] if money else None
    behind = _NEXT.match(folded, count.end)
    if first is None or behind is None or behind.start("amount") != first.start or first.role not in _PLAIN:
        return None
    named = _CLASS.match(folded, first.end) or first.quote.endswith(("以上", "以下", "以内"))
    return None if named else first.yuan


def _row(document: Document, count: Number, floor: int, until: int) -> Row | None:
    folded = document.folded
    label, start = _label(folded, count, floor)
    if label.endswith("等") and _kind(document, label, start) != "region":
        label, start = "", count.start  # 甲项目、乙项目等6个重大项目: names, no label
    behind = _behind(folded, count)
    clause = _clause_start(folded, count.start, floor)
    named = label or behind
    projects = (
        "项目" in named or "项目" in behind or bool(_ACTED.search(label or folded[clause : count.start]))
    )
    money = list(within(document.figures, count.end, until))
    if not projects and not money and not label:
        return None
    total = _is_total(document, label, start)
    if not label and behind and not _GENERIC.match(behind):
        label, start = behind, count.end + (folded[count.end : count.end + 1] == "的")
        total = False
    of_tier = _kind(document, label, start) == "tier"  # 唐山市重点项目 may be another's share of the city's
    return Row(
        start=count.start,
        end=money[-1].end if money else count.end,
        label=document.text[start : start + len(label)],
        label_start=start,
        count=int(count.low),
        investment=_led(document, count) or _amount(money, "total_investment") or _bare(folded, count, money),
        annual=_amount(money, "annual_investment"),
        total=total,
        around=folded[max(clause, count.start - 12) : _done(folded, count)],
        region=None if of_tier else _region(document, clause, count.start) or _region_behind(document, count),
        part=bool(_PART.search(folded, max(floor, start - 6), count.start)),
    )


def _clause_start(folded: str, at: int, floor: int) -> int:
    """Where the clause of a count begins, after the row before."""
    stop = max(folded.rfind(mark, floor, at) for mark in ",。;:\n】—")
    return max(floor, stop + 1, at - 30)


def _region(document: Document, start: int, end: int) -> str | None:
    """The region that a row names or points at (我县18个); 唐山全市 is the city named."""
    ends = {place.end for place in within(document.places, start, end)}
    pointing = [place for place in within(document.deictics, start, end) if place.start not in ends]
    named = [place.name for place in (*within(document.places, start, end), *pointing) if place.name]
    return named[-1] if named else None


def _region_behind(document: Document, count: Number) -> str | None:
    """22个项目在迁安集中开工: the region where the projects behind their count are."""
    found = _IN_REGION.match(document.folded, count.end)
    places = within(document.places, found.end(), found.end() + 1) if found else ()
    return places[0].name if places else None


def _is_total(document: Document, label: str, start: int) -> bool:
    clause = document.folded[max(0, start - 4) : start]
    if re.search(r"其中|包括|含", clause):
        return False
    return (
        label == ""
        or _ALL.fullmatch(label) is not None
        or label in ("项目", "全市", "全区", "全县", "全省", "此次", "共有")
        or not _kind(document, label, start)
    )


def _kind(document: Document, label: str, start: int) -> Breakdown | None:
    given = _rows()
    places = [
        p
        for p in within(document.places, start, start + len(label))
        if p.level in ("county", "zone", "prefecture")
    ]
    if places and places[0].start <= start + 1:
        of_city = places[0].level == "prefecture" and _OF_CITY.fullmatch(label[len(places[0].quote) :])
        return "tier" if of_city else "region"
    if any(place.name for place in within(document.deictics, start, start + 1)):
        return "region"  # 我市的签约项目8个
    for kind in ("other", "size", "tier", "ownership", "stage"):
        if re.search(given[kind], label):
            return kind
    return "sector" if re.search(given["sector"], label) and len(label) > 2 else None


def _counts(document: Document) -> list[Number]:
    """Numbers that can count projects."""
    folded = document.folded
    found = [n for n in document.numbers if n.unit in ("个", "项") and n.low == n.high == int(n.low)]
    return [
        n
        for n in found
        if not _NO_PROJECTS.match(folded, n.end)
        and (not _FEW.fullmatch(folded, n.start, n.end - 1) or _PROJECTS.match(folded, n.end))
        and folded[max(0, n.start - 1) : n.start] not in ("第", "各")
        and not (folded[n.start : n.end] == "一个" or _BOUND.search(folded, max(0, n.start - 4), n.start))
    ]


def find_rows(document: Document) -> list[Row]:
    """Counts of projects with their labels and amounts, in order."""
    folded = document.folded
    counts = _counts(document)
    rows = []
    for at, count in enumerate(counts):
        floor = counts[at - 1].end if at else 0
        after = counts[at + 1].start if at + 1 < len(counts) else len(folded)
        stop = _STOP.search(folded, count.end, after)
        row = _row(document, count, floor, stop.start() if stop else after)
        if row:
            rows.append(row)
    return _spread(document, rows)


def _spread(document: Document, rows: list[Row]) -> list[Row]:
    """Rows with those of 甲区、乙区分别开工12个、9个 in place of their first readings."""
    shared = [row for found in find_shared(document) for row in _shared_rows(document, found)]
    spans = sorted((row.start, row.end) for row in shared)
    starts = [start for start, _ in spans]

    def is_free(row: Row) -> bool:
        at = bisect_right(starts, row.start) - 1
        return at < 0 or row.start >= spans[at][1]

    ranked = [row for found in find_ranked(document) for row in _ranked_rows(found)]
    return sorted([*filter(is_free, rows), *shared, *ranked], key=lambda row: row.start)


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
        kind = _kind(document, label.quote, label.start)
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
            around=label.quote + "项目",
            region=_region(document, label.start, label.end),
            part=kind is not None,
        )


def parts_of(document: Document, rows: list[Row], region: str | None) -> Iterator[Part]:
    """The rows that are parts of an event's totals, as the contract has them."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        kind = _kind(document, row.label, row.label_start)
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
