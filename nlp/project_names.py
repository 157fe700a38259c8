"""Names of projects: where a project is named, and what of the words around it is its name.

Guarantees: a name ends in a head (项目, 产业园 …) and holds something specific: groups (市重大项目, 12个
项目), pronouns (该项目) and classes (民间投资项目) are none. Offsets count in the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

from nlp.clauses import within
from nlp.companies import bare_company, behind_lead
from nlp.document import Document
from nlp.patterns import compiled, lexicon, pattern
from nlp.project_candidates import WIDEST, enumerated, headed, items, led, listed

_CUT = compiled(r"[^(（]*[)）]")  # 区)和新城产业园: what begins inside a bracket is no name
SHORTEST = 4
_VAGUE = 4  # characters of a name that tells a trade alone
_NUMBER_ONLY = compiled(r"[\d.]+(?:个|项|多个|余个)?")
_NUMBERED = compiled(r"\s*\d{1,2}[.、](?!\d)\s*")
_PRODUCES = compiled(r"年产\d|\d万?[吨台套]")
_PRODUCT = compiled(r"年产[\d.]+(?:(?!项目)[^,。;:、\n]){2,16}、$")
_LEAD_AMOUNT = compiled(r".*?(?:亿元|万元|[美欧日港]元|人民币)(?:以上|左右)?(?:的|建设)?")
_JOINED = compiled(r"(?:的|和|与|及|以及|、|\s|\")+(?=.{3})")
_COUNTED = compiled(r"(?:[\d两三四五六七八九十多单每各]|[^一]几|\d余)(?:个|项|家|批|条)$|家企业的$")


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a project is named; `listed` where other names stand beside it in a row."""

    start: int
    end: int
    name: str
    pronoun: bool = False
    listed: bool = False


@cache
def _word(name: str) -> re.Pattern[str]:
    return pattern("projects", "names", name)


@cache
def _generic() -> re.Pattern[str]:
    return compiled(rf"(?:{lexicon('projects')['names']['generic']}|项目|[\d.]+|[“”\"\s])+")


def _company_end(document: Document, start: int, end: int) -> int:
    """Behind a company that stands right before the name."""
    inside = [company for company in within(document.companies, start, end) if company.end < end]
    return inside[-1].end if inside else start


def _place_end(document: Document, start: int) -> int:
    """Behind a county before the name where a 在 or 的 shows that it is only its place."""
    for place in within(document.places, start, start + 2):
        town = document.folded.startswith("城", place.end)  # 洛南县城过境公路
        if place.level in ("county", "zone", "prefecture") and place.quote[-1] in "市县区" and not town:
            return place.end
    return start


def _begin(document: Document, start: int, end: int) -> int:
    """Where the name begins: behind the last word that is not of it; 年产40GW硅棒、切片项目 is one name."""
    folded = document.folded
    product = _PRODUCT.search(folded, max(0, start - WIDEST), start)
    start = product.start() if product else start
    begin = _company_end(document, start, end)
    for opening in (_NUMBERED, _LEAD_AMOUNT):
        lead = opening.match(folded, begin, end)
        begin = lead.end() if lead else begin
    for match in _word("never").finditer(folded, begin, end):
        begin = match.end()
    for match in _word("before").finditer(folded, begin, end):
        rest = folded[match.end() : end]
        if len(rest) >= SHORTEST and not _generic().fullmatch(rest):
            begin = match.end()
    return _without_joints(folded, _behind_place(document, begin, end), end)


def _behind_place(document: Document, begin: int, end: int) -> int:
    """A county in front is of the name only where it opens a line or nothing else tells it; no zone is."""
    folded = document.folded
    moved = _place_end(document, begin)
    opens = begin == 0 or folded[begin - 1] in "\n—、."
    is_zone = any(place.level == "zone" for place in within(document.places, begin, begin + 2))
    begin = begin if (opens and not is_zone) or _generic().fullmatch(folded[moved:end]) else moved
    bare = bare_company(folded, behind_lead(folded, begin), end)
    return bare.end() if bare else begin


def _behind_builder(document: Document, start: int, end: int) -> int:
    """1.晶澳太阳能有限公司5GW高效电池项目: behind the company that heads a line, and its county."""
    begin = _behind_place(document, start, end)
    behind = _company_end(document, begin, end)
    own = end - behind >= SHORTEST and _is_specific(document, behind, end)
    return _without_joints(document.folded, behind, end) if behind > begin and own else begin


def _without_joints(folded: str, begin: int, end: int) -> int:
    opens = begin == 0 or folded[begin - 1] in "\n—。.、"
    joined = None if opens else _JOINED.match(folded, begin, end)
    begin = joined.end() if joined else begin
    opened = folded.rfind("“", begin, end)
    return opened + 1 if opened >= 0 and "”" not in folded[opened:end] else begin


def _ends_group(folded: str, end: int) -> bool:
    """Whether what follows a head at `end` says that many are meant, and tells no ceremony."""
    behind = _word("group_after").match(folded, end)
    return behind is not None and "仪式" not in behind[0]


def _is_group(document: Document, start: int, end: int, *, in_row: bool) -> bool:
    """新材料项目6个, 3个专用车项目, 项目集中开工: no single project; behind a row stands how many it has.

    A ceremony may follow a name that tells a quantity (年产40GW…项目签约仪式) or that 暨 leads to.
    """
    if _COUNTED.search(document.folded, max(0, start - 4), start):
        return True
    if end - start <= _VAGUE and document.folded.endswith(("一个", "一项"), 0, start):  # 一个养殖项目
        return _word("goes_on").match(document.folded, end) is None
    behind = _word("group_after").match(document.folded, end)
    inside = _word("group_inside").search(document.folded[start:end])
    own = in_row or (
        behind is not None
        and "仪式" in behind[0]
        and (document.folded.endswith("暨", 0, start) or _PRODUCES.search(document.folded, start, end))
    )
    return inside is not None or (behind is not None and not own)


def _is_specific(document: Document, start: int, end: int) -> bool:
    """Something is left of the name when places, dates and general words are taken out."""
    spans = [*within(document.places, start, end), *within(document.dates, start, end)]
    bare = document.folded[start:end]
    for span in spans:
        if span.quote[-1] in "市县区省年月日" or span.start == start:
            bare = bare.replace(document.folded[span.start : span.end], "")
    bare = _generic().sub("", bare)
    return len(bare) >= 2 and _NUMBER_ONLY.fullmatch(bare) is None


def _is_told_of(document: Document, start: int, end: int) -> bool:
    """了解项目, 位于工业园, X项目是一个Y项目: a verb's object, a place, a description; no name."""
    folded = document.folded
    if _word("describes").search(folded[max(0, start - 24) : start]):
        return True
    place = "项目" not in folded[start:end]
    site = place and _word("site").search(folded, max(0, start - 2), start + 4)
    if place and _word("park_of").match(folded, end):
        return True
    acts = _word("before").match(folded, start, end)
    general = acts is not None and _generic().fullmatch(folded, acts.end(), end) is not None
    joint = max(folded.rfind(mark, start, end) for mark in "和与及")
    general = general or (joint > start and _generic().fullmatch(folded, joint + 1, end) is not None)
    return bool(site) or general or _word("acts").fullmatch(folded[start:end]) is not None


def _is_built(document: Document, start: int, end: int) -> bool:
    """A name without 项目 counts only where its sentence says that it is being built."""
    around = document.folded[max(0, start - 30) : end + 40]
    return _word("built").search(around) is not None


def accepted(document: Document) -> list[Named]:
    """Where candidates hold names of projects, in order, none inside another."""
    folded = document.folded
    headings = [(_behind_builder(document, start, end), end) for start, end in items(folded)]
    headings = [span for span in headings if _is_specific(document, *span)]
    stated = [span for span in led(folded) if _is_name(document, *span)]
    found = {end: Named(start, end, _unquoted(document, start, end)) for start, end in (*headings, *stated)}
    rows = [*listed(folded), *enumerated(folded)]
    for start, end in chain(rows, headed(folded)):
        in_row = (start, end) in rows
        if not in_row and _ends_group(folded, end):
            continue  # whatever its name would be
        begin = _begin(document, start, end)
        if not _is_name(document, begin, end, in_row=in_row):
            continue
        known = found.get(end)
        wider = known is None or known.start > begin
        if wider and (in_row or "项目" in folded[begin:end] or _is_built(document, begin, end)):
            found[end] = Named(begin, end, _unquoted(document, begin, end), listed=in_row)
    return _widest(found.values())


def _widest(named: Iterable[Named]) -> list[Named]:
    """Names in order, none inside another (汉江水电站 in 汉江水电站扩能)."""
    kept: list[Named] = []
    for one in sorted(named, key=lambda one: (one.start, -one.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _is_name(document: Document, start: int, end: int, *, in_row: bool = False) -> bool:
    long_enough = end - start >= SHORTEST and not _CUT.match(document.folded, start, end)
    if not long_enough or _is_group(document, start, end, in_row=in_row):
        return False
    return not _is_told_of(document, start, end) and _is_specific(document, start, end)


def _unquoted(document: Document, start: int, end: int) -> str:
    return document.text[start:end].strip('“”"')
