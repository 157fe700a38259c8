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
    is_generic,
    local,
    ordinals,
    plain,
    quantities,
    same_firm,
    towns,
)
from archive.merge.reports import Report, city_of

# Weights of the reasons, to be read together: a join needs MADE, a proposal PROPOSED.
SAME_NAME, LIKE_NAME, NEAR_NAME, INSIDE_NAME = 3.5, 2.0, 1.0, 1.5
SAME_FULL_NAME, FULL = 4.5, 8  # a name of so many characters is no coincidence within a city
KIND_NAME = 1.0  # 扩产项目, 产业园项目: there are many
SAME_TEXT = 3.5  # one name in two copies of one report
EDGE_NAME = 3.5  # a character too much before a long name: read badly, not named otherwise
SAME_COUNTY, SAME_COMPANY, OTHER_COMPANY = 1.0, 2.0, -2.5
ZONE_AND_COUNTY = -2.5  # a zone may lie in the county, but it has to be said by company and amount as well
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


def _in_zone(report: Report) -> bool:
    return ":" in (county(report) or "")


def _elsewhere(left: Report, right: Report) -> bool:
    return bool(county(left) and county(right) and county(left) != county(right))


def in_two_counties(left: Report, right: Report) -> bool:
    """Whether two reports place their project in two counties, or two zones; a zone may lie in a county."""
    return _elsewhere(left, right) and _in_zone(left) == _in_zone(right)


def apart(left: Report, right: Report) -> bool:
    """Whether two reports cannot be of one project, whatever else agrees."""
    return in_two_counties(left, right) or named_apart(left, right)


def named_apart(left: Report, right: Report) -> bool:
    """Whether the names of two reports are of two projects: two phases, halls, towns, rows of a list."""
    return (
        disjoint(ordinals(left["name"]), ordinals(right["name"]))
        or disjoint(towns(told(left)), towns(told(right)))
        or (left.article == right.article and _listed_apart(left, right))
    )


def _listed_apart(left: Report, right: Report) -> bool:
    amounts = {left["investment"], right["investment"]} - {None}
    return len(amounts) > 1 and plain(left["name"]) != plain(right["name"])


def _name_reason(left: str, right: str) -> tuple[str, float]:
    if left == right and is_generic(left):
        return ("same name of a kind", KIND_NAME)
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
    if _elsewhere(left, right):
        given.append(("zone and county", ZONE_AND_COUNTY))
    if left.cluster == right.cluster and left.article != right.article and told(left) == told(right):
        given.append(("same text", SAME_TEXT))
    if left["capacity"] and left["capacity"] == right["capacity"]:
        given.append(("same capacity", SAME_CAPACITY))
    if disjoint(quantities(left["name"]), quantities(right["name"])):
        given.append(("other quantity in the name", OTHER_QUANTITY))
    return tuple(reason for reason in given if reason[1])


_NAMING = {"same full name", "same name", "name but for its edge", "like name", "near name", "name inside"}
_NAMING |= {
    "same name of a kind",
    "short for it in one article",
    "renamed",
    "its company's only such project",
}


def names_agree(pair: Pair) -> bool:
    """Whether the names are among the reasons: a company and an amount alone make no project."""
    return any(reason in _NAMING for reason, _ in pair.reasons)


def is_of_one_firm(pair: Pair) -> bool:
    """Whether the companies are among the reasons."""
    return any(reason == "same company" for reason, _ in pair.reasons)


def has_moved(left: Report, right: Report) -> bool:
    """Whether a project may have moved: all but the county agrees, so that a person is to be asked."""
    name, _ = _name_reason(told(left), told(right))
    return (
        name == "same full name"
        and in_two_counties(left, right)
        and not named_apart(left, right)
        and _company_reason(left, right)[0] == "same company"
        and _amount_reason(left["investment"], right["investment"])[0] == "same amount"
    )


def scored(left: Report, right: Report) -> Pair:
    """Two reports with all that their own words say."""
    return Pair(left, right, reasons(left, right))
