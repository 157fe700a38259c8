"""Folding and splitting of text without moving an offset."""

from __future__ import annotations

import re
import unicodedata

from nlp.spans import Span

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]*[”’」』）)】]*")
_LINE = re.compile(r"[^\n]+")


def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def fold(text: str) -> str:
    """`text` with full-width forms made plain, code point for code point.

    >>> fold("１２．５亿元")
    '12.5亿元'
    """
    return "".join(map(_folded, text)) if not text.isascii() else text


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    spans = []
    for match in pattern.finditer(text):
        quote = match.group().strip()
        if quote:
            start = match.start() + match.group().index(quote)
            spans.append(Span(start, start + len(quote), quote))
    return spans


def paragraphs(text: str) -> list[Span]:
    """Paragraphs of `text`, split at line breaks."""
    return _spans(_LINE, text)


def sentences(text: str) -> list[Span]:
    """Sentences and semicolon clauses of `text`."""
    return _spans(_SENTENCE, text)
