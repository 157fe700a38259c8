"""The register of rules is complete, and its examples give the facts that stand beside them."""

from typing import get_args

import pytest

from nlp.documentation import DOCUMENT, document, facts_of, told, values_of
from nlp.facts import Breakdown, EventKind, Measure, Role, Stage
from nlp.rules import Reading, Rule, mark, readings, rules

FIELDS = {
    "role": set(get_args(Role)),
    "kind": set(get_args(EventKind)),
    "stage": set(get_args(Stage)),
    "by": set(get_args(Breakdown)),
}


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_the_example_of_a_rule_yields_its_fact(rule: Rule) -> None:
    assert rule.yields in [told(fact) for fact in facts_of(rule.example) if fact.rule == mark(rule.id)]


@pytest.mark.parametrize("row", readings(), ids=lambda row: f"{row.field}-{row.value}")
def test_the_example_of_a_value_gives_it(row: Reading) -> None:
    assert row.value in [value for fact in facts_of(row.example) for value in values_of(fact, row.field)]


def test_every_value_has_its_example() -> None:
    assert {field: {row.value for row in readings() if row.field == field} for field in FIELDS} == FIELDS


def test_every_measure_is_a_rule() -> None:
    assert {f"indicator.{measure}" for measure in get_args(Measure)} <= set(rules())


def test_no_fact_bears_a_rule_without_an_entry() -> None:
    with pytest.raises(KeyError):
        mark("figure.guessed")
