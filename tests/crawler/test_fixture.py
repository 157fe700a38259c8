from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.errors import CrawlError
from crawler.fixture import read_page, record
from tests.helpers.loopback import article

URL = "http://www.example.gov.cn/art/2026/2/20/art_1_1.html"


def test_a_page_is_recorded_with_a_draft_of_its_result(tmp_path: Path) -> None:
    written = record(tmp_path, "opening", article(3).body, URL, "jcms", "article")
    drafted = json.loads(written.read_text(encoding="utf-8"))
    assert sorted(path.name for path in written.parent.iterdir()) == [
        "article-opening.html",
        "article-opening.json",
        "article-opening.url",
    ]
    assert (drafted["url"], drafted["title"], drafted["published"]) == (
        URL,
        "第3个项目开工",
        "2026-02-20T10:00",
    )


def test_what_is_recorded_is_never_overwritten(tmp_path: Path) -> None:
    record(tmp_path, "opening", article(3).body, URL, "jcms", "article")
    with pytest.raises(CrawlError, match="exists already"):
        record(tmp_path, "opening", b"<p>", URL, "jcms", "article")


@pytest.mark.parametrize(
    ("place", "contact", "reason"),
    [
        ("missing.html", "", "No such file"),
        ("http://example.gov.cn/", "", "--contact"),
        ("http://127.0.0.1:9/", "me@example.org", "private address"),
    ],
)
def test_a_page_that_cannot_be_had_is_one_line(place: str, contact: str, reason: str) -> None:
    with pytest.raises(CrawlError, match=reason):
        read_page(place, contact)
