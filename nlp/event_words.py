"""Words of events as expressions, and what a sentence of them says: held, counted, announced or none.

Guarantees: the words are data (lexicon/events.toml); nothing here looks beyond the stretch it is given.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from nlp.facts import EventKind
from nlp.patterns import compiled, lexicon, pattern

_COUNT = r"[\d一二三四五六七八九十百两,]{1,9}余?(?:个|项)"
_GRADED = compiled(r"评议|评价|评比|考评|评估|打分")
_MARKED = compiled(
    r"(?:观摩|评议|评比|评价|考评)(?:综合)?(?:结果|得分|成绩)|打分|评分|亮分|(?:综合|集中|实名)评议|民主测评|打票|检查得分|(?:排|评|定)出了?(?:名次|座次)|(?:现场|当场)排名|以\d+(?:\.\d+)?分[^,。;]{0,4}(?:居|名列|排)"
)
_NO_MARKS = compiled(r"(?:不|没有|未|无需?|免)(?:再|进行|现场|设|搞|组织)?$")  # 只看不打分
_TO_COME = compiled(
    r"将[^。\n]{0,16}?(?:召开|举行|举办)[^。\n]{0,16}会[^。\n]{0,30}$"
)  # 将召开点评会，现场评分
_UNTOLD = compiled(r"(?:结果|成绩|情况|名次)?(?:并|暂|尚|还)?(?:没有|没|未|不)")  # 打分结果没有公布
_AHEAD = 60  # characters before marks in which the meeting that is to give them may be told
_MARKS_REACH = 300  # characters past a tour in which its marks may be told
AT_MEETING = compiled(r"签约环节|会上|仪式上|活动上|会议还|现场还|活动当天|当天还")
# of one project's ceremony no more than one
COUNTED = compiled(r"(?<![年产\d])(?:[2-9]|\d\d+)(?:余|多)?(?:个|项)")


@cache
def verb(kind: str) -> re.Pattern[str]:
    """What projects do at an event of a kind; of some kinds nothing, which is found nowhere."""
    return compiled(lexicon("events")["verbs"].get(kind, "$^"))


@cache
def nouns() -> re.Pattern[str]:
    """Nouns of events, by the group of their kind; `joint` where one noun names several."""
    groups = [f"(?P<{kind}>{'|'.join(words)})" for kind, words in lexicon("events")["nouns"].items()]
    return compiled(rf"(?P<joint>{'|'.join(lexicon('events')['joint'])})|" + "|".join(groups))


@cache
def promotions() -> re.Pattern[str]:
    """Nouns of promotions."""
    return pattern("events", "nouns", "promotion")


@cache
def counted() -> re.Pattern[str]:
    """A count of projects that act together, before or behind what they do."""
    return compiled(
        "|".join(
            rf"(?P<{kind}>{_COUNT}[^,，。;；]{{0,12}}?项目[^,，。;；]{{0,4}}?{verb}"
            rf"|(?:集中|共|分会场|主会场)[^,，。;；]{{0,6}}?{verb}[^,，。;；\d]{{0,8}}?{_COUNT})"
            for kind, verb in lexicon("events")["verbs"].items()
        )
    )


def kinds_of(match: re.Match[str], text: str) -> list[EventKind]:
    """The kinds that a noun names; a tour with marks is an appraisal."""
    if match["joint"]:
        joint = lexicon("events")["joint"].items()
        return next(
            cast(list[EventKind], kinds) for form, kinds in joint if re.fullmatch(form, match["joint"])
        )
    kind = cast(EventKind, match.lastgroup)
    return [toured_as(text, match.end())] if kind == "observation" else [kind]


def toured_as(text: str, end: int) -> EventKind:
    """What a tour is whose word ends at `end`: an appraisal if marks are told of, else an observation."""
    marks = _MARKED.finditer(text, end, end + _MARKS_REACH)
    graded = _GRADED.match(text, end) or any(not _is_without(text, *found.span()) for found in marks)
    return "appraisal" if graded else "observation"


def _is_without(text: str, start: int, end: int) -> bool:
    """只看不打分, 打分结果没有公布, 将召开总结会并现场评分: marks that nobody gave or told yet."""
    to_come = _TO_COME.search(text, max(0, start - _AHEAD), start)
    return bool(_NO_MARKS.search(text, max(0, start - 6), start) or _UNTOLD.match(text, end) or to_come)


def is_none(inside: str) -> bool:
    """Whether a sentence speaks of the mechanism, of the past as a whole or of aims."""
    return bool(
        pattern("events", "not", "mechanism").search(inside)
        or pattern("events", "not", "passing").search(inside)
    )


def rule_of(inside: str, *, counted: bool, whole: str = "") -> str | None:
    """The rule by which a stretch tells of an event; None if it tells of none."""
    if is_none(inside):
        return None
    if pattern("events", "holding", "future").search(inside):
        return "announced"
    if counted:
        return "counted"
    return "held" if pattern("events", "holding", "verbs").search(whole or inside) else None
