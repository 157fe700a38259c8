"""Stable identities: the same thing gets the same id in every archive, on every machine.

Ids are hashes of what identifies a row, so that archives built apart can be merged, a rebuilt
archive keeps its citations, and nothing depends on the order of insertion.
"""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"


def _digest(parts: tuple[object, ...]) -> bytes:
    return hashlib.sha256(_SEPARATOR.join(map(str, parts)).encode()).digest()


def stable_int(*parts: object) -> int:
    """A positive integer of 52 bits (exact in JavaScript, usable as rowid) from `parts`."""
    return int.from_bytes(_digest(parts)[:8], "big") >> 12 or 1


def stable_text(*parts: object) -> str:
    """Sixteen hexadecimal digits (64 bits) from `parts`."""
    return _digest(parts)[:8].hex()
