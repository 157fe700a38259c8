"""What a response means for the crawl: links, articles or a hazard. Pure.

Guarantees: nothing here fetches or stores; every address it returns is clean and belongs to the
source; listed and accepted links are counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from crawler.addresses import clean
from crawler.frontier import Task
from crawler.pages.listings import PARSERS, generic
from crawler.pages.model import Item, Listing
from crawler.source import Edition, Source

SWEEP_DAYS = 28  # every list is swept on one of so many days of the month
QUIET_PAGES = 2  # list pages with nothing unknown, or nothing at all, after which paging stops
OVERLAP = timedelta(days=7)  # how far behind the last success a quiet page must reach


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a list page gave: tasks to add and how many articles it listed; `endless` says why paging ends."""

    tasks: tuple[Task, ...]
    listed: int
    unknown: int
    quiet: int
    endless: str = ""
    days: tuple[str, ...] = field(default_factory=tuple)

    @property
    def barren(self) -> bool:
        """Whether the page led nowhere: no list does."""
        return not self.listed and not self.tasks


def seeds(source: Source, night: date, since: date | None, until: date | None) -> list[Task]:
    """The lists to read on `night`, and the issues of a dated source from `since` to `until`."""
    last = min(until or night, night)
    first = since or (night - timedelta(days=source.backfill))
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    tasks: dict[str, Task] = {}
    for day in days if any(edition.dated for edition in source.editions) else [night]:
        edition = source.edition(day)
        for url in edition.entries(day) if edition else ():
            tasks[url] = _seed(url, edition, day)
    return list(tasks.values())


def is_sweep(url: str, night: date) -> bool:
    """Whether all pages of a list are read on `night`: once a month, on a day of its own.

    >>> from datetime import timedelta
    >>> sum(is_sweep("http://a.cn/col/1", date(2026, 2, 1) + timedelta(days=at)) for at in range(28))
    1
    """
    return crc32(urlsplit(url).path.encode()) % SWEEP_DAYS + 1 == night.day


def _seed(url: str, edition: Edition | None, day: date) -> Task:
    dated = edition is not None and edition.dated
    platform = edition.platform if edition else ""
    state: dict[str, Any] = {"platform": platform, "page": 1, "quiet": 0}
    if not dated and is_sweep(url, day):
        state["sweep"] = True
    return Task(url, "issue" if dated else "list", 0, state | ({"day": day.isoformat()} if dated else {}))


def parse_listing(source: Source, task: Task, html: str, url: str) -> Listing:
    """The listing of a page by the parser of its task's platform, or by the selectors of its source."""
    platform = task.state.get("platform") or source.platform
    if platform == "generic" and source.selectors:
        return generic.parse_listing(html, url, generic.Selectors(**source.selectors))
    return PARSERS[platform](html, url)


def shows_day(url: str, day: str) -> bool:
    """Whether an address is that of an issue of `day` (ISO).

    >>> shows_day("http://a.cn/202602/07/node_01.html", "2026-02-07"), shows_day("http://a.cn/", "2026-02-07")
    (True, False)
    """
    digits = re.sub(r"\D", "", urlsplit(url).path + urlsplit(url).query)
    year, month, number = day.split("-")
    return f"{year}{month}{number}" in digits or f"{year}{int(month)}{int(number)}" in digits


def _accepted(source: Source, items: Iterable[Item], base: str) -> list[Item]:
    found = {clean(base, item.url): item for item in items}
    return [Item(url, item.title, item.date) for url, item in found.items() if source.allows(url)]


def _article(item: Item, task: Task) -> Task:
    state = {"title": item.title, "date": item.date, "day": task.state.get("day")}
    return Task(item.url, "article", task.depth + 1, {name: value for name, value in state.items() if value})


def _oldest(items: list[Item]) -> str | None:
    """The oldest date of a page, without items pinned to its top: those above a newer one."""
    dates = [item.date[:10] for item in items if item.date]
    while len(dates) > 1 and dates[0] < max(dates[1:]):
        del dates[0]
    return min(dates, default=None)


def _is_quiet(items: list[Item], unknown: int, last_success: str | None) -> bool:
    """Nothing at all, or nothing unknown and old enough that back-dated articles would have shown."""
    if not items:
        return True
    if unknown or last_success is None:
        return False
    oldest = _oldest(items)
    return oldest is None or oldest < (date.fromisoformat(last_success) - OVERLAP).isoformat()


def read_list(
    source: Source, task: Task, listing: Listing, url: str, known: set[str], last_success: str | None
) -> ListReading:
    """The tasks that a list page leads to; `known` are addresses the frontier already holds."""
    items = _accepted(source, listing.items, url)
    unknown = sum(item.url not in known for item in items)
    quiet = task.state.get("quiet", 0) + 1 if _is_quiet(items, unknown, last_success) else 0
    following = _following(source, task, listing, url)
    rows = crc32("\n".join(item.url for item in items).encode())
    endless = _endless(source, task, items, quiet, rows) if following else ""
    tasks = [*(_article(item, task) for item in items), *_sections(source, task, listing, url)]
    if following and not endless and (quiet < QUIET_PAGES or (task.state.get("sweep") and items)):
        state = {"page": task.state.get("page", 1) + 1, "quiet": quiet, "rows": rows}
        tasks.append(Task(following, task.kind, task.depth, task.state | state))
    days = tuple(item.date[:10] for item in items if item.date)
    return ListReading(tuple(tasks), len(items), unknown, quiet, endless, days)


def _endless(source: Source, task: Task, items: list[Item], quiet: int, rows: int) -> str:
    """Why a list that offers a further page has no end worth reading, empty if it may have one."""
    if not items and quiet >= QUIET_PAGES:
        return "page after page without any article"
    if items and task.state.get("rows") == rows:
        return "the same articles on one page after another"
    if task.state.get("page", 1) >= source.pages:
        return f"more than {source.pages} pages (key `pages`)"
    return ""


def _sections(source: Source, task: Task, listing: Listing, url: str) -> list[Task]:
    """Lists of their own, named by this one: the other pages of an issue, the channels of a portal."""
    if task.depth >= 3:
        return []
    urls = dict.fromkeys(clean(url, section) for section in listing.sections)
    state = {name: value for name, value in task.state.items() if name != "rows"} | {"page": 1, "quiet": 0}
    return [Task(u, task.kind, task.depth + 1, state) for u in urls if source.allows(u) and u != task.url]


def _following(source: Source, task: Task, listing: Listing, url: str) -> str | None:
    """The page after this one, if it belongs to the source."""
    following = clean(url, listing.pages[0]) if listing.pages else task.url
    return following if following != task.url and source.allows(following) else None
