"""The lexicon of nlp and its expressions: every TOML file is loaded here and every expression compiled here.

`re` searches fast only where it knows with what characters a match can begin, and works that out for the
simplest expressions alone (a literal, a set, alternatives that all begin with a literal). Most of ours begin
with an option, a look behind or nested alternatives, and were tried at every character. Here the first
characters are derived from the parse tree of any expression and handed to the compiler of `re`.

Guarantees: a file is read once and an expression compiled once; what is compiled here matches exactly what
`re.compile` matches (where an interpreter offers no place for the first characters it is the very same).
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import tomllib
from array import array
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from nlp.kept import kept

_LEXICON = Path(__file__).parent / "lexicon"
_HOOK = "_get_charset_prefix"  # where the compiler of `re` asks for the first characters of a match
_PLAIN = getattr(_compiler, _HOOK, None)
_AHEAD = 1  # the direction of a look ahead

Set = list[tuple[Any, Any]]  # of characters, as `re` parses [...]
First = tuple[Set | None, bool]  # what can come first (None: anything), and whether nothing need come
_ANYTHING: First = (None, False)
_BEGINNINGS: dict[re.Pattern[str], Set] = {}  # the first characters of what has been compiled
_last: list[Set] = []  # those of what is being compiled, if they are known


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A file of the lexicon, as data."""
    file = _LEXICON / f"{name}.toml"
    return kept("lexicon", name, lambda: tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def pattern(name: str, *path: str) -> re.Pattern[str]:
    """The expression at `path` of a file of the lexicon, compiled; a list is one of alternatives."""
    found: Any = lexicon(name)
    for key in path:
        found = found[key]
    return compiled(found if isinstance(found, str) else "|".join(found))


def compiled(expression: str) -> re.Pattern[str]:
    """`expression` compiled, to be searched for by its first characters: for what is kept, not made anew."""
    if _PLAIN is None:
        return re.compile(expression)
    flags, code, *groups, first = kept("expression", expression, lambda: _code(expression))
    found: re.Pattern[str] = _sre.compile(expression, flags, array("I", code).tolist(), *groups)
    if first:
        _BEGINNINGS[found] = first
    return found


def _code(expression: str) -> tuple[Any, ...]:
    """What `re` compiles an expression to: flags, code, groups, their names, and the first characters."""
    tree = _parser.parse(expression)
    _last.clear()
    try:
        setattr(_compiler, _HOOK, _first_characters)
        code = array("I", map(int, _compiler._code(tree, 0)))
    finally:
        setattr(_compiler, _HOOK, _PLAIN)
    names: dict[str, int] = dict(tree.state.groupdict)
    by_number = {number: name for name, number in names.items()}
    groups = tree.state.groups
    in_order = tuple(by_number.get(number) for number in range(groups))
    first = [_plain(item) for item in _last[0]] if _last else None
    return tree.state.flags, code.tobytes(), groups - 1, names, in_order, first


def _plain(item: tuple[Any, Any]) -> tuple[int, Any]:
    """An item of a set in numbers alone."""
    kind, given = item
    return int(kind), given if kind is op.RANGE else int(given)


def _first_characters(tree: Any, flags: int) -> Set | None:
    """The set that the first character of a match is in, None if it can be any."""
    characters, empty = _ANYTHING if flags & re.IGNORECASE else _sequence(tree)
    if characters is None or empty:
        plain: Set | None = _PLAIN and _PLAIN(tree, flags)
        return plain
    _last[:] = [list(dict.fromkeys(characters))]
    return _last[0]


def can_begin(found: re.Pattern[str], letter: str) -> bool:
    """Whether a match of what is compiled here may begin with `letter`; True where that is not known."""
    characters = _BEGINNINGS.get(found)
    return characters is None or bool(letter and any(_holds(one, letter) for one in characters))


def _holds(item: tuple[Any, Any], letter: str) -> bool:
    kind, given = item
    if kind == op.LITERAL:
        return bool(given == ord(letter))
    return kind != op.RANGE or bool(given[0] <= ord(letter) <= given[1])


def _sequence(items: Iterable[tuple[Any, Any]]) -> First:
    """The first of items that follow each other: that of all up to one that cannot be empty."""
    reached: Set = []
    for kind, given in items:
        characters, empty = _FIRST.get(kind, lambda _: _ANYTHING)(given)
        if characters is None:
            return _ANYTHING
        reached += characters
        if not empty:
            return reached, False
    return reached, True


def _set(items: Set) -> First:
    return _ANYTHING if items[0][0] is op.NEGATE else (items, False)


def _branch(given: tuple[None, list[Any]]) -> First:
    """The first of alternatives: that of each."""
    reached: Set = []
    empty = False
    for characters, nothing in map(_sequence, given[1]):
        if characters is None:
            return _ANYTHING
        reached += characters
        empty = empty or nothing
    return reached, empty


def _group(given: tuple[int | None, int, int, Any]) -> First:
    _, added, removed, inside = given
    return _ANYTHING if added or removed else _sequence(inside)


def _repeat(given: tuple[int, int, Any]) -> First:
    least, _, repeated = given
    characters, empty = _sequence(repeated)
    return (characters, empty or least == 0) if characters is not None else _ANYTHING


def _look(given: tuple[int, Any]) -> First:
    """A look ahead says what comes first; one behind, or past what may be empty, says nothing."""
    direction, inside = given
    characters, empty = _sequence(inside) if direction == _AHEAD else _ANYTHING
    return ([], True) if characters is None or empty else (characters, False)


_FIRST: dict[Any, Callable[[Any], First]] = {
    op.LITERAL: lambda letter: ([(op.LITERAL, letter)], False),
    op.IN: _set,
    op.BRANCH: _branch,
    op.SUBPATTERN: _group,
    op.ATOMIC_GROUP: _sequence,
    op.MAX_REPEAT: _repeat,
    op.MIN_REPEAT: _repeat,
    op.POSSESSIVE_REPEAT: _repeat,
    op.ASSERT: _look,
    op.ASSERT_NOT: lambda _: ([], True),
    op.AT: lambda _: ([], True),
}
