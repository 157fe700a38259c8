"""Expressions compiled by nlp.patterns find what `re` alone finds, in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import nlp
from nlp.patterns import compiled, lexicon, pattern

_ROOM = Path(nlp.__file__).parent
_SPECIAL = re.compile(r"[\\^$.|?*+(){}\[\]<>!=:]+")


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        yield from chain.from_iterable(map(_texts, data.values() if isinstance(data, dict) else data))


def _expressions() -> list[str]:
    """Every expression: the values of the lexicon's files, and what modules keep compiled."""
    words = (lexicon(path.stem) for path in _ROOM.glob("lexicon/*.toml"))
    modules = (vars(import_module(f"nlp.{path.stem}")) for path in _ROOM.glob("*.py"))
    kept = (value.pattern for names in modules for value in names.values() if isinstance(value, re.Pattern))
    return sorted({*chain.from_iterable(map(_texts, words)), *kept})


def _compiles(expression: str) -> bool:
    try:
        return bool(re.compile(expression))
    except re.error:
        return False


EXPRESSIONS = list(filter(_compiles, _expressions()))
PIECES = sorted({piece for expression in EXPRESSIONS for piece in _SPECIAL.split(expression) if piece})
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=12).map("".join)


def _found(expression: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], ...]]:
    return [match.regs for match in expression.finditer(text)]


PAIRS = [(compiled(expression), re.compile(expression)) for expression in EXPRESSIONS]


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_the_expressions_of_the_lexicon_find_what_re_finds(text: str) -> None:
    assert [_found(ours, text) for ours, _ in PAIRS] == [_found(plain, text) for _, plain in PAIRS]


ATOMS = st.sampled_from(["a", "b", "ab", "[ab]", "[^a]", ".", r"\d", "$", "^", r"\b", "(?<!a)", "(?<=b)", ""])
SHAPES = ["(?:{})?", "(?:{})*", "(?:{})+?", "(?:{}){{0,2}}", "({})", "(?={})", "(?!{})", "(?>{})", "(?i:{})"]


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    shaped = st.builds(str.format, st.sampled_from(SHAPES), inner)
    return shaped | st.builds("{}{}".format, inner, inner) | st.builds("(?:{}|{})".format, inner, inner)


@settings(max_examples=300, deadline=None)
@given(st.recursive(ATOMS, _larger, max_leaves=8), st.text("abA1 ", max_size=8))
def test_any_expression_finds_what_re_finds(expression: str, text: str) -> None:
    assert _found(compiled(expression), text) == _found(re.compile(expression), text)


def test_lists_and_tables_of_the_lexicon_are_alternatives() -> None:
    joint = lexicon("events")["joint"]
    assert pattern("events", "joint").pattern == "|".join(joint)
    assert pattern("events", "joint") is pattern("events", "joint")
