"""What a city announces of its calendar: how often it means to hold each kind of event, and where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.merge.reports import city_of

Row = dict[str, Any]
Rhythms = Mapping[tuple[str, str], str]
"""Rhythms by the code of a city and the kind of event."""
_GAP = r"[^。；;，,、\n]{0,14}?"  # 每月组织一次…


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _named(group: str) -> str:
    """A pattern with a group for each name of `group`; hyphens are none in names of groups."""
    forms = (
        f"(?P<{name.replace('-', '_')}>{'|'.join(map(re.escape, words))})"
        for name, words in _words()[group].items()
    )
    return f"(?:{'|'.join(forms)})"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_named("rhythms") + _GAP + _named("kinds"))


def _which(match: re.Match[str], group: str) -> str:
    return next(name for name in _words()[group] if match[name.replace("-", "_")])


def announced(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, rhythm and place of every announcement in `text`.

    >>> list(announced("每月开展一次集中签约，每半年进行一次观摩评议。"))
    [('signing', 'monthly', 0, 10), ('appraisal', 'half-yearly', 11, 22)]
    """
    for match in _pattern().finditer(text):
        yield _which(match, "kinds"), _which(match, "rhythms"), match.start(), match.end()


def _texts(db: Database) -> Iterator[Row]:
    words = [word for group in _words()["rhythms"].values() for word in group]
    any_word = " OR ".join(["instr(text, ?)"] * len(words))
    columns = "id, version, text, home_code, substr(coalesce(published, first_seen), 1, 10) AS day"
    return db.query(f"SELECT {columns} FROM article WHERE {any_word} ORDER BY day, id", words)


def mechanisms(db: Database) -> list[Row]:
    """Rows of `mechanism`: for a city and kind, what each article announces; the latest is in force."""
    rows: dict[tuple[int, str], Row] = {}
    latest: dict[tuple[str, str], Row] = {}
    for article in _texts(db):
        city = city_of(article["home_code"])
        for kind, rhythm, start, end in announced(article["text"]) if city else ():
            row = {"article": article["id"], "version": article["version"], "start": start, "end": end}
            row |= {"region_code": city, "kind": kind, "rhythm": rhythm, "in_force": 0}
            row["quote"] = article["text"][start:end]
            rows[article["id"], kind] = latest[city or "", kind] = row
    for row in latest.values():
        row["in_force"] = 1
    return list(rows.values())


def rhythms(rows: list[Row]) -> Rhythms:
    """The rhythms in force."""
    return {(row["region_code"], row["kind"]): row["rhythm"] for row in rows if row["in_force"]}
