"""The ways of a reader, in real Chromium: from the home page to the captured page, and back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("site")


def test_from_home_over_search_and_event_to_the_captured_page(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("note")).to_contain_text("示例数据")
    page.get_by_role("searchbox").fill("开工")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("文章")
    assert page.locator("ol.hits mark").first.inner_text() == "开工"
    page.goto("/")
    page.locator("table a[href^='/event/']", has_text="集中开工").first.click()
    expect(page.locator("h1")).to_contain_text("集中开工")
    page.locator("table a[href*='/-/evidence/']").last.click()
    fact = urlsplit(page.url).fragment
    assert page.locator(f"mark[data-facts*='{fact}']").count() >= 1
    frame = page.frame_locator("iframe.copy")
    expect(frame.locator("body")).to_contain_text("示例数据")


def test_a_number_leads_to_its_sentence(page: Page) -> None:
    page.goto("/archive/figure?role=total_investment&_sort_desc=low")
    quote = page.locator("td.col-quote a").first
    wording = quote.inner_text()
    quote.click()
    fact = urlsplit(page.url).fragment
    assert wording in page.locator(f"mark[data-facts*='{fact}']").first.inner_text()


def test_the_tables_own_box_finds_words_of_two_characters(page: Page, site: str) -> None:
    page.goto("/archive/article?_search=开工")
    shown = page.locator(".row-count").inner_text()
    assert int("".join(filter(str.isdigit, shown))) > 20


def test_english_is_a_click_away(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    page.goto("/search?q=开工&year=2026")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("searchbox")).to_have_value("开工")
    expect(page.get_by_label("年份")).to_have_value("2026")


def violations(page: Page) -> list[tuple[str, str, str]]:
    """All that axe-core finds, the moderate too, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [(one["impact"], one["id"], one["nodes"][0]["html"][:120]) for one in found]


PAGES = [
    "/",
    "/search?q=集中签约",
    "/search?q=不存在的词语",
    "/archive",
    "/archive/event",
    "/archive/project",
    "/archive/event?kind=signing",
    "/archive/source/sample_paper",
    "/archive/events_of_a_year",
    "/archive?sql=select+1",
    "/pictures",
    "/pictures/league?quarter=2025-Q4",
    "/pictures/map",
    "/region/370300",
    "/region/370322",
    "/source/sample_portal",
    "/releases",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_accessible_and_in_chinese(page: Page, path: str) -> None:
    page.goto(path)
    assert violations(page) == []
    text = page.locator("main").inner_text()
    for left in ("rows where", "Custom SQL query", "Advanced export", "View and edit SQL", "Powered by"):
        assert left not in text


@pytest.mark.parametrize("kind", ["event", "project"])
def test_pages_of_things_are_accessible(page: Page, kind: str) -> None:
    page.goto(f"/archive/{kind}?_all=1")
    key = page.locator("tbody td.col-id a, tbody td.col-id").first.inner_text()
    page.goto(f"/{kind}/{key}")
    assert violations(page) == []
    expect(page.locator(".cite")).to_contain_text("县志")


def test_a_phone_sees_everything_without_scrolling_sideways(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=site)
    narrow = context.new_page()
    for path in ("/", "/archive/event", "/region/370300", "/pictures", "/search?q=开工"):
        narrow.goto(path)
        assert narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path
    context.close()
