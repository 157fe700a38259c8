"""A digital newspaper in Founder's newer system: issues by date, pages with a picture map and a text list.

Issues exist only for the days on which something of ours appeared. Every page names the pages of its issue
and the issue before; the entry addresses lead to the newest issue. Old articles stay, validators are sent.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sample.model import Edition, editions, number_of
from sample.sites.page import Page, Pages, Site, png, render

NAME, TITLE = "paper", "淄博示例日报"
PAGE_NAMES = {"A01": "要闻", "A02": "综合", "A03": "区县", "A04": "民生"}


@dataclass(frozen=True, slots=True)
class Part:
    """What one page of the paper carries of an article; a continuation has no title of its own."""

    path: str
    page: str
    title: str
    paragraphs: tuple[str, ...]
    edition: Edition


def address(edition: Edition) -> str:
    """`/pc/content/YYYYMM/DD/content_<id>.html`."""
    return _path(edition, edition.number)


def _path(edition: Edition, number: int) -> str:
    return f"/pc/content/{_folder(edition.copy.day)}/content_{number}.html"


def _folder(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}{month}/{date}"


def entries(_night: int) -> tuple[str, ...]:
    """The current issue."""
    return ("/pc/layout/index.html",)


def days(night: int) -> list[str]:
    """The dates of the issues (ISO), oldest first."""
    return sorted({edition.copy.day for edition in editions(NAME, night)})


def pages(night: int) -> Pages:
    """Every issue's pages, articles and page pictures; the entry shows the first page of the newest."""
    issues: dict[str, list[Part]] = defaultdict(list)
    for edition in editions(NAME, night):
        issues[edition.copy.day].extend(parts_of(edition))
    built: Pages = {"/robots.txt": Page(b"User-agent: *\nAllow: /\n", "text/plain")}
    ordered = sorted(issues)
    for at, day in enumerate(ordered):
        built |= _issue(day, issues[day], ordered[at - 1] if at else None)
    newest = ordered[-1]
    built["/pc/layout/index.html"] = _stub(newest)
    return built


def parts_of(edition: Edition) -> list[Part]:
    """The parts of an article: one, or two where the front page breaks off in mid-sentence."""
    copy = edition.copy
    if len(copy.page) == 1:
        return [Part(address(edition), copy.page[0], edition.title, edition.paragraphs, edition)]
    first, second = _broken(edition)
    onward = (f"（下转{copy.page[1]}版）", f"（上接{copy.page[0]}版）")
    rest = number_of(NAME, copy.section, edition.article, copy.page[1])
    return [
        Part(address(edition), copy.page[0], edition.title, (*first[:-1], first[-1] + onward[0]), edition),
        Part(_path(edition, rest), copy.page[1], "", (onward[1] + second[0], *second[1:]), edition),
    ]


def _broken(edition: Edition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, found, after = "\n".join(edition.paragraphs).partition(edition.copy.break_before)
    if not edition.copy.break_before or not found:
        raise ValueError(f"{edition.article}: the text to break before is not in the article")
    return tuple(before.rstrip("\n").split("\n")), tuple((found + after).split("\n"))


def _issue(day: str, parts: list[Part], before: str | None) -> Pages:
    names = sorted({part.page for part in parts})
    built: Pages = {}
    for at, name in enumerate(names):
        mine = [part for part in parts if part.page == name]
        following = names[at + 1] if at + 1 < len(names) else None
        built[f"/pc/layout/{_folder(day)}/node_{name}.html"] = _layout(
            day, name, names, mine, following, before
        )
        built[f"/pc/layout/{_folder(day)}/{name}.png"] = Page(png(), "image/png", modified=day + " 05:00")
    for part in parts:
        built[part.path] = _html("paper/article.html", day, part=part, name=PAGE_NAMES[part.page])
    return built


def _layout(
    day: str, name: str, names: list[str], parts: list[Part], following: str | None, before: str | None
) -> Page:
    return _html(
        "paper/layout.html",
        day,
        page=name,
        name=PAGE_NAMES[name],
        pages=[(other, PAGE_NAMES[other]) for other in names],
        rows=[(f"../../..{part.path.removeprefix('/pc')}", part) for part in parts],
        following=following,
        before=f"../../{_folder(before)}/node_A01.html" if before else "",
    )


def _stub(day: str) -> Page:
    text = render("paper/stub.html", site=TITLE, target=f"{_folder(day)}/node_A01.html")
    return Page(text.encode(), modified=day + " 05:00")


def _html(template: str, day: str, **values: object) -> Page:
    year, month, date = (int(part) for part in day.split("-"))
    text = render(template, site=TITLE, day=f"{year}年{month:02}月{date:02}日", **values)
    return Page(text.encode(), modified=day + " 05:00")


PAPER = Site(
    NAME, TITLE, entries, pages, address, parts=lambda edition: tuple(part.path for part in parts_of(edition))
)
