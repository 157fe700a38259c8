"""Highlighting overlapping spans of a text without ever trusting the text.

Guarantees: every slice of the text is escaped; the text of the result, tags removed, is the text
given; spans outside the text are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Highlight:
    """A fact's evidence: `key` becomes the anchor, `kind` the class, `label` what a reader is told."""

    start: int
    end: int
    key: str
    kind: str
    label: str


def _cuts(spans: list[Highlight], length: int) -> list[int]:
    return sorted({0, length, *(span.start for span in spans), *(span.end for span in spans)})


def _marked(slice_: str, covering: list[Highlight], anchors: list[Highlight]) -> Markup:
    body = Markup("").join(Markup('<a id="{}"></a>').format(span.key) for span in anchors)
    if not covering:
        return body + escape(slice_)
    kinds = " ".join(dict.fromkeys(span.kind for span in covering))
    keys = " ".join(span.key for span in covering)
    label = "\n".join(span.label for span in covering)
    mark = Markup('<mark class="{}" data-facts="{}" title="{}">{}</mark>')
    return body + mark.format(kinds, keys, label, slice_)


def highlight(text: str, spans: Iterable[Highlight]) -> Markup:
    """`text` with every span marked; overlapping spans share their slices."""
    inside = sorted(
        (span for span in spans if 0 <= span.start < span.end <= len(text)), key=lambda span: span.start
    )
    cuts = _cuts(inside, len(text))
    starting: dict[int, list[Highlight]] = {}
    for span in inside:
        starting.setdefault(span.start, []).append(span)
    parts, open_spans = [], list[Highlight]()
    for start, end in pairwise(cuts):
        open_spans = [span for span in open_spans if span.end > start] + starting.get(start, [])
        parts.append(_marked(text[start:end], open_spans, starting.get(start, [])))
    return Markup("").join(parts)
