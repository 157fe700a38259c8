"""The state of reading statistics: whose, of which period and which one, carried from clause to clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlp.comparing import Compared, Ranked
from nlp.document import Document
from nlp.facts import Comparison, Indicator, Measure, Rank
from nlp.spans import Date, Place
from nlp.statements import LEAD, Value, lexicon, words

VERSION = 1
_BODY = re.compile(r"[^\W\d_]{0,16}?(?:公司|集团|厂|大学|学院|银行|海关|支行|医院)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose statistic and which."""

    region: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads to a value: where the subject ends, and what the verb says."""

    subject_end: int
    words: str
    sign: int
    growth: bool


@cache
def _lead() -> re.Pattern[str]:
    given = lexicon()["values"]
    parts = "|".join(given[key] for key in ("fall_rate", "rate", "growing", "falling", "fill"))
    return re.compile(rf".*?(?P<lead>(?:{parts})*)", re.DOTALL)


@cache
def _share() -> re.Pattern[str]:
    return re.compile(
        r"占(?!比)(?P<base>[^,;:占]{1,24}?)(?:的)?(?P<word>比重|比例|份额|总量|比)?(?:的|约|达到|达|为|至|近|超过|了|分别)*$"
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf".*(?:{'|'.join(lexicon()['names']['heads'])})", re.DOTALL)


def _merge(first: list[Place], second: list[Place]) -> list[Place]:
    return sorted([*first, *second], key=lambda place: place.start)


class Reader:
    """Reads the values of one document in order; `finished` are its statistics."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.folded
        self.places = _merge(document.places, document.deictics)
        self.place_starts = [place.start for place in self.places]
        self.dates = [day for day in document.dates if day.period]
        self.date_starts = [day.start for day in self.dates]
        self.region: str | None = document.home
        self.period: str | None = None
        self.subjects: list[Subject] = []
        self.found: list[Indicator] = []
        self.recent: list[int] = []
        self.row: list[int] = []
        self.spoken: list[Subject] = []
        self.sentence = (0, 0)
        self.clause = (0, 0)
        self.masks: list[tuple[int, int]] = []
        self.aim = False

    # -- where we are

    def begin(self, start: int, end: int) -> None:
        """Enter a sentence; at a paragraph's begin the region is home's again."""
        if start == 0 or self.text[start - 1] == "\n":
            self.region = self.document.home
            self.subjects = []
        self.sentence = (start, end)
        self.recent, self.row, self.spoken, self.aim = [], [], [], False
        self.masks = []

    def enter(self, start: int, end: int, contexts: Sequence[Compared | Ranked]) -> None:
        """Enter a clause; what its comparisons and ranks name is no subject."""
        self.clause = (start, end)
        self.masks += [(one.start, one.end) for one in contexts]
        self.aim = self.aim or self._aims(start, end)
        self._lead_place(start, end)
        if start == self.sentence[0]:
            self._lead_period(start, end)

    def _lead_period(self, start: int, end: int) -> None:
        """A period that a sentence begins with holds until the next."""
        for day in self._dates(start, min(end, start + 6)):
            if self._past(day.period) and not self._aims(*self.sentence):
                self.period = day.period

    def _aims(self, start: int, end: int) -> bool:
        cues = words("values", "target").finditer(self.text, start, end)
        return any(not self._masked(cue.start()) for cue in cues)

    def _past(self, period: str | None) -> bool:
        return period is not None and period <= self.document.article.published

    def _masked(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.masks)

    def _lead_place(self, start: int, end: int) -> None:
        """A place that a clause begins with, dates aside, is whose it speaks of."""
        for place in self._places(start, min(end, start + 24)):
            between = self.text[start : place.start]
            for day in self._dates(start, place.start):
                between = between.replace(self.text[day.start : day.end], "")
            vague = (
                place.level == "province" and not place.quote.endswith(("省", "区")) or place.quote == "全省"
            )
            named = _BODY.match(self.text, place.end)
            if place.name and not vague and not named and between in ("", "其中", "在"):
                self.region = place.name
            break

    def _places(self, start: int, end: int) -> list[Place]:
        low, high = bisect_left(self.place_starts, start), bisect_left(self.place_starts, end)
        return [place for place in self.places[low:high] if not self._masked(place.start)]

    def _dates(self, start: int, end: int) -> list[Date]:
        low, high = bisect_left(self.date_starts, start), bisect_left(self.date_starts, end)
        return [day for day in self.dates[low:high] if not self._masked(day.start)]

    # -- what we read

    def take(self, at: int, start: int, item: list[Value] | Compared | Ranked) -> None:
        """Read one item; what may name its subject stands in text[at:start]."""
        if isinstance(item, Compared):
            self._compare(item)
        elif isinstance(item, Ranked):
            self._rank(at, item)
        elif not self.aim:
            self._values(max(at, start - LEAD), item)

    def _values(self, at: int, row: list[Value]) -> None:
        units = {value.unit for value in row}
        if len(units) > 1 or "pp" in units:
            self.subjects = []
            return
        start = row[0].start
        share = _share().search(self.text, at, start) if units == {"%"} else None
        if share:
            self._shares(at, share, row)
            return
        lead = self._lead(at, start)
        if words("values", "rough").search(lead.words) and lead.growth:
            return
        subjects = self._subjects(at, lead, row)
        measure = self._measure(lead, row, subjects)
        if measure and subjects:
            self._emit(subjects, measure, row, at, lead.sign)

    def _lead(self, at: int, end: int) -> Lead:
        match = _lead().fullmatch(self.text, at, end)
        assert match
        said = match["lead"]
        given = lexicon()["values"]
        moves = re.findall(
            rf"{given['fall_rate']}|{given['rate']}|{given['growing']}|{given['falling']}", said
        )
        falls = (
            bool(moves) and re.fullmatch(rf"{given['falling']}|{given['fall_rate']}", moves[-1]) is not None
        )
        return Lead(match.start("lead"), said, -1 if falls else 1, bool(moves) or "同比" in said)

    def _measure(self, lead: Lead, row: list[Value], subjects: list[Subject]) -> Measure | None:
        percent = row[0].unit == "%"
        if percent and lead.growth:
            return "growth"
        if percent:
            return "share" if all(_is_rate(one.name) for one in subjects) else None
        return None if lead.growth and "比" not in lead.words else "level"

    def _subjects(self, at: int, lead: Lead, row: list[Value]) -> list[Subject]:
        """Whose statistics the values of a row are, one for each value; none if they are no statistics."""
        places = self._places(at, lead.subject_end)
        pieces = self._pieces(at, lead.subject_end, places)
        name = pieces[-1] if pieces else ""
        whole = self.text[places[-1].end if places else at : lead.subject_end]
        if name:
            if words("names", "other_growth").search(whole):
                return []
            names = self._names(name, whole, row)
            if not names:
                self.subjects = []
                return []
        else:
            names = []
        regions = self._regions(places, row)
        if places and len(places) > 1 and words("values", "total_over").search(self.text, at, row[0].start):
            return []
        subjects = self._joined(names, regions, len(row), lead)
        if subjects:
            self.subjects = subjects
        return subjects

    def _joined(self, names: list[str], regions: list[str | None], count: int, lead: Lead) -> list[Subject]:
        if not names and not regions:
            return self._carried(count, lead)
        if not names:
            names = [one.name for one in self.subjects[-1:]]
        if not regions:
            regions = [self._speaker(lead.subject_end) or self.region]
        if not names:
            return []
        size = max(len(names), len(regions))
        if len(names) == 1:
            names = names * size
        if len(regions) == 1:
            regions = regions * size
        return [Subject(region, name) for region, name in zip(regions, names, strict=False)]

    def _speaker(self, at: int) -> str | None:
        """Whose head says 我们 in a quotation: the place right behind its end."""
        close = self.text.find("”", at, at + 200)
        if close < 0 or "我们" not in self.text[self.clause[0] : at]:
            return None
        places = self._places(close, close + 3)
        return places[0].name if places else None

    def _carried(self, count: int, lead: Lead) -> list[Subject]:
        if count > len(self.subjects) and len(self.spoken) >= count:
            return self.spoken[-count:]
        if count == 1 and len(self.subjects) > 1 and not re.search("均|都", lead.words):
            return self.subjects[-1:]
        return self.subjects

    def _regions(self, places: list[Place], row: list[Value]) -> list[str | None]:
        names = [place.name for place in places]
        return names if len(names) == len(row) else names[-1:]

    def _pieces(self, start: int, end: int, places: list[Place]) -> list[str]:
        """What is left of text[start:end] between places, dates and words that belong to no name."""
        cuts = [(place.start, place.end) for place in places]
        cuts += [(day.start, day.end) for day in self._dates(start, end)]
        cuts += [match.span() for match in words("subject", "stops").finditer(self.text, start, end)]
        pieces, at = [], start
        for first, last in sorted(cuts):
            if first >= at:
                pieces.append(self.text[at:first])
            at = max(at, last)
        pieces.append(self.text[at:end])
        stripped = [piece.strip("的、和与 \u3000(),") for piece in pieces]
        return [piece for piece in stripped if piece]

    def _names(self, name: str, whole: str, row: list[Value]) -> list[str]:
        if re.fullmatch(lexicon()["names"]["rates"], name):
            return [self._whose_rate(row[0].start) + name]
        if words("names", "never").search(whole) and not _is_rate(name):
            return []
        parts = _split(name, len(row))
        return parts if all(map(self._is_name, parts)) else []

    def _is_name(self, name: str) -> bool:
        if not 2 <= len(name) <= 30 or not _named().fullmatch(name):
            return False
        if words("names", "idle_rates").search(name):
            return False
        if not words("names", "soft").search(name) or words("names", "public").search(name):
            return True
        near = bool(self.recent or self.subjects)
        firm = words("names", "never").search(self.text, *self.clause)
        return not firm and (near or bool(self._places(*self.clause)))

    def _whose_rate(self, end: int) -> str:
        found = ""
        for match in words("names", "whose_rate").finditer(self.text, self.sentence[0], end):
            found = match.group()
        return found

    def _shares(self, at: int, share: re.Match[str], row: list[Value]) -> None:
        if (
            len(row) != 1
            or words("names", "never").search(self.text, at, share.end())
            or "计划" in share["base"]
        ):
            return
        places = self._places(at, share.start())
        pieces = self._pieces(at, share.start(), places)
        tail = f"占{share['base']}比重"
        if pieces:
            if words("names", "never").search(pieces[-1]):
                return
            subject = Subject(places[-1].name if places else self.region, pieces[-1])
            self.subjects = [subject]
        elif self.subjects:
            subject = self.subjects[-1]
        else:
            return
        self._emit([Subject(subject.region, subject.name + tail)], "share", row, at, 1, remember=False)

    def _emit(
        self,
        subjects: list[Subject],
        measure: Measure,
        row: list[Value],
        at: int,
        sign: int,
        *,
        remember: bool = True,
    ) -> None:
        if len(row) == 1:
            pairs = [(subject, row[0]) for subject in subjects]
        elif len(row) == len(subjects):
            pairs = list(zip(subjects, row, strict=True))
        else:
            return
        period = self._period(row[0].start, subjects[-1].name)
        if period and period > self.document.article.published:
            return
        if not words("names", "stocks").search(subjects[-1].name):
            self.period = period
        self.row = []
        for subject, value in pairs:
            start = at
            while start < value.start and self.text[start] in "，,、 \u3000但而":
                start += 1
            self.row.append(len(self.found))
            self.recent.append(len(self.found))
            if remember:
                if subject in self.spoken:
                    self.spoken.remove(subject)
                self.spoken.append(subject)
                self.region = subject.region
            self.found.append(
                Indicator(
                    name=subject.name,
                    value=sign * value.number,
                    unit=value.unit,
                    measure=measure,
                    start=start,
                    end=value.end,
                    quote=self.document.text[start : value.end],
                    rule=f"indicator.{measure}@{VERSION}",
                    region=subject.region,
                    period=period,
                )
            )

    def _period(self, at: int, name: str) -> str | None:
        """The last period named in the sentence before a value, else the one carried over."""
        for day in reversed(self._dates(self.sentence[0], at)):
            if self.text[day.start - 1 : day.start] not in {"比", "较", "与", "同"}:
                return self._until(day, name)
        return self.period

    def _until(self, day: Date, name: str) -> str | None:
        """截至6月底 is January to June of what adds up, the month of what is counted at its end."""
        month = day.period
        closing = re.search("底|末", day.quote) or re.search(
            "(?:截至|截止|到|至)$", self.text[max(0, day.start - 2) : day.start]
        )
        if month is None or len(month) != 7 or not closing or words("names", "stocks").search(name):
            return month
        return month if month.endswith("-01") else f"{month[:4]}-01/{month}"

    # -- what is said about it

    def _compare(self, item: Compared) -> None:
        targets = [i for i in self.recent if self.found[i].unit == "%"]
        if not targets:
            return
        if len(item.differences) > 1 and len(item.against) <= 1:
            targets = targets[-len(item.differences) :]
            for index, difference in zip(targets, item.differences, strict=False):
                self._add(index, item.against, [difference])
            return
        self._add(targets[-1], item.against, list(item.differences))

    def _add(self, index: int, spans: tuple[tuple[int, int], ...], differences: list[float]) -> None:
        fact = self.found[index]
        against = [self._against(span, fact) for span in spans] or ["同期"]
        if len(differences) == 1:
            differences = differences * len(against)
        new = [Comparison(name, diff, "pp") for name, diff in zip(against, differences, strict=False) if name]
        self.found[index] = replace(fact, comparisons=(*fact.comparisons, *new))

    def _against(self, span: tuple[int, int], fact: Indicator) -> str:
        text = self.text[span[0] : span[1]]
        given = lexicon()["comparison"]
        if re.fullmatch(given["year_before"], text):
            year = fact.period is not None and len(fact.period) == 4 and not text.startswith("同")
            return str(int(fact.period) - 1) if year and fact.period else "同期"
        low = bisect_left(self.date_starts, span[0])
        days = [day for day in self.dates[low : low + 1] if day.start < span[1]]
        if re.fullmatch(given["month_before"], text):
            return before(fact.period) or text
        if days and days[0].period:
            return days[0].period
        whole = re.search("全[省市县区国州]$", text)
        return whole.group() if whole else self.document.text[span[0] : span[1]]

    def _rank(self, at: int, item: Ranked) -> None:
        within = self.document.text[item.within[0] : item.within[1]]
        said = self.text[at : item.start]
        if words("rank", "of_change").search(said) or not self.recent:
            return
        targets = list(self.recent)
        if words("rank", "of_growth").search(said):
            targets = [i for i in targets if self.found[i].measure == "growth"]
        elif words("rank", "of_level").search(said):
            targets = [i for i in targets if self.found[i].measure == "level"] or targets
        elif words("rank", "of_share").search(said):
            targets = [i for i in targets if self.found[i].measure == "share"] or targets
        if item.spread:
            for index in targets:
                self._place(index, within, item.positions[0])
        else:
            for index, position in zip(targets[-len(item.positions) :], item.positions, strict=False):
                self._place(index, within, position)

    def _place(self, index: int, within: str, position: int) -> None:
        if self.found[index].rank is None:
            self.found[index] = replace(self.found[index], rank=Rank(within, position))

    def finished(self) -> list[Indicator]:
        """The statistics found."""
        return self.found


def before(period: str | None) -> str | None:
    """The month before a month, None for other periods.

    >>> before("2022-05"), before("2022-01"), before("2022")
    ('2022-04', '2021-12', None)
    """
    if period is None or len(period) != 7:
        return None
    year, month = int(period[:4]), int(period[5:])
    return f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"


def _is_rate(name: str) -> bool:
    return name.endswith("率") or words("names", "share_of").search(name) is not None


def _split(name: str, count: int) -> list[str]:
    """The names that 、 and 和 join, one for each value; one without a head takes the last one's."""
    parts = [part for part in words("subject", "joints").split(name) if part]
    if count == 1 or len(parts) != count:
        return [name]
    last = parts[-1]
    return [part if _named().fullmatch(part) else part + last[len(part) :] for part in parts]
