"""The gate: extraction may not fall behind what it reached on the development articles, the seed and our own.

The scorer and the first two stand beside the project (`../shared/facts`), our own in own_articles.jsonl. A
score may fall by no more than TOLERANCE below its pin in score_pins.toml, and pins only rise:
`python -m bench.scores --raise`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bench.scores import FACTS, SETS, scores

PINS = tomllib.loads((Path(__file__).parent / "score_pins.toml").read_text(encoding="utf-8"))
TOLERANCE = 0.005

pytestmark = pytest.mark.skipif(not FACTS.exists(), reason=f"{FACTS} does not stand beside the project")


@pytest.mark.parametrize("name", SETS)
def test_no_score_falls_below_its_pin(name: str) -> None:
    reached = scores(name)
    fallen = {
        kind: (reached[kind], pin) for kind, pin in PINS[name].items() if reached[kind] < pin - TOLERANCE
    }
    assert not fallen, f"below the pin (reached, pin): {fallen}"
