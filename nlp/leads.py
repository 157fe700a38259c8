"""What leads to a value in its clause: verbs of growth and fall, rates, shares of a whole.

Guarantees: works on folded text in a bounded window before one value; says only what the words say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.patterns import compiled, lexicon
from nlp.statements import words


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the subject of a value ends, the words between, and the sign that they give.

    They tell `growth` with a verb or 同比; with a verb the value has `moved` by so much.
    """

    subject_end: int
    words: str
    sign: int
    growth: bool
    moved: bool

    @property
    def rough(self) -> bool:
        """不足5%, 超10%: a rate that is not given."""
        return self.growth and words("values", "rough").search(self.words) is not None

    @property
    def each(self) -> bool:
        """均, 都: the value belongs to every subject."""
        return "均" in self.words or "都" in self.words


@cache
def _moves() -> re.Pattern[str]:
    given = lexicon("indicators")["values"]
    return compiled("|".join(given[key] for key in ("fall_rate", "rate", "growing", "falling")))


@cache
def _falls() -> re.Pattern[str]:
    given = lexicon("indicators")["values"]
    return compiled(f"{given['falling']}|{given['fall_rate']}")


@cache
def _reached() -> re.Pattern[str]:
    """增速回落至5%, 占比提高到35%: the value reached, not by how much."""
    given = lexicon("indicators")["values"]
    return compiled(f"(?:{given['growing']}|{given['falling']})(?:了)?[至到]")


@cache
def _lead() -> re.Pattern[str]:
    return compiled(rf"(?s).*?(?P<lead>(?:{_moves().pattern}|{lexicon('indicators')['values']['fill']})*)")


@cache
def _share() -> re.Pattern[str]:
    given = lexicon("indicators")["values"]
    filler = f"的|约|达到|到达|达|为|(?:{given['growing']}|{given['falling']})?[至到]|近|超过|了|分别"
    once = r"(?P<once>[由从]20\d\d年的?)?"  # 占…比重由2021年的58.2%提高到63.5%: what it was then
    return compiled(
        rf"占(?!比)(?P<base>[^,;:占]{{1,24}}?)的?(?:比重|比例|份额|总量|比)?(?:{filler}){{0,4}}{once}$"
    )


def lead_to(text: str, at: int, end: int) -> Lead:
    """What leads to the value that begins at `end`; its subject stands in text[at:subject_end]."""
    match = _lead().fullmatch(text, at, end)
    if match is None:  # cannot be: the expression fits any text
        return Lead(end, "", 1, growth=False, moved=False)
    said = match["lead"]
    said_of = _reached().sub("", said)
    moves = _moves().findall(said_of)
    falls = bool(moves) and _falls().fullmatch(moves[-1]) is not None
    sign, moved = -1 if falls else 1, bool(moves)
    return Lead(match.start("lead"), said, sign, growth=moved or "同比" in said, moved=moved)


def share_of(text: str, at: int, end: int) -> re.Match[str] | None:
    """占…的比重为 right before the value at `end`; group `base` is the whole, `once` a past year."""
    found = _share().search(text, max(at, end - 40), end)
    return None if found is None or "计划" in found["base"] or "任务" in found["base"] else found
