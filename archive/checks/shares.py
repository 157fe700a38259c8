"""Shares against the counts and amounts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlite_utils import Database

from archive.checks.finding import Row, finding
from archive.problems import Problem

_SHARE = re.compile(
    r"(?P<part>\d+)[个项][^。；;\n\d]{0,14}?占(?P<of>[^。；;\n\d]{0,10})(?P<share>\d+(?:\.\d+)?)[%％]"
)
_OF_MONEY = re.compile("投资|金额|资金|产值")
_SHARE_OF_MONEY = re.compile(
    r"(?:(?P<count>\d+)[个项][^。；;\n\d]{0,14}?)?(?P<part>\d+(?:\.\d+)?)亿元"
    r"[^。；;\n\d]{0,6}?占(?P<of>[^。；;\n\d]{0,10})(?P<share>\d+(?:\.\d+)?)[%％]"
)
_SEARCHED = 1500  # characters behind an event in which shares are of its total
_YI = 10**8

_COUNTED = """SELECT e.*, a.text,
  lead(e.start, 1, e.start + ?) OVER (PARTITION BY e.article ORDER BY e.start) AS until
FROM event_report e JOIN article a ON a.id = e.article WHERE e.project_count > 0 OR e.investment > 0"""


def _tolerance(share: str) -> float:
    return 0.2 if "." in share else 1


def _is_wrong(part: float, total: float | None, share: str) -> bool:
    return bool(total and part <= total and abs(part / total * 100 - float(share)) > _tolerance(share))


def _said(part: float, total: float, share: str) -> str:
    return f"{part:g} of {total:g} is {part / total * 100:.1f} %, the text says {share} %"


def _wrong_count(match: re.Match[str], row: Row) -> str | None:
    part, total = int(match["part"]), row["project_count"]
    wrong = _is_wrong(part, total, match["share"]) and not _OF_MONEY.search(match["of"])
    return _said(part, total, match["share"]) if wrong else None


def _wrong_amount(match: re.Match[str], row: Row) -> str | None:
    """What is wrong with an amount's share; one that fits the count before it may be that of the count."""
    part, total = float(match["part"]), (row["investment"] or 0) / _YI
    count, of = int(match["count"] or 0), row["project_count"]
    fits_count = bool(count and of and not _is_wrong(count, of, match["share"]))
    wrong = _is_wrong(part, total, match["share"]) and not fits_count and "个数" not in match["of"]
    return _said(part, total, match["share"]) if wrong else None


_SHARES = ((_SHARE, _wrong_count), (_SHARE_OF_MONEY, _wrong_amount))


def _wrong_shares(row: Row) -> Iterator[tuple[str, str]]:
    until = max(min(row["until"], row["start"] + _SEARCHED), row["end"])
    for pattern, wrong in _SHARES:
        for match in pattern.finditer(row["text"], row["start"], until):
            if message := wrong(match, row):
                yield match[0], message


def shares_against_counts(db: Database) -> Iterator[Problem]:
    """Shares that do not follow from the counts beside them (174 of 255 is 68 %)."""
    for row in db.query(_COUNTED, [_SEARCHED]):
        for quote, message in _wrong_shares(row):
            yield finding("share_against_count", row, quote, message, quote=quote)
