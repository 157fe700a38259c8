"""The text of a newspaper page, pasted as plain text, as a `Page`.

Columns break paragraphs in mid-sentence, and title, byline, masthead and slogans stand among them.
Guarantees: no sentence of the page is lost or reordered; a line that breaks off is joined with the next
line of text without a blank; what has no sentence (mastheads, slogans after the last sentence) is no part
of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from crawler.pages.bylines import find_author, find_source, is_byline
from crawler.pages.dates import read_date
from crawler.pages.lexicon import is_furniture, is_masthead
from crawler.pages.links import find_continued
from crawler.pages.metadata import Metadata
from crawler.pages.model import Hazard, Page
from crawler.pages.tree import squeeze

_FINISHED = re.compile(r"[。！？!?…；;：:]['’”」』）)》]*$|[。！？!?][（(][^（）()]{1,30}[）)]$")
_SENTENCE = re.compile(r"[。！？!?；，,]")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z]$"), re.compile(r"[A-Za-z]")
_INDENT = re.compile(r"^(?:[\u3000\u2003]{2}| {4}|\t)")
_HEADING = 24  # characters: a longer line without an end is text that breaks off
_WRAPPED_SHARE = 0.6  # share of lines of one width above which a page is wrapped line by line
_RAGGED = 2  # characters by which lines of one column differ
_WIDEST = 45  # characters: columns are no wider, so longer lines are paragraphs
_NO_METADATA = Metadata({}, {}, {})


def parse_text(text: str) -> Page:
    """The article of a pasted page; its date is that of a masthead, None without one."""
    raw = [line for line in text.replace("\r\n", "\n").split("\n") if squeeze(line)]
    lines = [squeeze(line) for line in raw if not _is_furniture(squeeze(line))]
    width, indented = _column_width(lines), _indented(raw)
    head, body = _split_head(lines, indented, width)
    paragraphs = _without_slogans(_joined(body, indented, width))
    bylines = [line for line in [*head, *body] if is_byline(line)]
    continued_on, continued_from = find_continued(squeeze(line) for line in raw)
    article = "\n".join(paragraphs)
    return Page(
        title=" ".join(line for line in head if not is_byline(line)) or None,
        published=_masthead_date(raw),
        source=find_source(_NO_METADATA, map(squeeze, raw), ()),
        author=find_author(_NO_METADATA, bylines, paragraphs, None),
        text=article,
        hazard=None if article else Hazard("no_body", "no sentence found"),
        continued_on=continued_on,
        continued_from=continued_from,
    )


def _is_furniture(line: str) -> bool:
    return is_masthead(line) or is_furniture(line)


def _masthead_date(raw: Iterable[str]) -> str | None:
    """The day of the first masthead line that names one."""
    mastheads = (line for line in map(squeeze, raw) if is_masthead(line))
    return next((found for line in mastheads if (found := read_date(line))), None)


def _split_head(lines: list[str], indented: frozenset[str], width: int | None) -> tuple[list[str], list[str]]:
    """Title lines and bylines, then the text: it begins with an indent, or a line too long for a title."""
    longest_title = _HEADING if width is None else min(_HEADING, width - _RAGGED)
    for number, line in enumerate(lines):
        begins = line in indented or len(line) > longest_title
        if begins and _SENTENCE.search(line) and not is_byline(line):
            return lines[:number], lines[number:]
    return lines[:1], []


def _indented(raw: Iterable[str]) -> frozenset[str]:
    """The lines that begin a paragraph by their indent, if the page indents at all."""
    return frozenset(squeeze(line) for line in raw if _INDENT.match(line))


def _column_width(lines: list[str]) -> int | None:
    """The width of the columns of a page wrapped line by line, None where lines are paragraphs."""
    lengths = sorted(len(line) for line in lines)
    if len(lengths) < 6:
        return None
    width = lengths[int(len(lengths) * 0.8)]
    alike = sum(abs(length - width) <= _RAGGED for length in lengths)
    return width if width <= _WIDEST and alike >= _WRAPPED_SHARE * len(lengths) else None


def _joined(lines: list[str], indented: frozenset[str], width: int | None) -> Iterator[str]:
    """Paragraphs: each line with the lines that continue it."""
    paragraph: list[str] = []
    for line in lines:
        if is_byline(line):
            continue
        if paragraph and (line in indented or not _goes_on(paragraph, width)):
            yield _glued(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _glued(paragraph)


def _goes_on(paragraph: list[str], width: int | None) -> bool:
    """Whether a paragraph breaks off after its last line; a short first line alone is a heading."""
    last = paragraph[-1]
    if _FINISHED.search(last):
        return False
    if len(paragraph) > 1 or (width is not None and len(last) >= width - _RAGGED):
        return True
    return len(last) > _HEADING or _SENTENCE.search(last) is not None


def _glued(lines: list[str]) -> str:
    """Lines joined without a blank, except between Latin words."""
    return "".join(f" {line}" if _parts_words(last, line) else line for last, line in pairwise(["", *lines]))


def _parts_words(left: str, right: str) -> bool:
    return _LATIN_END.search(left) is not None and _LATIN_START.match(right) is not None


def _without_slogans(paragraphs: Iterable[str]) -> list[str]:
    """The paragraphs up to the last that holds a sentence: after it stand slogans and imprint."""
    kept = list(paragraphs)
    while kept and not _SENTENCE.search(kept[-1]):
        kept.pop()
    return kept
