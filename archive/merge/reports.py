"""What was said, as merging takes it: reports with their article's date, source and cluster.

Merging stands within `corrected_facts`: the values here are a person's where there is a correction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from nlp.dates import find_dates

Row = dict[str, Any]
_PUT_OFF = re.compile("推迟|延期|延后|改期|顺延|延至|提前至|提前到|调整至|调整到|改至|改在|改为")


@dataclass(frozen=True, slots=True)
class Report:
    """A row of a report table with its surroundings.

    `cluster` is shared by reprints of one text, `story` by the halves of a split one; `moved` is the day to
    which the report says that its event was put off, `parts` the number of rows into which it breaks totals.
    """

    id: str
    article: int
    story: int
    published: str
    cluster: int
    city: str | None
    moved: str | None
    parts: int
    values: Row

    def __getitem__(self, field: str) -> Any:
        return self.values[field]

    @property
    def announces(self) -> bool:
        """Whether it was published before the day it gives, or says that the event was not held then."""
        return self.moved is not None or (self.values.get("date") or "") > self.published


def order(report: Report) -> tuple[str, str]:
    """Reports in order of publication; ids make the order total."""
    return (report.published or "9999", report.id)


_PARTS = "(SELECT count(*) FROM event_part p WHERE p.event = f.id)"


def _rows(db: Database, table: str) -> list[Row]:
    parts = _PARTS if table == "event_report" else "0"
    sql = f"""SELECT f.*, {parts} AS _parts, substr(coalesce(a.published, a.first_seen), 1, 10) AS _published,
      coalesce(r.cluster, a.id) AS _cluster, coalesce(a.continues, a.id) AS _story, a.home_code AS _home
      FROM [{table}] f JOIN article a ON a.id = f.article LEFT JOIN reprint r ON r.article = a.id"""
    cursor = db.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


# Provinces that are cities: Beijing, Tianjin, Shanghai, Chongqing, Hong Kong, Macao.
_MUNICIPALITIES = {"11", "12", "31", "50", "81", "82"}
_UNDER_PROVINCE = "90"  # digits 3 and 4 of counties that stand under no prefecture


def city_of(code: str | None) -> str | None:
    """The code of the city to which a code belongs; None for other provinces and unknown.

    That is the prefecture, or the municipality, or the county itself where it stands under neither.

    >>> city_of("370322"), city_of("3703:高新区"), city_of("370000"), city_of(None)
    ('370300', '370300', None, None)
    >>> city_of("500112"), city_of("5000:高新区"), city_of("429004")
    ('500000', '500000', '429004')
    """
    prefix = (code or "")[:4]
    if prefix[:2] in _MUNICIPALITIES:
        return f"{prefix[:2]}0000"
    if prefix[2:] == _UNDER_PROVINCE:
        return code
    return f"{prefix}00" if len(prefix) == 4 and prefix[2:] != "00" else None


def _moved(row: Row, published: str) -> str | None:
    """The last day behind a word of putting off in an event's evidence (推迟至4月25日)."""
    match = _PUT_OFF.search(row["quote"])
    found = find_dates(row["quote"][match.start() :], published) if match else []
    days = [day.value for day in found if day.value and len(day.value) == 10]
    return days[-1] if days and days[-1] != row["date"] else None


_TELLING = ("date", "project_count", "investment", "annual_investment")


def _without_passing_places(row: Row, story: int) -> Row:
    """An event without the places that the rest of a split article gives it, if it gives nothing else.

    The rest goes on about single projects; where they stand is not where the event was held.
    """
    passing = "kind" in row and story != row["article"] and all(row[field] is None for field in _TELLING)
    return row | {"host": None, "host_code": None, "venue": None} if passing else row


_SURROUNDINGS = ("_published", "_cluster", "_story", "_home", "_parts")


def _report(row: Row) -> Report:
    surroundings = {name: row.pop(name) for name in _SURROUNDINGS}
    row = _without_passing_places(row, surroundings["_story"])
    return Report(
        id=row["id"],
        article=row["article"],
        story=surroundings["_story"],
        published=surroundings["_published"],
        cluster=surroundings["_cluster"],
        city=city_of(row.get("region_code")) or city_of(surroundings["_home"]),
        moved=_moved(row, surroundings["_published"]) if "kind" in row else None,
        parts=surroundings["_parts"],
        values=row,
    )


def load(db: Database, table: str) -> list[Report]:
    """All reports of a table in a total order."""
    return sorted(map(_report, _rows(db, table)), key=order)


def by_article(reports: list[Report]) -> dict[int, list[Report]]:
    """Reports grouped by article."""
    groups: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.article].append(report)
    return groups
