"""From every number one click to its sentence, and one more to the page as it was captured."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.league import parts
from tests.helpers.site import Built, asked

pytestmark = pytest.mark.xdist_group("site")

_EVENT = "SELECT e.id FROM event e JOIN event_part p ON p.event = e.report WHERE e.investment > 0 LIMIT 1"
_CONFLICT = """SELECT event FROM conflict
WHERE event IS NOT NULL AND field IN ('project_count', 'investment') LIMIT 1"""
_PROMISE = "SELECT project FROM promise WHERE operating IS NOT NULL LIMIT 1"
_PROJECT = "SELECT id FROM project WHERE investment > 0 AND annual_investment > 0 LIMIT 1"
NUMBERS = {
    "newest events": (None, "/", "td.number a.proof"),
    "total of an event": (_EVENT, "/event/{}", "dl.record a.proof"),
    "part of an event": (_EVENT, "/event/{}", "figure td a"),
    "disputed total": (_CONFLICT, "/event/{}", "ul.conflicts a.proof >> nth=1"),
    "amount of a project": (_PROJECT, "/project/{}", "dl.record a.proof"),
    "promised day": (_PROMISE, "/project/{}", "p.promise a.proof"),
    "day of operation": (_PROMISE, "/project/{}", "p.promise a.proof >> nth=-1"),
    "indicator of a county": (None, "/region/370322", "td.number a.proof[title*=出处] >> nth=-1"),
    "figure": (None, "/archive/figure", "td a.evidence"),
    "statistic": (None, "/archive/indicator", "td a.evidence"),
}
"""What is shown: the query for its key, its page, and the number (or the way beside it) on that page."""


def arrived(page: Page) -> None:
    """The sentence is marked and in sight, and the captured page is a click away."""
    expect(page).to_have_url(re.compile(r"/-/evidence/\d+#\w+$"))
    key = page.url.partition("#")[2]
    expect(page.locator(f"mark[data-facts~='{key}']").first).to_be_in_viewport()
    page.wait_for_load_state()  # while it loads Chromium goes back to the sentence that the address names
    page.get_by_role("link", name="原貌").first.click()
    expect(page.locator("iframe.copy")).to_be_in_viewport()
    expect(page.frame_locator("iframe.copy").locator("body")).not_to_be_empty()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_leads_to_its_sentence(page: Page, built: Built, number: str) -> None:
    sql, address, where = NUMBERS[number]
    page.goto(address.format(*(asked(built, sql)[0] if sql else ())))
    page.locator(where).first.click()
    arrived(page)


def test_a_cell_of_the_league_leads_to_what_it_is_made_of(page: Page) -> None:
    page.goto("/region/370322")
    cell = page.locator("#league td.number a").first
    projects = cell.inner_text()
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("区县榜上一个数字由什么构成？")
    assert projects.isdigit()
    page.locator("td a", has_text="出处").first.click()
    arrived(page)


def test_the_parts_of_the_league_add_up(built: Built, site: str) -> None:
    for region, quarter, signed, started, ceremony in asked(
        built,
        "SELECT region, quarter, signed_projects, started_projects, ceremony_projects FROM league",
    ):
        found = parts(site, str(region), str(quarter))
        assert (found["签约"], found["开工"]) == (signed, started), (region, quarter)
        assert found["集中开工分项"] == (ceremony or 0), (region, quarter)
