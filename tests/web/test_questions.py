"""The worked questions: what the form shows is what was asked, in words a reader knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.site import Built, asked
from tests.helpers.web import get
from web.language import strings
from web.metadata import queries, site

pytestmark = pytest.mark.xdist_group("site")


def answer(address: str) -> list[dict[str, Any]]:
    status, body, _ = get(address)
    assert status == 200
    found: list[dict[str, Any]] = json.loads(body)
    return found


def test_a_question_without_a_value_is_asked_with_the_newest(site: str, built: Built) -> None:
    (newest,) = asked(built, "SELECT max(substr(date, 1, 4)) FROM event")[0]
    plain = answer(f"{site}/archive/events_of_a_year.json?_shape=array")
    assert {row["日期"][:4] for row in plain} == {newest}
    assert plain == answer(f"{site}/archive/events_of_a_year.json?_shape=array&year={newest}&kind=")
    every = answer(f"{site}/archive/events_of_a_year.json?_shape=array&year=&kind=")
    assert len(every) > len(plain)


@pytest.mark.parametrize("name", sorted(queries()))
def test_every_question_is_answered_in_words_not_codes(site: str, name: str) -> None:
    rows = answer(f"{site}/archive/{name}.json?_shape=array")
    assert rows
    codes = {key.partition(".")[2] for key in strings() if key.startswith(("event.", "stage.", "outcome."))}
    assert not {value for row in rows for value in row.values() if isinstance(value, str)} & codes


def test_the_form_shows_what_was_asked_and_offers_the_rest(page: Page) -> None:
    page.goto("/archive/events_of_a_year")
    page.get_by_label("类型").select_option(label="集中开工")
    page.get_by_label("年份").select_option("2025")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_label("类型")).to_have_value("groundbreaking")
    kinds = page.locator("td[data-label='类型']").all_inner_texts()
    assert set(kinds) == {"集中开工"}
    assert page.locator("td.number[data-label='总投资（亿元）']").count() == len(kinds)


def test_the_sql_behind_a_question_can_be_edited(page: Page) -> None:
    page.goto("/archive/league_of_a_quarter")
    shown = page.locator("tbody tr").count()
    page.locator("summary").first.click()
    page.get_by_role("link", name="在此基础上修改").click()
    expect(page.locator("tbody tr")).to_have_count(shown)


def test_the_home_page_leads_to_five_questions_and_on_to_all(page: Page) -> None:
    page.goto("/")
    expect(page.locator("ul.questions li")).to_have_count(len(site()["home"]["questions"]))
    page.get_by_role("link", name=f"全部 {len(queries())} 个问题").click()
    expect(page.locator("#queries + ul li")).to_have_count(len(queries()))
