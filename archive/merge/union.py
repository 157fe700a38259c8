"""Disjoint sets with a veto: joins that would put contradicting members together are refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Union(Generic[Key]):
    """Sets of keys; `allowed(left, right)` may veto the joining of two sets of members."""

    def __init__(
        self, keys: Iterable[Key], allowed: Callable[[list[Key], list[Key]], bool] | None = None
    ) -> None:
        self._set = {key: key for key in keys}
        self._members: dict[Key, list[Key]] = {key: [key] for key in self._set}
        self._allowed = allowed

    def find(self, key: Key) -> Key:
        """The key that stands for the set of `key`."""
        return self._set[key]

    def join(self, left: Key, right: Key) -> bool:
        """Join two sets; False if they were refused."""
        kept, gone = self.find(left), self.find(right)
        if kept == gone:
            return True
        if len(self._members[kept]) < len(self._members[gone]):
            kept, gone = gone, kept
        if self._allowed and not self._allowed(self._members[kept], self._members[gone]):
            return False
        for member in self._members[gone]:
            self._set[member] = kept
        self._members[kept] += self._members.pop(gone)
        return True

    def sets(self) -> list[list[Key]]:
        """All sets, members in order of insertion of the keys."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in self._set:
            found[self._set[key]].append(key)
        return list(found.values())
