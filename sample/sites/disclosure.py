"""A county's disclosure platform: channels and documents named by 24 hexadecimal digits.

The first eight digits of a name are the second in which the record was made, as with Mongo's object ids.
Channel pages are drawn by the server here, eight rows each; tables and validators are as on the documents
of the platform.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

from sample.model import Edition, editions
from sample.sites.page import Page, Pages, Site, pdf, render

NAME, TITLE = "disclosure", "高青示例政务公开"
PER_PAGE = 8
CHANNELS = {"jjyx": "经济运行", "zdxm": "重点项目", "tjxx": "统计信息"}
CHINA = timezone(timedelta(hours=8))
ROOT = "/gongkai/site_gqsl"
FOUNDED = "2019-06-10 09:00"


def object_id(stamp: str, name: str) -> str:
    """24 hexadecimal digits: the second of `stamp` (`YYYY-MM-DD HH:MM`, China), then digits of `name`."""
    second = datetime.strptime(stamp, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    return f"{int(second.timestamp()):08x}{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _channel(section: str) -> str:
    return f"{ROOT}/channel_{object_id(FOUNDED, section)}"


def address(edition: Edition) -> str:
    """`/gongkai/site_…/channel_…/doc_….html`."""
    return f"{_channel(edition.copy.section)}/doc_{object_id(edition.stamp, edition.article)}.html"


def entries(_night: int) -> tuple[str, ...]:
    """The channels."""
    return tuple(f"{_channel(section)}/index.html" for section in CHANNELS)


def pages(night: int) -> Pages:
    """Home page, channels, documents and their attachments."""
    shown = editions(NAME, night)
    built = {"/": _html("disclosure/home.html", shown[0].stamp)}
    for section in CHANNELS:
        built |= _lists(section, [edition for edition in shown if edition.copy.section == section])
    for edition in shown:
        built |= _document(edition, night)
    return built


def _lists(section: str, rows: list[Edition]) -> Pages:
    count = max(1, -(-len(rows) // PER_PAGE))
    built = {}
    for number in range(1, count + 1):
        name = f"index_{number}.html" if number > 1 else "index.html"
        part = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        built[f"{_channel(section)}/{name}"] = _html(
            "disclosure/channel.html",
            rows[0].stamp if rows else FOUNDED,
            name=CHANNELS[section],
            rows=[(address(edition), edition) for edition in part],
            following=f"{_channel(section)}/index_{number + 1}.html" if number < count else "",
            number=number,
            count=count,
        )
    return built


def _document(edition: Edition, night: int) -> Pages:
    path = address(edition)
    changed = "2026-02-28 08:30" if night >= 2 and edition.copy.edits else edition.stamp
    attachment = ""
    if edition.copy.form == "pdf":
        digest = hashlib.md5("\n".join(edition.paragraphs).encode(), usedforsecurity=False).hexdigest()
        attachment = path.replace(".html", f"_{digest}.pdf")
    page = _html(
        "disclosure/document.html",
        changed,
        edition=edition,
        name=CHANNELS[edition.copy.section],
        channel=f"{_channel(edition.copy.section)}/index.html",
        blocks=blocks_of(edition.paragraphs),
        attachment=attachment,
    )
    built = {path: page}
    if attachment:
        built[attachment] = Page(pdf(edition.paragraphs), "application/pdf", modified=changed)
    return built


def blocks_of(paragraphs: tuple[str, ...]) -> list[str | list[list[str]]]:
    """Paragraphs as they are; neighbouring ones written `a | b | c` become one table of rows."""
    blocks: list[str | list[list[str]]] = []
    for paragraph in paragraphs:
        if " | " not in paragraph:
            blocks.append(paragraph)
            continue
        if not blocks or isinstance(blocks[-1], str):
            blocks.append([])
        table = blocks[-1]
        if isinstance(table, list):
            table.append(paragraph.split(" | "))
    return blocks


def _html(template: str, modified: str, **values: object) -> Page:
    menu = [(name, f"{_channel(section)}/index.html") for section, name in CHANNELS.items()]
    return Page(render(template, site=TITLE, menu=menu, **values).encode(), modified=modified)


DISCLOSURE = Site(NAME, TITLE, entries, pages, address)
