"""What extraction takes and what it returns: the vocabulary every other room speaks.

Guarantees: all types are frozen; offsets count Unicode code points of `Article.text`, and
`text[start:end] == quote` holds for every span; money is in whole units of its currency; dates
are ISO 8601 with the precision the article gives; unknown is None, never a guess. The names of
the fields are the contract's and the archive's columns.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Approximation = Literal["exact", "about", "over", "under"]
Role = Literal[
    "total_investment",
    "phase_investment",
    "annual_investment",
    "completed_investment",
    "funds_in_place",
    "output_value",
    "revenue",
    "tax_profit",
    "financing",
    "indicator",
    "other",
]
Stage = Literal["planned", "signed", "started", "under_construction", "completed", "operating"]
EventKind = Literal[
    "signing",
    "groundbreaking",
    "observation",
    "review",
    "appraisal",
    "commissioning",
    "promotion",
]
Breakdown = Literal["region", "tier", "sector", "ownership", "size", "stage", "other"]
Measure = Literal["growth", "level", "share"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as extraction sees it; `home` is a canonical region.

    `published` is `YYYY-MM-DD`, or empty if unknown: what depends on it then stays unknown.
    """

    id: str
    text: str
    published: str
    home: str | None = None
    title: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of money; `low` and `high` differ only where the article gives a range."""

    start: int
    end: int
    quote: str
    low: int | float
    high: int | float
    currency: str
    approximation: Approximation
    role: Role
    rule: str

    @property
    def yuan(self) -> int | None:
        """The amount in whole yuan, None for a range or foreign money."""
        return int(self.low) if self.currency == "CNY" and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Project:
    """A named investment project; the amounts are whole yuan, `jobs` are people."""

    name: str
    start: int
    end: int
    quote: str
    rule: str
    company: str | None = None
    region: str | None = None
    stage: Stage | None = None
    investment: int | None = None
    annual_investment: int | None = None
    output_value: int | None = None
    revenue: int | None = None
    tax_profit: int | None = None
    jobs: int | None = None
    capacity: str | None = None
    start_date: str | None = None
    operation_date: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One row of an event's breakdown: a county's, a tier's or a sector's share of the totals."""

    by: Breakdown
    label: str
    start: int
    end: int
    quote: str
    project_count: int | None = None
    investment: int | None = None
    annual_investment: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or ceremony that the article reports or announces."""

    kind: EventKind
    start: int
    end: int
    quote: str
    rule: str
    date: str | None = None
    region: str | None = None
    host: str | None = None
    venue: str | None = None
    project_count: int | None = None
    investment: int | None = None
    annual_investment: int | None = None
    breakdown: tuple[Part, ...] = ()
    reviewed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`difference` from another region or period, in `unit` (`pp` for percentage points)."""

    against: str
    difference: float
    unit: str


@dataclass(frozen=True, slots=True)
class Rank:
    """A position (1 is first) `within` the group the article names, e.g. 全省."""

    within: str
    position: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statistic on the economy of a region."""

    name: str
    value: float
    unit: str
    measure: Measure
    start: int
    end: int
    quote: str
    rule: str
    region: str | None = None
    period: str | None = None
    comparisons: tuple[Comparison, ...] = ()
    rank: Rank | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names a county-level region; `region` is its canonical name."""

    region: str
    code: str | None
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one article says."""

    figures: tuple[Figure, ...] = ()
    projects: tuple[Project, ...] = ()
    events: tuple[Event, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def regions(self) -> list[str]:
        """County-level regions, each once, in the order of first mention."""
        return list(dict.fromkeys(mention.region for mention in self.mentions))

    def as_dict(self) -> dict[str, Any]:
        """The facts in the form of the contract, ready for JSON."""
        groups: dict[str, Any] = {
            "figures": [asdict(figure) for figure in self.figures],
            "projects": [asdict(project) for project in self.projects],
            "events": [asdict(event) for event in self.events],
            "indicators": [asdict(indicator) for indicator in self.indicators],
        }
        return groups | {"regions": self.regions}
