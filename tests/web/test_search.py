"""Search: complete, filtered, never at a loss for a next step."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from tests.helpers.site import Built, asked
from tests.helpers.web import get
from web.search import snippet

pytestmark = pytest.mark.xdist_group("site")


def found(site: str, **question: str) -> dict[str, Any]:
    status, body, _ = get(f"{site}/search.json?{urlencode(question)}")
    assert status == 200
    answer: dict[str, Any] = json.loads(body)
    return answer


def test_every_word_of_two_characters_finds_what_holds_it(site: str, built: Built) -> None:
    texts = [f"{title}\n{text}" for title, text in asked(built, "SELECT title, text FROM article")]
    pairs = Counter(pair for text in texts for pair in {text[at : at + 2] for at in range(len(text) - 1)})
    words = [pair for pair, _ in pairs.most_common() if all("一" <= letter <= "鿿" for letter in pair)]
    for word in words[:: len(words) // 40]:
        assert found(site, q=word)["count"] == sum(word in text for text in texts), word


def test_filters_narrow_and_agree_with_the_tables(site: str, built: Built) -> None:
    whole = found(site, q="项目")["count"]
    by_source = {
        key: found(site, q="项目", source=str(key))["count"]
        for (key,) in asked(built, "SELECT id FROM source")
    }
    assert sum(by_source.values()) == whole
    years = ["2025", "2026"]
    assert sum(found(site, q="项目", year=year)["count"] for year in years) == whole
    county = {article["id"] for article in found(site, q="项目", region="高青县")["articles"]}
    named = {row[0] for row in asked(built, "SELECT article FROM mention WHERE region_code = '370322'")}
    home = {row[0] for row in asked(built, "SELECT id FROM article WHERE home_code = '370322'")}
    assert county
    assert county <= named | home


def test_a_region_that_is_none_finds_nothing_and_offers_the_question_without_it(page: Page) -> None:
    page.goto("/search?q=开工&region=没有这个县")
    expect(page.locator(".empty a").first).to_have_text("开工")
    page.locator(".empty a").first.click()
    expect(page.locator("ol.hits li").first).to_be_visible()


def test_events_companies_and_places_are_found_by_name(page: Page, built: Built) -> None:
    company = str(asked(built, "SELECT company FROM project WHERE company IS NOT NULL LIMIT 1")[0][0])
    page.goto(f"/search?q={company}")
    page.locator("dl.things a", has_text=company).last.click()
    expect(page.locator("tbody tr").first).to_contain_text(company)
    page.goto("/search?q=高青县 集中开工")
    expect(page.locator("dl.things a[href^='/event/']").first).to_be_visible()
    page.goto("/search?q=高青")
    expect(page.locator("dl.things a[href='/region/370322']")).to_be_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/region/370300")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.type("集中签约")
    page.keyboard.press("Enter")
    page.locator("ol.hits a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_be_visible()


def test_the_arrows_lead_through_the_results_and_back(page: Page) -> None:
    page.goto("/search?q=集中开工")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.locator("dl.things a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/*")


def test_the_json_holds_the_things_found_by_name(site: str, built: Built) -> None:
    codes = {row["code"] for row in found(site, q="高青")["things"]["region"]}
    assert codes == {
        str(code)
        for (code,) in asked(built, "SELECT code FROM region WHERE name LIKE '%高青%' AND valid_to IS NULL")
    }


def test_a_snippet_says_where_it_is_cut() -> None:
    assert snippet("开工" + "。" * 100, "开工").endswith("…")
    assert not snippet("集中开工。", "开工").endswith("…")


def test_a_snippet_shows_each_chunk_of_the_question() -> None:
    text = "高青县" + "。" * 200 + "集中开工" + "。" * 200
    assert snippet(text, "集中开工 高青").count("<mark>") == 2


@given(st.text("集中开工<&\n ", max_size=60), st.text('集中开工"<& ', max_size=8))
def test_a_snippet_is_escaped(text: str, query: str) -> None:
    plain = snippet(text, query).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
