"""docs/rules.md, made from the register of rules: `python -m nlp.documentation`.

Guarantees: the document says what the rules do; a test fails when it is out of date or an example does not
give the fact that stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from nlp.extract import extract
from nlp.facts import Article, Event, Facts, Figure, Indicator, Mention, Project
from nlp.rules import Reading, Rule, readings, rules

DOCUMENT = Path(__file__).parent.parent / "docs" / "rules.md"
HOME, PUBLISHED = "淄博市", "2022-05-20"
"""What the examples are read as: a report of this day from this city."""

Fact = Figure | Project | Event | Indicator | Mention
_HEAD = f"""# Rules of extraction

Made from `nlp/lexicon/rules.toml` by `python -m nlp.documentation`; do not edit by hand.

Every fact bears the id and version of the rule that made it (`figure.before@2` in the column `rule`). Each
example below is read in the tests as a report of {PUBLISHED} from {HOME} and gives the fact beside it.
The words that the rules go by are data: `nlp/lexicon/*.toml`; `xianzhi explain` shows what each layer
sees in a text.

## Rules

| rule | version | what it reads | example | what it yields |
| --- | --- | --- | --- | --- |
"""
_READINGS = """
## Values

| field | value | what it means | example |
| --- | --- | --- | --- |
"""


def facts_of(example: str) -> list[Fact]:
    """All facts of an example, whatever their kind."""
    found: Facts = extract(Article("example", example, PUBLISHED, HOME))
    return [fact for group in fields(found) for fact in getattr(found, group.name)]


def told(fact: Fact) -> str:
    """A fact in a few words."""
    match fact:
        case Figure():
            return f"{fact.role} {fact.quote}"
        case Project():
            return _joined(fact.name, fact.region, fact.stage, fact.investment)
        case Event():
            return _joined(fact.kind, fact.date, fact.region, fact.project_count, fact.investment)
        case Indicator():
            return _joined(fact.name, fact.region, fact.period, f"{fact.value:.12g}{fact.unit}")
        case Mention():
            return fact.region


def _joined(*said: object) -> str:
    return " · ".join(str(value) for value in said if value is not None)


def values_of(fact: Fact, field: str) -> Iterator[str]:
    """The values of a field of the register's table: of the fact itself, or of an event's parts (`by`)."""
    if field == "by":
        yield from (part.by for part in getattr(fact, "breakdown", ()))
    elif hasattr(fact, field):
        yield str(getattr(fact, field))


def _cell(example: str) -> str:
    """An example within a row of a table; one with lines and columns keeps them."""
    return example.replace("\t", "&emsp;").replace("\n", "<br>")


def _rule(rule: Rule) -> str:
    return f"| `{rule.id}` | {rule.version} | {rule.means} | {_cell(rule.example)} | {rule.yields} |\n"


def _reading(row: Reading) -> str:
    return f"| `{row.field}` | `{row.value}` | {row.means} | {_cell(row.example)} |\n"


def document() -> str:
    """The whole document."""
    return _HEAD + "".join(map(_rule, rules().values())) + _READINGS + "".join(map(_reading, readings()))


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
