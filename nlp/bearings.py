"""Where a statistic stands: the places and periods before it, without those it is only compared with.

Guarantees: nothing is looked for outside the sentence being read; a place that is part of an
organisation's name is not whose the sentence speaks of.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from dataclasses import replace

from nlp.comparing import overlaps
from nlp.document import Document
from nlp.patterns import compiled
from nlp.spans import Date, Place
from nlp.statements import words

_BODY = compiled(r"[^\W\d_]{0,16}?(?:公司|集团|厂|大学|学院|银行|海关|支行|医院)")
_NUMBERING = compiled(
    r"^[▲▼△●■◆★○□◎►▶☆※·•【\[\s]*(?:[一二三四五六七八九十]{1,3}[、是]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])?"
)
_ZONE = compiled(
    r"(?<![^,;。:、!?\n\s])(?!全|该|各|这|国家|省级|市级|我|在|等|一批|其|开发区|高新区|经开区|园区)"
    r"(?P<name>[^\W\d_]{2,5}?(?:新区|高新区|经开区|开发区|经济区|示范区)|[^\W\d_]{0,5}?(?:保税区|度假区))(?=[^\W\d_]*[^的、和与及])"
)
_BARE = frozenset(("高新区", "经开区", "开发区", "新区"))
_STATED = compiled("实现|完成|增长|下降|GDP|地区生产|规上|规模以上|固定资产|一般公共")
_DESCRIBED = frozenset("的是为")  # between what describes a region and its name
_OFFICES = frozenset("委政统书长局负")  # behind a region's name: its offices and heads
_DEADLINE = compiled("[月底末日]前")  # 11月底前接通: when something is due, no period
_NOWHERE = sys.maxsize  # behind any text
_OPENING = 24  # characters of a clause in which its subject's place begins


class Bearings:
    """Places and periods of one document, looked up by stretch of text."""

    def __init__(self, document: Document) -> None:
        self.text = document.folded
        home = document.home or ""
        self.city = home if home.endswith("市") and home.count("市") == 1 else ""
        known = sorted([*document.places, *document.deictics], key=lambda place: place.start)
        self._all_places = _with_zones(self.text, self.city, known)
        self._places_by_end = {place.end: place for place in self._all_places}
        self._place_starts = [*(place.start for place in self._all_places), _NOWHERE]
        told = (day for day in document.dates if day.period or day.quote.endswith("以来"))
        self._all_dates = [day for day in told if not _DEADLINE.search(self.text, day.end - 1, day.end + 1)]
        self._date_starts = [*(day.start for day in self._all_dates), _NOWHERE]
        self._masks: list[tuple[int, int]] = []
        self._own: dict[str, str] = {}

    def enter(self, start: int, end: int) -> None:
        """Begin a sentence: nothing is masked; who speaks in it for a county means that by 全市 or 全区."""
        self._masks, self._own = [], {}
        for place in self.places(start, end):
            if place.name and self.text[place.end : place.end + 1] in _OFFICES:
                self._own[f"全{place.name[-1]}"] = place.name

    def mask(self, spans: list[tuple[int, int]]) -> None:
        """Leave aside what a clause's comparisons and ranks name: `spans`, in order and apart."""
        self._masks += spans

    def masked(self, at: int) -> bool:
        """Whether a comparison or rank covers `at`."""
        return overlaps(at, at + 1, self._masks)

    def places(self, start: int, end: int) -> list[Place]:
        """Places in text[start:end] that are not only compared with."""
        low = bisect_left(self._place_starts, start)
        if self._place_starts[low] >= end:
            return []
        high = bisect_left(self._place_starts, end, low)
        found = [place for place in self._all_places[low:high] if not self.masked(place.start)]
        return (
            [replace(one, name=self._own.get(one.quote, one.name)) for one in found] if self._own else found
        )

    def dates(self, start: int, end: int) -> list[Date]:
        """Periods in text[start:end] that are not only compared with."""
        low = bisect_left(self._date_starts, start)
        if self._date_starts[low] >= end:
            return []
        high = bisect_left(self._date_starts, end, low)
        return [day for day in self._all_dates[low:high] if not self.masked(day.start)]

    def named_period(self, start: int, end: int) -> str | None:
        """The first period that text[start:end] names, masked or not."""
        low = bisect_left(self._date_starts, start)
        return self._all_dates[low].period if self._date_starts[low] < end else None

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans of places and periods in text[start:end]."""
        return [(one.start, one.end) for one in (*self.places(start, end), *self.dates(start, end))]

    def subject_place(self, start: int, end: int) -> str | None:
        """The region that text[start:end] begins with, periods and 其中 aside."""
        opening = self.places(start, min(end, start + _OPENING))
        first = opening[0] if opening else None
        if first is None or first.name is None or _is_vague(first) or _BODY.match(self.text, first.end):
            return None
        between = self.text[start : first.start]
        for day in self.dates(start, first.start):
            between = between.replace(self.text[day.start : day.end], "")
        bare = _NUMBERING.sub("", between.removeprefix("”"))  # “先说问题。”凌海市的述职…
        return first.name if words("subject", "places").fullmatch(bare) else None

    def closing_place(self, start: int, end: int) -> str | None:
        """The region that text[start:end] describes: 位居第三的长汀县, 增速最快的是江永县."""
        last = self._places_by_end.get(end)
        if last is None or last.start <= start or self.text[last.start - 1] not in _DESCRIBED:
            return None
        return None if self.masked(last.start) or _is_vague(last) else last.name

    def speaker(self, start: int, at: int) -> str | None:
        """Whose head says 我们 in a quotation: the place right behind its end."""
        close = self.text.find("”", at, at + 200)
        if close < 0 or "我们" not in self.text[start:at]:
            return None
        return next((place.name for place in self.places(close, close + 3)), None)


def _with_zones(text: str, city: str, known: list[Place]) -> list[Place]:
    """`known` with the zones of `city` that clauses begin with and no table has: 三江新区则是另一番景象.

    井冈山经开区增长15.3% is no bare 经开区: the name before it belongs to it where a statistic follows.
    """
    if not city:
        return known
    spans = [(place.start, place.end) for place in known]
    bare = {place.end for place in known if place.level == "zone" and place.quote in _BARE}
    zones = [
        Place(*zone.span("name"), zone["name"], None, city + zone["name"], "zone")
        for zone in _ZONE.finditer(text)
        if not overlaps(*zone.span("name"), spans) or (zone.end() in bare and _STATED.match(text, zone.end()))
    ]
    ends = {zone.end for zone in zones}
    return sorted([*(one for one in known if one.end not in ends), *zones], key=lambda place: place.start)


def _is_vague(place: Place) -> bool:
    """全省, and a province by its short name, are seldom whose a sentence speaks of."""
    short = place.level == "province" and not place.quote.endswith(("省", "区"))
    return short or place.quote == "全省"
