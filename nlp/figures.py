"""Figures: every amount of money with its role, by the wording that governs it.

The nearest cue before an amount in its clause decides; then a cue right behind it; then, in a row of
amounts (张店区15个、42亿元；淄川区22个、86亿元), the role of the amount before. In a table of projects the
heading of its column decides. Cues are data (lexicon/roles.toml); rule ids: `figure.before`,
`figure.after`, `figure.row`, `figure.column`, `figure.class`, `figure.raised`, `figure.regional` (the level
of a statistic), `figure.none`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Figure, Role
from nlp.naming import is_firm
from nlp.patterns import can_begin, compiled, lexicon, pattern
from nlp.project_tables import find_rows
from nlp.rules import mark
from nlp.spans import Money

WINDOW = 40  # characters before an amount in which its cue may stand
_TRADE = ("出口", "进口")  # what firms have, too
_LEAST = ("不低于", "不少于")  # of an investment: a condition
_HARD = compiled(r"[。；;！？\n]")
_TOTAL = compiled(r"总投资|投资(?:约|达)?\d")
_NUMERAL = compiled(r"[\d一二两三四五六七八九]")
_COLUMNS: tuple[tuple[str, Role], ...] = (
    ("investment", "total_investment"),
    ("annual_investment", "annual_investment"),
)
ROW_GAP = 24  # characters between two amounts of a row


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: its role and where it stands."""

    role: Role
    start: int
    end: int


@cache
def _patterns(side: str) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, compiled("|".join(cues))) for role, cues in lexicon("roles")[side].items())


@cache
def _word(name: str) -> re.Pattern[str]:
    return pattern("roles", "words", name)


def _clause_start(text: str, at: int, floor: int) -> int:
    """Where the wording that can govern an amount begins: after the last full stop or amount."""
    start = max(floor, at - WINDOW)
    stops = [match.end() for match in _HARD.finditer(text, start, at)]
    return stops[-1] if stops else start


@cache
def _any_cue() -> re.Pattern[str]:
    return compiled("|".join(cue for cues in lexicon("roles")["before"].values() for cue in cues))


def _nearest(text: str, start: int, end: int) -> Cue | None:
    first = _any_cue().search(text, start, end)
    if first is None:
        return None
    start = first.start()
    found = [
        Cue(role, match.start(), match.end())
        for role, pattern in _patterns("before")
        for match in pattern.finditer(text, start, end)
        if role != "other"
        or "%" not in text[match.end() : end]  # 生产总值增长8%，达到6700亿元: the change has its number
    ]
    return max(found, key=lambda cue: (cue.end, cue.end - cue.start), default=None)


@cache
def _that_begin(letter: str) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, pattern) for role, pattern in _patterns("after") if can_begin(pattern, letter))


def _following(text: str, at: int) -> Role | None:
    cues = _that_begin(text[at : at + 1])
    found = [(match.end(), role) for role, pattern in cues if (match := pattern.match(text, at))]
    return max(found)[1] if found else None


def _is_class(money: Money, text: str) -> bool:
    """过5亿元项目, 10亿元以上项目: a size class."""
    before = text[max(0, money.start - 3) : money.start]
    sized = money.approximation in ("over", "under") or text.startswith(("及以上", "及以下"), money.end)
    counted = money.low != money.high and _word("class_counted").match(text, money.end)
    named = before.endswith(tuple(lexicon("roles")["words"]["class_before"]))
    return bool(sized or counted or named) and _word("class_after").match(text, money.end) is not None


def _role(document: Document, at: int, roles: list[Role]) -> tuple[Role, str]:
    text, money = document.folded, document.money[at]
    floor = document.money[at - 1].end if at else 0
    if _is_class(money, text):
        return "other", "figure.class"
    if at and _word("raised").fullmatch(text, floor, money.start):
        return roles[-1], "figure.raised"
    start = _clause_start(text, money.start, floor)
    cue, behind = _nearest(text, start, money.start), _following(text, money.end)
    if behind and _gives_way(text, cue, behind):
        return behind, "figure.after"
    if cue and _word("fixed_assets").search(text, start, cue.end):
        return _fixed_assets(document, start, at), "figure.before"
    if cue and cue.role == "total_investment" and money.quote.startswith(_LEAST):
        return "other", "figure.before"
    if cue and cue.role == "indicator" and _of_firm(document, cue, money.start):
        return "other", "figure.before"
    if cue:
        return cue.role, "figure.before"
    return _of_row(document, at, floor, roles)


def _of_firm(document: Document, cue: Cue, at: int) -> bool:
    """Whether exports are those of a firm that their sentence names; a region's are known as statistics."""
    if document.folded[cue.end - 2 : cue.end] not in _TRADE:
        return False
    start = max(document.folded.rfind(stop, 0, at) for stop in "。\n") + 1
    return is_firm(document.folded, start, at)


def _gives_way(text: str, cue: Cue | None, behind: Role) -> bool:
    """Whether the wording before an amount leaves it to that behind: 出资9.6亿元兴建, 设立2亿元的基金."""
    return cue is None or behind in ("other", "financing") or text[cue.start : cue.end] == "出资"


def _of_row(document: Document, at: int, floor: int, roles: list[Role]) -> tuple[Role, str]:
    """The role of an amount without a cue: that of the row it begins or goes on with."""
    money, text = document.money[at], document.folded
    if _word("row_begins").search(text, floor, money.start):
        return "total_investment", "figure.row"
    counted = _word("counted").search(text, floor, money.start)
    if counted and _word("divides").search(text, floor, counted.start() + 1):
        return "total_investment", "figure.row"
    if at and _goes_on(document, floor, money):
        return roles[-1], "figure.row"
    return ("total_investment", "figure.row") if counted else ("other", "figure.none")


def _goes_on(document: Document, floor: int, money: Money) -> bool:
    """Whether an amount continues a row: close behind the last, or right behind a place."""
    gap = document.folded[floor : money.start]
    placed = any(place.end == money.start for place in within(document.places, floor, money.start))
    return "。" not in gap and "\n" not in gap and (placed or len(gap) <= ROW_GAP)


def _fixed_assets(document: Document, start: int, at: int) -> Role:
    """A region's is an indicator; a project's is its total unless a total stands beside it."""
    money = document.money[at]
    if _word("of_projects").search(document.folded, start, money.start):
        return "total_investment"
    pointing = within(document.deictics, start, money.start)
    regional = [p for p in within(document.places, start, money.start) if money.start - p.end < 12]
    if pointing or regional:
        return "indicator"
    sentence = document.folded.rfind("。", 0, money.start) + 1
    beside = _TOTAL.search(document.folded, sentence, start)
    return "other" if beside else "total_investment"


@dataclass(frozen=True, slots=True)
class _Judged:
    """An amount with its role and the rule that gave it."""

    money: Money
    role: Role
    rule: str


def _statistics(document: Document) -> dict[int, Role]:
    """Roles of amounts that are levels of regional statistics, by where these end."""
    levels = [one for one in document.indicators if one.measure == "level" and len(one.unit) == 3]
    return {one.end: "funds_in_place" if _word("funds").search(one.name) else "indicator" for one in levels}


def _columns(document: Document) -> dict[int, Role]:
    """Roles of amounts in tables of projects, by where these begin: what the heading of their column says."""
    cells = ((role, row.cells.get(field)) for row in find_rows(document) for field, role in _COLUMNS)
    return {cell.start: role for role, cell in cells if cell}


def _judged(document: Document) -> Iterator[_Judged]:
    """Each amount with its role; those of regional statistics are known from reading these."""
    statistics, columns = _statistics(document), _columns(document)
    roles: list[Role] = []
    for at, money in enumerate(document.money):
        role, rule = _role(document, at, roles)
        roles.append(role)
        regional = next(filter(statistics.__contains__, range(money.start + 1, money.end + 1)), None)
        if regional is not None:
            role, rule = statistics[regional], "figure.regional"
        if money.start in columns:
            role, rule = columns[money.start], "figure.column"
        yield _Judged(money, role, rule)


def _is_named_class(document: Document, judged: _Judged) -> bool:
    """过百亿元项目: the name of a class, without a number of its own."""
    quote = document.folded[judged.money.start : judged.money.end]
    return judged.rule == "figure.class" and _NUMERAL.search(quote) is None


def find_figures(document: Document) -> list[Figure]:
    """The amounts of `document` with their roles."""
    return [
        Figure(
            start=one.money.start,
            end=one.money.end,
            quote=one.money.quote,
            low=one.money.low,
            high=one.money.high,
            currency=one.money.currency,
            approximation=one.money.approximation,
            role=one.role,
            rule=mark(one.rule),
        )
        for one in _judged(document)
        if not _is_named_class(document, one)
    ]
