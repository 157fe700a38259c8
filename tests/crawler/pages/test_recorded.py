"""Every recorded page against the JSON beside it: whole results, compared at once.

A page is `recorded/<family>/<article|list>-<name>.html` (or `.txt` for answers that are no page and for
pasted text), its address in the comment a browser leaves when it saves a page, or in a `.url` file beside it.
A missing JSON is written from what the parser says now, and the test fails until a person has read it.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from crawler.pages.article import parse_article
from crawler.pages.decode import decode
from crawler.pages.listings import PARSERS
from crawler.pages.plaintext import parse_text

RECORDED = Path(__file__).with_name("recorded")
PAGES = sorted(path for path in RECORDED.rglob("*") if path.suffix in (".html", ".txt"))
FETCHED = "2026-11-20T02:00:00"
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")


def address_of(page: Path, text: str) -> str:
    beside = page.with_suffix(".url")
    if beside.exists():
        return beside.read_text().strip()
    saved = SAVED_FROM.search(text)
    assert saved, f"{page} says nowhere where it is from"
    return saved[1]


def read(page: Path) -> dict[str, Any]:
    decoded = decode(page.read_bytes())
    url = address_of(page, decoded.text)
    if page.parent.name == "pasted":
        result = asdict(parse_text(decoded.text))
    elif page.name.startswith("list-"):
        result = asdict(PARSERS[page.parent.name](decoded.text, url))
    else:
        result = asdict(parse_article(decoded.text, url, FETCHED))
    seen = {"url": url, "encoding": decoded.encoding, "replaced": decoded.replaced, **result}
    plain: dict[str, Any] = json.loads(json.dumps(seen))
    return plain


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_recorded_page(page: Path) -> None:
    expected = page.with_suffix(".json")
    found = read(page)
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{expected.name} was missing: drafted from the parser, review it and run again")
    assert found == json.loads(expected.read_text("utf-8"))
