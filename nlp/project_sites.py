"""Sites: the county or zone where a project stands.

Guarantees: the county is one that the text names near the project, heads the lines that speak of it, or
hosted the ceremony it is part of; else it is the region the article speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nlp.clauses import within
from nlp.document import Document
from nlp.patterns import compiled, pattern
from nlp.project_names import Named
from nlp.project_scopes import Scope, paragraph_at
from nlp.spans import Place

_NEAR = 60  # characters behind a name in which its place is told
_HEADING = 20  # characters of a line that names the county of those below it
_ROW = 12  # characters before a county in which another of its row begins
_ZONE = 16  # characters before a zone in which its county and its own name stand
_ZONE_NAME = compiled(r"[㐀-鿿]{2,6}")
_PARK = compiled(
    r"[㐀-鿿]{2,8}?(?:(?:工业|产业|科技|物流|化工|高新|经济)园区?|开发区|集聚区|集中区|街道|镇|乡)"
)
_LABEL = compiled(r"(?:【(?P<a>[㐀-鿿]{2,4})】|(?P<b>[㐀-鿿]{2,4}):)")
_FIRM = compiled(r"籍?(?:企业|客商|商会|老板|商人)")  # 江津区企业渝荔食品: where it comes from
_SENTENCE_END = compiled(r"[。;\n]")


@dataclass(frozen=True)
class Sites:
    """The places of an article, looked up by project."""

    document: Document
    names: Sequence[Named]

    @cached_property
    def _owned(self) -> frozenset[int]:
        """Where a project's name begins: a county right before one is that project's."""
        return frozenset(one.start for one in self.names)

    @cached_property
    def _counties(self) -> list[Place]:
        counties = [one for one in self.document.places if one.name and one.level in ("county", "zone")]
        return [place for place in counties if self._is_local(place) or not self._is_of_firm(place)]

    def _is_of_firm(self, place: Place) -> bool:
        """紫金铜业有限公司, 江津区企业: a place elsewhere that a firm is called by or comes from."""
        if _FIRM.match(self.document.folded, place.end):
            return True
        firms = within(self.document.companies, place.start, place.start + 1)
        return bool(firms) and place.quote[-1] not in "市县区"

    @cached_property
    def _parks(self) -> dict[str, str]:
        """Parks and towns by their county, as an article names them together once (沾益区花山工业园区)."""
        found: dict[str, str] = {}
        for place in self._counties:
            park = _PARK.match(self.document.folded, place.end)
            if park and place.name:
                found.setdefault(park[0], place.name)
        return found

    def _in_park(self, scope: Scope) -> str | None:
        """花山工业园区的A项目, behind 沾益区花山工业园区: what its clause says again without the county."""
        if not self._parks:
            return None
        lead = self.document.folded[scope.start : scope.named.start]
        return next((county for park, county in self._parks.items() if park in lead), None)

    def _labelled(self, scope: Scope) -> str | None:
        """当阳：老陶瓷换新颜。…: the county that opens its paragraph, named elsewhere for sure."""
        label = _LABEL.match(self.document.folded, paragraph_at(self.document, scope.named.start).start)
        word = (label["a"] or label["b"]) if label else None
        named = (one.name for one in self._counties if word and one.quote.removesuffix(one.quote[-1]) == word)
        return next(named, None) or next((one.name for one in self._counties if one.quote == word), None)

    @cached_property
    def _headings(self) -> list[Place]:
        """Counties that stand alone in a line (第一站：平原县)."""
        found = []
        for place in self._counties:
            line = paragraph_at(self.document, place.start)
            if line.end - line.start <= _HEADING and line.quote.endswith((place.quote, f"{place.quote}：")):
                found.append(place)
        return found

    def _host(self, at: int) -> str | None:
        """The host of the ceremonies told before `at`; none of one that is only told of behind."""
        told = [event for event in self.document.events if event.start <= at] or self.document.events
        return next((event.host for event in told if event.host), None)

    def of(self, scope: Scope) -> str | None:
        """The canonical name of the county of the project of `scope`, else of the article's region."""
        here = self._near(scope) or self._in_park(scope) or self._labelled(scope)
        return here or self._above(scope) or self._hosting(scope) or self.document.home

    def _near(self, scope: Scope) -> str | None:
        """The county nearest to the name in its scope, else the one last named in its sentence."""
        folded, named = self.document.folded, scope.named
        stated = self._stated(scope)
        if stated:
            return stated
        heads = folded.startswith("。", named.end)  # 3.G106东明黄河公路大桥。起自…
        limit = min(scope.end, named.end + (0 if named.listed else _NEAR))
        stop = _SENTENCE_END.search(folded, named.end + heads, limit)
        behind = stop.start() if stop else limit
        places: Sequence[Place] = within(self._counties, scope.start, behind)
        places = [place for place in places if self._is_local(place) or not self._is_far_end(named, place)]
        if self._is_row(places) or self._follows_another(places):
            return self.document.home
        if not places:
            before = within(self._counties, folded.rfind("。", 0, named.start) + 1, named.start)
            places = [place for place in before if self._is_free(place, named)]
        if not places:
            return None
        nearest = min(places, key=lambda place: abs(place.start - named.start))
        return (self._around(nearest) or nearest).name

    def _around(self, zone: Place) -> Place | None:
        """The county right before a zone with a name of its own (上虞区杭州湾经开区)."""
        before = within(self._counties, zone.start - _ZONE, zone.start) if zone.level == "zone" else ()
        apart = self.document.folded[before[-1].end : zone.start] if before else ""
        named = before and before[-1].level == "county" and _ZONE_NAME.fullmatch(apart)
        return before[-1] if named else None

    def _stated(self, scope: Scope) -> str | None:
        """位于…: the place that its scope says it stands in."""
        cue = pattern("projects", "facts", "site")
        for place in within(self._counties, scope.start, scope.end):
            if cue.search(self.document.folded, max(0, place.start - 8), place.start):
                return place.name
        return None

    def _is_far_end(self, named: Named, place: Place) -> bool:
        """G357陈岱镇至常山开发区: where a road leads to, or what stands behind a name."""
        ahead = self.document.folded[named.start : place.start]
        return place.start >= named.end or (place.start > named.start and "至" in ahead)

    def _is_local(self, place: Place) -> bool:
        """Whether a place lies in the article's city; one behind a name may be a road's other end."""
        city, found, _ = (self.document.home or "").partition("市")
        return not found or (place.name or "").startswith(city + found)

    def _is_row(self, places: Sequence[Place]) -> bool:
        """途经巨野县、定陶区: a project in several counties."""
        gaps = (self.document.folded[left.end : right.start] for left, right in pairwise(places))
        return any(gap in ("、", "和", "与") for gap in gaps)

    def _is_free(self, place: Place, named: Named) -> bool:
        """Whether no other project is named right behind the place."""
        return place.end not in self._owned or place.end == named.start

    def _follows_another(self, places: Sequence[Place]) -> bool:
        """澄城县、白水县苹果深加工工程: the first of the row stands before the scope."""
        first = places[0] if places else None
        before = within(self._counties, first.start - _ROW, first.start) if first else ()
        return bool(first and before and self.document.folded[before[-1].end : first.start] == "、")

    def _above(self, scope: Scope) -> str | None:
        """The county last named in the paragraph before the name, or in the heading above it."""
        start = paragraph_at(self.document, scope.named.start).start
        counties = within(self._counties, start, scope.named.start)
        earlier = [place for place in counties if self._is_free(place, scope.named)]
        headings = within(self._headings, 0, scope.named.start)
        told = [*headings[-1:], *earlier[-1:]]
        return told[-1].name if told else None

    def _hosting(self, scope: Scope) -> str | None:
        """The host of the ceremony, for what is told of its main venue."""
        start = paragraph_at(self.document, scope.named.start).start
        main = "主会场" in self.document.folded[start : scope.named.start] or self._is_venue(scope)
        return self._host(scope.named.start) if main else None

    def _is_venue(self, scope: Scope) -> bool:
        name = scope.named.name.removesuffix("项目")
        return any(event.venue and name in event.venue for event in self.document.events)
