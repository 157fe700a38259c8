"""The regions a text names: counties, districts and functional zones, with a place for each.

Guarantees: every mention is resolved to one region (an ambiguous name is none) and quoted from the
text; mentions come in reading order, a region as often as it is named.
"""

from __future__ import annotations

from nlp.document import Document
from nlp.facts import Mention
from nlp.rules import mark


def find_mentions(document: Document) -> list[Mention]:
    """Mentions of county-level regions in `document`."""
    return [
        Mention(place.name, place.code, place.start, place.end, place.quote, mark("region.named"))
        for place in document.places
        if place.name and place.level in {"county", "zone"}
    ]
