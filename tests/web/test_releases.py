"""Releases to take away: whole, with their checksums, and nothing else of the machine."""

from __future__ import annotations

import hashlib
import json

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.site import Built
from tests.helpers.web import get

pytestmark = pytest.mark.xdist_group("site")


def test_every_file_of_a_release_is_sent_as_its_manifest_says(site: str) -> None:
    newest = json.loads(get(f"{site}/releases.json")[1])["releases"][0]
    assert {file["name"] for file in newest["files"]} == set(newest["sha256"])
    for file in newest["files"]:
        status, body, headers = get(f"{site}/releases/{newest['name']}/{file['name']}")
        assert status == 200
        assert (len(body), hashlib.sha256(body).hexdigest()) == (file["size"], file["sha256"])
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "2026-03-01/archive.db-wal",
        "2026-03-01/..%2Farchive.db",
        "..%2F..%2Farchive.db/x",
        "2020-01-01/LICENSE",
    ],
)
def test_nothing_else_is_sent(site: str, path: str) -> None:
    assert get(f"{site}/releases/{path}")[0] == 404


def test_the_page_tells_what_changed_and_not_where_it_lies(page: Page, site: str, built: Built) -> None:
    page.goto("/")
    page.get_by_role("link", name="下载", exact=True).click()
    expect(page.locator("h1")).to_have_text("发布与下载")
    expect(page.locator("pre").first).to_contain_text("被改过的文章")
    assert str(built.releases.parent) not in page.content()
    assert str(built.releases.parent).encode() not in get(f"{site}/releases.json")[1]
