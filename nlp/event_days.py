"""The day on which an event is or was held.

The day its sentence states, nearest before the noun; else the day of the event before it (同日, 会上), the
day of a live report, a day stated shortly before, or the day of the dateline. None if the text gives none.
"""

from __future__ import annotations

from datetime import date, timedelta

from nlp.clauses import within
from nlp.document import Document
from nlp.patterns import compiled
from nlp.tellings import Anchor, stated_days

_DATELINE = compiled(r"本报[^\n]{0,10}?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[^\n]{0,4}?(?:讯|电)")
_SAME_DAY = compiled(r"同日|同一天|当天|当日|会上|仪式上|活动上|会议还|现场还|同时|同步")
_DAY_BEFORE = compiled(r"前一天|前一日|头一天")
_DAY_AFTER = compiled(r"第二天|次日|翌日|后一天")
_FIXED = compiled(r"(?:[定拟将]于|将在)$")  # a day that is set
_DAY = compiled(r"(?!第)[^\n]*[日号天][^\n]*")  # a day by its number, not by its festival or turn
_DAYS_LATER = compiled(r"[一二两三四五六七八九十\d]{1,2}天(?:之|以)?后")
_NOTICE = compiled(r"\n[^\n:。]{0,6}时间:")
_LEARNT = compiled(r",?(?:记者)?从[^,。;\n]{2,16}(?:获悉|了解到)")  # the day on which a reporter heard of it
_NO_YEAR = compiled(r"\d{1,2}月")
_LONG_PAST = 180  # days after which a day of an announcement is none of the year that dates assume
_CLOCK = compiled(r"【\d{1,2}:\d{2}】")
_TODAY = compiled(r"今[天日晨早]")
_NOTICED = 300  # characters past a notice of an event in which its day may stand
_SEARCHED = 200  # characters back from an event in which the day of the report may stand


def find_day(document: Document, anchor: Anchor, before: str | None) -> str | None:
    """The day of an event; `before` is the day of the event told before it."""
    stated = _stated(document, anchor)
    if stated:
        return stated
    inside = document.folded[anchor.sentence.start : anchor.sentence.end]
    if before and len(before) == 10 and _DAY_BEFORE.search(inside):
        return (date.fromisoformat(before) - timedelta(days=1)).isoformat()
    if anchor.rule == "toured" and before and len(before) == 10 and _DAY_AFTER.search(inside):
        return (date.fromisoformat(before) + timedelta(days=1)).isoformat()
    if before and (_SAME_DAY.search(inside) or anchor.rule == "counted"):
        return before
    if _CLOCK.search(inside):
        return document.article.published or None
    return _earlier(document, anchor) or _of_notice(document, anchor) or before or _dateline(document)


def _stated(document: Document, anchor: Anchor) -> str | None:
    found = stated_days(document, anchor.sentence)
    if not found:
        return None
    fixed = [day for day in found if _FIXED.search(document.folded, max(0, day[0] - 3), day[0])]
    ahead = fixed or _weekday(document, found) or [day for day in found if day[0] <= anchor.start]
    at, value = ahead[-1] if ahead else found[0]
    if _TODAY.match(document.folded, at):
        return _dateline(document) or value
    ahead_of_us = anchor.rule == "announced" and _NO_YEAR.match(document.folded, at)
    return _not_past(value, document.article.published) if ahead_of_us else value


def _not_past(value: str, published: str | None) -> str:
    """3月2日, announced in January: the day to come, not that of the year before."""
    if not published or len(value) not in (len("2023-06"), len("2023-06-15")) or len(published) != 10:
        return value
    day = date.fromisoformat(f"{value}-01"[: len(published)])
    long_past = day + timedelta(days=_LONG_PAST) < date.fromisoformat(published)
    return f"{int(value[:4]) + 1}{value[4:]}" if long_past and not value.endswith("02-29") else value


def _weekday(document: Document, days: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """一天之后，…仪式周四下午举行: the day of the week behind one that only counts from another."""
    counted = [day for day in days if _DAYS_LATER.match(document.folded, day[0])]
    return [day for day in days if day not in counted] if counted else []


def _earlier(document: Document, anchor: Anchor) -> str | None:
    spans = within(document.dates, max(0, anchor.start - _SEARCHED), anchor.start)
    spans = [day for day in spans if not _LEARNT.match(document.folded, day.end)]
    days = [day.value for day in spans if day.value and len(day.value) == 10 and _DAY.fullmatch(day.quote)]
    return days[-1] if days else None


def _of_notice(document: Document, anchor: Anchor) -> str | None:
    """一、时间：9月15日: the day that a notice gives in an item of its own."""
    item = _NOTICE.search(document.folded, anchor.end, anchor.end + _NOTICED)
    days = within(document.dates, item.end(), item.end() + 1) if item else ()
    return days[0].value if days else None


def _dateline(document: Document) -> str | None:
    match = _DATELINE.search(document.folded, 0, 200)
    published = document.article.published
    if not match or not published:
        return None
    year = int(published[:4]) - (int(match["month"]) > int(published[5:7]))
    return f"{year}-{int(match['month']):02}-{int(match['day']):02}"
