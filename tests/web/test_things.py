"""Pages of things: a calendar without gaps, conflicts where they stand, empty pages that say why."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.site import Built, asked
from tests.helpers.web import get
from web.coverage import months

pytestmark = pytest.mark.xdist_group("site")


def test_a_day_without_coverage_is_shown_as_not_crawled() -> None:
    rows = [
        {"day": "2026-02-27", "polled": 1, "listed": 3, "new": 1, "reason": None},
        {"day": "2026-03-02", "polled": 0, "listed": 0, "new": 0, "reason": "timeout"},
    ]
    told = [
        (m.name, [(day.number, day.state) for week in m.weeks for day in week if day]) for m in months(rows)
    ]
    assert told == [
        ("2026-03", [(1, "uncovered"), (2, "unread")]),
        ("2026-02", [(27, "read"), (28, "uncovered")]),
    ]
    assert months([]) == []


def test_a_source_shows_its_coverage_and_health(page: Page, built: Built) -> None:
    page.goto("/source/sample_paper")
    read = asked(built, "SELECT sum(polled), sum(1 - polled) FROM coverage WHERE source = 'sample_paper'")[0]
    expect(page.locator(".days td.read")).to_have_count(int(str(read[0])))
    expect(page.locator(".days td.unread")).to_have_count(int(str(read[1])))
    expect(page.locator("dl.record")).to_contain_text("最近读完 2026-03-01")


def test_what_a_report_says_otherwise_is_marked_in_its_place(page: Page, built: Built) -> None:
    sql = "SELECT event, other FROM conflict WHERE event IS NOT NULL AND field = 'project_count' LIMIT 1"
    event, other = asked(built, sql)[0]
    page.goto(f"/event/{event}")
    expect(page.locator("td.differs").get_by_text(f"{other}（与采用的说法不同）").first).to_be_visible()


@pytest.mark.parametrize(("lang", "label", "told"), [("zh", "已举行", "是"), ("en", "Held", "yes")])
def test_whether_an_event_was_held_is_said(site: str, built: Built, lang: str, label: str, told: str) -> None:
    ((event,),) = asked(built, "SELECT id FROM event WHERE held ORDER BY id LIMIT 1")
    page = get(f"{site}/event/{event}?_lang={lang}")[1].decode()
    assert f"<dt>{label}</dt><dd>{told}</dd>" in page


def test_a_region_without_reports_says_why_it_is_empty(page: Page) -> None:
    page.goto("/region/110101")
    expect(page.locator(".empty").first).to_contain_text("没有来源报道，不等于没有发生")
    page.locator(".empty a").first.click()
    expect(page.locator("h1")).to_contain_text("来源")


def test_the_way_up_is_shown_on_every_page_of_a_thing(page: Page) -> None:
    page.goto("/region/370322")
    page.get_by_label("所在位置").get_by_role("link", name="淄博市").click()
    expect(page.locator("h1")).to_contain_text("淄博市")
    page.get_by_label("所在位置").get_by_role("link", name="山东省").click()
    expect(page.locator("h1")).to_contain_text("山东省")


def test_a_zone_has_a_page_though_its_key_is_not_a_number(site: str, built: Built) -> None:
    for (key,) in asked(built, "SELECT code FROM region WHERE kind = 'zone'"):
        assert get(f"{site}/region/{quote(str(key))}")[0] == 200
