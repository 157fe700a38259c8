"""What an article itself says of two names: that one is short for the other, or that it replaced it.

A short name stands later in the article than the full one that holds it, and adds no company or
amount of its own; only one full name may hold it. A renaming is said in words (renaming.toml) between
the two names. Both are evidence of the article, so they outweigh how unlike the names are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations
from pathlib import Path

from archive.merge.likeness import Pair, apart, reasons, told
from archive.merge.reports import Report, by_article

SHORT_FOR, RENAMED = 4.5, 5.0
LONGEST_SHORT = 4  # characters: a longer name is taken for a name of its own


@cache
def renaming_words() -> tuple[str, ...]:
    """Words by which an article says that a project was renamed, those after the old name first."""
    words = tomllib.loads(Path(__file__).with_name("renaming.toml").read_text(encoding="utf-8"))
    return (*words["old_then_new"], *words["new_then_old"])


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = tomllib.loads(Path(__file__).with_name("renaming.toml").read_text(encoding="utf-8"))
    gap = "[”」》）]?[^。；\\n]{{0,12}}?(?:{})[^。；\\n]{{0,4}}?[“「《（]?$"
    forward, backward = ("|".join(map(re.escape, words[key])) for key in ("old_then_new", "new_then_old"))
    return re.compile(gap.format(forward)), re.compile(gap.format(backward))


def _between(text: str, first: str, second: str) -> Iterator[str]:
    """What stands between each place of `second` and the nearest `first` before it."""
    for match in re.finditer(re.escape(second), text):
        at = text.rfind(first, max(0, match.start() - len(first) - 30), match.start())
        if at >= 0 and at + len(first) <= match.start():
            yield text[at + len(first) : match.start()]


def _is_renamed(text: str, first: str, second: str) -> bool:
    return any(cue.match(gap) for gap in _between(text, first, second) for cue in _cues())


def _renamed(reports: list[Report], text: str) -> Iterator[Pair]:
    for first, second in permutations(reports, 2):
        if not apart(first, second) and _is_renamed(text, first["name"], second["name"]):
            yield _referring(first, second, "renamed", RENAMED)


def _referring(left: Report, right: Report, reason: str, weight: float) -> Pair:
    others = tuple((name, given) for name, given in reasons(left, right) if "name" not in name)
    return Pair(left, right, ((reason, weight), *others))


def _may_refer(report: Report) -> bool:
    silent = report["company"] is None and report["investment"] is None
    return silent and len(told(report)) <= LONGEST_SHORT


def _holds(full: Report, short: Report) -> bool:
    return (
        full["start"] < short["start"]
        and told(short) != told(full)
        and told(short) in told(full)
        and not apart(full, short)
    )


def _short_names(reports: list[Report]) -> Iterator[Pair]:
    for short in filter(_may_refer, reports):
        holding = [full for full in reports if _holds(full, short)]
        if len(holding) == 1:
            yield _referring(holding[0], short, "short for it in one article", SHORT_FOR)


def references(reports: list[Report], texts: Mapping[int, str]) -> Iterator[Pair]:
    """Pairs that one article says are one project; `texts` holds the articles that speak of a renaming."""
    for article, beside in by_article(reports).items():
        if len(beside) > 1:
            yield from _short_names(beside)
            if article in texts:
                yield from _renamed(beside, texts[article])
