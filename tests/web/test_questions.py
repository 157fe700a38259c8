"""The worked questions: what the form shows is what was asked, in words a reader knows."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from archive.shape import shape
from tests.helpers.site import Built, asked
from tests.helpers.web import get
from web.language import strings
from web.metadata import queries, site
from web.questions import like

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


def test_no_question_hides_a_table() -> None:
    assert not set(queries()) & (
        {table.name for table in shape().tables} | {view.name for view in shape().views}
    )


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


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("2025年哪个区县承办最多", "hosts_counted"),
        ("承诺投产 兑现", "promises_not_kept"),
        ("which county hosted most", "hosts_counted"),
        ("各家说法不一", "reports_disagree"),
        ("新材料", None),
        ("which of the", None),
    ],
)
def test_who_asks_in_a_sentence_is_shown_the_question(typed: str, first: str | None) -> None:
    assert next(iter(like(typed)), None) == first


def test_hosts_are_counted_as_the_events_say(site: str, built: Built) -> None:
    rows = answer(f"{site}/archive/hosts_counted.json?_shape=array&year=2025&city={quote('淄博市')}")
    sql = (
        "SELECT host, count(*) FROM event WHERE region = '淄博市' AND host_code <> region_code"
        " AND parent IS NULL AND date LIKE '2025%' GROUP BY host_code"
    )
    assert {row["主会场"]: row["次数"] for row in rows} == {row[0]: row[1] for row in asked(built, sql)}
    assert [row["次数"] for row in rows] == sorted((row["次数"] for row in rows), reverse=True)


def test_the_league_is_ordered_by_what_is_asked(site: str) -> None:
    rows = answer(f"{site}/archive/league_of_a_quarter.json?_shape=array&quarter=2025-Q4&by=signed")
    signed = [row["签约（亿元）"] for row in rows]
    assert signed == sorted(signed, reverse=True)


@pytest.mark.parametrize("path", ["/archive/who_hosts?city=%E6%B7%84", "/archive/event?kind=signing"])
def test_what_is_listed_can_be_cited_as_it_was_asked(site: str, path: str) -> None:
    page = get(site + path)[1].decode()
    assert f"{site}{path}</code>" in page
