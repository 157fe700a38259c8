"""The regions a text names: counties, districts and functional zones, with a place for each.

A county's paper says 全县 where others say its name: home is named by the first such word if by no other.

Guarantees: every mention is resolved to one region (an ambiguous name is none) and quoted from the
text; mentions come in reading order, a region as often as it is named.
"""

from __future__ import annotations

from nlp.document import Document
from nlp.facts import Mention
from nlp.rules import mark
from nlp.spans import Place

_LEVELS = {"county", "zone"}


def find_mentions(document: Document) -> list[Mention]:
    """Mentions of county-level regions in `document`."""
    named = [place for place in document.places if place.level in _LEVELS]
    return [
        Mention(place.name, place.code, place.start, place.end, place.quote, mark("region.named"))
        for place in sorted([*named, *_home(document, named)], key=lambda place: place.start)
        if place.name
    ]


def _home(document: Document, named: list[Place]) -> list[Place]:
    """The first 全县, 我区 that means home, where home is not among the `named`."""
    home = document.home
    if home is None or any(place.name == home for place in named):
        return []
    meant = (place for place in document.deictics if place.name == home and place.level in _LEVELS)
    return [*meant][:1]
