"""When an article was published, by the strongest statement of the page.

Order: PubDate and Founder's date; visible labels (发布时间 …); other meta tags; a dated line at the head of
the article; elements and script variables named after publication; a stamp right behind the text; the
address; the date below the name of whoever signs a notice; the 更新时间 that stands between author, source
and counter, where some systems write no other time. 成文日期, 更新时间 elsewhere and dates in the text are
not the publication and never taken for it: a dated line is no sentence and not the title. The visible label
corrects the hour of a meta tag whose template writes a 12-hour clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import cast

from lxml import etree

from crawler.pages.datelines import before_sentence, dates_of, is_bare, joined, nearest, unlisted
from crawler.pages.dates import epoch_date, has_clock, read_date, read_stamp, url_date, without_date
from crawler.pages.lexicon import date_label, other_date_label, signer
from crawler.pages.metadata import Metadata
from crawler.pages.scripted import find_date_of
from crawler.pages.surroundings import Lines, from_title
from crawler.pages.tree import Element, text_of

_STATED = (
    "pubdate",
    "publishdate",
    "firstpublishedtime",
    "article:published_time",
    "publish_date",
    "publication_date",
)
_WEAKER = re.compile(  # names of tags in no standard: apub:time, og:release_date, weibo:article:create_at
    r"(?:^|[:._-])[a-z]{0,2}(?:pub(?:lish(?:ed)?)?|releas(?:ed?)|issued?|created?|make|post(?:ed)?)"
    r"[:._-]?(?:time|date|at|on)?$|^date(?:published|created)?$|^og:time$|^dc(?:terms)?\.date|^dcterms\.",
    re.I,
)
_REVISED = ("dateupdate", "datemodified", "article:modified_time", "og:updated_time")
_UPDATED = re.compile(r"更新(?:时间|日期)\s*[：:]\s*(.{6,20})")
_BYLINE = re.compile(r"(?:作者|来源|出处|录入|点击\S{0,2}|浏览\S{0,2}|阅读\S{0,2})\s*[：:]")
_CREDIT = re.compile(r"(?:来源|稿源|作者|编辑|发布)")
_AHEAD = timedelta(hours=8)  # China's time before UTC
_AT_END = 7  # lines around the end of the text that may date it: its own last ones and those behind
_DATED = etree.XPath(
    "//*[@itemprop='datePublished' or @pubdate or @id='pubtime' or @id='pubtime_baidu' or @id='publish_time'"
    " or @class='pubtime' or @class='pub-time' or @class='pub_time' or @class='publish-time'"
    " or @class='publish_time' or @class='post-date' or @class='entry-date']"
)
_TIMES = etree.XPath("//time[@datetime]")
_VARIABLE = re.compile(
    r"(?:\b(?:publish_?(?:time|date)|pub_?(?:time|date)|ptime|oriCreateTime|ct)[\"']?\s*[:=]|document\.write(?:ln)?\()"
    r"\s*[\"']?"
    r"((?:19|20)\d\d[-/]\d\d?[-/]\d\d?(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)"
    r"|[T ]\d\d?:\d\d(?::\d\d)?(?![\d:.Z+]))?"
    r"|1\d{9}(?:\d{3})?)(?!\d)",
    re.I,
)


def find_published(
    metadata: Metadata, around: Lines, page: tuple[Element, str], url: str, fetched: str | None
) -> str | None:
    """The time of publication, ISO with the page's precision; `page` is the tree and its source."""
    head, below = joined(around.head), joined(from_title(around.head, around.title))
    opening = before_sentence(around.opening, around.title)
    anchor = fetched or _from_meta(metadata, _REVISED, None)
    stated = _from_meta(metadata, _STATED, fetched) or _stamp(metadata.enp.get("date"), fetched)
    labelled = next(_labelled([*below, *opening], anchor), None)
    dated = nearest(below, around.title, fetched, weekdays=True)
    if stated:
        return _finer(stated, labelled or dated or nearest(head, around.title, fetched))
    return (
        labelled
        or _weaker(metadata, fetched)
        or dated
        or _agreed(_labelled([*joined(around.above), *around.tail], anchor))
        or nearest(unlisted(head, around.above), around.title, fetched)
        or _opened(around.opening, around.title, fetched)
        or _opened(around.drawn, around.title, fetched)
        or _named(page[0], fetched)
        or _stamp(find_date_of(page[1], around.title), fetched)
        or _variable(page[1], fetched)
        or _stamped(around.tail, fetched)
        or url_date(url)
        or _signed(around.tail, fetched)
        or _updated([*head, *opening], fetched)
    )


def _from_meta(metadata: Metadata, names: tuple[str, ...], fetched: str | None) -> str | None:
    return next((found for name in names if (found := _stamp(metadata.meta.get(name), fetched))), None)


def _weaker(metadata: Metadata, fetched: str | None) -> str | None:
    values = [value for name, value in metadata.meta.items() if _WEAKER.search(name)]
    values += [metadata.linked[name] for name in ("datepublished", "pubdate") if name in metadata.linked]
    return next((found for value in values if (found := _stamp(value, fetched))), None)


def _stamp(value: str | None, fetched: str | None) -> str | None:
    return read_stamp(value, fetched) if value else None


def _finer(stated: str, labelled: str | None) -> str:
    """The label's time where it is the same day and more exact, or twelve hours off a 12-hour clock.

    It also holds where a template calls China's time UTC: readers see the clock that the tag states.
    """
    if labelled is None or len(labelled) < 16:
        return stated
    if len(stated) >= 16 and datetime.fromisoformat(labelled[:16]) + _AHEAD == datetime.fromisoformat(
        stated[:16]
    ):
        return labelled
    if labelled[:10] != stated[:10]:
        return stated
    if len(stated) == 10:
        return labelled
    twelve = int(labelled[11:13]) - int(stated[11:13]) == 12 and labelled[13:16] == stated[13:16]
    return labelled if twelve else stated


def _labelled(lines: Iterable[str], anchor: str | None) -> Iterator[str]:
    for line in lines:
        for match in date_label().finditer(line):
            if not other_date_label().search(line[: match.start()] + match[0][:2]):
                found = read_date(match[1], anchor, short_year=True)
                if found:
                    yield found


def _opened(opening: list[str], title: str | None, fetched: str | None) -> str | None:
    """The date at the head of the body."""
    return nearest(before_sentence(opening, title), title, fetched, weekdays=title in opening)


def _stamped(tail: list[str], fetched: str | None) -> str | None:
    """A line right behind the text that is a date with its time, alone or with credits."""
    lines = [line for line in tail[:_AT_END] if is_bare(line) or _CREDIT.match(line)]
    return next((day for day in dates_of(lines, fetched) if has_clock(day)), None)


def _signed(tail: list[str], fetched: str | None) -> str | None:
    """The date in the line below whoever signs the text, or in that line itself."""
    for signed, line in pairwise(["", *tail[:_AT_END]]):
        parts = without_date(line)
        by, rest = parts or ("", line)
        if not rest and signer().fullmatch(by or signed):
            return read_date(line, fetched)
    return None


def _updated(head: list[str], fetched: str | None) -> str | None:
    bylines = (line for line in head if _BYLINE.search(line))
    found = (read_date(match[1], fetched) for line in bylines if (match := _UPDATED.search(line)))
    return next(found, None)


def _named(root: Element, fetched: str | None) -> str | None:
    """The date of an element that is named as the publication's, or of the only `time` of the page."""
    for node in cast("list[Element]", _DATED(root)):
        value = node.get("content") or node.get("datetime") or node.get("value") or text_of(node)[:60]
        found = read_stamp(value, fetched)
        if found:
            return found
    times = [read_stamp(node.get("datetime") or "", fetched) for node in cast("list[Element]", _TIMES(root))]
    return _agreed(times)


def _variable(html: str, fetched: str | None) -> str | None:
    """The date of a script's variable, where all such variables of the page name one day."""
    values = [match[1] for match in _VARIABLE.finditer(html)]
    return _agreed([epoch_date(value) if value.isdigit() else read_stamp(value, fetched) for value in values])


def _agreed(dates: Iterable[str | None]) -> str | None:
    """The first of dates that all name one day, None when they differ."""
    known = [found for found in dates if found]
    return known[0] if len({found[:10] for found in known}) == 1 else None
