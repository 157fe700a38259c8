"""The worked questions: what their forms offer and the values they begin with.

A parameter of `queries/<name>.toml` offers the rows of a query (`choices`, the newest first), or the codes of
a family of strings.toml (`coded`); `any` lets it be left empty. Without a value in the address a question
is asked with the first choice, so that what the form shows is what was asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from datasette.app import Datasette

from archive.search import bigrams
from web.language import strings
from web.metadata import queries
from web.query import rows

Scope = MutableMapping[str, Any]
Offers = Mapping[str, Mapping[str, Sequence[str]]]
_PREFIX = "/archive/"
_FORMS = (".json", ".csv")
_known: WeakKeyDictionary[Datasette, Offers] = WeakKeyDictionary()


async def _values(datasette: Datasette, parameter: Mapping[str, Any]) -> list[str]:
    """What a parameter may be, as far as it is known beforehand."""
    if family := parameter.get("coded"):
        return [key.partition(".")[2] for key in strings() if key.startswith(f"{family}.")]
    found = await rows(datasette, parameter["choices"]) if "choices" in parameter else []
    return [str(row["value"]) for row in found]


async def offers(datasette: Datasette) -> Offers:
    """The choices of every parameter of every question; read once, as a release never changes."""
    if datasette not in _known:
        _known[datasette] = {
            name: {
                key: await _values(datasette, parameter)
                for key, parameter in query.get("parameters", {}).items()
            }
            for name, query in queries().items()
        }
    return _known[datasette]


def _default(parameter: Mapping[str, Any], values: Sequence[str]) -> str:
    if "default" in parameter or parameter.get("any"):
        return str(parameter.get("default", ""))
    return values[0] if values else ""


def _question(path: str) -> str | None:
    """The name of the worked question an address asks, if it is one."""
    name = path.removeprefix(_PREFIX)
    for form in _FORMS:
        name = name.removesuffix(form)
    return name if path.startswith(_PREFIX) and name in queries() else None


async def completed(datasette: Datasette, scope: Scope) -> Scope:
    """The request with the first choices of a worked question where its address says nothing."""
    name = _question(scope["path"])
    if name is None:
        return scope
    given = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    offered = (await offers(datasette))[name]
    missing = {
        key: _default(parameter, offered[key])
        for key, parameter in queries()[name].get("parameters", {}).items()
        if key not in dict(given)
    }
    if not missing:
        return scope
    return {**scope, "query_string": urlencode([*given, *missing.items()]).encode("ascii")}


def with_first_choices(datasette: Datasette) -> Callable[[Any], Any]:
    """Wrap an application so that worked questions are asked whole."""

    def wrap(application: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def wrapped(scope: Scope, receive: Any, send: Any) -> None:
            asked = await completed(datasette, scope) if scope["type"] == "http" else scope
            await application(asked, receive, send)

        return wrapped

    return wrap


_LEAST = 2
"""Pairs of characters, or words of English, that a question must share with what was typed."""

_EVERYWHERE = frozenset(
    ("哪些", "多少", "什么", "in", "of", "the", "how", "which", "what", "did", "and", "an", "is", "by", "for")
)
"""What stands in questions of every kind and tells none from another."""


def _pieces(text: str) -> set[str]:
    return {piece for piece in bigrams(text).split() if len(piece) > 1} - _EVERYWHERE


def like(text: str) -> dict[str, Mapping[str, Any]]:
    """The worked questions that ask what a reader typed, the likest first, at most three."""
    typed = _pieces(text)
    shared = {
        name: len(typed & _pieces(" ".join(query[part] for part in ("zh", "about_zh", "en"))))
        for name, query in queries().items()
    }
    near = sorted((name for name in shared if shared[name] >= _LEAST), key=lambda name: -shared[name])
    return {name: queries()[name] for name in near[:3]}
