"""Objects inside JSON, wherever a site has put them.

Guarantees: every object of a value is found once, in document order, however deep it lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value, in document order."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def first(fields: dict[str, Any], names: Iterable[str]) -> str | None:
    """The first of the fields of these names that says something, as text."""
    found = (fields.get(name) for name in names)
    return next((str(value) for value in found if isinstance(value, str | int) and value), None)
