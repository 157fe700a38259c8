"""Dates as pages write them, to ISO 8601 with the precision of the page.

Guarantees: a date comes back only when it exists in the calendar and lies between 1990 and the end of
next year as seen from the fetch; forms without a year (昨天, 3天前, 10-08) are read only against the time of
the fetch, as the clocks in China showed it; a time is kept only when it stands beside the date, and one that
tells its zone is told in China's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

EARLIEST_YEAR = 1990
LATEST_YEAR = 2100  # without a time of fetch nothing bounds the future but nonsense

_CHINA = timezone(timedelta(hours=8))
_WIDE = str.maketrans("０１２３４５６７８９：－／．　", "0123456789:-/. ")
_CLOCK = (
    r"(?:\s*(?:日|T|,|，)?\s*[(（]?(?:星期.|周.)?[)）]?\s*\(?(?:(?P<half>上午|下午|[AP]M)\s*)?"
    r"(?P<hour>[01]?\d|2[0-4])\s*[:：时点]\s*(?P<minute>[0-5]\d)(?:\s*[:：分]\s*(?P<second>[0-5]\d))?(?:\s*(?P<late>[AP]M))?)?"
)
_FULL = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<month>1[0-2]|0?[1-9])\s*(?:月|[-/.])\s*"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?" + _CLOCK,
    re.I,
)
_SHORT = re.compile(
    r"\s*(?P<year>[0-4]\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?![\d\-/.])"
    + _CLOCK,
    re.I,
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])"
    r"(?:(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH = (  # of templates that were never translated
    re.compile(
        rf"\b{_MONTH}\s+(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+"
        r"(?:(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s+)?(?P<year>(?:19|20)\d\d)\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.I
    ),
    re.compile(  # 5/18/2022 10:19:33 AM; without AM or PM the month might be the day
        r"\b(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/(?P<year>(?:19|20)\d\d)\s+"
        r"(?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*(?P<late>[AP]M)\b",
        re.I,
    ),
)
_ZONED = re.compile(  # a time that tells its zone: 2025-06-01T23:30:00+00:00, Sun, 01 Jun 2025 23:30:00 GMT
    r"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)[T ]|(?:[a-z]{3},\s*)?(?P<rfc>\d{1,2} [a-z]{3} (?:19|20)\d\d)\s+)"
    r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?P<second>:[0-5]\d)?(?:[.,]\d{1,9})?\s*"
    r"(?:(?P<zero>Z|GMT|UTC)|(?P<sign>[+-])(?P<ahead>[01]\d):?(?P<besides>[0-5]\d)?)",
    re.I,
)
_HANZI_DATE = re.compile(
    r"([一二][〇○零ＯO〇一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_IN_PARTS = (  # a date whose parts stand in elements of their own: 20 2022-05, 05-20 2022, 2022 05/20 09:15
    re.compile(
        r"(?P<day>3[01]|[12]\d|0?[1-9])\s+(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])\s*月?"
    ),
    re.compile(
        r"(?P<month>1[0-2]|0?[1-9])\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*日?\s+(?P<year>(?:19|20)\d\d)年?"
    ),
    re.compile(
        r"(?P<year>(?:19|20)\d\d)\s+(?P<month>1[0-2]|0?[1-9])\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])日?"
        + _CLOCK
    ),
)
_YEARLESS = re.compile(
    r"(?<![\d\-/.年:])(?P<month>1[0-2]|0?[1-9])\s*[-/月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?![\d\-/.])\s*日?"
    + _CLOCK,
    re.I,
)
_AGO = re.compile(r"(\d+)\s*(分钟|小时|天|周|秒)\s*前")
_DAY_WORD = re.compile(r"(今天|昨天|前天|刚刚)" + _CLOCK, re.I)
_DAY_WORDS = {"刚刚": 0, "今天": 0, "昨天": 1, "前天": 2}
_AGO_UNITS = {"秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days", "周": "weeks"}
_DIGITS = {char: str(i) for i, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
}
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds, 2001 to 2033
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+(?:_\d+)?\.s?html?", re.I),  # TRS
    re.compile(r"/art/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/", re.I),  # JCMS
    re.compile(r"/((?:19|20)\d\d)-?(\d\d)[/-](\d\d)/", re.I),  # Founder new and classic
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)/", re.I),  # PaperIndex, dated lists
    re.compile(r"/((?:19|20)\d\d)/(\d\d)-?(\d\d)/", re.I),
    re.compile(r"_((?:19|20)\d\d)(\d\d)(\d\d)[_.]", re.I),  # nbs
    # A day and a serial number; in a folder of the month the number may follow the month.
    re.compile(r"(?<!/\d{6})/((?:19|20)\d\d)(\d\d)(\d\d)(?:[A-Z]\w+|\d{6,11})(?:\.s?html?|$)"),
)


def read_date(text: str, fetched: str | None = None, short_year: bool = False) -> str | None:
    """The first date of `text`, None when there is none; `fetched` (ISO) anchors forms without a year.

    Behind a label a year may be short (`short_year`: 18-03-08), elsewhere that could be anything.
    """
    folded = text.translate(_WIDE)
    return (
        next(_absolute(folded, fetched), None)
        or (_short(folded, fetched) if short_year else None)
        or _relative(folded, fetched)
    )


def read_parts(line: str, fetched: str | None = None) -> str | None:
    """The date that a whole line is, its parts in an order of their own; None when it is none."""
    folded = line.translate(_WIDE).strip()
    match = next((found for form in _IN_PARTS if (found := form.fullmatch(folded))), None)
    return _stamp(match, fetched) if match else None


def has_clock(stamp: str) -> bool:
    """Whether an ISO date has a time."""
    return "T" in stamp


def without_date(text: str) -> tuple[str, str] | None:
    """What stands before and behind the first date with its year, None when there is none."""
    folded = text.translate(_WIDE)
    forms = (_FULL, _HANZI_DATE, *_ENGLISH)
    match = next((found for form in forms if (found := form.search(folded))), None)
    return (folded[: match.start()].strip(), folded[match.end() :].strip()) if match else None


def epoch_date(value: str) -> str | None:
    """Seconds or milliseconds since 1970 as a time in China, None when it is out of range."""
    stamp = datetime.fromtimestamp(int(value[:10]), _CHINA)
    day = _day(stamp.year, stamp.month, stamp.day)
    return day and f"{day}T{stamp:%H:%M:%S}"


def read_stamp(text: str, fetched: str | None = None) -> str | None:
    """As `read_date`, for machine-written values, where 20260518101900 and epoch seconds occur too."""
    if _EPOCH.fullmatch(text.strip()):
        return epoch_date(text.strip())
    zoned = _ZONED.fullmatch(text.strip())
    if zoned:
        return _in_china(zoned, fetched)
    found = read_date(text, fetched)
    compact = None if found else _COMPACT.search(text)
    return found or (_stamp(compact, fetched) if compact else None)


def _in_china(match: re.Match[str], fetched: str | None) -> str | None:
    """The time in China at a time that tells its zone; the clock as it stands where the zone is China's."""
    form = "%Y-%m-%d" if match["iso"] else "%d %b %Y"
    try:
        day = datetime.strptime(match["iso"] or match["rfc"], form)
    except ValueError:
        return None
    ahead = timedelta(hours=int(match["ahead"] or 0), minutes=int(match["besides"] or 0))
    clock = timedelta(hours=int(match["hour"]), minutes=int(match["minute"]))
    there = day + clock + timedelta(hours=8) - (-ahead if match["sign"] == "-" else ahead)
    here = _day(there.year, there.month, there.day)
    if here is None or _is_future(here, fetched):
        return None
    return f"{here}T{there:%H:%M}{match['second'] or ''}"


def has_full_date(text: str) -> bool:
    """Whether `text` holds a date with its year."""
    return next(_absolute(text.translate(_WIDE), None), None) is not None


def url_date(url: str) -> str | None:
    """The day that the address of an article names, None when it names none."""
    for pattern in _URL_DATES:
        match = pattern.search(url)
        if match:
            day = _day(*(int(part) for part in match.groups()))
            if day:
                return day
    return None


def _absolute(text: str, fetched: str | None) -> Iterator[str]:
    for match in _FULL.finditer(text):
        stamp = _stamp(match, fetched)
        if stamp:
            yield stamp
    for match in _HANZI_DATE.finditer(text):
        year = int("".join(_DIGITS.get(char, "0") for char in match[1]))
        day = _day(year, _hanzi_number(match[2]), _hanzi_number(match[3]))
        if day:
            yield day
    for form in _ENGLISH:
        yield from (stamp for match in form.finditer(text) if (stamp := _stamp(match, fetched)))


def _short(text: str, fetched: str | None) -> str | None:
    """A date at the start of `text` whose year has two digits."""
    match = _SHORT.match(text)
    return _stamp(match, fetched) if match else None


def _stamp(match: re.Match[str], fetched: str | None) -> str | None:
    year = int(match["year"])
    month = match["month"].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    day = _day(year if year > 99 else 2000 + year, number, int(match["day"]))
    if day is None or _is_future(day, fetched):
        return None
    return day + _clock(match)


def _clock(match: re.Match[str]) -> str:
    """`THH:MM[:SS]` of a match, empty when it holds no time."""
    groups = match.groupdict()
    if groups.get("hour") is None or groups.get("minute") is None:
        return ""
    hour = int(groups["hour"])
    half = (groups.get("half") or groups.get("late") or "").upper()
    if half in ("下午", "PM") and hour < 12:
        hour += 12
    elif half == "AM" and hour == 12:
        hour = 0
    if hour > 23:
        return ""
    second = f":{groups['second']}" if groups.get("second") else ""
    return f"T{hour:02d}:{groups['minute']}{second}"


def _relative(text: str, fetched: str | None) -> str | None:
    if fetched is None:
        return None
    now = _moment(fetched)
    ago = _AGO.search(text)
    if ago:
        return (now - timedelta(**{_AGO_UNITS[ago[2]]: int(ago[1])})).date().isoformat()
    word = _DAY_WORD.search(text)
    if word:
        return (now.date() - timedelta(days=_DAY_WORDS[word[1]])).isoformat() + _clock(word)
    yearless = _YEARLESS.search(text)
    return _latest_before(yearless, now.date()) if yearless else None


def _moment(fetched: str) -> datetime:
    """The time of a fetch by the clocks of the site: at two in the night there UTC has yesterday."""
    moment = datetime.fromisoformat(fetched.replace("Z", "+00:00"))
    return moment.astimezone(_CHINA) if moment.tzinfo else moment


def _latest_before(match: re.Match[str], today: date) -> str | None:
    """A month and day in the latest year that does not put it after `today`."""
    for year in (today.year, today.year - 1):
        day = _day(year, int(match["month"]), int(match["day"]))
        if day and day <= today.isoformat():
            return day + _clock(match)
    return None


def _is_future(day: str, fetched: str | None) -> bool:
    if fetched is None:
        return False
    limit = _moment(fetched).date() + timedelta(days=2)
    return day > limit.isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _hanzi_number(text: str) -> int:
    """一 to 三十一; 0 for what is no number, which no calendar holds."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_DIGITS.get(text, "0")) if len(text) == 1 else 0
    return int(_DIGITS.get(tens, "1") if tens else "1") * 10 + int(_DIGITS.get(ones, "0") if ones else "0")
