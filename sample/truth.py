"""The answer key of the sample web, read from `truth.toml`, and the measure by which merging is scored.

Reports are known by where they stand: a site and a path. `event_at` and `project_at` say what a report
found there should have been joined to, `pairwise` compares two groupings. Nothing here knows how the
grouping was made.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sample.model import Edition, articles, editions
from sample.sites import SITES

FILE = Path(__file__).parent / "truth.toml"
Row = Mapping[str, Any]
Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Scores:
    """Pairwise precision and recall, each 1.0 where there is no pair to judge."""

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Truth:
    """The tables of `truth.toml`; rows keep the names of their fields there."""

    events: tuple[Row, ...]
    projects: tuple[Row, ...]
    conflicts: tuple[Row, ...]
    slips: tuple[Row, ...]
    absent: tuple[Row, ...]
    night2: Row
    hazards: Row
    pages: Mapping[tuple[str, str], str]
    """Article of every page of text, by site and path."""

    def event_at(self, site: str, path: str, kind: str, region: str, day: str | None = None) -> str | None:
        """The id of the event that a report of `kind` and `region` on that page is of, None if unknown.

        `day` tells apart two events of one kind and region in one article; it may be as short as `2025-09`,
        and wrong where there is only one.
        """
        article = self.pages.get((site, path))
        fitting = [
            event
            for event in self.events
            if article in (*event["reports"], *event.get("mentions", ()))
            and (event["kind"], event["region"]) == (kind, region)
        ]
        if len(fitting) > 1:
            fitting = [event for event in fitting if day and event["date"].startswith(day)]
        return fitting[0]["id"] if len(fitting) == 1 else None

    def undertaking_at(self, site: str, path: str, name: str) -> str | None:
        """The id of the project, with all its phases, that `name` on that page is of.

        The longest known name within it decides.
        """
        article = self.pages.get((site, path))
        fitting = [
            (len(known), project["id"])
            for project in self.projects
            if article in project["reports"]
            for known in (project["name"], *project.get("names", ()))
            if _bare(known) in name or _bare(name) in known
        ]
        return max(fitting)[1] if fitting else None

    def project_at(self, site: str, path: str, name: str) -> str | None:
        """The same, with the phase behind the id where the truth tells phases apart and `name` names one."""
        found = self.undertaking_at(site, path, name)
        phases = next((row.get("phases", ()) for row in self.projects if row["id"] == found), ())
        named = [phase for phase, *_ in phases if phase in name]
        return f"{found} {named[0]}" if found and named else found


def _bare(name: str) -> str:
    return name.removesuffix("项目")


@cache
def load(night: int = 2) -> Truth:
    """The answer key, with the pages that a crawl may have seen up to `night`."""
    values = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Truth(
        events=tuple(values["event"]),
        projects=tuple(values["project"]),
        conflicts=tuple(values["conflict"]),
        slips=tuple(values["slip"]),
        absent=tuple(values["absent"]),
        night2=values["night2"],
        hazards=values["hazards"],
        pages=_pages(range(1, night + 1)),
    )


def _pages(nights: Iterable[int]) -> dict[tuple[str, str], str]:
    return {
        (name, path): edition.article
        for name, site in SITES.items()
        for night in nights
        for edition in editions(name, night)
        for path in site.paths(edition)
    }


def differences(site: str) -> dict[str, set[str]]:
    """Articles `added`, `edited` and `withdrawn` on `site` between the nights, as the articles say."""
    before, after = ({edition.article: edition for edition in editions(site, night)} for night in (1, 2))
    common = before.keys() & after.keys()
    return {
        "added": after.keys() - common,
        "edited": {name for name in common if _text(before[name]) != _text(after[name])},
        "withdrawn": before.keys() - common,
    }


def _text(edition: Edition) -> tuple[str, ...]:
    return (edition.title, *edition.paragraphs)


def pairwise(found: Mapping[Item, Hashable], true: Mapping[Item, Hashable]) -> Scores:
    """Compare two groupings (item → group) over the items that both know, by the pairs each puts together."""
    common = found.keys() & true.keys()
    joined = _pairs(found[item] for item in common)
    right = _pairs(true[item] for item in common)
    both = _pairs((found[item], true[item]) for item in common)
    return Scores(both / joined if joined else 1.0, both / right if right else 1.0)


def _pairs(groups: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def names() -> frozenset[str]:
    """The ids of all articles."""
    return frozenset(article.id for article in articles())
