"""Rows of counts and amounts: 淄川区21个、总投资214亿元; 市重大项目多，共37个; 10亿元以上项目33个.

A row is a label with a count of projects and what money follows before the next count. Rows serve as
an event's totals (a count that no label of a part precedes) and as its breakdown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Breakdown, Figure, Part

_FILE = Path(__file__).parent / "lexicon" / "events.toml"
_COUNTED = re.compile(
    r"(?<![\dA-Za-z.])(?P<count>\d+)(?:余|多)?(?:个|项)(?!百分点|月|多月|工作日|小时|镇|街道|村|社区|[省市县区](?![、级重])|国家|行业|领域|方面|维度|环节|批次)"
)
_LABEL = re.compile(r"[^,。;!?\n:()】—]*$")
_NOUN = re.compile(r"[^,。;\n、\d]{0,30}?项目")
_PART = re.compile(r"其中|其余|其他|包括|另有|按[^,，]{1,8}分|含")
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
    """A count with its label and amounts; `total` if no part's label stands at it."""

    start: int
    end: int
    label: str
    label_start: int
    count: int
    investment: int | None
    annual: int | None
    total: bool
    around: str
    region: str | None
    part: bool


def _label(folded: str, match: re.Match[str], floor: int) -> tuple[str, int]:
    """The label before the count (市重大项目37个) or, if there is none, behind it (37个市重大项目)."""
    before = _LABEL.search(folded, max(floor, match.start() - 30), match.start())
    text = before[0] if before else ""
    trimmed = re.sub(_rows()["tail"], "", text)
    lead = re.match(_rows()["lead"], trimmed)
    label = trimmed[lead.end() :] if lead else trimmed
    start = (before.start() if before else match.start()) + (lead.end() if lead else 0)
    if label:
        return label, start
    if folded[match.start() - 1 : match.start()] in (",", "、", "共") and text in ("", "共"):
        return _clause_before(folded, match, floor)
    return "", match.start()


def _clause_before(folded: str, match: re.Match[str], floor: int) -> tuple[str, int]:
    """一是市重大项目多，共37个: the label stands in the clause before."""
    found = re.compile(r"([^,。;\n]{2,20}?项目)多?[,、]共?$").search(
        folded, max(floor, match.start() - 26), match.start()
    )
    if not found:
        return "", match.start()
    lead = re.match(_rows()["lead"], found[1])
    return found[1][lead.end() if lead else 0 :], found.start() + (lead.end() if lead else 0)


def _behind(folded: str, match: re.Match[str]) -> str:
    noun = _NOUN.match(folded, match.end())
    return noun[0].removeprefix("的") if noun else ""


def _amount(figures: Iterable[Figure], role: str) -> int | None:
    for figure in figures:
        if figure.role == role and figure.currency == "CNY" and figure.low == figure.high:
            return int(figure.low)
    return None


def _row(document: Document, match: re.Match[str], floor: int, until: int) -> Row | None:
    folded = document.folded
    label, start = _label(folded, match, floor)
    behind = _behind(folded, match)
    named = label or behind
    projects = "项目" in named or "项目" in behind or bool(re.search(r"[区县市]$|签约|开工|投产", label))
    money = list(within(document.figures, match.end(), until))
    if not projects and not money and not label:
        return None
    total = _is_total(document, label, start)
    if not label and behind and not _GENERIC.match(behind):
        label, start = behind, match.end() + (folded[match.end() : match.end() + 1] == "的")
        total = False
    return Row(
        start=match.start(),
        end=money[-1].end if money else match.end(),
        label=document.text[start : start + len(label)],
        label_start=start,
        count=int(match["count"]),
        investment=_amount(money, "total_investment"),
        annual=_amount(money, "annual_investment"),
        total=total,
        around=folded[max(floor, match.start() - 12) : match.end()] + behind,
        region=_region(document, _clause_start(folded, match.start(), floor), match.start()),
        part=bool(_PART.search(folded, max(floor, start - 6), match.start())),
    )


def _clause_start(folded: str, at: int, floor: int) -> int:
    """Where the clause of a count begins, after the row before."""
    stop = max(folded.rfind(mark, floor, at) for mark in ",。;:\n】—")
    return max(floor, stop + 1, at - 30)


def _region(document: Document, start: int, end: int) -> str | None:
    """The region that a row names or points at (我县18个)."""
    found = [*within(document.places, start, end), *within(document.deictics, start, end)]
    named = [place.name for place in found if place.name]
    return named[-1] if named else None


def _is_total(document: Document, label: str, start: int) -> bool:
    clause = document.folded[max(0, start - 4) : start]
    if re.search(r"其中|包括|含", clause):
        return False
    return (
        label == ""
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
        return "region"
    for kind in ("other", "size", "tier", "ownership", "stage"):
        if re.search(given[kind], label):
            return kind
    return "sector" if re.search(given["sector"], label) and len(label) > 2 else None


def find_rows(document: Document) -> list[Row]:
    """Counts of projects with their labels and amounts, in order."""
    folded = document.folded
    counts = list(_COUNTED.finditer(folded))
    rows = []
    for at, match in enumerate(counts):
        floor = counts[at - 1].end() if at else 0
        stop = _STOP.search(folded, match.end())
        limit = stop.start() if stop else len(folded)
        until = min(counts[at + 1].start() if at + 1 < len(counts) else len(folded), limit)
        row = _row(document, match, floor, until)
        if row:
            rows.append(row)
    return rows


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
    places = within(document.places, row.label_start, row.label_start + len(row.label))
    return places[0].name if places else None
