"""Reading statistics clause by clause: what values tell, and which comparisons and ranks are theirs.

Guarantees: one pass; every value is emitted at most once for each subject, with the words that led to it as
its quote; targets, sums over several regions and values without a known name are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.bearings import Bearings
from nlp.comparing import Compared, Ranked
from nlp.document import Document
from nlp.facts import Indicator, Measure
from nlp.leads import Lead, share_of
from nlp.naming import is_average, is_private, is_rate
from nlp.pairing import Statement, Subject
from nlp.patterns import compiled
from nlp.relating import against, apportioned, compared, meant, ranked
from nlp.rules import mark
from nlp.statements import LEAD, UNKNOWN, Value, words
from nlp.subjects import Subjects
from nlp.timing import Timing

_MEASURED = {"%", "CNY", "USD"}  # in a list of one of these nothing else is (6万头、3万只 is a list)
_BEGUN = ("01", "02", "03")  # months whose year is ahead of reports on the work of a government
_RECENT = 40  # statistics before a rank or a comparison that these may be of
_BOUNDS = ("以上", "以下", "以内", "及以上", "及以下")  # behind a number: a class, not a value
_ASIDE = compiled(r"\([^()]*\)|\s")  # in the name of a whole
_OF_ALL, _TOLD_APART = len("全县"), 4
_EDGES = "，,、（( \u3000但而且可"


class Reader:
    """Reads the values of one document in order; `found` are its statistics."""

    def __init__(self, document: Document) -> None:
        self.article, self.text = document.article, document.folded
        self.found: list[Indicator] = []
        self.bearings = Bearings(document)
        self.timing = Timing(self.bearings, document.article.published)
        self.subjects = Subjects(document, self.bearings)
        self.recent: list[int] = []  # the sentence's statistics, as indexes into `found`
        self.lost = False  # whether the last value was none of a statistic
        self.planned = False  # whether the last value was one of a plan
        self.pending: list[Ranked] = []  # ranks said before their values
        self.within = ""  # the group of the paragraph's last rank
        self.sentence = self.clause = (0, 0)
        self.cues: list[int] = []  # where the sentence speaks of targets
        self.aim = self.planning = False  # of the sentence, of the section

    def head(self, start: int, end: int) -> bool:
        """Whether a line is the heading of a section: of plans, of a review, or of one statistic."""
        if words("headings", "reviews").search(self.text, start, end):
            self.planning = False
        elif words("headings", "plans").search(self.text, start, end):
            self.planning = not words("headings", "ends").search(self.text, start, end)
        return self.subjects.head(start, end)

    def begin(self, start: int, end: int) -> None:
        """Enter a sentence."""
        if start == 0 or self.text[start - 1] == "\n":
            self.within = ""
        self.bearings.enter(start, end)
        self.subjects.begin(start, end)
        self.sentence = (start, end)
        cues = words("values", "target").finditer(self.text, start, end)
        self.cues = [cue.start() for cue in cues if not self._is_estimate(cue)]
        self.recent, self.pending, self.aim = [], [], self.planning

    def enter(self, start: int, end: int, contexts: Sequence[Compared | Ranked]) -> None:
        """Enter a clause; what its comparisons and ranks name is no subject."""
        self.clause = (start, end)
        self.bearings.mask([(one.start, one.end) for one in contexts])
        self.subjects.enter(start, end)
        if self.cues:
            self.aim = self.aim or self._aims(start, end)
        if not (self.cues and self._aims(*self.sentence)):
            self.timing.open(start, end, first=start == self.sentence[0])

    def hear(self, start: int, end: int) -> None:
        """Keep a clause without values: the next ones may leave out what it names."""
        self.subjects.hear(start, end)

    def _is_estimate(self, cue: re.Match[str]) -> bool:
        """2022年，…预计全年完成: in the January after, an estimate of a year that is over."""
        period = self.timing.of(self.sentence[0], cue.end() + len("2005年"), "")
        over = period is not None and period[:4] < self.article.published[:4]
        return over and cue.group().startswith("预计")

    def _aims(self, start: int, end: int) -> bool:
        return any(start <= cue < end and not self.bearings.masked(cue) for cue in self.cues)

    def values(self, at: int, row: list[Value]) -> None:
        """Read a list of values; its subject stands behind `at`."""
        if self._is_progress(at, row):
            self.lost = True
        elif self._is_aside(at, row):
            kept = self.subjects.region, self.subjects.last, self.subjects.spoken, [*self.recent]
            self._read(at, row)
            self.subjects.region, self.subjects.last, self.subjects.spoken, self.recent = kept
        else:
            known = len(self.found)
            self._read(at, row)
            self.lost = known == len(self.found)

    def _is_progress(self, at: int, row: list[Value]) -> bool:
        """为年度预算的52.3%, 占年初预算800万元的52.3%: a plan, and how much of it is done."""
        start = row[0].start
        goes_on = self.planned and row[0].unit == "%" and self.text[at:start] == "的"
        self.planned = goes_on or bool(words("values", "progress").search(self.text, at, start))
        return self.planned

    def _is_aside(self, at: int, row: list[Value]) -> bool:
        """(全市11.1%), (其中出口15亿元): what another region or a part has, in brackets."""
        said = self.text[at : row[0].start]
        if not said.startswith("(") or ")" in said:
            return False
        inside = self.subjects.statement(at, row)
        return bool(inside.places or inside.said)

    def _read(self, at: int, row: list[Value]) -> None:
        units, start = {value.unit for value in row}, row[0].start
        if units & {"pp", UNKNOWN} or (len(units) > 1 and units & _MEASURED):
            self.subjects.drop()
            return
        if self.aim or self.text.startswith(_BOUNDS, row[-1].end):
            return
        at = max(at, start - LEAD)
        share = share_of(self.text, at, start) if units == {"%"} else None
        if share:
            self._share(at, share, row)
        else:
            self._tell(self.subjects.statement(at, row))

    def _tell(self, one: Statement) -> None:
        """Read a statement of levels, of growth or of rates."""
        subjects = self.subjects.over_years(one) or self.subjects.of(one)
        measure = _measure(one, subjects, again=self.subjects.is_again(one))
        self.subjects.unheard, self.subjects.heard = [], False
        self.subjects.growing = one.lead.growth or measure == "growth"
        if measure and subjects and not self._is_bound(one.lead, one.row[-1].end):
            self._emit(subjects, measure, one.row, one.at, one.lead.sign)

    def _share(self, at: int, share: re.Match[str], row: list[Value]) -> None:
        """占…比重: the share of the statistic before it, or of what it names itself."""
        if is_private(self.text, at, share.start()) or words("values", "total_over").search(
            self.text, at, share.start()
        ):
            return
        base = _ASIDE.sub("", share["base"]).removesuffix("的")
        parts = self.subjects.of_share(at, share.start(), len(row))
        wholes = [Subject(part.region, f"{part.name}占{_whole(base, part)}比重") for part in parts]
        if wholes:
            self._emit(wholes, "share", row, at, 1)
        if wholes and share["once"]:
            self.subjects.last = wholes

    def _is_bound(self, lead: Lead, end: int) -> bool:
        """突破230亿元,达到232.6亿元: a bound beside the exact value."""
        bound = words("values", "bound").search(lead.words)
        return bound is not None and words("values", "exact").match(self.text, end) is not None

    def _emit(self, subjects: list[Subject], measure: Measure, row: list[Value], at: int, sign: int) -> None:
        values = row * len(subjects) if len(row) == 1 else row
        period = self.timing.of(self.sentence[0], row[0].end, subjects[-1].name)
        if len(values) != len(subjects):
            self.subjects.last = []
            return
        if period and (not self.timing.is_past(period) or self._is_ahead(period, row[0].end)):
            return
        self.subjects.telling = True
        self.timing.told(period, subjects[-1].name, part=self.subjects.outer is not None)
        while at < row[0].start and self.text[at] in _EDGES:
            at += 1
        for subject, value in zip(subjects, values, strict=True):
            self.recent = [*self.recent[-_RECENT:], len(self.found)]
            self.subjects.note(subject, share=measure == "share")
            self.found.append(self._fact(subject, measure, sign, value, at, period))
        self._settle(len(subjects))

    def _is_ahead(self, period: str, end: int) -> bool:
        """2026年，…收入突破13亿元 in a report of that February: a year that has only begun is planned."""
        begun = self.article.published[5:7] in _BEGUN and period == self.article.published[:4]
        return begun and self.subjects.report and "以来" not in self.text[self.sentence[0] : end]

    def _fact(
        self, subject: Subject, measure: Measure, sign: int, value: Value, at: int, period: str | None
    ) -> Indicator:
        return Indicator(
            name=subject.name,
            value=(value.sign or sign) * value.number,
            unit=value.unit,
            measure=measure,
            start=at,
            end=value.end,
            quote=self.article.text[at : value.end],
            rule=mark(f"indicator.{measure}"),
            region=subject.region,
            period=period,
        )

    def _settle(self, count: int) -> None:
        """Ranks said before their values belong to the values that follow."""
        for item in self.pending:
            self.within = self.article.text[slice(*item.within)] or self.within
            positions = item.positions * (count if len(item.positions) == 1 else 1)
            if item.top and len(positions) != count:
                continue
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
            self.subjects.listen()
        named = [one.name for one in self.subjects.last if one.name in said]
        if alone and named and not any(named[-1] in self.found[index].name for index in self.recent):
            self.pending.append(item)
            return
        if item.top and not item.apart:
            return
        if self.lost and not words("rank", "of_level").search(said):
            return
        self.within = self.article.text[slice(*item.within)] or self.within
        near = [index for index in self._near(item) if not is_average(self.found[index].name)]
        near = self._named(at, item, near) if alone else near
        targets = meant(said, [(index, self.found[index]) for index in near])
        if self.text.startswith("并列", item.start):
            targets = self._tied(targets)
            positions = item.positions * len(targets)
        else:
            positions = item.positions * len(targets) if item.spread else item.positions
        for index, position in zip(targets[-len(positions) :], positions, strict=False):
            self.found[index] = ranked(self.found[index], self.within, position)

    def _named(self, at: int, item: Ranked, near: list[int]) -> list[int]:
        """Of the statistics `near` those of the regions that the clause of a rank names, if any are."""
        regions = {place.name for place in self.bearings.places(at, item.start)}
        return [index for index in near if self.found[index].region in regions] or near

    def _tied(self, targets: list[int]) -> list[int]:
        """The last of `targets` with those before it of the same name and value: what shares a place."""
        facts = [(self.found[index].name, self.found[index].value) for index in targets]
        unlike = [at for at, fact in enumerate(facts) if fact != facts[-1]]
        return targets[unlike[-1] + 1 if unlike else 0 :]

    def _near(self, item: Ranked) -> list[int]:
        """The statistics a rank may be of: 均 spreads it over a semicolon only if one stands behind it."""
        stop = self.text.rfind(";", self.sentence[0], item.start)
        behind = [index for index in self.recent if self.found[index].start > stop]
        several = len({self.found[index].name for index in behind}) > 1
        return behind if item.spread and several else self.recent


def _whole(base: str, part: Subject) -> str:
    """What a share is of: 规上工业总产值 of all in its county, 全市 of the same in its city."""
    if base[:1] != "全":
        return base
    everywhere, what = base[:_OF_ALL], base[_OF_ALL:]
    if what == part.name:
        return everywhere
    own = (part.region or "")[-1:] == everywhere[-1] and len(what) >= _TOLD_APART
    return what if own else base


def _measure(one: Statement, subjects: list[Subject], *, again: bool) -> Measure | None:
    """What a statement measures; none where it gives a rate only roughly or a difference."""
    if one.lead.rough:
        return None
    if not one.is_rate:
        return None if one.lead.moved else "level"
    if one.lead.growth:
        return "growth"
    if all(is_rate(subject.name) for subject in subjects):
        return "share"
    return "growth" if again else None
