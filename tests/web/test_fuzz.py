"""A thousand requests nobody means well by: never an error of the server, never without an answer."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.helpers.fuzz import requests
from tests.helpers.web import get

pytestmark = pytest.mark.xdist_group("site")


def test_a_thousand_odd_requests_are_all_answered(site: str) -> None:
    paths = list(requests(1000, seed=7))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda path: get(site + path), paths))
    failed = [
        (status, path[:300]) for path, (status, _, _) in zip(paths, answers, strict=True) if status >= 500
    ]
    assert failed == []
    assert Counter(status for status, _, _ in answers)[200] > 200
    inert = [path for path, (_, body, headers) in zip(paths, answers, strict=True)
             if b"<script>alert(1)" in body and "html" in headers.get("content-type", "")]  # fmt: skip
    assert inert == []
