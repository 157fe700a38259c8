"""Reading statistics clause by clause: what a clause leaves out is carried over from the one before.

Guarantees: one pass; every value is emitted at most once for each subject, with the words that led to it as
its quote; targets, sums over several regions and values without a known name are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.bearings import Bearings
from nlp.comparing import Compared, Ranked
from nlp.document import Document
from nlp.facts import Indicator, Measure
from nlp.leads import Lead, lead_to, share_of
from nlp.naming import (
    amount_of,
    beginning,
    completed,
    is_bare,
    is_bare_rate,
    is_category,
    is_headed,
    is_private,
    is_rate,
    is_soft,
    pieces,
    split,
)
from nlp.relating import against, apportioned, compared, meant, ranked
from nlp.spans import Place
from nlp.statements import LEAD, UNKNOWN, Value, words
from nlp.timing import Timing

VERSION = 1
_CARRIED = ("%", "CNY", "USD")  # units of values whose name the clause before may give
_OPENING = 300  # characters in which a report on the work of a government says what it is
_BOUNDS = ("以上", "以下", "以内", "及以上", "及以下")  # behind a number: a class, not a value
_EDGES = "，,、（( \u3000但而且可"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose statistic and which."""

    region: str | None
    name: str


class Reader:
    """Reads the values of one document in order; `found` are its statistics."""

    def __init__(self, document: Document) -> None:
        self.article, self.text = document.article, document.folded
        self.bearings = Bearings(document)
        self.found: list[Indicator] = []
        self.timing = Timing(self.bearings, document.article.published)
        self.region: str | None = document.article.home
        self.subjects: list[Subject] = []  # of the last value
        self.spoken: list[Subject] = []  # of the sentence's values, the latest last
        self.recent: list[int] = []  # the sentence's statistics, as indexes into `found`
        self.unheard: list[tuple[int, int]] = []  # clauses without values since the last value
        self.pending: list[Ranked] = []  # ranks said before their values
        self.sentence = self.clause = (0, 0)
        self.cues: list[int] = []  # where the sentence speaks of targets
        self.within = ""  # the group of the sentence's last rank
        self.outer: str | None = None  # the region before 其中
        self.aim = False
        self.growing = False  # whether the last value was a rate of growth
        self.report = (
            words("names", "report").search(self.text[:_OPENING] + document.article.title) is not None
        )
        self.lost = False  # whether the last value was none of a statistic
        self.telling = False  # whether the paragraph's last values were statistics

    def begin(self, start: int, end: int) -> None:
        """Enter a sentence; at a paragraph's begin the region is home's again."""
        if start == 0 or self.text[start - 1] == "\n":
            self.region, self.outer, self.telling = self.article.home, None, False
            self.within = ""
        if not self.telling:
            self.subjects = []
        self.bearings.enter()
        self.sentence, self.unheard = (start, end), []
        cues = words("values", "target").finditer(self.text, start, end)
        self.cues = [cue.start() for cue in cues if not self._is_estimate(cue)]
        self.recent, self.spoken, self.pending, self.aim = [], [], [], False

    def enter(self, start: int, end: int, contexts: Sequence[Compared | Ranked]) -> None:
        """Enter a clause; what its comparisons and ranks name is no subject."""
        self.clause = (start, end)
        self._step_out(start)
        self.bearings.mask([(one.start, one.end) for one in contexts])
        self.aim = self.aim or self._aims(start, end)
        self.region = self.bearings.subject_place(start, end) or self.region
        if not self._aims(*self.sentence):
            self.timing.open(start, end, first=start == self.sentence[0])

    def _is_estimate(self, cue: re.Match[str]) -> bool:
        """2022年，…预计全年完成: in the January after, an estimate of a year that is over."""
        period = self.timing.of(self.sentence[0], cue.end(), "")
        over = period is not None and period[:4] < self.article.published[:4]
        return over and cue.group().startswith("预计")

    def _step_out(self, start: int) -> None:
        """其中 speaks of a part until the next semicolon or sentence, then the whole is meant again."""
        if self.outer and self.text[start - 1] != ",":
            self.region, self.outer = self.outer, None
        if self.text.startswith("其中", start):
            self.outer = self.outer or self.region

    def _aims(self, start: int, end: int) -> bool:
        return any(start <= cue < end and not self.bearings.masked(cue) for cue in self.cues)

    def hear(self, start: int, end: int) -> None:
        """A clause without values can name what the next ones tell: it is read if they leave it out."""
        self.unheard.append((start, end))

    def _listen(self) -> None:
        """Take the subjects that the clauses since the last value name: 增速靠前的是桓台县、高青县."""
        for start, end in self.unheard:
            self._name(start, end)
        self.unheard = []

    def _name(self, start: int, end: int) -> None:
        lead = lead_to(self.text, max(start, end - LEAD), end)
        places = self.bearings.places(start, lead.subject_end)
        said = pieces(self.text, start, lead.subject_end, self.bearings.spans(start, end))
        name = next(filter(None, map(beginning, reversed(said))), None)
        listed = len(places) > 1 and places[-1].end == end
        if is_private(self.text, start, end):
            return
        if not (name or listed):
            self._move(self.bearings.subject_place(start, end))
            return
        names = split(name, 1 + name.count("、") + name.count("和")) if name else []
        names = [part for part in names if is_headed(part)] or [one.name for one in self.subjects[-1:]]
        regions = [place.name for place in places] if listed else [place.name for place in places[-1:]]
        self.subjects = _paired(regions or [self.region], names)

    def _move(self, region: str | None) -> None:
        """常宁市受检修影响，下降1.4%: the last statistic, of the region that the clause opens with."""
        if region and self.subjects:
            self.subjects = [Subject(region, self.subjects[-1].name)]

    def values(self, at: int, row: list[Value]) -> None:
        """Read a list of values; its subject stands behind `at`."""
        if self._is_aside(at, row):
            kept = self.region, self.subjects, self.spoken, [*self.recent]
            self._read(at, row)
            self.region, self.subjects, self.spoken, self.recent = kept
        else:
            known = len(self.found)
            self._read(at, row)
            self.lost = known == len(self.found)

    def _is_aside(self, at: int, row: list[Value]) -> bool:
        """(全市11.1%): what another region has, in brackets."""
        said = self.text[at : row[0].start]
        return said.startswith("(") and ")" not in said and bool(self.bearings.places(at, row[0].start))

    def _read(self, at: int, row: list[Value]) -> None:
        units, start = {value.unit for value in row}, row[0].start
        if len(units) > 1 or units & {"pp", UNKNOWN}:
            self._break()
            return
        if self.aim or self.text.startswith(_BOUNDS, row[-1].end):
            return
        at = max(at, start - LEAD)
        share = share_of(self.text, at, start) if units == {"%"} else None
        if share:
            self._share(at, share.start(), share["base"], row)
            return
        lead = lead_to(self.text, at, start)
        subjects = self._subjects(at, lead, row)
        measure = None if lead.rough else _measure(lead, row, subjects) or self._again(at, lead, row)
        self.unheard = []
        self.growing = lead.growth or measure == "growth"
        if measure and subjects and not self._is_bound(lead, row[-1].end):
            self._emit(subjects, measure, row, at, lead.sign)

    def _again(self, at: int, lead: Lead, row: list[Value]) -> Measure | None:
        """增速超过10%的有2个：耒阳市14.2%、衡阳县12.7%: behind places alone, rates as the last one."""
        places = self.bearings.places(at, lead.subject_end)
        alone = places and not pieces(
            self.text, at, lead.subject_end, self.bearings.spans(at, lead.subject_end)
        )
        return "growth" if alone and self.growing and not lead.words and row[0].unit == "%" else None

    def _break(self, *, telling: bool = False) -> None:
        """A value of something else: no subject is carried over it."""
        self.subjects, self.telling = [], telling and self.telling

    def _share(self, at: int, end: int, base: str, row: list[Value]) -> None:
        """占…比重: the share of the statistic before it, or of what it names itself."""
        if len(row) != 1 or is_private(self.text, at, end):
            return
        said = pieces(self.text, at, end, self.bearings.spans(at, end))
        if said:
            places = self.bearings.places(at, end)
            self.subjects = [Subject(places[-1].name if places else self.region, said[-1])]
        for subject in self.subjects[-1:]:
            whole = Subject(subject.region, f"{subject.name}占{base}比重")
            self._emit([whole], "share", row, at, 1)

    def _subjects(self, at: int, lead: Lead, row: list[Value]) -> list[Subject]:
        """Whose statistics the values of a row are; none if they are no statistics of regions."""
        end = lead.subject_end
        places = self.bearings.places(at, end)
        said = pieces(self.text, at, end, self.bearings.spans(at, end))
        behind = places[-1].end if places else at
        if said and words("names", "other_growth").search(self.text, behind, end):
            return []
        names = self._names(said[-1], behind, end, row) if said else []
        if said and not names:
            self._break(telling=not is_private(self.text, *self.clause))
            return []
        if len(places) > 1 and words("values", "total_over").search(self.text, at, row[0].start):
            return []
        if not (names or places) and row[0].unit not in _CARRIED:
            return []
        subjects = self._joined(names, _regions(places, row, lead), lead, len(row))
        self.subjects = subjects or self.subjects
        return subjects

    def _names(self, name: str, start: int, end: int, row: list[Value]) -> list[str]:
        if is_private(self.text, start, end) and not is_rate(name):
            return []
        if is_bare_rate(name):
            return [completed(name, self.text, self.sentence[0], end)]
        parts = split(name, len(row))
        if not all(is_headed(part) and not is_bare(part) and self._is_public(part) for part in parts):
            return []
        return [self._completed(part, end) for part in parts]

    def _completed(self, name: str, end: int) -> str:
        """`name` with what its sentence said before: 采矿业增加值增长5%，制造业增长7%."""
        if not is_category(name):
            return completed(name, self.text, self.sentence[0], end)
        divides = words("names", "dividing").match(self.text, *self.sentence)
        before = self.spoken or (self.subjects if divides else [])
        return name + (amount_of(before[-1].name) if before else "")

    def _is_public(self, name: str) -> bool:
        """Whether an amount that firms have too is a region's here: one stands near, no firm does."""
        invested = words("names", "invested").search(name) and not self.telling
        if invested and is_private(self.text, self.sentence[0], self.clause[1]):
            return False
        if not is_soft(name):
            return True
        near = self.telling or self.report or self.bearings.places(*self.clause)
        site = words("names", "sites").search(self.text, *self.clause)
        return bool(near) and not site and not is_private(self.text, *self.clause)

    def _is_bound(self, lead: Lead, end: int) -> bool:
        """突破230亿元,达到232.6亿元: a bound beside the exact value."""
        bound = words("values", "bound").search(lead.words)
        return bound is not None and words("values", "exact").match(self.text, end) is not None

    def _joined(self, names: list[str], regions: list[str | None], lead: Lead, count: int) -> list[Subject]:
        if not names:
            self._listen()
        if not names and not regions:
            return self._carried(count, lead)
        if not regions:
            regions = [self.bearings.speaker(self.clause[0], lead.subject_end) or self.region]
        return _paired(regions, names or [one.name for one in self.subjects[-1:]])

    def _carried(self, count: int, lead: Lead) -> list[Subject]:
        """The subjects of the values before, as many as there are values now."""
        if self.subjects and len(self.subjects) < count <= len(self.spoken):
            return self.spoken[-count:]
        return self.subjects[-1:] if count == 1 and not lead.each else self.subjects

    def _emit(self, subjects: list[Subject], measure: Measure, row: list[Value], at: int, sign: int) -> None:
        values = row * len(subjects) if len(row) == 1 else row
        period = self.timing.of(self.sentence[0], row[0].start, subjects[-1].name)
        if len(values) != len(subjects) or (period and not self.timing.is_past(period)):
            return
        self.telling = True
        self.timing.told(period, subjects[-1].name)
        while at < row[0].start and self.text[at] in _EDGES:
            at += 1
        for subject, value in zip(subjects, values, strict=True):
            self._remember(subject, measure)
            self.found.append(self._fact(subject, measure, sign, value, at, period))
        self._settle(len(subjects))

    def _remember(self, subject: Subject, measure: Measure) -> None:
        self.recent.append(len(self.found))
        if measure != "share":
            self.spoken = [one for one in self.spoken if one != subject] + [subject]
            self.region = subject.region

    def _fact(
        self, subject: Subject, measure: Measure, sign: int, value: Value, at: int, period: str | None
    ) -> Indicator:
        return Indicator(
            name=subject.name,
            value=sign * value.number,
            unit=value.unit,
            measure=measure,
            start=at,
            end=value.end,
            quote=self.article.text[at : value.end],
            rule=f"indicator.{measure}@{VERSION}",
            region=subject.region,
            period=period,
        )

    def _settle(self, count: int) -> None:
        """Ranks said before their values belong to the values that follow."""
        for item in self.pending:
            self.within = self.article.text[slice(*item.within)] or self.within
            positions = item.positions * (count if len(item.positions) == 1 else 1)
            for index, position in zip(self.recent[-count:], positions, strict=False):
                self.found[index] = ranked(self.found[index], self.within, position)
        self.pending = []

    def compare(self, item: Compared) -> None:
        """Read a comparison: it belongs to the nearest rate before it, several to several."""
        rates = [index for index in self.recent if self.found[index].unit == "%"]
        if self.lost or not rates:
            return
        falling = "降幅" in self.text[max(self.clause[0], item.start - 4) : item.start]
        for index, differences in apportioned(item, rates):
            signed = [-by if falling else by for by in differences]
            rivals = [self._rival(span, self.found[index]) for span in item.against] or ["同期"]
            self.found[index] = compared(self.found[index], rivals, signed)

    def _rival(self, span: tuple[int, int], fact: Indicator) -> str:
        return against(self.article.text[slice(*span)], fact, self.bearings.named_period(*span))

    def rank(self, at: int, item: Ranked, *, alone: bool) -> None:
        """Read a rank: of the nearest statistic before, or, `alone` in its clause, of those named there."""
        said = self.text[at : item.start]
        if alone:
            self._listen()
        named = [one.name for one in self.subjects if one.name in said]
        if alone and named and not any(named[-1] in self.found[index].name for index in self.recent):
            self.pending.append(item)
            return
        if self.lost and not words("rank", "of_level").search(said):
            return
        self.within = self.article.text[slice(*item.within)] or self.within
        targets = meant(said, [(index, self.found[index]) for index in self.recent])
        positions = item.positions * len(targets) if item.spread else item.positions
        for index, position in zip(targets[-len(positions) :], positions, strict=False):
            self.found[index] = ranked(self.found[index], self.within, position)


def _measure(lead: Lead, row: list[Value], subjects: list[Subject]) -> Measure | None:
    if row[0].unit != "%":
        return None if lead.growth and "比" not in lead.words else "level"
    if lead.growth:
        return "growth"
    return "share" if all(is_rate(one.name) for one in subjects) else None


def _regions(places: list[Place], row: list[Value], lead: Lead) -> list[str | None]:
    names = [place.name for place in places]
    return names if len(names) == len(row) or lead.each else names[-1:]


def _paired(regions: list[str | None], names: list[str]) -> list[Subject]:
    """Regions and names in step; one region has all the names, one name all the regions."""
    if not names:
        return []
    size = max(len(names), len(regions))
    regions = regions * size if len(regions) == 1 else regions
    names = names * size if len(names) == 1 else names
    return [Subject(region, name) for region, name in zip(regions, names, strict=False)]
