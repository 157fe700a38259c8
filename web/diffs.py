"""What changed between two versions of a text, as a reader sees it.

Guarantees: everything is escaped; the parts kept and removed are the older text, the parts kept and
added the newer; numbers change whole, never by the digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markupsafe import Markup, escape
from rapidfuzz.distance import Indel

LONGEST = 20_000  # characters of a paragraph beyond which it is shown as replaced, not compared
_TOKEN = re.compile(r"[0-9０-９.,]+%?|[A-Za-z]+|.", re.DOTALL)


def _wrapped(tag: str, tokens: Sequence[str]) -> Markup:
    text = "".join(tokens)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if text else Markup("")


def _within(old: str, new: str) -> Markup:
    """One changed paragraph."""
    if max(len(old), len(new)) > LONGEST:
        return _wrapped("del", [old]) + _wrapped("ins", [new])
    steps = _steps(_TOKEN.findall(old), _TOKEN.findall(new))
    return Markup("").join(
        _wrapped("del", gone) + _wrapped("ins", come) + escape("".join(kept)) for gone, come, kept in steps
    )


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """What went, what came instead, and what then stayed."""
    gone: list[str] = []
    come: list[str] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            yield gone, come, old[step.src_start : step.src_end]
            gone, come = [], []
        gone += old[step.src_start : step.src_end] if step.tag == "delete" else []
        come += new[step.dest_start : step.dest_end] if step.tag == "insert" else []
    yield gone, come, []


def changes(old: str, new: str) -> list[Markup]:
    """The changed paragraphs, `<del>` what went and `<ins>` what came; paragraphs that stayed are left out.

    >>> changes("总投资5亿元。", "总投资6亿元。")
    [Markup('总投资<del>5</del><ins>6</ins>亿元。')]
    """
    pairs = (
        pair
        for gone, come, _ in _steps(old.split("\n"), new.split("\n"))
        for pair in zip_longest(gone, come, fillvalue="")
    )
    return [_within(before, after) for before, after in pairs]
