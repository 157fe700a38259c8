"""Asking a site as a plain client does."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Found = TypeVar("Found")


def get(address: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers (names in lower case) of an answer, errors included."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return (
                answer.status,
                answer.read(),
                {name.lower(): value for name, value in answer.headers.items()},
            )
    except urllib.error.HTTPError as error:
        return error.code, error.read(), {name.lower(): value for name, value in error.headers.items()}


def waited(coroutine: Coroutine[Any, Any, Found]) -> Found:
    """What a coroutine gives, run in a thread of its own: Playwright holds the loop of the tests' own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
