"""Choosing among the values that reports give: the better supported one is shown, all are kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from archive.ids import stable_text
from archive.merge.reports import Report, order

FAR = 3  # a revision may double an amount; ten times as much is an error


@dataclass(frozen=True, slots=True)
class Choice:
    """The values reports give a field, best supported first: (value, independent, reports)."""

    field: str
    ranked: tuple[tuple[Any, int, tuple[Report, ...]], ...]

    @property
    def shown(self) -> Any:
        """The value shown, None if no report gives one."""
        return self.ranked[0][0] if self.ranked else None


def independent(reports: list[Report]) -> int:
    """How many of the reports are not reprints of one another."""
    return len({report.cluster for report in reports})


def _precision(value: Any) -> int:
    """Dates are ranked by precision first: a day says more than its month."""
    return len(value) if isinstance(value, str) and value[:4].isdigit() and value[4:5] in ("", "-") else 0


def _says_less(other: Any, shown: Any) -> bool:
    return isinstance(shown, str) and isinstance(other, str) and shown.startswith(f"{other}-")


def _witnesses(reports: list[Report]) -> list[Report]:
    """Reports that do not speak of a day still to come: what was announced is only a plan."""
    return [report for report in reports if not report.announces]


def _holders(field: str, reports: list[Report]) -> list[tuple[Any, list[Report]]]:
    holders: dict[Any, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=order):
        if report[field] is not None:
            holders[report[field]].append(report)
    return list(holders.items())


def _choice(field: str, ranked: list[tuple[Any, list[Report]]]) -> Choice:
    return Choice(field, tuple((value, independent(held), tuple(held)) for value, held in ranked))


def choose(field: str, reports: list[Report]) -> Choice:
    """Rank the values of `field` by independent support; originals before copies, the copied before others.

    What is still alike is ranked by who said it first.
    """

    def weight(item: tuple[Any, list[Report]]) -> tuple[Any, ...]:
        value, held = item
        copied = all(report.article != report.cluster for report in held)
        support = -independent(_witnesses(held)), -independent(held)
        return -_precision(value), *support, copied, -len(held), order(held[0])

    return _choice(field, sorted(_holders(field, reports), key=weight))


def _is_outlier(value: Any, held: list[Report], others: list[tuple[Any, list[Report]]]) -> bool:
    """Whether a lone amount is far from one that several give: misread or misprinted, not revised."""
    if not isinstance(value, int) or independent(held) > 1:
        return False
    agreed = [other for other, holding in others if other != value and independent(holding) > 1]
    return any(max(value, other) > FAR * min(value, other) for other in agreed)


def choose_latest(field: str, reports: list[Report]) -> Choice:
    """Rank the values of `field`, the latest first: plans are revised. Lone outliers come last."""
    held = _holders(field, reports)
    newest = sorted(held, key=lambda item: max(map(order, item[1])), reverse=True)
    return _choice(field, sorted(newest, key=lambda item: _is_outlier(item[0], item[1], held)))


def support_rows(key: str, name: str, choices: list[Choice]) -> list[dict[str, Any]]:
    """Rows (thing, report, field, value, shown) of a support table."""
    return [
        {name: key, "report": report.id, "field": choice.field, "value": str(value), "shown": int(rank == 0)}
        for choice in choices
        for rank, (value, _, held) in enumerate(choice.ranked)
        for report in held
    ]


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def conflict_rows(key: str, name: str, choices: list[Choice]) -> list[dict[str, Any]]:
    """Rows of `conflict` for every value that is not shown."""
    return [
        {
            "id": stable_text("conflict", name, key, choice.field, other),
            name: key,
            "field": choice.field,
            "shown": str(choice.shown),
            "shown_number": _number(choice.shown),
            "shown_support": choice.ranked[0][1],
            "other": str(other),
            "other_number": _number(other),
            "other_support": held,
        }
        for choice in choices
        for other, held, _ in choice.ranked[1:]
        if not _says_less(other, choice.shown)
    ]
