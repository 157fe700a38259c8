"""Whose event it is, where it is held and whom it visits: regions, main venues and sub-venues.

The subject of a sentence is the region that no word of place precedes (淄博市在沂源县召开 …: 淄博市 is the
subject, 沂源县 the host); a sub-venue's event is its county's. Hosts are counties or zones; a province's
events may have a prefecture as host. Regions are canonical names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.clauses import within
from nlp.document import Document
from nlp.gazetteer import is_province
from nlp.patterns import compiled, pattern
from nlp.spans import Place, Span

_CLAUSE_STOP = compiled(r"[,，。;；\n]")
_AFTER = compiled(
    r"(?:召开|举行|结束|闭幕)(?:之|以)?后,"
)  # 全省推进会召开后，甲市…: what follows is the report
# 在野鸡坨镇九江线材项目现场: a place behind 在 in one breath
_IN_VENUE = compiled(r"(?<![现正存])在(?:(?!举[行办]|召开|开展)[^,。;:\n、的])*$")
_COUNTY = compiled(r"(?:市|州|盟|地区).{1,8}[县市区旗]$")
_LISTED = compiled(r"[、和及与]")
_NAME_OF_EVENT = compiled(
    r"(?:\([^()]{1,10}\))?(?:(?![,。;:、\n()在于的赴到对]|[召]开|举[行办]|参加|组织|[书会]记|[市县区]长|领导)[\s\S]){0,16}"
)
_AT_EVENT = compiled(r"(?:仪式|活动|[大推介]会)上|签订")  # what happened at an event is no place
_LATER = 300  # characters past the report of an event in which its main venue may be told
_REACH = 200  # characters before a noun in which its subject may stand


@cache
def _word(group: str, name: str) -> re.Pattern[str]:
    return pattern("events", group, name)


@cache
def _towards(names: str) -> re.Pattern[str]:
    return compiled(rf"(?:{_word('host', names).pattern})$")


def body_start(document: Document, sentence: Span) -> int:
    """Where a sentence begins behind its dateline, its time stamp or 据了解."""
    lead = _word("trim", "lead").match(
        document.folded[sentence.start : min(sentence.end, sentence.start + 80)]
    )
    return sentence.start + (lead.end() if lead else 0)


def clause_end(document: Document, sentence: Span, at: int) -> int:
    """Where the clause at `at` ends."""
    stop = _CLAUSE_STOP.search(document.folded, at, sentence.end)
    return stop.start() if stop else sentence.end


def has_own_venue(document: Document, start: int, end: int) -> bool:
    """Whether a stretch speaks of a sub-venue or of a ceremony of its own."""
    return _word("host", "own").search(document.folded, start, end) is not None


def subject(document: Document, sentence: Span, noun: int, until: int) -> str | None:
    """The region before the noun that no word of place precedes; a sub-venue's is its county.

    A region that opens the event's name (光明区在深圳全球招商大会上…) comes before the sentence's subject.
    """
    start, end = max(body_start(document, sentence), until - _REACH), clause_end(document, sentence, until)
    start = max((after.end() for after in _AFTER.finditer(document.folded, start, until)), default=start)
    named = [*within(document.places, start, end), *within(document.deictics, start, end)]
    subjects = [place for place in _subjects(document, named) if place.name and not _opens_a_name(place)]
    subjects = [place for place in subjects if not _is_aside(document, place)]
    owns = list(_word("host", "own").finditer(document.folded, start, end))
    own = next((own for own in reversed(owns) if own.start() < noun), owns[0] if owns else None)
    near = [place for place in subjects if own and place.start < own.start()]
    if own and own[0] == "分会场":  # 在浏阳市分会场
        near += [place for place in named if place.end == own.start() and place.name]
    if near:
        return near[-1].name
    titled = None if own else _titled(document, start, noun, until)
    return titled or next((place.name for place in subjects if place.start < until), None)


def _titled(document: Document, start: int, noun: int, until: int) -> str | None:
    """The region whose name opens the event's own: 举行晋江投资推介会, 在深圳全球招商大会上."""
    for place in reversed(within(document.places, start, noun)):
        if (
            not place.name
            or _is_quoted(document, place)
            or not _NAME_OF_EVENT.fullmatch(document.folded, place.end, noun)
        ):
            continue
        at_event = document.folded.startswith("上", until) or not is_towards(document, place)
        return _meant(document, place) if at_event else None
    return None


def _subjects(document: Document, places: list[Place]) -> Iterator[Place]:
    """Places that are neither where somebody is or goes nor listed behind one that is."""
    towards, last = False, -1
    for place in sorted(places, key=lambda found: found.start):
        listed = place.start == last or (
            last >= 0 and _LISTED.fullmatch(document.folded, last, place.start) is not None
        )
        towards = (towards and listed) or is_towards(document, place)
        towards = (
            towards or _IN_VENUE.search(document.folded, max(0, place.start - 24), place.start) is not None
        )
        last = place.end
        if not towards:
            yield place


def is_towards(document: Document, place: Place) -> bool:
    """Whether the place is where somebody is or goes (在沂源县, 走进沂源县)."""
    return is_guest(document, place) or _stands_behind(document, place, "before", "goal")


def is_guest(document: Document, place: Place) -> bool:
    """上海专场: whose guests a promotion is for."""
    return document.folded.startswith("专场", place.end)


def _meant(document: Document, place: Place) -> str | None:
    """四川(广元)推介会: of a province the prefecture in the brackets behind it is meant."""
    opens = place.level == "province" and document.folded.startswith("(", place.end)
    inside = within(document.places, place.end + 1, place.end + 2) if opens else ()
    return inside[0].name if inside and inside[0].level == "prefecture" else place.name


def _is_aside(document: Document, place: Place) -> bool:
    """“产自临沂”, 各县市区(天衢新区): part of a slogan or of what stands in brackets."""
    if _is_quoted(document, place):
        return True
    before = document.folded[max(0, place.start - 12) : place.start]
    return before.rfind("(") > before.rfind(")")


def _is_quoted(document: Document, place: Place) -> bool:
    """“产自临沂”: part of a slogan."""
    folded = document.folded
    opened = folded.rfind("“", max(0, place.start - 12), place.start)
    return (
        opened >= 0 and "”" not in folded[opened : place.start] and "”" in folded[place.end : place.end + 12]
    )


def _opens_a_name(place: Place) -> bool:
    """山东某某公司: a province's short name that begins a company's."""
    return place.level == "province" and place.quote[-1:] not in "省市区"


def _stands_behind(document: Document, place: Place, *groups: str) -> bool:
    before = document.folded[max(0, place.start - 4) : place.start]
    return any(_towards(group).search(before) for group in groups)


def find_venue(
    document: Document, sentence: Span, noun: int, region: str | None
) -> tuple[str | None, str | None]:
    """Host and venue of an event of `region`: 在 host venue 举行."""
    levels = ("county", "zone", "prefecture") if is_province(region) else ("county", "zone")
    folded = document.folded
    begin, cues = _venue_start(document, sentence, noun), _word("host", "before")
    for cue in cues.finditer(folded, begin, sentence.end):
        first = cue.end()
        if _inside_place(document, cue.start()) or within(document.dates, first, first + 1):
            continue
        if _is_sub_venue(document, noun, cue.start()):
            break
        end = _venue_end(document, first, sentence.end)
        if _AT_EVENT.search(folded, first, end):
            continue
        places = [p for p in _where(document, first, end) if p.name and p.level in levels]
        named = places[0] if places and places[0].start <= first + 1 else None
        if named and _is_listed(document, named):
            continue
        if end - first >= 2 and (named or _word("host", "site").search(folded, first, end)):
            return _split(document, first, end, named, region)
    return None, None


def _where(document: Document, first: int, end: int) -> list[Place]:
    """The places of a stretch; 我县 at its begin tells where the zone behind it lies (在我县经开区)."""
    pointing = [place for place in within(document.deictics, first, first + 1) if place.level == "county"]
    return [*pointing, *within(document.places, first, end)]


def _is_listed(document: Document, named: Place) -> bool:
    """在商南县、丹凤县观摩: several places are where somebody went, not where the event is held."""
    following = within(document.places, named.end + 1, named.end + 2)
    return bool(following) and _LISTED.fullmatch(document.folded, named.end, following[0].start) is not None


def _is_sub_venue(document: Document, noun: int, at: int) -> bool:
    """…在各地同步举行，甲市分会场设在乙县: what a later clause says of a sub-venue is not the main one's."""
    clause = document.folded.rfind(",", noun, at)
    stop = _CLAUSE_STOP.search(document.folded, at)
    end = stop.start() if stop else len(document.folded)
    return clause >= 0 and document.folded.find("分会场", clause, min(end, at + 60)) >= 0


def find_main_site(document: Document, sentence: Span, region: str | None) -> str | None:
    """在于洪区举行，主会场设在…项目现场: the site that the sentence goes on to tell."""
    cue = _word("host", "main").search(document.folded, sentence.start, sentence.end)
    if cue is None:
        return None
    end = clause_end(document, sentence, cue.end())
    return find_venue(document, Span(cue.start(), end, ""), end, region)[1]


def _inside_place(document: Document, at: int) -> bool:
    """于都县: the word of place is part of a name."""
    return any(place.end > at for place in within(document.places, max(0, at - 8), at + 1))


def _venue_end(document: Document, first: int, limit: int) -> int:
    stop = _word("host", "venue_end").search(document.folded, first, min(limit, first + 60))
    return stop.start() if stop else min(limit, first + 60)


def _venue_start(document: Document, sentence: Span, noun: int) -> int:
    """A sub-venue's place stands in its own clause; elsewhere the whole sentence counts."""
    own = _word("host", "own").search(document.folded, sentence.start, noun)
    if not own:
        return sentence.start
    return max(document.folded.rfind(",", sentence.start, own.start()), sentence.start)


def _split(
    document: Document, start: int, end: int, named: Place | None, region: str | None
) -> tuple[str | None, str | None]:
    if named is None or _is_unnamed_zone(named, region):
        return None, _site(document.text[start:end])
    return (named.name if named.name != region else None), _site(document.text[named.end : end])


def _site(words: str) -> str | None:
    """The place itself, without 的, the main venue's name or how the event is held."""
    site = _word("host", "no_site").sub("", words.strip("的 "))
    return site or None


def _is_unnamed_zone(named: Place, region: str | None) -> bool:
    """东台市…在高新区举行: a zone of the county itself."""
    return (
        named.level == "zone" and named.quote == (named.name or "")[-len(named.quote) :] and is_county(region)
    )


def is_county(region: str | None) -> bool:
    """Whether a canonical name is a county's: it stands behind its prefecture's name."""
    return bool(region and _COUNTY.search(region))


def toured(document: Document, start: int, end: int, region: str | None, host: str | None) -> tuple[str, ...]:
    """As `visited`, from clauses that speak of going and looking alone."""
    going = _word("tour", "going")
    names: dict[str, None] = {}
    for sentence in within(document.sentences, start, end):
        if going.search(document.folded, sentence.start, sentence.end):
            names |= dict.fromkeys(visited(document, sentence.start, min(sentence.end, end), region, host))
    return tuple(names)


def site_region(document: Document, start: int) -> str | None:
    """The county where the text puts one project soon after its ceremony: 项目位于云州区."""
    cue = _word("host", "sited").search(document.folded, start, start + _LATER)
    places = within(document.places, cue.end(), cue.end() + 2) if cue else ()
    return places[0].name if places else None


def visited(
    document: Document, start: int, end: int, region: str | None, host: str | None
) -> tuple[str, ...]:
    """Counties and zones named in a stretch, each once, but for the event's own and its host's venue."""
    names = [
        place.name
        for place in within(document.places, start, end)
        if place.name and place.level in ("county", "zone") and place.name != region
        if place.name != host or not _stands_behind(document, place, "before")
    ]
    return tuple(dict.fromkeys(names))
