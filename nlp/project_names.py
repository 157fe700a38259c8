"""Names of projects: where a project is named, and what of the words around it is its name.

Guarantees: a name ends in a head (项目, 产业园 …) and holds something specific: groups (市重大项目, 12个
项目), pronouns (该项目) and classes (民间投资项目) are none. Offsets count in the raw text.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlp.clauses import within
from nlp.document import Document

_FILE = Path(__file__).parent / "lexicon" / "projects.toml"
WIDEST = 36  # characters of a name
REACH = 400  # characters behind a name in which 该项目 means it
_STOP = r",，。;；:：、!！?？\n【】—()（）《》"
_LISTED = re.compile(
    rf"(?P<list>(?:[^{_STOP}]{{2,24}}、)+[^{_STOP}]{{2,24}}?)等(?:\d+个|多个|一批)?(?:重[大点])?项目"
)
_NUMBER_ONLY = re.compile(r"[\d.]+(?:个|项|多个|余个)?")
_PHASE = re.compile(r"[(（][一二三四]期[)）]|[一二三四]期(?:工程|项目)?")
_LEAD_AMOUNT = re.compile(r"^.*?(?:亿元|万元|美元|港元|人民币)(?:以上|左右)?(?:的|建设)?")
_JOINER = re.compile(r"^(?:和|与|及|以及|、|的|\s)+")


@cache
def lexicon() -> dict[str, Any]:
    """Words of projects, as data."""
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a project is named."""

    start: int
    end: int
    name: str
    pronoun: bool = False


@cache
def _named() -> re.Pattern[str]:
    """A name up to its head; a lesser head (基地) only where no 项目 follows in the same breath."""
    heads = sorted(lexicon()["names"]["heads"], key=len, reverse=True)
    lesser = "|".join(head for head in heads if head != "项目")
    phase = "(?:[(（][一二三四]期[)）]|[一二三四]期工程)?"
    return re.compile(rf"[^{_STOP}]{{0,{WIDEST}}}?(?:项目|(?:{lesser})(?![^{_STOP}的]{{0,14}}项目)){phase}")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon()['names']['before']})")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon()['names']['generic']}|项目|[\d.]+|[“”\"\s])+")


def _company_end(document: Document, start: int, end: int) -> int:
    """Behind a company that stands right before the name."""
    inside = [company for company in within(document.companies, start, end) if company.end < end]
    return inside[-1].end if inside else start


def _place_end(document: Document, start: int) -> int:
    """Behind a county before the name where a 在 or 的 shows that it is only its place."""
    for place in within(document.places, start, start + 2):
        if place.level in ("county", "zone", "prefecture") and place.quote[-1] in "市县区":
            return place.end
    return start


def _begin(document: Document, start: int, end: int) -> int:
    """Where the name begins: behind the last word that cannot be of it."""
    folded = document.folded
    begin = _company_end(document, start, end)
    amount = _LEAD_AMOUNT.match(folded[begin:end])
    begin += amount.end() if amount else 0
    for match in _before().finditer(folded, begin, end):
        rest = folded[match.end() : end]
        if len(rest) >= 4 and not _generic().fullmatch(rest):
            begin = match.end()
    moved = _place_end(document, begin)
    opens_line = begin == 0 or folded[begin - 1] in "\n—。.、" or moved == begin
    if not opens_line and not _generic().fullmatch(folded[moved:end]):
        begin = moved
    while (
        begin < end and folded[begin] in '的 、“"' and not (folded[begin] == "“" and "”" in folded[begin:end])
    ):
        begin += 1
    return begin


def _is_group(document: Document, start: int, end: int) -> bool:
    """新材料项目6个, 198个项目, 项目集中开工: no single project."""
    words = lexicon()["names"]
    behind = re.compile(words["group_after"]).match(document.folded, end)
    return behind is not None or re.search(words["group_inside"], document.folded[start:end]) is not None


def _is_specific(document: Document, start: int, end: int) -> bool:
    """Something is left of the name when places, dates and general words are taken out."""
    spans = [*within(document.places, start, end), *within(document.dates, start, end)]
    bare = document.folded[start:end]
    for span in spans:
        if span.quote[-1] in "市县区省年月日" or span.quote == document.text[start:end]:
            bare = bare.replace(document.folded[span.start : span.end], "")
    bare = _generic().sub("", bare)
    return len(bare) >= 2 and _NUMBER_ONLY.fullmatch(bare) is None


def _is_built(document: Document, start: int, end: int) -> bool:
    """A name without 项目 counts only where its sentence says that it is being built."""
    around = document.folded[max(0, start - 30) : end + 40]
    return re.search(lexicon()["names"]["built"], around) is not None


def _candidates(document: Document) -> Iterator[tuple[int, int]]:
    for match in _LISTED.finditer(document.folded):
        at = match.start("list")
        for part in match["list"].split("、"):
            if not part.endswith("项目"):
                yield at, at + len(part)
            at += len(part) + 1
    for match in _named().finditer(document.folded):
        yield match.span()


def _pronouns(document: Document, named: list[Named]) -> Iterator[Named]:
    """该项目, 项目总投资…: the project named last before, in this or the paragraph before."""
    starts = [one.start for one in named]
    for match in re.compile(lexicon()["names"]["pronouns"]).finditer(document.folded):
        at = bisect_left(starts, match.start()) - 1
        if at >= 0 and named[at].end <= match.start() and match.start() - named[at].end < REACH:
            yield Named(match.start(), match.end(), named[at].name, pronoun=True)


def find_names(document: Document) -> list[Named]:
    """Places where projects are named or pointed at, in order, none inside another."""
    found: dict[int, Named] = {}
    for start, end in _candidates(document):
        begin = _begin(document, start, end)
        quote = document.text[begin:end]
        if len(quote) < 4 or _is_group(document, begin, end) or not _is_specific(document, begin, end):
            continue
        known = found.get(end)
        wider = known is None or known.start > begin
        if wider and ("项目" in quote or _is_built(document, begin, end)):
            found[end] = Named(begin, end, quote.strip('“”"'))
    named = sorted(found.values(), key=lambda one: one.start)
    return sorted([*named, *_pronouns(document, named)], key=lambda one: one.start)
