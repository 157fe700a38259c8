"""When an article was published, by the strongest statement of the page.

Order: PubDate and Founder's date; visible labels (发布时间 …); other meta tags; a dated line at the head of
the article; the address. 成文日期, 更新时间 and dates in the text are not the publication and never taken
for it. The visible label corrects the hour of a meta tag whose template writes a 12-hour clock.
"""

from __future__ import annotations

import re

from crawler.pages.dates import read_date, read_stamp, url_date
from crawler.pages.lexicon import date_label, other_date_label
from crawler.pages.metadata import Metadata

_STATED = (
    "pubdate",
    "publishdate",
    "firstpublishedtime",
    "article:published_time",
    "publish_date",
    "publication_date",
)
_WEAKER = (
    "og:release_date", "og:published_time", "datepublished", "article.published", "weibo:article:create_at",
    "weibo: article:create_at", "publishtime", "publish-date", "releasedate", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "maketime", "bytedance:published_time", "pubtime", "publish_time",
    "createdate", "date", "og:time",
)  # fmt: skip
_TODAY = re.compile(r"星期|今天|欢迎|周[一二三四五六日]")
_DATED_LINE = re.compile(r"^.{0,60}?((?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.{0,30})$")


def find_published(
    metadata: Metadata, head: list[str], tail: list[str], url: str, fetched: str | None
) -> str | None:
    """The time of publication; `head` are the lines above the text, `tail` those behind it."""
    stated = _from_meta(metadata, _STATED, fetched) or _stamp(metadata.enp.get("date"), fetched)
    labelled = _labelled(head, fetched) or _labelled(tail, fetched)
    if stated:
        return _finer(stated, labelled or _dated_line(head, fetched))
    weaker = _from_meta(metadata, _WEAKER, fetched) or _stamp(_linked(metadata), fetched)
    return labelled or weaker or _dated_line(head, fetched) or url_date(url)


def _linked(metadata: Metadata) -> str | None:
    return metadata.linked.get("datepublished") or metadata.linked.get("pubdate")


def _from_meta(metadata: Metadata, names: tuple[str, ...], fetched: str | None) -> str | None:
    return next((found for name in names if (found := _stamp(metadata.meta.get(name), fetched))), None)


def _stamp(value: str | None, fetched: str | None) -> str | None:
    return read_stamp(value, fetched) if value else None


def _finer(stated: str, labelled: str | None) -> str:
    """The label's time where it is the same day and more exact, or twelve hours off a 12-hour clock."""
    if labelled is None or labelled[:10] != stated[:10] or len(labelled) < 16:
        return stated
    if len(stated) == 10:
        return labelled
    twelve = int(labelled[11:13]) - int(stated[11:13]) == 12 and labelled[13:16] == stated[13:16]
    return labelled if twelve else stated


def _labelled(lines: list[str], fetched: str | None) -> str | None:
    for line in lines:
        for match in date_label().finditer(line):
            if not other_date_label().search(line[: match.start()] + match[0][:2]):
                found = read_date(match[1], fetched)
                if found:
                    return found
    return None


def _dated_line(head: list[str], fetched: str | None) -> str | None:
    """The line nearest above the text that holds a date under no other label, and not today's weekday."""
    for line in reversed(head):
        match = _DATED_LINE.match(line)
        if match and not other_date_label().search(line[: match.start(1)]) and not _TODAY.search(line):
            return read_date(match[1], fetched)
    return None
