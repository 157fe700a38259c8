"""Scopes: which text speaks of which project.

Guarantees: scopes come in the order of the names and do not overlap. What belongs to a project is said from
where its name is led up to (由…公司投资5亿元的…) to where the next one is, within its paragraph; a heading
owns the lines below it. Each scope is found by bisection.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from nlp.document import Document
from nlp.patterns import compiled, pattern
from nlp.project_aliases import same_project
from nlp.project_mentions import until_another_speaks
from nlp.project_names import Named
from nlp.spans import Span
from nlp.text import fold

_HEADING = 60  # characters of a line that can be a heading
_BELOW = 500  # characters below the last heading that are its own
_TOPIC = 12  # characters of a clause that only opens its sentence (竣工项目中，…)
_WORKS = ("项目", "工程")  # what is built rather than a place
_VENUE = 44  # characters before a name in which a venue is led up to
_DIGIT = compiled(r"\d")


@dataclass(frozen=True, slots=True)
class Scope:
    """A project's name and the text that speaks of it."""

    named: Named
    start: int
    end: int
    opening: int | None = None  # of a paragraph that comes from someone's words to a pronoun
    venue: bool = False  # whether it is only the place of a ceremony


def paragraph_at(document: Document, at: int) -> Span:
    """The paragraph in which `at` lies, or the last before it."""
    paragraphs = document.paragraphs
    return paragraphs[max(0, bisect_right(paragraphs, at, key=_start) - 1)]


def _start(span: Span) -> int:
    return span.start


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return pattern("projects", "names", name)


def find_scopes(document: Document, names: list[Named]) -> list[Scope]:
    """The scope of each name; an article on one project goes on speaking of it to its end."""
    scopes = [_scope(document, names, at) for at in range(len(names))]
    if scopes and _is_of_one(document, names):
        scopes[-1] = replace(scopes[-1], end=len(document.text))
    return scopes


def _is_of_one(document: Document, names: list[Named]) -> bool:
    """Whether an article without a ceremony names one project alone, and opens with it."""
    first = names[0]
    alone = all(one.pronoun or same_project(one.name, first.name) for one in names)
    return alone and not document.events and first.start < document.paragraphs[0].end


def _scope(document: Document, names: list[Named], at: int) -> Scope:
    named = names[at]
    paragraph = paragraph_at(document, named.start)
    floor = max(names[at - 1].end if at else 0, paragraph.start)
    start = _lead_start(document, floor, named.start)
    if named.pronoun and floor == paragraph.start and document.folded.startswith("“", floor):
        start = floor  # “今年11月投产，时间表没有变。”负责人介绍，项目达产后…
    at_venue = _is_ceremony_site(document, named)
    if at_venue or _is_venue(document, named):
        return Scope(named, start, named.end, venue=at_venue and named.name[-2:] not in _WORKS)
    following = names[at + 1] if at + 1 < len(names) else None
    end = min(following.start if following else len(document.text), paragraph.end)
    end = until_another_speaks(document, start, named.end, end)
    if named.listed:  # what the next sentence says is said of the whole row
        stop = document.folded.find("。", named.end, end)
        end = stop if stop >= 0 else end
    if following and end == following.start and not following.pronoun:
        end = max(_lead_start(document, named.end, following.start), named.end)
    opening = floor if named.pronoun and floor == paragraph.start and paragraph.quote[0] == "“" else None
    return Scope(named, start, _with_lines_below(document, following, paragraph, end), opening)


def _is_ceremony_site(document: Document, named: Named) -> bool:
    """A产业园开工现场举行…, 主会场所在的A产业园,由…: a name that only says where a ceremony was."""
    folded, end = document.folded, named.end
    if _pattern("venue_after").match(folded, end):
        return True
    park = named.name[-2:] not in _WORKS and folded.startswith(",", end)
    return park and _pattern("venue_of").search(folded, max(0, named.start - _VENUE), named.start) is not None


def _is_venue(document: Document, named: Named) -> bool:
    """主会场设在智能家居产业园。全市共有231个项目…: what follows is the ceremony's."""
    before = _pattern("venue_before").search(document.folded, max(0, named.start - _VENUE), named.start)
    site = _pattern("venue_site").match(document.folded, named.end)
    return bool(before and site)


def _with_lines_below(document: Document, following: Named | None, paragraph: Span, end: int) -> int:
    """A heading's project owns the lines below it up to the next name's."""
    short = paragraph.end - paragraph.start < _HEADING and "," not in fold(paragraph.quote)
    is_heading = short and end >= paragraph.end
    if not is_heading:
        return _with_labelled(document, following, paragraph, end)
    if following is None:
        return max(end, min(len(document.text), end + _BELOW))
    below = following.start if following.pronoun else paragraph_at(document, following.start).start - 1
    return max(end, below)


def _with_labelled(document: Document, following: Named | None, paragraph: Span, end: int) -> int:
    """建设进度：…, 项目亮点：… below a paragraph go on about its project."""
    stop = following.start if following else len(document.text)
    while end >= paragraph.end:
        below = paragraph_at(document, paragraph.end + 1)
        if below.start <= paragraph.start or not _pattern("labelled").match(document.folded, below.start):
            break
        paragraph, end = below, min(below.end, stop)
    return end


def _lead_start(document: Document, floor: int, start: int) -> int:
    """Where what leads to a name begins: its clause, and the one before that leads on to it."""
    folded = document.folded
    sentence = max(floor, *(folded.rfind(mark, floor, start) + 1 for mark in "。;\n"))
    near = max(sentence, folded.rfind(",", sentence, start) + 1, folded.rfind("、", sentence, start) + 1)
    if _pattern("leads_on").match(folded, near, start):
        return max(sentence, folded.rfind(",", sentence, near - 1) + 1)
    if folded.startswith("的", start - 1) and (chain := _chain_start(folded, sentence, near)) < near:
        return chain
    opens = sentence == 0 or folded[sentence - 1] in "。;\n"
    is_topic = opens and near - sentence <= _TOPIC and not _DIGIT.search(folded, sentence, near)
    return sentence if is_topic else near


def _chain_start(folded: str, floor: int, near: int) -> int:
    """Where the attributes before the clause at `near` begin: 总投资5亿元,占地100亩,年产2万吨的A项目."""
    while near > floor:
        before = max(folded.rfind(mark, floor, near - 1) for mark in ",、") + 1
        clause = max(floor, before)
        # a clause that begins behind a name is that name's
        is_whole = clause == 0 or folded[clause - 1] in ",、。;\n"
        if not is_whole or not _pattern("attribute").fullmatch(folded, clause, near - 1):
            break
        near = clause
    return near
