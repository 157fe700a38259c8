"""Regions, names and values of one statement in step: 张店区、临淄区分别增长3%、5%.

Guarantees: one region has all the names and one name all the regions; what is not in step is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.leads import Lead
from nlp.spans import Place
from nlp.statements import Value, words


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose statistic and which."""

    region: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A list of values with what stands before it: places, pieces of names, and the lead."""

    at: int
    row: list[Value]
    lead: Lead
    places: list[Place]
    said: list[str]

    @property
    def is_rate(self) -> bool:
        """Whether its values are percentages."""
        return self.row[0].unit == "%"


def regions_of(one: Statement) -> list[str | None]:
    """Whose the values of a statement are: each place's one, or the last place's all."""
    names = [place.name for place in one.places]
    return names if len(names) == len(one.row) or one.lead.each else names[-1:]


def in_a_row(text: str, places: list[Place]) -> list[Place]:
    """The last of `places` with those that 、 and 和 join to it."""
    row = places[-1:]
    for place in reversed(places[:-1]):
        if words("subject", "joints").fullmatch(text, place.end, row[0].start) is None:
            break
        row = [place, *row]
    return row


def paired(regions: Sequence[str | None], names: Sequence[str]) -> list[Subject]:
    """Regions and names in step; one region has all the names, one name all the regions."""
    if not names:
        return []
    size = max(len(names), len(regions))
    regions = [*regions] * size if len(regions) == 1 else regions
    names = [*names] * size if len(names) == 1 else names
    return [Subject(region, name) for region, name in zip(regions, names, strict=False)]
