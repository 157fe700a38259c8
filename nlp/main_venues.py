"""Main venues told apart from the report of an event: 主会场设在甲区, 在甲区设主会场, 地点:甲区某酒店.

A main venue is whose its clause says (全省…主会场设在许昌市) and of what (集中开工主会场); where it says
neither it is the event's told near it. Guarantees: a text without the word costs one search for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from nlp.clauses import within
from nlp.document import Document
from nlp.hosts import find_venue, is_county
from nlp.patterns import compiled, lexicon, pattern
from nlp.spans import Place, Span
from nlp.tellings import Anchor

_CUES = (("主会场", "main"), ("主会场", "set"), ("地点", "noted"))
"""What a text must hold for each cue of the lexicon (host) to be searched for."""
_STOP = compiled(r"[,。;\n】:]")
_AFTER = 300  # characters past the report of an event in which its main venue may be told
_BEFORE = 120  # and before it
_MOST = 12  # main venues that an article tells


@dataclass(frozen=True, slots=True)
class MainVenue:
    """A main venue with its place in the text; `region` and `kinds` say whose and of what, where told."""

    start: int
    region: str | None
    kinds: frozenset[str]
    host: str | None
    venue: str | None


def main_venue(document: Document, anchor: Anchor, region: str | None, limit: int) -> MainVenue | None:
    """The main venue of an event of `region`; what lies behind `limit` is a later event's."""
    found = [venue for venue in _venues(document, region) if venue.host or venue.venue]
    fitting = [venue for venue in found if not venue.kinds or anchor.kind in venue.kinds] or found
    ours = [venue for venue in fitting if region and venue.region == region]
    start, end = anchor.sentence.start - _BEFORE, min(limit, anchor.sentence.end + _AFTER)
    near = [venue for venue in fitting if venue.region is None and start <= venue.start < end]
    return next(iter(ours or near), None)


def is_surer(main: MainVenue, kind: str, host: str | None, venue: str | None) -> bool:
    """Whether a main venue tells more than what the sentence of the event says: the county, or of what."""
    unknown = host is None and venue is None
    return unknown or kind in main.kinds or (is_county(main.host) and not is_county(host) and venue is None)


def _venues(document: Document, region: str | None) -> Iterator[MainVenue]:
    folded = document.folded
    for start, end, how in _cues(folded):
        if how == "main":
            host, venue = find_venue(document, _clause(folded, start, end), end, region)
            yield _of_clause(document, start, host, venue)
        elif how == "set":
            yield from _set(document, start, region)
        else:
            host, venue = _noted(document, end, region)
            yield MainVenue(start, None, frozenset(), host, venue)


@lru_cache(maxsize=4)
def _cues(folded: str) -> tuple[tuple[int, int, str], ...]:
    """Where a text tells main venues, and how: for all of its events at once."""
    found: list[tuple[int, int, str]] = []
    for word, how in _CUES:
        if word in folded:
            cues = pattern("events", "host", how).finditer(folded)
            found += [(*match.span(), how) for match in islice(cues, _MOST)]
    return tuple(found)


def _clause(folded: str, start: int, end: int) -> Span:
    stop = _STOP.search(folded, end, end + 60)
    return Span(start, stop.start() if stop else min(len(folded), end + 60), "")


def _of_clause(document: Document, at: int, host: str | None, venue: str | None) -> MainVenue:
    """Whose and of what the clause before the cue says that it is."""
    folded = document.folded
    start = max(folded.rfind(mark, max(0, at - 60), at) for mark in ",。;\n】:") + 1
    start = max(start, at - 60)
    said = folded[start:at]
    places = sorted(
        [*within(document.places, start, at), *within(document.deictics, start, at)],
        key=lambda place: place.start,
    )
    region = next((place.name for place in reversed(places) if place.name), None)
    kinds = {
        kind for verb, kind in lexicon("events")["continued"].items() if said.endswith((verb, f"集中{verb}"))
    }
    return MainVenue(at, region, frozenset(kinds), host, venue)


def _set(document: Document, at: int, region: str | None) -> Iterator[MainVenue]:
    """合肥市长丰县设主会场, 在安康高新区设主会场: the place that stands before it."""
    folded = document.folded
    places = within(document.places, max(0, at - 30), at)
    here = [place for place in places if place.end == at or _is_within(folded, place, at)]
    if here and here[-1].name and here[-1].name != region:
        site = document.text[here[-1].end : at]
        yield MainVenue(at, None, frozenset(), here[-1].name, site or None)


def _is_within(folded: str, place: Place, end: int) -> bool:
    """在民权县某某项目现场设主会场."""
    led = folded[place.start - 1 : place.start] == "在"
    return led and _STOP.search(folded, place.end, end) is None


def _noted(document: Document, start: int, region: str | None) -> tuple[str | None, str | None]:
    """地点:深圳市南山区某酒店: what a notice puts behind the word."""
    end = _clause(document.folded, start, start).end
    places = [place for place in within(document.places, start, end) if place.name]
    first = places[0] if places and places[0].start == start else None
    if first is None or first.level not in ("county", "zone"):
        return None, document.text[start:end].strip() or None
    host = first.name if first.name != region else None
    return host, document.text[first.end : end].strip() or None
