"""A thousand requests nobody means well by: never an error of the server, never later than three seconds."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.helpers.fuzz import requests
from tests.helpers.web import get

LONGEST = 3.0  # seconds, though four ask at once
pytestmark = pytest.mark.xdist_group("site")


def _timed(address: str) -> tuple[float, tuple[int, bytes, dict[str, str]]]:
    begun = time.monotonic()
    answer = get(address)
    return time.monotonic() - begun, answer


def test_a_thousand_odd_requests_are_all_answered(site: str) -> None:
    paths = list(requests(1000, seed=7))
    with ThreadPoolExecutor(4) as pool:
        timed = list(pool.map(lambda path: _timed(site + path), paths))
    answers = [answer for _, answer in timed]
    late = [(spent, path[:300]) for path, (spent, _) in zip(paths, timed, strict=True) if spent > LONGEST]
    assert late == []
    failed = [
        (status, path[:300]) for path, (status, _, _) in zip(paths, answers, strict=True) if status >= 500
    ]
    assert failed == []
    assert Counter(status for status, _, _ in answers)[200] > 200
    inert = [path for path, (_, body, headers) in zip(paths, answers, strict=True)
             if b"<script>alert(1)" in body and "html" in headers.get("content-type", "")]  # fmt: skip
    assert inert == []
