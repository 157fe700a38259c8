"""The register of rules: every rule that can make a fact, with its version, meaning and an example.

Guarantees: a fact can only bear a rule that stands in `lexicon/rules.toml` (`mark` knows no other), and the
register's examples are tested, so docs/rules.md says what the code does. Raise a version when its rule
comes to read the same words differently: facts of the older version are then read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from nlp.patterns import lexicon


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
    return {row["id"]: Rule(**row) for row in lexicon("rules")["rule"]}


@cache
def readings() -> tuple[Reading, ...]:
    """What the values of role, kind, stage, part and measure mean, each with an example."""
    return tuple(Reading(**row) for row in lexicon("rules")["reading"])


@cache
def mark(rule: str) -> str:
    """What a fact bears: the rule's id and version; KeyError for a rule that is not in the register."""
    return f"{rule}@{rules()[rule].version}"


def edition() -> str:
    """The version of all rules together; it rises with that of any, so that articles are read again."""
    return str(sum(rule.version for rule in rules().values()))
