"""The text that rules read: without the blanks that say nothing.

Portals indent paragraphs, set blanks between letters and figures (总投资 73 亿元, 5 月 16 日) and leave marks
of no width behind. A rule that had to allow for each would be read by nobody, so none does: an article is
read tight, and what is found is told in offsets of the text as it was captured.

Guarantees: `text[start:end] == quote` on the raw text for all that is told; blanks that part names, titles
and columns of a table stay; a text without such blanks is read as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol, TypeVar

from nlp.clauses import Placed
from nlp.facts import Event, Facts
from nlp.patterns import compiled

_BLANK = r"[ \t\u00a0\u2002-\u200a\u202f\u3000]"
_UNSEEN = "[\u200b-\u200d\u2060\ufeff]"  # no width: left behind by editors, they part words for no reader
_HAN = r"[\u4e00-\u9fff〇]"
_STOP = r"[，。；：、！？（）《》“”]"
_PLAIN_STOP = r"[,;:()]"
_FIGURE = r"[\dA-Za-z%％‰.０-９]"
_UNITS = r"(?:年|月|日|季度|[亿万]|个|家|项(?!目)|元)"

_ANY = compiled(rf"{_BLANK}|{_UNSEEN}|\n\n")
_EDGES = rf"(?:^|(?<=\n)){_BLANK}++|(?<!{_BLANK}){_BLANK}++(?=\n|$)|{_UNSEEN}++"
_IN_TABLES = compiled(rf"{_EDGES}|(?<=\d) (?={_UNITS})|(?<=[年月]) (?=\d)")
_IN_PROSE = compiled(
    rf"{_EDGES}"
    rf"|(?<={_HAN}){_BLANK}(?={_FIGURE}|{_PLAIN_STOP})"
    rf"|(?<={_FIGURE}){_BLANK}(?={_HAN}|{_STOP})"
    rf"|(?<={_PLAIN_STOP}){_BLANK}(?={_HAN})"
    rf"|(?<={_STOP}){_BLANK}+(?={_HAN}|{_FIGURE})"
)
_PROSE = compiled(r"[，。；,;]")  # a line without is a heading or a row of a table, where blanks part columns

_WHITE = compiled(r"\s+")
_HEADLINE = 8  # characters of a first line that no title begins with by chance


class _Evidence(Placed, Protocol):
    """What has a beginning and an end in the text."""

    @property
    def end(self) -> int:
        """Behind the last character."""


Found = TypeVar("Found", bound=_Evidence)


@dataclass(frozen=True)
class Tight:
    """A raw text as rules read it, and the way back."""

    raw: str
    text: str
    cuts: tuple[int, ...] = ()
    """Offsets of `text` in front of which blanks of `raw` were left out."""
    left_out: tuple[int, ...] = (0,)
    """How many code points were left out in front of the first cut, up to the second, …"""
    skipped: int = 0
    """Code points in front of `text`, blanks not counted."""

    def restored(self, found: Found) -> Found:
        """What was found in `text`, with the offsets and the words of `raw`."""
        if not self.cuts and not self.skipped:
            return found
        start, end = self._raw(found.start), self._raw(found.end - 1) + 1
        told: Found = replace(found, start=start, end=end, quote=self.raw[start:end])  # type: ignore[type-var]
        return told

    def behind(self, end: int) -> Tight:
        """What stands behind the first `end` code points."""
        return replace(self, text=self.text[end:], skipped=self.skipped + end)

    def _raw(self, offset: int) -> int:
        at = self.skipped + offset
        return at + self.left_out[bisect_right(self.cuts, at)]


def tightened(raw: str) -> Tight:
    """`raw` without the blanks that say nothing.

    >>> tightened("　　5 月 16 日，总投资 73 亿元。").text, tightened("1 张店区 42.5").text
    ('5月16日，总投资73亿元。', '1 张店区 42.5')
    """
    if not _ANY.search(raw):
        return Tight(raw, raw)
    gaps = [gap for start, end in _lines(raw) for gap in _gaps(raw, start, end)]
    ends = [0, *(end for _, end in gaps)]
    kept = [raw[end:start] for end, (start, _) in zip(ends, [*gaps, (len(raw), 0)], strict=True)]
    cuts = tuple(accumulate(len(piece) for piece in kept[:-1]))
    return Tight(raw, "".join(kept), cuts, tuple(accumulate((end - start for start, end in gaps), initial=0)))


def _lines(raw: str) -> list[tuple[int, int]]:
    ends = [at for at, letter in enumerate(raw) if letter == "\n"]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(raw)], strict=True))


def _gaps(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the line at [start, end) has blanks to leave out."""
    if start and not raw[start:end].strip():  # an empty line goes with its break
        return [(start - 1, end)]
    if not _ANY.search(raw, start, end):
        return []
    blanks = _IN_PROSE if _PROSE.search(raw, start, end) else _IN_TABLES
    return [match.span() for match in blanks.finditer(raw, start, end)]


def headline_end(text: str, title: str) -> int:
    r"""The end of the first line of a tight text where it repeats the title, 0 where it does not.

    >>> headline_end("淄博70个项目集中开工\n昨日……", "淄博70个项目集中开工_样报网")
    12
    """
    line = text.partition("\n")[0]
    given, first = _WHITE.sub("", title), _WHITE.sub("", line)
    repeated = given == first or (len(first) >= _HEADLINE and given.startswith(first))
    return len(line) + 1 if first and repeated and len(line) < len(text) else 0


def restored(facts: Facts, tight: Tight) -> Facts:
    """Facts found in the tight text, told of the raw one."""
    return Facts(
        figures=tuple(map(tight.restored, facts.figures)),
        projects=tuple(map(tight.restored, facts.projects)),
        events=tuple(_event(event, tight) for event in facts.events),
        indicators=tuple(map(tight.restored, facts.indicators)),
        mentions=tuple(map(tight.restored, facts.mentions)),
    )


def _event(event: Event, tight: Tight) -> Event:
    return replace(tight.restored(event), breakdown=tuple(map(tight.restored, event.breakdown)))
