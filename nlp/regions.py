"""The regions a text names: counties, districts and functional zones, with a place for each.

A county's paper says 全县 where others say its name: home is named by the first such word if by no other.

Guarantees: every mention is resolved to one region (an ambiguous name is none) and quoted from the
text; mentions come in reading order, a region as often as it is named.
"""

from __future__ import annotations

from nlp.deictics import at_home_of
from nlp.document import Document
from nlp.facts import Mention
from nlp.patterns import compiled
from nlp.rules import mark
from nlp.spans import Place

_LEVELS = {"county", "zone"}
_OWN = compiled(
    r"(?:县|(?<![市县各园社校城景辖地山林矿库厂街灾片小])区|(?<![红国锦彩])旗)(?:委|政府|级|内|域|直)"
)


def find_mentions(document: Document) -> list[Mention]:
    """Mentions of county-level regions in `document`."""
    named = [place for place in document.places if place.level in _LEVELS]
    return [
        Mention(place.name, place.code, place.start, place.end, place.quote, mark("region.named"))
        for place in sorted([*named, *_home(document, named)], key=lambda place: place.start)
        if place.name
    ]


def _home(document: Document, named: list[Place]) -> list[Place]:
    """The first 全县, 我区 or 县委 that means home, where home is not among the `named`."""
    home = document.home
    if home is None or any(place.name == home for place in named):
        return []
    meant = [place for place in document.deictics if place.name == home and place.level in _LEVELS]
    return meant[:1] or _own(document, home)


def _own(document: Document, home: str) -> list[Place]:
    """县委, 区内: what the paper of `home`, a county, says of its own."""
    found = _OWN.search(document.folded)
    word = home[-1]
    known = found is not None and found.group().startswith(word)
    at_home = at_home_of(home, document.article.published, word) if known else None
    if not (found and at_home) or at_home[1] != home:
        return []
    return [Place(*found.span(), found.group(), *at_home)]
