"""A news portal on TRS WCM: GB bytes declared gb2312, lists paged by a script, articles of two screens.

One list row leads to a deleted article, which is answered with status 200 and an apology (a soft 404); the
section of special topics, which no list names, stands behind a challenge.
"""

from __future__ import annotations

from sample.model import Edition, editions
from sample.sites.page import Page, Pages, Site, png, render

NAME, TITLE = "news", "鲁中示例新闻网"
PER_PAGE = 10
SECTIONS = {"xw/zb": "淄博新闻", "xw/qx": "区县新闻", "cj": "财经"}
CHALLENGED = "/zt/index.html"
TYPE = "text/html"  # no charset in the header: the page alone declares one, and wrongly


def address(edition: Edition) -> str:
    """`/<section>/YYYYMM/tYYYYMMDD_<id>.html`."""
    return f"/{edition.copy.section}/{edition.compact[:6]}/t{edition.compact}_{edition.number}.html"


def paths(edition: Edition) -> tuple[str, ...]:
    """The addresses of an article's screens."""
    path = address(edition)
    return tuple(_screen_path(path, number) for number in range(len(_screens(edition))))


def entries(_night: int) -> tuple[str, ...]:
    """The lists of the sections."""
    return tuple(f"/{section}/index.html" for section in SECTIONS)


def pages(night: int) -> Pages:
    """Home page, lists, articles with their pictures, and the challenge."""
    shown = editions(NAME, night)
    built = {"/": _html("news/home.html", shown[0].stamp, latest=_rows(shown[:10])), CHALLENGED: _challenge()}
    for section in SECTIONS:
        built |= _lists(section, [edition for edition in shown if edition.copy.section == section])
    for edition in shown:
        built |= _article(edition, night)
    return built


def _rows(shown: list[Edition]) -> list[tuple[str, Edition]]:
    return [(address(edition), edition) for edition in shown]


def _lists(section: str, rows: list[Edition]) -> Pages:
    count = max(1, -(-len(rows) // PER_PAGE))
    built = {}
    for number in range(count):
        name = f"index_{number}.html" if number else "index.html"
        part = rows[number * PER_PAGE : (number + 1) * PER_PAGE]
        relative = [("." + address(edition).removeprefix(f"/{section}"), edition) for edition in part]
        built[f"/{section}/{name}"] = _html(
            "news/list.html",
            _newest(rows),
            name=SECTIONS[section],
            rows=relative,
            count=count,
            number=number,
            total=len(rows),
        )
    return built


def _newest(rows: list[Edition]) -> str:
    """When a list last changed; one without rows has stood since the site was made."""
    return rows[0].stamp if rows else "2025-01-01 00:00"


def _article(edition: Edition, night: int) -> Pages:
    path = address(edition)
    changed = "2026-02-28 08:30" if night >= 2 and edition.copy.edits else edition.stamp
    if edition.copy.form == "soft_404":
        return {path: _html("news/gone.html", changed)}
    built = {}
    for number, paragraphs in enumerate(_screens(edition)):
        built[_screen_path(path, number)] = _html(
            "news/article.html",
            changed,
            edition=edition,
            name=SECTIONS[edition.copy.section],
            paragraphs=paragraphs,
            number=number,
            screens=[screen.rpartition("/")[2] for screen in paths(edition)],
            picture=f"W{edition.compact}{edition.number}.png" if edition.copy.form == "picture" else "",
        )
    if edition.copy.form == "picture":
        folder = path.rpartition("/")[0]
        built[f"{folder}/W{edition.compact}{edition.number}.png"] = Page(png(), "image/png", modified=changed)
    return built


def _screens(edition: Edition) -> list[tuple[str, ...]]:
    split = edition.copy.split
    if not split:
        return [edition.paragraphs]
    return [edition.paragraphs[:split], edition.paragraphs[split:]]


def _screen_path(path: str, number: int) -> str:
    return path.replace(".html", f"_{number}.html") if number else path


def _html(template: str, modified: str, **values: object) -> Page:
    menu = [(name, f"/{section}/index.html") for section, name in SECTIONS.items()]
    text = render(template, site=TITLE, menu=[*menu, ("专题", CHALLENGED)], **values)
    return Page(text.encode("gb18030"), TYPE, modified=modified)


def _challenge() -> Page:
    """What 加速乐 answers first: a script that sets a cookie and asks again."""
    script = render("news/challenge.html")
    cookie = ("Set-Cookie", "__jsluid_h=0123456789abcdef0123456789abcdef; max-age=31536000; path=/; HttpOnly")
    return Page(script.encode("gb18030"), "text/html", status=521, headers=(cookie,))


NEWS = Site(NAME, TITLE, entries, pages, address, parts=paths)
