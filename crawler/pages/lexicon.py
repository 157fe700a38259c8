"""The words that tell an article from what stands around it (lexicon.toml).

A line is furniture only as a whole, so a sentence that mentions 责任编辑 stays a sentence.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).with_name("lexicon.toml")
_LONGEST_LINE = 420  # characters: no furniture line is longer, and no pattern runs over more


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text("utf-8"))


@cache
def _lines(part: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in _data()[part]["lines"]), re.I)


@cache
def body_names() -> frozenset[str]:
    """Class and id names of containers that hold the body of an article, in lower case."""
    return frozenset(_data()["body"]["names"])


@cache
def _outside(kind: str) -> frozenset[str]:
    return frozenset(_data()["outside"][kind])


@cache
def is_outside(names: str, brief: bool = True) -> bool:
    """Whether a class or id names a part of the page that is never the body; `brief`: has few words."""
    tokens = re.split(r"[\s_\-]+", names.lower())
    return not (_outside("tokens") | (_outside("brief") if brief else frozenset())).isdisjoint(tokens)


def is_head(line: str) -> bool:
    """Whether a whole line is one of date, source, counters or breadcrumbs above the text."""
    return len(line) <= _LONGEST_LINE and _lines("head").fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Whether a whole line is furniture wherever it stands."""
    return len(line) <= _LONGEST_LINE and _lines("anywhere").fullmatch(line) is not None


def is_end(line: str) -> bool:
    """Whether a whole line opens what follows an article: related news, legal notices, the footer."""
    return len(line) <= _LONGEST_LINE and _lines("end").fullmatch(line) is not None


def is_list_heading(line: str) -> bool:
    """Whether a whole line heads a list that never stands within an article: recommendations, comments."""
    return len(line) <= _LONGEST_LINE and _lines("lists").fullmatch(line) is not None


@cache
def is_heading(names: str) -> bool:
    """Whether a class or id attribute names an element that holds a title."""
    headings = _data()["headings"]
    known, endings = frozenset(headings["names"]), tuple(headings["endings"])
    return any(name in known or name.endswith(endings) for name in names.lower().split())


@cache
def site_names() -> re.Pattern[str]:
    """A whole text that reads like the name of a site or a column."""
    sites = _data()["sites"]
    endings, names = "|".join(sites["endings"]), "|".join(sites["names"])
    return re.compile(rf"^[^，。：！？]{{0,14}}(?:{endings})$|^(?:{names})(?:.{{0,4}}|\s*[-—>＞»].*)$", re.I)


@cache
def date_label() -> re.Pattern[str]:
    """A label of publication; group 1 is what follows it."""
    labels = "|".join(_data()["dates"]["published"])
    return re.compile(rf"(?:{labels})\s*[\]】）)]?\s*[：:\s]\s*[\[（(]?\s*(.{{6,40}})")


@cache
def other_date_label() -> re.Pattern[str]:
    """The end of a text before a date of something else than publication."""
    labels = "|".join(_data()["dates"]["others"])
    return re.compile(rf"(?:{labels})(?:期限?|时间|日期)?\s*[至到]?\s*[：:]?\s*$")


@cache
def bare_date_label() -> re.Pattern[str]:
    """A whole line that only announces a value, as cells of tables do (发布日期 and the like)."""
    dates = _data()["dates"]
    labels = "|".join([*dates["published"], *(f"{other}(?:时间|日期)" for other in dates["others"])])
    return re.compile(rf"\s*(?:[^\d\s：:，。]{{1,4}}\s*[^\d：:，。]{{1,6}}\s*[：:]|(?:{labels}))\s*")


@cache
def signer() -> re.Pattern[str]:
    """A whole line that names who signs a notice."""
    endings = "|".join(_data()["signatures"]["endings"])
    return re.compile(rf"[（(]?[^，。：；！？\d]{{2,40}}(?:{endings})[）)]?")


def scripted_names(kind: str) -> list[str]:
    """What scripts call the `bodies`, `titles` or `dates` of articles, the surest names first."""
    names: list[str] = _data()["scripted"][kind]
    return names


def listed_names(kind: str) -> list[str]:
    """What lists made for programs call the `urls`, `titles` or `dates` of their items, the surest first."""
    names: list[str] = _data()["listed"][kind]
    return names


def is_masthead(line: str) -> bool:
    """Whether a whole line is furniture of a printed page: masthead, page name, imprint, advertisement."""
    return len(line) <= _LONGEST_LINE and _lines("masthead").fullmatch(line) is not None
