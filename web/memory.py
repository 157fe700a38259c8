"""What is worth remembering of a release: it never changes, so neither do answers about it.

Guarantees: never holds more than its limit; what was not asked for longest is forgotten first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def _one(_: Any) -> int:
    return 1


class Memory(Generic[Key, Value]):
    """Answers by question, as many as weigh no more than `limit`; each weighs 1 unless `weight` says more.

    >>> memory = Memory[str, int](2)
    >>> memory.keep("a", 1), memory.keep("b", 2), memory.get("a"), memory.keep("c", 3), memory.get("b")
    (None, None, 1, None, None)
    """

    def __init__(self, limit: int, weight: Callable[[Value], int] = _one) -> None:
        self._limit = limit
        self._weight = weight
        self._held: OrderedDict[Key, Value] = OrderedDict()
        self.size = 0

    def get(self, key: Key) -> Value | None:
        """What is remembered, None for nothing."""
        if key not in self._held:
            return None
        self._held.move_to_end(key)
        return self._held[key]

    def keep(self, key: Key, value: Value) -> None:
        """Remember `value`, and forget what has not been asked for longest if there is too much."""
        if key in self._held:
            self.size -= self._weight(self._held.pop(key))
        self._held[key] = value
        self.size += self._weight(value)
        while self.size > self._limit:
            self.size -= self._weight(self._held.popitem(last=False)[1])
