"""Scores of extraction on the development articles, the seed and our own, by the scorer of the contract.

Our own (tests/nlp/own_articles.jsonl) were written as samples of the genre, with their facts, by someone who
did not see the rules: what happens in them is made up. The other two stand beside the project.

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
OWN = ROOT / "tests" / "nlp" / "own_articles.jsonl"
SETS = ("dev", "seed", "own")
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
    path = OWN if name == "own" else FACTS / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _article(row: Row) -> Article:
    return Article(**{field: row[field] for field in _FIELDS if row.get(field) is not None})


def articles(name: str) -> list[Article]:
    """The articles of a set (`dev`, `seed`, `own`), without their gold."""
    return [_article(row) for row in _rows(name)]


def _predicted(row: Row) -> Row:
    return {"id": row["id"]} | extract(_article(row)).as_dict()


def scores(name: str, half: str = "all") -> dict[str, float]:
    """F1 by kind of fact on a set (`dev`, `seed`, `own`), whole or one half."""
    gold = _rows(name)[HALVES[half]]
    tallies, _ = _scorer().score(gold, [_predicted(row) for row in gold])
    return {kind: round(tally.row()["f1"], 4) for kind, tally in tallies.items()}


def raise_pins() -> None:
    """Lift every pin to the score reached; none is ever lowered."""
    known = tomllib.loads(PINS.read_text(encoding="utf-8")) if PINS.exists() else {}
    lines = ["# F1 reached on each set of articles; pins only rise: python -m bench.scores --raise"]
    for name in SETS:
        reached = scores(name)
        lines.append(f"\n[{name}]")
        lines += [f'"{kind}" = {max(f1, known.get(name, {}).get(kind, 0))}' for kind, f1 in reached.items()]
    PINS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the scores, or raise the pins."""
    if "--raise" in sys.argv:
        raise_pins()
    columns = {f"dev {half}": scores("dev", half) for half in HALVES} | {
        name: scores(name) for name in SETS[1:]
    }
    print(f"{'F1':<20}" + "".join(f"{name:>10}" for name in columns))
    for kind in columns["seed"]:
        print(f"{kind:<20}" + "".join(f"{column[kind]:>10.3f}" for column in columns.values()))


if __name__ == "__main__":
    main()
