"""Sections: what the heading above a paragraph says of all that stands below it.

Lists of projects and reports on a year's work are ordered by headings: 一、在建项目 gives the stage of what
it lists, 2025年工作回顾 the year its sentences speak of, 2026年工作安排 says that all of it lies ahead.

Guarantees: sections come in order and do not overlap; a text without such headings has none. A heading is a
short line without the punctuation of a sentence; words and stages are data (lexicon/sections.toml).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from nlp.facts import Stage
from nlp.patterns import compiled, lexicon, pattern
from nlp.spans import Span

_LONGEST = 30  # characters of a heading
_WORDS = 2  # parted by space; more of them are the columns of a table
_SENTENCE = compiled(r"[。;!?]|,.*,")


@dataclass(frozen=True, slots=True)
class Section:
    """The stretch below a heading: the stage of what it lists, its year of report, whether it is a plan."""

    start: int
    end: int
    stage: Stage | None
    year: str | None
    plan: bool


NOWHERE = Section(0, 0, None, None, plan=False)


def _pattern(*path: str) -> re.Pattern[str]:
    return pattern("sections", *path)


def find_sections(folded: str, paragraphs: Sequence[Span]) -> list[Section]:
    """The sections of a text (folded), from each heading to the next."""
    heads = [line for line in paragraphs if _is_heading(folded[line.start : line.end])]
    ends = [*(head.start for head in heads[1:]), len(folded)]
    return [_section(folded, head, end) for head, end in zip(heads, ends, strict=False)]


def section_at(sections: Sequence[Section], at: int) -> Section:
    """The section in which `at` lies; NOWHERE above the first heading."""
    before = bisect_right(sections, at, key=lambda section: section.start) - 1
    return sections[before] if before >= 0 else NOWHERE


def _is_heading(line: str) -> bool:
    if len(line) > _LONGEST or _SENTENCE.search(line) or len(line.split()) > _WORDS:
        return False
    return _pattern("heading").search(line) is not None


def _section(folded: str, head: Span, end: int) -> Section:
    line = folded[head.start : head.end]
    return Section(head.start, end, _stage(line), _year(line), _pattern("plan").search(line) is not None)


def _stage(line: str) -> Stage | None:
    """The stage of what the line lists, None if it names none."""
    for stage in lexicon("sections")["stages"]:
        if _pattern("stages", stage).search(line):
            return cast(Stage, stage)
    return None


def _year(line: str) -> str | None:
    """The one year that the line looks back on."""
    match = _pattern("review").search(line)
    return match["year"] if match else None
