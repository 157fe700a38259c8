"""Amounts of projects: which figure, number of jobs and capacity belongs to which project.

Guarantees: an amount is a project's own only where it stands in its scope, or is its share in turn of a row
(A项目、B项目总投资分别为20亿元、15亿元); amounts of several projects together, ranges and foreign money are
None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Figure, Role
from nlp.patterns import compiled, pattern
from nlp.project_names import Named
from nlp.project_scopes import Scope
from nlp.spans import Span

FIELDS: dict[str, Role] = {
    "investment": "total_investment",
    "annual_investment": "annual_investment",
    "output_value": "output_value",
    "revenue": "revenue",
    "tax_profit": "tax_profit",
}
"""Fields of a project in money, by the role of their amount."""

_YIELDS = ("output_value", "revenue", "tax_profit")
_WHOLE = ("total_investment", "other")  # roles of an amount that alone leads to a name

_OF_SEVERAL = compiled(r"的(?:\d{2,}|[2-9两三四五六七八九])个")
_IN_TURN = compiled(r"分别(?:计划|约|高?达到?|为|是)*(?=\d)")
_TURN_JOINT = compiled(r"[、,和及与]|以及")
_AGAIN = 8  # characters behind an amount in which it is given again in yuan
_GOES_ON = 3  # characters of a clause before its amount, a role alone
_TURNS = 200  # characters behind 分别 in which shares follow each other
_PHASE = compiled(r"[一二三四五]期")
_MARKS = ",。;\n"


@cache
def _fact(name: str) -> re.Pattern[str]:
    return pattern("projects", "facts", name)


def yuan(figure: Figure) -> int | None:
    """The amount in yuan, None for a range or foreign money."""
    return int(figure.low) if figure.currency == "CNY" and figure.low == figure.high else None


def capacity_in(document: Document, span: Span) -> str | None:
    """The capacity that a span states, as the text says it."""
    match = _fact("capacity").search(document.folded, span.start, span.end)
    return document.text[match.start() : match.end()].removesuffix("项目") if match else None


@dataclass(frozen=True)
class Amounts:
    """The amounts of an article, looked up by project."""

    document: Document
    names: Sequence[Named]

    def of(self, scope: Scope, role: Role) -> int | None:
        """The project's amount of a role; what follows a row of names is the row's."""
        share = self._in_turn.get(scope.named.start)
        if share and share.role == role:
            return yuan(share)
        if role == "total_investment" and (leading := self._leading(scope.named)):
            return leading
        end = scope.named.end if scope.named.listed else scope.end
        own = [
            figure
            for figure in within(self.document.figures, scope.start, end)
            if self._has_role(figure, role, scope) and not self._is_anothers(scope, figure)
        ]
        in_full = [figure for figure in own if role in _YIELDS and self._is_in_full(figure)]
        told = in_full or own
        return yuan(self._revised(self._in_yuan(told[0]))) if told else None

    def _clause_before(self, figure: Figure) -> int:
        """Where its clause begins, with the one before where it only goes on (…产值15亿元，税收1.43亿元)."""
        folded = self.document.folded
        clause = max(folded.rfind(mark, 0, figure.start) for mark in _MARKS) + 1
        if figure.start - clause > _GOES_ON or folded[clause - 1 : clause] != ",":
            return clause
        return max(folded.rfind(mark, 0, clause - 1) for mark in _MARKS) + 1

    def _is_in_full(self, figure: Figure) -> bool:
        """预计全年产值5亿元，明年全面达产后产值可达28亿元: what the whole is to make."""
        clause = self._clause_before(figure)
        return _fact("in_full").search(self.document.folded, clause, figure.start) is not None

    def _is_anothers(self, scope: Scope, figure: Figure) -> bool:
        return (
            self._is_shared(figure)
            or self._is_past(figure)
            or self._is_of_all(scope, figure)
            or self._is_of_row(scope, figure)
        )

    def _is_of_all(self, scope: Scope, figure: Figure) -> bool:
        """全市共有231个项目…，总投资986.5亿元, behind the name of one; 年度计划投资92亿元：before it."""
        if figure.end < scope.named.start and self.document.folded.startswith(":", figure.end):
            return True
        return _fact("counted").search(self.document.folded, scope.named.end, figure.start) is not None

    def _is_past(self, figure: Figure) -> bool:
        """上半年实现产值1.1亿元, 亩均税收40万元: made so far or by each, not what it is to make a year."""
        if figure.role not in _YIELDS:
            return False
        clause, folded = self._clause_before(figure), self.document.folded
        if _fact("each").search(folded, clause, figure.start):
            return True
        if _fact("so_far").search(folded, clause, figure.start):
            return True
        published = self.document.article.published
        return any(
            day.period and day.last and published and day.last <= published
            for day in within(self.document.dates, clause, figure.start)
        )

    def _revised(self, figure: Figure) -> Figure:
        """总投资由8亿元调整为6.4亿元: the amount that it became."""
        match = _fact("revised").match(self.document.folded, figure.end)
        became = within(self.document.figures, match.end(), match.end() + 1) if match else ()
        return became[0] if became else figure

    def _leading(self, named: Named) -> int | None:
        """20亿元石材产业园, 32.4亿元的机场迁建: what stands right before the name."""
        found = within(self.document.figures, named.start - _AGAIN, named.start)
        between = self.document.folded[found[-1].end : named.start] if found else None
        return yuan(found[-1]) if found and between in ("", "的") and found[-1].role in _WHOLE else None

    def _in_yuan(self, figure: Figure) -> Figure:
        """2.6亿美元（约合18亿元人民币）: the same amount in yuan, where the text gives it."""
        if figure.currency == "CNY" or not _fact("again").match(self.document.folded, figure.end):
            return figure
        return next(iter(within(self.document.figures, figure.end, figure.end + _AGAIN)), figure)

    def any_in(self, scope: Scope) -> bool:
        """Whether the scope gives any amount that a project has."""
        found = within(self.document.figures, scope.start, scope.end)
        return any(figure.role in FIELDS.values() for figure in found)

    def jobs(self, scope: Scope) -> int | None:
        """The people who work there or are to."""
        match = _fact("jobs").search(self.document.folded, scope.named.end, scope.end)
        return int(match["a"] or match["b"] or match["c"]) if match else None

    def capacity(self, scope: Scope) -> str | None:
        """What it makes or handles, as the text says it; of its name the quantity alone."""
        named, folded = scope.named, self.document.folded
        match = _fact("quantity").search(folded, named.start, named.end)
        match = match or _fact("capacity").search(folded, named.end, scope.end)
        return self.document.text[match.start() : match.end()] if match else None

    def _has_role(self, figure: Figure, role: Role, scope: Scope) -> bool:
        """An amount of a phase is the whole of a project that is this phase, or that no phase led to."""
        if figure.role != "phase_investment" or role != "total_investment":
            return figure.role == role
        phases = _PHASE.findall(self.document.folded, scope.start, figure.end)
        return all(phase in scope.named.name for phase in phases)

    def _is_shared(self, figure: Figure) -> bool:
        """两个项目估算总投资60亿元, 总投资122亿元的27个项目: an amount of several projects."""
        folded, at = self.document.folded, figure.start
        clause = max(folded.rfind(mark, 0, at) for mark in _MARKS) + 1
        before = _fact("shared").search(folded, max(clause, at - 24), at)
        return before is not None or _OF_SEVERAL.match(folded, figure.end) is not None

    def _is_of_row(self, scope: Scope, figure: Figure) -> bool:
        """投资17亿元建设A项目、B项目: an amount that leads to the whole row."""
        lead = self.document.folded[figure.end : scope.named.start]
        return scope.named.listed and _fact("builds").fullmatch(lead) is not None

    @cached_property
    def _in_turn(self) -> dict[int, Figure]:
        """Shares given in turn, by where the name of their project begins."""
        found: dict[int, Figure] = {}
        for match in _IN_TURN.finditer(self.document.folded):
            shares = self._shares(match.end())
            names = self._names_led(shares) or self._names_before(match.start())
            if len(shares) == len(names) > 1:
                role = shares[0].role
                found |= {
                    name.start: share for name, share in zip(names, shares, strict=True) if share.role == role
                }
        return found

    def _shares(self, at: int) -> list[Figure]:
        found: list[Figure] = []
        for figure in within(self.document.figures, at, at + _TURNS):
            between = self.document.folded[found[-1].end if found else at : figure.start]
            if not (_TURN_JOINT.fullmatch(between) if found else between == ""):
                break
            found.append(figure)
        return found

    def _names_led(self, shares: list[Figure]) -> list[Named]:
        """The projects that shares lead to (总投资分别为11亿元、6亿元的A项目和B项目)."""
        at = shares[-1].end if shares else 0
        if not shares or not self.document.folded.startswith("的", at):
            return []
        stop = _fact("row_end").search(self.document.folded, at, at + _TURNS)
        return [
            one for one in within(self.names, at, stop.start() if stop else at + _TURNS) if not one.pronoun
        ]

    def _names_before(self, at: int) -> list[Named]:
        """The projects named in the sentence before 分别."""
        start = max(self.document.folded.rfind(mark, 0, at) for mark in "。;\n") + 1
        return [one for one in within(self.names, start, at) if not one.pronoun]
