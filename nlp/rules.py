"""The register of rules: every rule that can make a fact, with its version, meaning and an example.

Guarantees: a fact can only bear a rule that stands in `lexicon/rules.toml` (`mark` knows no other), and the
register's examples are tested, so docs/rules.md says what the code does. Raise a version when its rule
comes to read the same words differently: facts of the older version are then read again.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "lexicon" / "rules.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, its version, what it reads, and a sentence with a fact that it makes of it."""

    id: str
    version: int
    means: str
    example: str
    yields: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a field of facts, with a sentence that gives it."""

    field: str
    value: str
    means: str
    example: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of the register."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return {row["id"]: Rule(**row) for row in given}


@cache
def readings() -> tuple[Reading, ...]:
    """What the values of role, kind, stage, part and measure mean, each with an example."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))["reading"]
    return tuple(Reading(**row) for row in given)


@cache
def mark(rule: str) -> str:
    """What a fact bears: the rule's id and version; KeyError for a rule that is not in the register."""
    return f"{rule}@{rules()[rule].version}"


def edition() -> str:
    """The version of all rules together; it rises with that of any, so that articles are read again."""
    return str(sum(rule.version for rule in rules().values()))
