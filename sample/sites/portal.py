"""A government portal on JCMS: lists in CDATA records, further ones from dataproxy.jsp, full meta tags.

It sends no validators and counts views on its articles, so that no two answers of one article are the same
bytes. robots.txt closes one column.
"""

from __future__ import annotations

from collections.abc import Mapping

from sample.model import Edition, editions, number_of
from sample.sites.page import Page, Pages, Site, pdf, png, render

NAME, TITLE = "portal", "淄博示例政务网"
PER_PAGE = 8
COLUMNS = {
    "zwyw": (10101, "政务要闻", "工作动态"),
    "qxdt": (10102, "区县动态", "工作动态"),
    "sjfb": (10103, "数据发布", "数据发布"),
    "nbzl": (10190, "内部资料", "工作动态"),
}
CLOSED = "nbzl"
ROBOTS = f"User-agent: *\nDisallow: /col/col{COLUMNS[CLOSED][0]}/\nDisallow: /module/download/\n"


def address(edition: Edition) -> str:
    """`/art/YYYY/M/D/art_<column>_<id>.html`, month and day unpadded."""
    year, month, day = (int(part) for part in edition.copy.day.split("-"))
    return f"/art/{year}/{month}/{day}/art_{COLUMNS[edition.copy.section][0]}_{edition.number}.html"


def entries(_night: int) -> tuple[str, ...]:
    """The open columns."""
    return tuple(f"/col/col{COLUMNS[key][0]}/index.html" for key in COLUMNS if key != CLOSED)


def pages(night: int) -> Pages:
    """Home page, columns, articles, attachments and robots.txt."""
    shown = editions(NAME, night)
    built = {
        "/robots.txt": Page(ROBOTS.encode(), "text/plain"),
        "/": _html("portal/home.html", editions=shown),
    }
    for key in COLUMNS:
        built[f"/col/col{COLUMNS[key][0]}/index.html"] = _column(key, shown)
    for edition in shown:
        built |= _article(edition)
    return built


def query(night: int, path: str, values: Mapping[str, str]) -> Page | None:
    """Answers of dataproxy.jsp, and numbered pages of a column (`?uid=…&pageNum=2`)."""
    if path == "/module/web/jpage/dataproxy.jsp":
        return _records(night, values)
    column = next((key for key in COLUMNS if path == f"/col/col{COLUMNS[key][0]}/index.html"), None)
    if column is None or not values.get("pageNum", "").isdecimal():
        return None
    return _column(column, editions(NAME, night), int(values["pageNum"]))


def _records(night: int, values: Mapping[str, str]) -> Page | None:
    key = next((key for key, column in COLUMNS.items() if str(column[0]) == values.get("columnid")), None)
    if key is None:
        return None
    rows = _in_column(key, editions(NAME, night))
    first, last = _range(values)
    text = render("portal/records.xml", **_rows(key, rows, first, last), count=_page_count(rows))
    return Page(text.encode(), "text/xml; charset=utf-8")


def _in_column(key: str, shown: list[Edition]) -> list[Edition]:
    return [edition for edition in shown if edition.copy.section == key]


def _rows(key: str, rows: list[Edition], first: int, last: int) -> dict[str, object]:
    """What a template needs to draw records `first` to `last` and to point at those that follow."""
    return {
        "rows": [(address(edition), edition) for edition in rows[first - 1 : last]],
        "total": len(rows),
        "column": COLUMNS[key][0],
        "unit": number_of(NAME, key),
        "following": last // PER_PAGE + 1 if last < len(rows) else 0,
        "site": TITLE,
    }


def _range(values: Mapping[str, str]) -> tuple[int, int]:
    """First and last record asked for; a bare `page` stands for one page of records."""
    start, end = values.get("startrecord", ""), values.get("endrecord", "")
    if start.isdecimal() and end.isdecimal():
        return max(1, int(start)), int(end)
    number = int(values["page"]) if values.get("page", "").isdecimal() else 1
    return (number - 1) * PER_PAGE + 1, number * PER_PAGE


def _page_count(rows: list[Edition]) -> int:
    return max(1, -(-len(rows) // PER_PAGE))


def _column(key: str, shown: list[Edition], number: int = 1) -> Page:
    rows = _in_column(key, shown)
    _, name, kind = COLUMNS[key]
    part = _rows(key, rows, (number - 1) * PER_PAGE + 1, number * PER_PAGE)
    return _html("portal/column.html", name=name, kind=kind, per_page=PER_PAGE, **part)


def _article(edition: Edition) -> Pages:
    path = address(edition)
    picture, attachment = _files(edition)
    column, name, kind = COLUMNS[edition.copy.section]
    page = _html(
        "portal/article.html",
        edition=edition,
        column=column,
        name=name,
        kind=kind,
        path=path,
        picture=picture,
        attachment=attachment,
    )
    built = {path: page}
    if picture:
        built[picture] = Page(png(), "image/png")
    if attachment:
        built[attachment] = Page(pdf(edition.paragraphs), "application/pdf")
    return built


def _files(edition: Edition) -> tuple[str, str]:
    """Paths of the picture and of the attachment that hold the text instead of the page, or empty."""
    picture = f"/picture/0/{edition.number}.png" if edition.copy.form == "picture" else ""
    attachment = f"/attach/0/{edition.number}.pdf" if edition.copy.form == "pdf" else ""
    return picture, attachment


def _html(template: str, **values: object) -> Page:
    menu = [(name, f"/col/col{column}/index.html") for column, name, _ in COLUMNS.values()]
    return Page(render(template, menu=menu, **{"site": TITLE, **values}).encode())


PORTAL = Site(NAME, TITLE, entries, pages, address, query)
