"""Mentions of projects: every place where an article names or points at one, in reading order.

Guarantees: in order, none inside another; a production line of a project named before is none of its own; a
pronoun (该项目, 前者), a brand alone (锂源项目) and a name told again without its 项目 mean the project named
before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from re import Match

from nlp.clauses import within
from nlp.document import Document
from nlp.patterns import compiled, lexicon, pattern
from nlp.project_names import Named, accepted

REACH = 400  # characters behind a name in which 该项目 means it
_BRAND = 4  # characters of a company's brand by which its project goes
_BETWEEN = compiled(
    r"[”“ ]*(?:、|和|及|以及|与)"
    r"(?:(?:总?投资)?(?:约|近|超)?\d[\d.]*[亿万]元的|[㐀-鿿]{2,4}(?:[镇乡县区市]|街道)的)?[”“ ]*"
)
_LEAD = 100  # characters before a name in which its builder stands
_ORDINAL = compiled(r"[二三四五]工?厂$")


def _one_of(named: Named, pronoun: Match[str]) -> bool:
    """Whether a pronoun can mean one project of a row: 前者 and 后者 do, 项目建成后 means them all."""
    return not named.listed or pronoun[0][0] in "前后"


def until_another_speaks(document: Document, start: int, at: int, end: int) -> int:
    """甲公司的A项目…。乙公司负责人说…: where the head of a firm named before, and not in between, speaks."""
    folded, own, word = document.folded, set[str](), pattern("projects", "names", "speaks")
    for company in within(document.companies, start, end):
        speaks = word.match(folded, company.end) and folded[company.start - 1] in "。;\n"
        if own and speaks and company.name not in own and company.start > at:
            return company.start
        own.add(company.name)
    return end


def _is_anothers_word(document: Document, named: Named, at: int) -> bool:
    """Whether the head of another firm than the project's builder has begun to speak before `at`."""
    floor = max(0, named.start - _LEAD)
    start = max(floor, *(document.folded.rfind(stop, floor, named.start) + 1 for stop in "。;\n"))
    return until_another_speaks(document, start, named.end, at) < at


def _pronouns(document: Document, named: list[Named]) -> Iterator[Named]:
    """该项目, 项目总投资…: the project named last, in this or the paragraph before; 前者: the one before."""
    starts = [one.start for one in named]
    for match in pattern("projects", "names", "pronouns").finditer(document.folded):
        at = bisect_left(starts, match.start()) - 1 - match[0].startswith("前者")
        near = at >= 0 and named[at].end <= match.start() < named[at].end + REACH
        if not (near and _one_of(named[at], match)):
            continue
        if not _is_anothers_word(document, named[at], match.start()):
            yield Named(match.start(), match.end(), named[at].name, pronoun=True)


def _without_parts(document: Document, named: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in named:
        before = kept[-1] if kept else None
        if one.listed or _is_anothers(document, one, before) or not _is_part(document, one, before):
            kept.append(one)
    return kept


def _in_rows(document: Document, named: list[Named]) -> list[Named]:
    """Names beside others: 、 or 和 stands between them, alone or with the amount that leads to the next."""
    between = (document.folded[left.end : right.start] for left, right in pairwise(named))
    joined = [_BETWEEN.fullmatch(gap) is not None for gap in between]
    beside = zip([False, *joined], [*joined, False], strict=True) if named else ()
    return [
        replace(one, listed=True) if before or after else one
        for one, (before, after) in zip(named, beside, strict=True)
    ]


def _core(name: str) -> str:
    return name.removesuffix("项目").removesuffix("工程")


def _brands(companies: set[str]) -> set[str]:
    """Every run of characters in the names of companies that can be a brand."""
    return {
        name[at : at + length]
        for name in companies
        for length in range(2, _BRAND + 1)
        for at in range(len(name))
    }


def _aliases(document: Document, named: list[Named]) -> list[Named]:
    """锂源项目: what is called by its company's brand alone is the project named before."""
    brands = _brands({company.name for company in document.companies})
    found: list[Named] = []
    for one in named:
        core = _core(one.name)
        found.append(replace(one, name=found[-1].name, pronoun=True) if found and core in brands else one)
    return found


def _is_part(document: Document, named: Named, before: Named | None) -> bool:
    """A production line or a base is part of the project that its paragraph has named, not one itself."""
    start, end = named.start, named.end
    quoted = document.folded[end : end + 1] == "”" or document.folded[max(0, start - 2) : start] == "元的"
    name = document.folded[start:end]
    if pattern("projects", "names", "own_total").match(document.folded, end):
        return False
    if quoted or "项目" in name or before is None or before.name.endswith(_parts()) or _ORDINAL.search(name):
        return False
    return name.endswith(_parts()) and "\n" not in document.text[before.end : start]


def _is_anothers(document: Document, named: Named, before: Named | None) -> bool:
    """…项目，明年投产；B公司计划投资…设立研发中心: what its clause gives to a builder of its own."""
    after = before.end if before else 0
    clause = max(document.folded.rfind(stop, after, named.start) for stop in ",。;\n") + 1
    return clause > after and bool(within(document.companies, clause, named.start))


@cache
def _parts() -> tuple[str, ...]:
    return tuple(lexicon("projects")["names"]["parts"])


def _of_companies(document: Document) -> Iterator[Named]:
    """总投资3.7亿元的川田重工有限公司（挖掘机）项目: a company's, where an amount leads to it."""
    bare = pattern("projects", "names", "of_company")
    for company in document.companies:
        match = bare.match(document.folded, company.end)
        if match and document.folded.startswith("元的", company.start - len("元的")):
            yield Named(company.start, match.end(), document.text[company.start : match.end()])


def _told_again(document: Document, named: list[Named]) -> Iterator[Named]:
    """顶辉新材料计划总投资3.6亿元: a name of a row, of which a sentence goes on to tell without its 项目."""
    goes_on = pattern("projects", "names", "goes_on")
    for one in named:
        at = document.folded.find(one.name, one.end) if one.listed and "项目" not in one.name else -1
        end = at + len(one.name)
        if at > 0 and document.folded[at - 1] in "。;\n" and goes_on.match(document.folded, end):
            yield Named(at, end, one.name, pronoun=True)


def _apart(named: list[Named], others: Iterator[Named]) -> list[Named]:
    """`named` with those of `others` that overlap none of them."""
    taken = {at for one in named for at in range(one.start, one.end)}
    new = [one for one in others if taken.isdisjoint(range(one.start, one.end))]
    return sorted([*named, *new], key=lambda one: one.start) if new else named


def find_mentions(document: Document) -> list[Named]:
    """Places where projects are named or pointed at, in order, none inside another."""
    named = _apart(accepted(document), _of_companies(document))
    named = _aliases(document, _in_rows(document, _without_parts(document, named)))
    named = _apart(named, _told_again(document, named))
    return sorted([*named, *_pronouns(document, named)], key=lambda one: one.start)
