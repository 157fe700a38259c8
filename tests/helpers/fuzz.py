"""Requests nobody means well by: a thousand mixtures of paths, arguments and odd values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from archive.shape import shape
from web.metadata import queries

_GIVEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ODD = [*_GIVEN["odd"], "x" * 3000, "开" * 1000]
FORMS = ("", ".json", ".csv", ".blob")


def _table(chance: Random) -> str:
    table = chance.choice(shape().tables)
    column = chance.choice(table.columns).name
    given = [
        (chance.choice(_GIVEN["arguments"]), chance.choice([*ODD, column]))
        for _ in range(chance.randint(0, 3))
    ]
    given.append((column + chance.choice(_GIVEN["operators"]), chance.choice(ODD)))
    return f"/archive/{table.name}{chance.choice(FORMS)}?{urlencode(given)}"


def _row(chance: Random) -> str:
    return f"/archive/{chance.choice(shape().tables).name}/{quote(chance.choice(ODD), safe='')}"


def _query(chance: Random) -> str:
    name = chance.choice([*queries(), ""])
    given = {"sql": chance.choice(_GIVEN["sql"])} if not name else {}
    given |= {chance.choice(("city", "year", "quarter", "name", "_size", "a")): chance.choice(ODD)}
    return f"/archive{'/' + name if name else ''}{chance.choice(FORMS[:3])}?{urlencode(given)}"


def _page(chance: Random) -> str:
    path = chance.choice(_GIVEN["pages"]).replace("{odd}", quote(chance.choice(ODD), safe=""))
    given = [
        (chance.choice([*_GIVEN["own"], "_lang"]), chance.choice(ODD)) for _ in range(chance.randint(0, 3))
    ]
    return f"{path}?{urlencode(given)}"


def requests(count: int, seed: int) -> Iterator[str]:
    """`count` paths with queries; the same for the same seed."""
    chance = Random(seed)
    for _ in range(count):
        yield chance.choice((_table, _row, _query, _page))(chance)
