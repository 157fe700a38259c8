"""Amounts of one thing against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from archive.checks.finding import Row, finding
from archive.problems import Problem

_SLIP = 10_000  # 亿 for 万

_AMOUNTS = """SELECT s.project AS thing, r.id, r.article, r.quote, r.name, r.investment FROM project_support s
JOIN project_report r ON r.id = s.report WHERE s.field = 'name' AND r.investment > 0
UNION ALL SELECT s.event, r.id, r.article, r.quote, r.kind, r.investment FROM event_support s
JOIN event_report r ON r.id = s.report WHERE s.field = 'kind' AND r.investment > 0
ORDER BY r.investment, r.id"""


def unit_slips(db: Database) -> Iterator[Problem]:
    """Investments of one project or event that differ by the factor between 万 and 亿."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in db.query(_AMOUNTS):
        groups[row["thing"]].append(row)
    for group in groups.values():
        large = {row["investment"]: row for row in group}
        for small in group:
            other = large.get(small["investment"] * _SLIP)
            if other:
                message = f"{small['name']}: {small['investment']} here, {other['investment']} elsewhere"
                quotes = [small["quote"], other["quote"]]
                yield finding("unit_slip", small, "", message, "error", quotes=quotes, other=other["id"])
