"""Scores of extraction on the development articles and the seed, by the scorer of the contract.

`python -m bench.scores` prints F1 of each kind, whole and by halves (even and odd lines, the odd ones
looked at last while rules are developed); `--raise` lifts the pins of the gate to what is reached.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

from nlp.extract import extract
from nlp.facts import Article

ROOT = Path(__file__).parent.parent
FACTS = ROOT.parent / "shared" / "facts"
PINS = ROOT / "tests" / "nlp" / "score_pins.toml"
HALVES = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}
_FIELDS = ("id", "text", "published", "home", "title", "source", "url")
Row = dict[str, Any]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FACTS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows(name: str) -> list[Row]:
    lines = (FACTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _article(row: Row) -> Article:
    return Article(**{field: row[field] for field in _FIELDS if row.get(field) is not None})


def articles(name: str) -> list[Article]:
    """The articles of `dev` or `seed`, without their gold."""
    return [_article(row) for row in _rows(name)]


def _predicted(row: Row) -> Row:
    return {"id": row["id"]} | extract(_article(row)).as_dict()


def scores(name: str, half: str = "all") -> dict[str, float]:
    """F1 by kind of fact on `dev` or `seed`, whole or one half."""
    gold = _rows(name)[HALVES[half]]
    tallies, _ = _scorer().score(gold, [_predicted(row) for row in gold])
    return {kind: round(tally.row()["f1"], 4) for kind, tally in tallies.items()}


def raise_pins() -> None:
    """Lift every pin to the score reached; none is ever lowered."""
    known = tomllib.loads(PINS.read_text(encoding="utf-8")) if PINS.exists() else {}
    lines = [
        "# F1 reached on the articles beside the project; pins only rise: python -m bench.scores --raise"
    ]
    for name in ("dev", "seed"):
        reached = scores(name)
        lines.append(f"\n[{name}]")
        lines += [f'"{kind}" = {max(f1, known.get(name, {}).get(kind, 0))}' for kind, f1 in reached.items()]
    PINS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the scores, or raise the pins."""
    if "--raise" in sys.argv:
        raise_pins()
    columns = {f"dev {half}": scores("dev", half) for half in HALVES} | {"seed": scores("seed")}
    print(f"{'F1':<20}" + "".join(f"{name:>10}" for name in columns))
    for kind in columns["seed"]:
        print(f"{kind:<20}" + "".join(f"{column[kind]:>10.3f}" for column in columns.values()))


if __name__ == "__main__":
    main()
