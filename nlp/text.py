"""Folding and splitting of text without moving an offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from nlp.patterns import compiled, lexicon
from nlp.spans import Span

_SENTENCE = compiled(r"[^。！？!?；;\n]*[。！？!?；;]*[”’」』）)】]*")
_LINE = compiled(r"[^\n]+")
_ODD = compiled(r"[^\x00-\x7f\u4e00-\u9fff、。“”—《》]")  # all that has a plain form is among these
_MEASURE = compiled(  # 15只集中开工的项目, 外资项目4只
    r"(?<=\d)只(?=[^,。;、\d]{0,12}项目)|(?<=项目\d)只|(?<=项目\d\d)只|(?<=项目\d\d\d)只"
)
_FEW = 50  # kinds of letters that are replaced one kind after another


class _Folds(dict[int, str]):
    """Code point to its plain form, worked out once for each that is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_FOLDS = _Folds()


@cache
def _traditional() -> tuple[re.Pattern[str], dict[int, int]]:
    """What finds a letter of the traditional writing, and the simple form of each."""
    letters = lexicon("letters")
    return compiled(f"[{letters['traditional']}]"), str.maketrans(letters["traditional"], letters["simple"])


def simplified(text: str) -> str:
    """`text` with numerals, units, times and divisions in simple letters, code point for code point.

    >>> simplified("廣東省二億餘元")
    '广东省二亿余元'
    """
    found, simple = _traditional()
    return text.translate(simple) if found.search(text) else text


@lru_cache(maxsize=4)  # every layer of a document folds the same text
def fold(text: str) -> str:
    """`text` with full-width forms and traditional letters made plain, code point for code point.

    >>> fold("１２．５億元")
    '12.5亿元'
    """
    text = simplified(text)
    odd = set(_ODD.findall(text))
    if len(odd) > _FEW:
        return text.translate(_FOLDS)
    for char in odd:  # a few runs over the text in C, rather than a look at each letter
        text = text.replace(char, _FOLDS[ord(char)])
    return text


def count_alike(folded: str) -> str:
    """A folded text with projects counted by 个, where the dialect of a place counts them otherwise.

    >>> count_alike("27只重大项目，竣工项目12只")
    '27个重大项目，竣工项目12个'
    """
    return _MEASURE.sub("个", folded) if "只" in folded and "项目" in folded else folded


def by_letter(words: Iterable[str], at: int) -> dict[str, tuple[str, ...]]:
    """Words by their first (`at` 0) or last (-1) letter, the longest first.

    >>> by_letter(["元", "美元", "万"], -1)
    {'元': ('美元', '元'), '万': ('万',)}
    """
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        table[word[at]] = (*table.get(word[at], ()), word)
    return table


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
