"""Which statistic a comparison or a rank belongs to, and what a comparison is against.

Guarantees: comparisons in percentage points belong to rates alone; what cannot be settled is left out.
"""

from __future__ import annotations

from dataclasses import replace

from nlp.comparing import Compared
from nlp.facts import Comparison, Indicator, Rank
from nlp.patterns import compiled
from nlp.statements import words

_EVERYWHERE = compiled("全[省市县区国州]$")


def before(period: str | None) -> str | None:
    """The same period up to the month before: of a month the month before, of January to May to April.

    >>> before("2022-05"), before("2022-01"), before("2022-01/2022-05"), before("2022-01/2022-02")
    ('2022-04', '2021-12', '2022-01/2022-04', '2022-01')
    >>> before("2022") is None
    True
    """
    if period is None or len(period) == 4:
        return None
    year, month = int(period[-7:-3]), int(period[-2:])
    end = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    first = period[:7]
    return end if len(period) == 7 or first >= end else f"{first}/{end}"


def against(text: str, fact: Indicator, named: str | None) -> str:
    """What is compared with: a region as written, or a period; `named` is that of a date in `text`."""
    if words("comparison", "year_before").fullmatch(text):
        whole = fact.period is not None and len(fact.period) == 4 and not text.startswith("同")
        return str(int(fact.period) - 1) if whole and fact.period else "同期"
    if words("comparison", "points").fullmatch(text):
        return str(int(fact.period[:4]) - 1) if fact.period else text
    if words("comparison", "month_before").fullmatch(text):
        return before(fact.period) or text
    if named and fact.period and named[:4] > fact.period[:4]:  # 2024年，…比前三季度: of the same year
        named = named.replace(named[:4], fact.period[:4])
    everywhere = _EVERYWHERE.search(text)
    return named or (everywhere.group() if everywhere else text)


def compared(fact: Indicator, rivals: list[str], differences: list[float]) -> Indicator:
    """`fact` with comparisons; one difference holds against each of several."""
    if len(differences) == 1:
        differences = differences * len(rivals)
    rows = [Comparison(name, by, "pp") for name, by in zip(rivals, differences, strict=False)]
    return replace(fact, comparisons=(*fact.comparisons, *rows))


def apportioned(item: Compared, rates: list[int]) -> list[tuple[int, list[float]]]:
    """Which of `rates` (indexes in reading order) take which differences."""
    if len(item.differences) > 1 and len(item.against) <= 1:
        last = rates[-len(item.differences) :]
        return [(index, [by]) for index, by in zip(last, item.differences, strict=False)]
    return [(rates[-1], list(item.differences))]


def ranked(fact: Indicator, within: str, position: int) -> Indicator:
    """`fact` with its rank, unless it has one or the group is not said."""
    return fact if fact.rank or not within else replace(fact, rank=Rank(within, position))


def _is_of(fact: Indicator, other: Indicator) -> bool:
    return (fact.name, fact.region) == (other.name, other.region)


def meant(said: str, facts: list[tuple[int, Indicator]]) -> list[int]:
    """The statistics that a rank behind the words `said` can belong to; none if it ranks something else."""
    if words("rank", "of_change").search(said):
        return []
    if words("rank", "of_both").search(said):
        last = facts[-1:]
        return [index for index, fact in facts if fact.measure != "share" and _is_of(fact, last[0][1])]
    for key, measure in (("of_growth", "growth"), ("of_level", "level"), ("of_share", "share")):
        if words("rank", key).search(said):
            of_kind = [index for index, fact in facts if fact.measure == measure]
            return of_kind if of_kind or key == "of_growth" else [index for index, _ in facts]
    return [index for index, _ in facts]
