"""Lines that date an article: a date with a time, with credits or with next to nothing beside it.

Such a line is no sentence. What its date says of the article is `crawler.pages.published`'s to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from crawler.pages.dates import has_clock, read_date, read_parts, without_date
from crawler.pages.lexicon import bare_date_label, other_date_label

_TODAY = re.compile(r"今天|欢迎|农历|℃")
_WEEKDAY = re.compile(r"星期|周[一二三四五六日]")
_PAGE = re.compile(r"第?\s*[A-Z]?\d{1,3}\s*版")  # of a newspaper, whose date goes with the day of the week
_SENTENCE = re.compile(r"[。！？；]|[，,].*[，,]")
_CREDITS = re.compile(
    r"来源|稿源|出处|作者|编辑|记者|浏览|阅读|点击|字[体号]|打印|评论|\.com|\.cn|\b(?:posted|published|by)\b",
    re.I,
)
_PART = re.compile(r"[\d\s年月日/.:：-]{1,11}")
_WORD = re.compile(r"[^\W\d_]")
_LISTED = 3  # dated lines that make a list
_LONGEST_LINE, _LONGEST_REST = 140, 16  # characters of a dated line; of what stands beside a bare date
_OPENING = 6  # lines at the head of the body that may still be its byline


def is_dateline(line: str) -> bool:
    """Whether a line dates an article: by a time, by credits beside the date, or by nothing beside it."""
    parts = without_date(line) if len(line) <= _LONGEST_LINE else None
    if parts is None or _SENTENCE.search(line) or other_date_label().search(parts[0]):
        return False
    beside = "".join(parts)
    return has_clock(read_date(line) or "") or len(beside) <= _LONGEST_REST or bool(_CREDITS.search(beside))


def is_bare(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    parts = without_date(line)
    return parts is not None and not _WORD.search("".join(parts))


def joined(lines: list[str]) -> list[str]:
    """`lines` with each label before its value, if that is another cell, and a date's parts together."""
    together: list[str] = []
    for line in lines:
        before = together[-1] if together else ""
        if bare_date_label().fullmatch(before) or (_PART.fullmatch(before) and _PART.fullmatch(line)):
            together[-1] = f"{before} {line}"
        else:
            together.append(line)
    return together


def nearest(
    lines: Sequence[str], title: str | None, fetched: str | None, weekdays: bool = False
) -> str | None:
    """The date of the last of `lines`, nearest to the text, that has one; the title dates nothing.

    Unless `weekdays` may stand in such a line (below the title, and in newspapers), they tell the day of
    the visit.
    """
    printed = any(_PAGE.search(line) for line in lines)
    bylines = (line.replace(title or "\n", " ") for line in reversed(lines))
    own = (line for line in bylines if printed or not _tells_today(line, weekdays))
    return next(dates_of(own, fetched), None)


def _tells_today(line: str, weekdays: bool) -> bool:
    return bool(_TODAY.search(line)) or (not weekdays and bool(_WEEKDAY.search(line)))


def unlisted(head: list[str], above: list[str]) -> list[str]:
    """`head`, nothing where so many lines above the text are dated that they are the rows of a list."""
    return [] if sum(map(is_dateline, above)) >= _LISTED else head


def before_sentence(opening: list[str], title: str | None) -> list[str]:
    """The first lines of the body up to its first sentence, the nearest to the title last."""
    heads = takewhile(lambda line: line == title or not _SENTENCE.search(line), opening[:_OPENING])
    return list(heads)[::-1]


def dates_of(lines: Iterable[str], fetched: str | None) -> Iterator[str]:
    """The dates of those of `lines` that date an article, none later than the fetch."""
    for line in lines:
        found = read_date(line) if is_dateline(line) else read_parts(line)
        if found and (fetched is None or found[:10] <= fetched[:10]):
            yield found
