"""The page of an article: what changed, who reprinted it, and feeds that lead to it."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import Page, expect

from tests.helpers.site import Built, asked
from tests.helpers.web import get
from web.diffs import changes

pytestmark = pytest.mark.xdist_group("site")
ATOM = "{http://www.w3.org/2005/Atom}"

PARAGRAPHS = st.lists(st.text("ab1<&。\n", max_size=8), max_size=5).map("\n".join)


def test_a_number_changes_whole() -> None:
    assert changes("甲\n总投资5.5亿元。\n乙", "甲\n总投资15.2亿元。\n乙") == [
        Markup("总投资<del>5.5</del><ins>15.2</ins>亿元。")
    ]


@given(PARAGRAPHS, PARAGRAPHS)
def test_changes_are_escaped_and_only_where_something_changed(old: str, new: str) -> None:
    shown = changes(old, new)
    assert (shown == []) == (old == new)
    plain = "".join(shown)
    for tag in ("<del>", "</del>", "<ins>", "</ins>"):
        plain = plain.replace(tag, "")
    assert "<" not in plain


def test_an_edited_article_shows_what_was_edited(page: Page, built: Built) -> None:
    (article,) = asked(built, "SELECT article FROM article_version WHERE number = 2 LIMIT 1")[0]
    page.goto(f"/-/evidence/{article}")
    assert page.locator(".diff del").count() + page.locator(".diff ins").count() > 0
    expect(page.locator(".cite")).to_contain_text("[EB/OL]")


def test_an_article_is_accessible(page: Page, built: Built) -> None:
    (article,) = asked(built, "SELECT article FROM figure GROUP BY article ORDER BY count(*) DESC LIMIT 1")[0]
    page.goto(f"/-/evidence/{article}")
    assert Axe().run(page).response["violations"] == []


def test_a_reprinted_article_leads_to_its_reprints(page: Page, built: Built) -> None:
    sql = "SELECT article, cluster FROM reprint WHERE article <> cluster LIMIT 1"
    article, cluster = asked(built, sql)[0]
    page.goto(f"/-/evidence/{article}")
    page.locator(f"a[href='/-/evidence/{cluster}']").click()
    expect(page.locator("h1")).to_be_visible()


def test_an_article_has_json_beside_it(site: str, built: Built) -> None:
    (article, title) = asked(built, "SELECT id, title FROM article ORDER BY id LIMIT 1")[0]
    held = json.loads(get(f"{site}/-/evidence/{article}.json")[1])
    assert held["article"]["title"] == title
    text = held["article"]["text"]
    assert all(text[fact["start"] : fact["end"]] == fact["quote"] for fact in held["facts"])


@pytest.mark.parametrize(
    ("path", "sql"),
    [
        ("events.atom?kind=signing", "SELECT count(*) FROM event WHERE kind = 'signing'"),
        ("events.atom?region=370322&kind=review", "SELECT 0"),
        (
            "articles.atom?source=sample_paper",
            "SELECT min(50, count(*)) FROM article WHERE source = 'sample_paper'",
        ),
    ],
)
def test_a_feed_holds_what_is_new(site: str, built: Built, path: str, sql: str) -> None:
    status, body, headers = get(f"{site}/feeds/{path}")
    assert status == 200
    assert headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(body)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == asked(built, sql)[0][0]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href", "").startswith(site)
        assert entry.findtext(f"{ATOM}updated", "").endswith("Z")


def test_a_feed_that_is_none_is_a_404(site: str) -> None:
    assert get(f"{site}/feeds/nothing.atom")[0] == 404
