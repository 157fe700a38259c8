"""Why two reports are taken to speak of one project: reasons with weights, and what forbids it.

Two different counties are never one project, and neither are two phases, lots or halls that are named
apart, nor two names with amounts of their own in one article. Reasons are weighed one by one and kept with
every join, so that a reader can see what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.merge.names import (
    alike,
    dice,
    differ_at_edge,
    disjoint,
    local,
    ordinals,
    plain,
    quantities,
    same_firm,
)
from archive.merge.reports import Report, city_of

# Weights of the reasons, to be read together: a join needs MADE, a proposal PROPOSED.
SAME_NAME, LIKE_NAME, NEAR_NAME, INSIDE_NAME = 3.5, 2.0, 1.0, 1.5
SAME_FULL_NAME, FULL = 4.5, 8  # a name of so many characters is no coincidence within a city
EDGE_NAME = 3.5  # a character too much before a long name: read badly, not named otherwise
SAME_COUNTY, SAME_COMPANY, OTHER_COMPANY = 1.0, 2.0, -2.5
SAME_AMOUNT, OTHER_AMOUNT, FAR_AMOUNT = 2.0, -0.5, -1.5
SAME_CAPACITY, OTHER_QUANTITY = 1.5, -1.5
SLIP = 10_000  # 万 written for 亿: an error about one project, no evidence of two
MADE, PROPOSED = 4.5, 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with the reasons to take them for one project."""

    left: Report
    right: Report
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The sum of the reasons."""
        return sum(weight for _, weight in self.reasons)


def told(report: Report) -> str:
    """A report's name of its project, reduced to what tells it from others in its region."""
    return local(report["name"], report["region"])


def county(report: Report) -> str | None:
    """The code of the county in which a report places its project, None if it names a city or nothing."""
    code = report["region_code"]
    return code if code and city_of(code) not in (code, None) else None


def apart(left: Report, right: Report) -> bool:
    """Whether two reports cannot be of one project, whatever else agrees."""
    counties = {county(left), county(right)} - {None}
    return (
        len(counties) > 1
        or disjoint(ordinals(left["name"]), ordinals(right["name"]))
        or (left.article == right.article and _listed_apart(left, right))
    )


def _listed_apart(left: Report, right: Report) -> bool:
    amounts = {left["investment"], right["investment"]} - {None}
    return len(amounts) > 1 and plain(left["name"]) != plain(right["name"])


def _name_reason(left: str, right: str) -> tuple[str, float]:
    if left == right:
        return ("same full name", SAME_FULL_NAME) if len(left) >= FULL else ("same name", SAME_NAME)
    if differ_at_edge(left, right):
        return ("name but for its edge", EDGE_NAME)
    if alike(left, right):
        return ("like name", LIKE_NAME)
    if min(len(left), len(right)) >= 4 and (left in right or right in left):
        return ("name inside", INSIDE_NAME)
    return ("near name", NEAR_NAME) if dice(left, right) >= 0.45 else ("other name", 0.0)


def _company_reason(left: Report, right: Report) -> tuple[str, float]:
    if not (left["company"] and right["company"]):
        return ("company unknown", 0.0)
    same = same_firm(left["company"], right["company"])
    return ("same company", SAME_COMPANY) if same else ("other company", OTHER_COMPANY)


def _amount_reason(left: int | None, right: int | None) -> tuple[str, float]:
    if left is None or right is None:
        return ("amount unknown", 0.0)
    if left == right:
        return ("same amount", SAME_AMOUNT)
    if max(left, right) == SLIP * min(left, right):
        return ("amount in another unit", 0.0)
    far = max(left, right) > 3 * min(left, right)
    return ("far amount", FAR_AMOUNT) if far else ("other amount", OTHER_AMOUNT)


def reasons(left: Report, right: Report) -> tuple[tuple[str, float], ...]:
    """What speaks for and against two reports being of one project."""
    given = [
        _name_reason(told(left), told(right)),
        _company_reason(left, right),
        _amount_reason(left["investment"], right["investment"]),
    ]
    if county(left) and county(left) == county(right):
        given.append(("same county", SAME_COUNTY))
    if left["capacity"] and left["capacity"] == right["capacity"]:
        given.append(("same capacity", SAME_CAPACITY))
    if disjoint(quantities(left["name"]), quantities(right["name"])):
        given.append(("other quantity in the name", OTHER_QUANTITY))
    return tuple(reason for reason in given if reason[1])


_NAMING = {"same full name", "same name", "name but for its edge", "like name", "near name", "name inside"}
_NAMING |= {"short for it in one article", "renamed"}


def names_agree(pair: Pair) -> bool:
    """Whether the names are among the reasons: a company and an amount alone make no project."""
    return any(reason in _NAMING for reason, _ in pair.reasons)


def is_of_one_firm(pair: Pair) -> bool:
    """Whether the companies are among the reasons."""
    return any(reason == "same company" for reason, _ in pair.reasons)


def scored(left: Report, right: Report) -> Pair:
    """Two reports with all that their own words say."""
    return Pair(left, right, reasons(left, right))
