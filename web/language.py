"""The language of the screens: Chinese, with English at a click.

Guarantees: every text of the screens stands in strings.toml in both languages; a key that is not
there is an error, not an empty place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Request

LANGUAGES = ("zh", "en")
COOKIE = "lang"
CURRENT: ContextVar[str] = ContextVar("language", default="zh")
"""The language of the request that is being answered, for what Datasette asks without saying for whom."""
BASE: ContextVar[str] = ContextVar("base", default="")
"""What stands before every path of the site, for cells, which Datasette asks for without saying where."""
CODED = {"kind": "event"}
"""Columns whose coded values are named under another key of strings.toml."""
ANSWERED = ("event", "stage", "outcome", "state", "rhythm", "measure", "by", "field", "basis", "subject")
"""Families whose Chinese labels the worked questions answer with."""
_FILE = Path(__file__).with_name("strings.toml")
_ERRORS = Path(__file__).with_name("errors.toml")
_HEADS = Path(__file__).with_name("heads.toml")


@cache
def strings() -> dict[str, dict[str, str]]:
    """All texts: key to language to text."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _heads() -> dict[str, str]:
    return tomllib.loads(_HEADS.read_text(encoding="utf-8"))


def head(column: str, lang: str) -> str:
    """The head of a column of a query: its name, in English where it is one of ours."""
    return _heads().get(column, column) if lang == "en" else column


def language(request: Request | None) -> str:
    """`en` if the address or else the cookie asks for it, `zh` otherwise."""
    if request is None:
        return "zh"
    asked = request.args.get("_lang") or request.cookies.get(COOKIE)
    return asked if asked in LANGUAGES else "zh"


def translator(lang: str) -> Callable[..., str]:
    """A function from a key and values to the text in `lang`; KeyError for an unknown key."""

    def translate(key: str, **values: Any) -> str:
        return strings()[key][lang].format(**values)

    return translate


@cache
def _explanations() -> tuple[tuple[re.Pattern[str], str], ...]:
    given = tomllib.loads(_ERRORS.read_text(encoding="utf-8"))["message"]
    return tuple((re.compile(one["pattern"]), one["zh"]) for one in given)


def explained(message: str, lang: str) -> str:
    """What SQLite or Datasette says, in the reader's words; "" where we have none for it.

    >>> explained("no such column: nope", "zh"), explained("no such column: nope", "en")
    ('没有名为 nope 的字段；各表的字段见“数据”。', '')
    """
    if lang != "zh":
        return ""
    found = ((pattern.search(message), zh) for pattern, zh in _explanations())
    return next((zh.format(*match.groups()) for match, zh in found if match), "")


@cache
def english_of(name: str) -> str | None:
    """What a Chinese label of a code is in English, None for what is no label.

    >>> english_of("集中签约"), english_of("高青")
    ('Joint signing', None)
    """
    coded = (texts for key, texts in strings().items() if key.partition(".")[0] in ANSWERED and "." in key)
    return next((texts["en"] for texts in coded if texts["zh"] == name), None)


def name_of(kind: str | None, value: str | None, lang: str) -> str:
    """The label of a coded value (`event.signing`), or the value itself if it has none."""
    return strings().get(f"{kind}.{value}", {}).get(lang, value or "")
