"""Tables as readers see them: amounts in 亿元, links to pages of our own, counts that are right."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.site import Built, asked

pytestmark = pytest.mark.xdist_group("site")


def test_amounts_are_read_in_yi_beside_their_wording(page: Page) -> None:
    page.goto("/archive/figure?role=total_investment&_sort_desc=low")
    cell = page.locator("td.col-low data").first
    assert cell.inner_text().endswith("亿元")
    assert cell.get_attribute("title") == f"{int(cell.get_attribute('value') or 0):,} CNY"
    align = "element => getComputedStyle(element).textAlign"
    assert page.locator("td.col-low").first.evaluate(align) == "right"
    assert page.locator("td.col-article").first.evaluate(align) in ("left", "start")


@pytest.mark.parametrize(
    ("table", "leads_to"),
    [("event", "/event/"), ("project", "/project/"), ("article", "/-/evidence/"), ("source", "/source/")],
)
def test_a_row_leads_to_its_page(page: Page, table: str, leads_to: str) -> None:
    page.goto(f"/archive/{table}")
    page.locator("tbody td a").first.click()
    assert leads_to in page.url
    expect(page.locator("h1")).to_be_visible()


def test_facets_count_what_the_table_holds_every_time(page: Page, built: Built) -> None:
    expected = asked(built, "SELECT count(*) FROM event WHERE kind = 'signing'")[0][0]
    for _ in range(2):
        page.goto("/archive/event")
        (signing,) = page.locator("#facet-kind li", has_text="集中签约").all_inner_texts()
        assert signing.split()[-1] == str(expected)
    page.goto("/archive/event?region_code=370300")
    held = asked(built, "SELECT count(*) FROM event WHERE kind = 'signing' AND region_code = '370300'")[0][0]
    assert page.locator("#facet-kind li", has_text="集中签约").inner_text().split()[-1] == str(held)


def test_codes_are_named_in_the_language_of_the_reader(page: Page) -> None:
    page.goto("/archive/event?kind=signing&_lang=en")
    assert set(page.locator("td.col-kind").all_inner_texts()) == {"Joint signing"}


def test_instants_are_told_by_the_clock_of_beijing(page: Page) -> None:
    page.goto("/archive/capture")
    told = page.locator("td.col-fetched_at time").first
    shown = datetime.fromisoformat(f"{told.inner_text()}+08:00")
    exact = datetime.fromisoformat(str(told.get_attribute("datetime")).replace("Z", "+00:00"))
    assert shown == exact.replace(second=0)


def test_tables_are_listed_by_chapter_with_their_counts(page: Page, built: Built) -> None:
    page.goto("/archive")
    assert page.locator("h2").all_inner_texts()[1:3] == ["供人使用", "合并所得"]
    count = asked(built, "SELECT count(*) FROM project")[0][0]
    expect(page.locator("dl.tables dt", has_text="project_stage")).to_be_visible()
    assert f"project {count}" in page.locator("dl.tables").nth(1).inner_text()
