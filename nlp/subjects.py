"""Whose statistic and which one a value tells: said before it, or carried over from the clauses before.

Guarantees: a subject is carried over neither a value of something else nor a paragraph's end; amounts that
firms and projects have too are a region's only where one stands near and no firm does.
"""

from __future__ import annotations

from dataclasses import replace

from nlp.bearings import Bearings
from nlp.document import Document
from nlp.leads import Lead, lead_to
from nlp.naming import (
    AVERAGE,
    amount_of,
    bare_rate,
    beginning,
    completed,
    continued,
    is_bare,
    is_bare_rate,
    is_category,
    is_counted_in,
    is_firm,
    is_headed,
    is_private,
    is_rate,
    is_soft,
    is_stock,
    pieces,
    split,
)
from nlp.pairing import Statement, Subject, in_a_row, paired, regions_of
from nlp.patterns import compiled
from nlp.spans import Place
from nlp.statements import LEAD, Value, words

_CARRIED = ("%", "CNY", "USD")  # units of values whose name the clause before may give
_COUNTED = ("家", "户", "个", "万家", "万户")  # units of enterprises
_SHARES = ("占比", "比重")  # of the statistic before
_ALL = compiled("总[数量]")
_ADDED = compiled("新增|新登记|新设立?|净增")
_WHOLE = ("总量", "规模", "总额")  # of the statistic before
_SEGMENT = 400  # characters before a clause in which the project or firm it speaks of is named
_OPENING = 300  # characters in which a report on the work of a government says what it is


class Subjects:
    """The subjects of one document's values, in reading order; `last` are those of the last value."""

    def __init__(self, document: Document, bearings: Bearings) -> None:
        self.text, self.home, self.bearings = document.folded, document.article.home, bearings
        self.region = self.home
        self.outer: str | None = None  # the region before 其中
        self.whole: list[Subject] = []  # the statistic before 其中
        self.last: list[Subject] = []
        self.spoken: list[Subject] = []  # of the sentence's values, the latest last
        self.unheard: list[tuple[int, int]] = []  # clauses without values since the last value
        self.heard = False  # whether they have been read for the value at hand
        self.sentence = self.clause = (0, 0)
        self.topic = ""  # the statistic that a heading names
        self.firm = False  # whether a firm was named since the last region
        self.growing = False  # whether a bare percentage is a rate of growth, as the last one was
        self.telling = False  # whether the paragraph's last values were statistics
        self.headline: Subject | None = None  # the last statistic told of the whole, and no part of one
        self.divided = False  # whether the sentence tells of parts
        self.rates: dict[str, str] = {}  # by 开工率 and the like, the last such rate with its projects
        opening = self.text[:_OPENING] + document.article.title
        self.report = words("names", "report").search(opening) is not None

    def begin(self, start: int, end: int) -> None:
        """Enter a sentence; at a paragraph's begin the region is home's again."""
        if start == 0 or self.text[start - 1] == "\n":
            self.headline = self.headline if self.telling else None
            self.divided = self.headline is not None  # what a new paragraph divides is the whole
            self.region, self.outer, self.telling, self.firm = self.home, None, False, False
        if not self.telling:
            self.last = []
        if self.topic and not self.telling:
            self.last, self.telling, self.topic = [Subject(self.home, self.topic)], True, ""
        self._turn(start, end)
        self.sentence, self.unheard, self.spoken = (start, end), [], []

    def _turn(self, start: int, end: int) -> None:
        """分县区看, 增速上: what was told of the whole, and since then of parts, is now told by region."""
        by_region = words("subject", "by_region").match(self.text, start, end) is not None
        if by_region and self.headline and self.divided:
            self.last, self.telling = [self.headline], True
        self.divided = by_region or words("names", "dividing").match(self.text, start, end) is not None

    def head(self, start: int, end: int) -> bool:
        """Whether text[start:end] is the name of a statistic alone, of which what follows tells."""
        name = "".join(pieces(self.text, start, end, []))
        if not is_headed(name) or is_category(name) or self.text[start:end].strip() != name:
            return False
        self.topic = name
        return True

    def enter(self, start: int, end: int) -> None:
        """Enter a clause; 其中 speaks of a part until the next semicolon, then the whole is meant again."""
        self.clause = (start, end)
        if self.outer and self.text[start - 1] != ",":
            self.region, self.outer = self.outer, None
            self.last = self.whole or self.last
        if self.text.startswith("其中", start):
            self.outer, self.whole = self.outer or self.region, self.last[-1:]
        opened = self._place(start, end)
        self.region = opened or self.region
        self.firm = is_firm(self.text, start, end) or (self.firm and not opened)

    def _place(self, start: int, end: int) -> str | None:
        """The region that a clause opens with, or describes at its end."""
        return self.bearings.subject_place(start, end) or self.bearings.closing_place(start, end)

    def hear(self, start: int, end: int) -> None:
        """A clause without values can name what the next ones tell: it is read if they leave it out."""
        self.unheard.append((start, end))

    def listen(self) -> None:
        """Take the subjects that the clauses since the last value name: 增速靠前的是桓台县、高青县."""
        for start, end in self.unheard:
            self._name(start, end)
        self.heard, self.unheard = self.heard or bool(self.unheard), []

    def drop(self, *, telling: bool = False) -> None:
        """A value of something else: no subject is carried over it."""
        self.last, self.telling = [], telling and self.telling

    def note(self, subject: Subject, *, share: bool) -> None:
        """A statistic has been told of `subject`."""
        if not share:
            self.spoken = [one for one in self.spoken if one != subject] + [subject]
            self.region = subject.region
            if not self.divided and subject.region == self.home and self.spoken == [subject]:
                self.headline = subject

    def statement(self, at: int, row: list[Value]) -> Statement:
        """`row` with what stands before it, behind `at`."""
        lead = lead_to(self.text, at, row[0].start)
        return Statement(at, row, lead, *self._around(at, lead.subject_end))

    def _around(self, start: int, end: int) -> tuple[list[Place], list[str]]:
        return self.bearings.places(start, end), pieces(
            self.text, start, end, self.bearings.spans(start, end)
        )

    def of(self, one: Statement) -> list[Subject]:
        """Whose statistics the values of a row are; none if they are no statistics of regions."""
        behind, end = one.places[-1].end if one.places else one.at, one.lead.subject_end
        if one.said and words("names", "other_growth").search(self.text, behind, end):
            return []
        names = self._names(one.said[-1], behind, end, len(one.row), one.row[0].unit) if one.said else []
        names = names if all(is_counted_in(name, one.row[0].unit) for name in names) else []
        names = names or self._headline(one)
        if one.said and not names and not self._is_rate_of_last(one):
            self.drop(telling=not is_private(self.text, *self.clause))
            return []
        if not (names or one.places) and one.row[0].unit not in _CARRIED:
            return self._all_of_them(one)
        subjects = self._joined(names, one)
        self.last = subjects or self.last
        unclear = "分别" in one.lead.words and len(one.row) == 1 and len(one.places) > 1
        return [] if unclear or self._is_total(one) else subjects

    def _all_of_them(self, one: Statement) -> list[Subject]:
        """新增规模以上工业企业46户，总数达到652户: of what was only added to before."""
        last = self.last[-1] if self.last and _ALL.search(one.lead.words) else None
        added = last and _ADDED.match(last.name)
        if last is None or not added or one.row[0].unit not in _COUNTED:
            return []
        self.last = [replace(last, name=last.name[added.end() :])]
        return self.last

    def _is_rate_of_last(self, one: Statement) -> bool:
        """增速高于全市的有香河县(14.5%): the growth of the last statistic, of the region before the value."""
        if not self.last or not one.places or one.places[-1].end < one.lead.subject_end:
            return False
        rate = words("values", "rate").search(self.text, one.at, one.places[-1].start)
        self.growing = rate is not None
        return self.growing

    def _is_total(self, one: Statement) -> bool:
        """张店区、临淄区合计58亿元, 12个县市区共完成61亿元: a sum over several regions."""
        key = "total_over" if len(one.places) > 1 else "total_of"
        return words("values", key).search(self.text, one.at, one.row[0].start) is not None

    def over_years(self, one: Statement) -> list[Subject]:
        """两年平均增长5%: the growth over two years of the statistics before, or of those named."""
        at = self.text.find("两年平均", one.at, one.row[0].start)
        if at < 0 or not one.lead.growth:
            return []
        said = pieces(self.text, one.at, at, self.bearings.spans(one.at, at))
        names = self._names(said[-1], one.at, at, len(one.row)) if said else [one.name for one in self.last]
        places = self.bearings.places(one.at, at)
        self.last = paired([places[-1].name if places else self.region], names) if said else self.last
        return [Subject(part.region, part.name + AVERAGE) for part in self.last[-len(one.row) :]]

    def of_share(self, at: int, end: int, count: int) -> list[Subject]:
        """The parts of `count` shares whose 占 stands at `end`: named behind `at`, or the last statistics."""
        places, said = self._around(at, end)
        if said and said[-1] not in _WHOLE:
            self.last = paired([places[-1].name if places else self.region], split(said[-1], count))
        return self.last[-count:] if count <= len(self.last) else self.spoken[-count:]

    def is_again(self, one: Statement) -> bool:
        """增速超过10%的有2个：耒阳市14.2%、衡阳县12.7%: bare percentages are growth as before."""
        if not (self.growing and one.is_rate):
            return False
        if one.said and one.lead.words:
            return True
        return one.places[-1].end == one.lead.subject_end if one.places else self.heard and not one.said

    def _headline(self, one: Statement) -> list[str]:
        """增速最高的是桓台县18.2%: the name begins the clause, its region stands right before the value."""
        if not one.places or one.places[-1].end < one.lead.subject_end:
            return []
        name = next(filter(None, map(beginning, one.said)), None)
        if name is None or is_private(self.text, *self.clause):
            return []
        at = self.text.find(name, one.at) + len(name)
        self.growing = words("values", "rate").match(self.text, at) is not None
        return [name]

    def _name(self, start: int, end: int) -> None:
        """Take the subjects that a clause names, or the region that it moves the last statistic to."""
        lead = lead_to(self.text, max(start, end - LEAD), end)
        places, said = self._around(start, lead.subject_end)
        name = next(filter(None, map(beginning, reversed(said))), None)
        row = in_a_row(self.text, places)
        listed = len(row) > 1 and row[-1].end == lead.subject_end
        if name and not listed:
            at = self.text.find(name, start, end)
            row = in_a_row(self.text, [place for place in places if place.end <= at] or places)
        if is_private(self.text, start, end) or (len(places) > 1 and not (name or listed)):
            self.last = []
            return
        if not (name or listed):
            self._move(self._place(start, end))
            return
        behind = self.text.find(name, start, end) + len(name) if name else end
        self.growing = self.growing or lead.growth or bool(words("values", "rate").match(self.text, behind))
        names = split(name, 1 + name.count("、") + name.count("和")) if name else []
        names = [self._completed_rate(part, end) if is_bare_rate(part) else part for part in names]
        names = [part for part in names if is_headed(part)] or [one.name for one in self.last[-1:]]
        self.last = paired([place.name for place in row] or [self.region], names)

    def _move(self, region: str | None) -> None:
        """常宁市受检修影响，下降1.4%: the last statistic, of the region that the clause opens with."""
        if region and self.last:
            self.last = [Subject(region, self.last[-1].name)]

    def _names(self, name: str, start: int, end: int, count: int, unit: str = "") -> list[str]:
        if unit in _COUNTED and count == 1 and name.endswith("企业"):
            return [] if is_private(self.text, start, end) else [name]
        if is_private(self.text, start, end) and not is_rate(name):
            return []
        if is_bare_rate(name):
            return [self._completed_rate(name, end)]
        names = [self._completed(part, end) for part in split(name, count)]
        return names if all(map(self._fits, names)) else []

    def _completed_rate(self, name: str, end: int) -> str:
        """开工率 with the projects that its sentence tells, or else the last one told in full."""
        rate = bare_rate(name)
        whole = completed(rate, self.text, self.sentence[0], end)
        if whole == rate:
            return self.rates.get(rate, name) if name == rate else name
        self.rates[rate] = whole
        return whole

    def _fits(self, name: str) -> bool:
        return is_headed(name) and not is_bare(name) and self._is_public(name)

    def _completed(self, name: str, end: int) -> str:
        """`name` with what its sentence said before: 采矿业增加值增长5%，制造业增长7%."""
        if name in _SHARES and self.last:
            return self.last[-1].name + name
        if self.spoken and name.startswith("各项"):
            return continued(name, self.spoken[-1].name)
        if not is_category(name):
            return completed(name, self.text, self.sentence[0], end)
        divides = words("names", "dividing").match(self.text, *self.sentence)
        before = self.spoken or (self.last if divides else [])
        return name + (amount_of(before[-1].name) if before else "")

    def _is_public(self, name: str) -> bool:
        """Whether an amount that firms have too is a region's here: one stands near, no firm does."""
        floor = max(self.sentence[0], self.clause[0] - _SEGMENT)
        segment = max(floor, self.text.rfind(";", floor, self.clause[0]))
        invested = words("names", "invested").search(name) is not None and not self.telling
        in_place = words("names", "in_place").fullmatch(name) is not None
        if (invested or in_place) and is_private(self.text, segment, self.clause[1]):
            return False
        if self.firm and is_stock(name) and not self.report:
            return False
        if not is_soft(name):
            return True
        near = self.telling or self.report or self.bearings.places(*self.clause)
        site = words("names", "sites").search(self.text, *self.clause)
        theirs = self.firm and not self.report  # a report tells of its region, whatever firms it names
        return bool(near) and not (site or theirs or is_private(self.text, *self.clause))

    def _joined(self, names: list[str], one: Statement) -> list[Subject]:
        if not names:
            self.listen()
        regions = regions_of(one)
        if not names and not regions:
            return self._carried(len(one.row), one.lead)
        if not regions and len(names) == 1 < len(one.row):
            regions = self._in_turn(one)
        if not regions:
            regions = [self.bearings.speaker(self.clause[0], one.lead.subject_end) or self.region]
        return paired(regions, names or [subject.name for subject in self._meant(one)])

    def _in_turn(self, one: Statement) -> list[str | None]:
        """较快的是甲县、乙县和丙区,投资完成率分别为…: the row that the clause before the values ends with."""
        if not self.unheard or not words("values", "in_turn").search(one.lead.words):
            return []
        start, end = self.unheard[-1][0], self.clause[0] - 1
        row = in_a_row(self.text, self.bearings.places(start, end))
        fits = len(row) == len(one.row) and row[-1].end == end
        return [place.name for place in row] if fits else []

    def _meant(self, one: Statement) -> list[Subject]:
        """The last statistic; an amount or its growth is not of a share told in between (税收比重达91%)."""
        amounts = [subject for subject in self.spoken if not is_rate(subject.name)]
        grows = one.lead.growth or not one.is_rate
        return (
            amounts[-1:]
            if grows and amounts and all(is_rate(subject.name) for subject in self.last)
            else [_amount_behind(subject) if grows else subject for subject in self.last[-1:]]
        )

    def _carried(self, count: int, lead: Lead) -> list[Subject]:
        """The subjects of the values before, as many as there are values now."""
        if self.last and len(self.last) < count <= len(self.spoken):
            return self.spoken[-count:]
        last = [_amount_behind(subject) for subject in self.last] if lead.growth else self.last
        return last[-1:] if count == 1 and not lead.each else last


def _amount_behind(subject: Subject) -> Subject:
    """采矿业增加值占比达96%,同比下降15.6%: what fell is the amount, whose share moves by points."""
    base = next((subject.name.removesuffix(share) for share in _SHARES if subject.name.endswith(share)), "")
    return replace(subject, name=base) if amount_of(base) else subject
