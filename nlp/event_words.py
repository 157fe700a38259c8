"""Words of events as expressions, and what a sentence of them says: held, counted, announced or none.

Guarantees: the words are data (lexicon/events.toml); nothing here looks beyond the stretch it is given.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

from nlp.facts import EventKind

_FILE = Path(__file__).parent / "lexicon" / "events.toml"
_COUNT = r"[\d一二三四五六七八九十百两,]{1,9}余?(?:个|项)"
_GRADED = re.compile(r"评议|评价|评比|考评|评估|打分")
_MARKED = re.compile(r"(?:观摩|评议|评比|评价|考评)(?:综合)?(?:结果|得分|成绩)|打分|评分|亮分")
_MARKS_REACH = 300  # characters past a tour in which its marks may be told
AT_MEETING = re.compile(r"会上|仪式上|活动上|会议还|现场还|活动当天|当天还")
# of one project's ceremony no more than one
COUNTED = re.compile(r"(?<![年产\d])(?:[2-9]|\d\d+)(?:余|多)?(?:个|项)")


@cache
def lexicon() -> dict[str, Any]:
    """Words of events, as data."""
    given: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return given


@cache
def word(group: str, name: str) -> re.Pattern[str]:
    """One pattern of the lexicon."""
    return re.compile(lexicon()[group][name])


@cache
def nouns() -> re.Pattern[str]:
    """Nouns of events, by the group of their kind; `joint` where one noun names several."""
    groups = [f"(?P<{kind}>{'|'.join(words)})" for kind, words in lexicon()["nouns"].items()]
    return re.compile(rf"(?P<joint>{'|'.join(lexicon()['joint'])})|" + "|".join(groups))


@cache
def promotions() -> re.Pattern[str]:
    """Nouns of promotions."""
    return re.compile("|".join(lexicon()["nouns"]["promotion"]))


@cache
def counted() -> re.Pattern[str]:
    """A count of projects that act together, before or behind what they do."""
    return re.compile(
        "|".join(
            rf"(?P<{kind}>{_COUNT}[^,，。;；]{{0,12}}?项目[^,，。;；]{{0,4}}?{verb}"
            rf"|(?:集中|共|分会场|主会场)[^,，。;；]{{0,6}}?{verb}[^,，。;；\d]{{0,8}}?{_COUNT})"
            for kind, verb in lexicon()["verbs"].items()
        )
    )


def kinds_of(match: re.Match[str], text: str) -> list[EventKind]:
    """The kinds that a noun names; a tour with marks is an appraisal."""
    if match["joint"]:
        joint = lexicon()["joint"].items()
        return next(
            cast(list[EventKind], kinds) for form, kinds in joint if re.fullmatch(form, match["joint"])
        )
    kind = cast(EventKind, match.lastgroup)
    return [toured_as(text, match.end())] if kind == "observation" else [kind]


def toured_as(text: str, end: int) -> EventKind:
    """What a tour is whose word ends at `end`: an appraisal if marks are told of, else an observation."""
    graded = _GRADED.match(text, end) or _MARKED.search(text, end, end + _MARKS_REACH)
    return "appraisal" if graded else "observation"


def is_none(inside: str) -> bool:
    """Whether a sentence speaks of the mechanism, of the past as a whole or of aims."""
    return bool(word("not", "mechanism").search(inside) or word("not", "passing").search(inside))


def rule_of(inside: str, *, counted: bool, whole: str = "") -> str | None:
    """The rule by which a stretch tells of an event; None if it tells of none."""
    if is_none(inside):
        return None
    if word("holding", "future").search(inside):
        return "announced"
    if counted:
        return "counted"
    return "held" if word("holding", "verbs").search(whole or inside) else None
