from __future__ import annotations

import re

import pytest

from sample.model import Edition, editions
from sample.server import pages_of
from sample.sites import SITES
from sample.truth import Row, Scores, differences, load, names, pairwise

TRUTH = load()
COUNTIES = "张店区|淄川区|博山区|临淄区|周村区|桓台县|高青县|沂源县|高新区|经开区|文昌湖区"
ROW = re.compile(rf"({COUNTIES})(?:签约|开工)?(\d+)个、(?:总投资)?([\d.]+)亿元")
SHARE = re.compile(r"“四强”产业项目(\d+)个，占(\d+)%")


def shown(site: str, article: str, night: int = 1) -> Edition:
    return next(edition for edition in editions(site, night) if edition.article == article)


def texts() -> list[Edition]:
    return [edition for site in SITES for edition in editions(site, 1)]


def city_event(article: str) -> Row:
    """The city's ceremony with totals that an article reports."""
    return next(
        row
        for row in TRUTH.events
        if article in row["reports"] and row["region"] == "淄博市" and "project_count" in row
    )


def test_the_truth_names_articles_that_exist() -> None:
    rows = (*TRUTH.events, *TRUTH.projects)
    named = {name for row in rows for name in (*row["reports"], *row.get("mentions", ()))}
    named |= {name for row in TRUTH.projects for *_, name in row["stages"]}
    named |= {row["article"] for row in (*TRUTH.conflicts, *TRUTH.slips)}
    assert named <= names()


def test_ids_are_unique_and_parents_exist() -> None:
    ids = [row["id"] for row in (*TRUTH.events, *TRUTH.projects)]
    assert len(ids) == len(set(ids))
    assert {row["parent"] for row in TRUTH.events if "parent" in row} <= set(ids)


@pytest.mark.parametrize("project", TRUTH.projects, ids=lambda row: row["id"])
def test_an_article_names_the_projects_it_is_said_to_name(project: Row) -> None:
    known = [name.removesuffix("项目") for name in (project["name"], *project.get("names", ()))]
    shown = (edition for night in (2, 1) for site in SITES for edition in editions(site, night))
    bodies = {edition.article: "".join(edition.paragraphs) for edition in shown}
    missing = [name for name in project["reports"] if not any(k in bodies[name] for k in known)]
    assert missing == []


def test_rows_of_counties_add_up_except_where_a_slip_is_planted() -> None:
    wrong = set()
    for edition in texts():
        rows = ROW.findall("\n".join(edition.paragraphs))
        if len(rows) != COUNTIES.count("|") + 1:
            continue
        event = city_event(edition.article)
        if sum(int(count) for _, count, _ in rows) != event["project_count"]:
            wrong.add((edition.copy.site, edition.article, "project_count"))
        if round(sum(float(amount) for *_, amount in rows) * 10) * 10**7 != event["investment"]:
            wrong.add((edition.copy.site, edition.article, "investment"))
    assert wrong == {(row["site"], row["article"], row["field"]) for row in TRUTH.slips}


def test_the_totals_of_the_truth_stand_in_the_reports_of_the_city() -> None:
    wrong, seen = set(), 0
    for edition in (edition for site in SITES for edition in editions(site, 2)):
        text = "\n".join(edition.paragraphs)
        if not edition.article.endswith(("signing-city", "groundbreaking-city", "groundbreaking-news")):
            continue
        seen += 1
        event = city_event(edition.article)
        if f"{event['project_count']}个" not in text:
            wrong.add((edition.copy.site, edition.article, "project_count"))
        if f"总投资{event['investment'] / 1e8:.10g}亿元" not in text:
            wrong.add((edition.copy.site, edition.article, "investment"))
    assert seen == 22
    assert wrong == {(row["site"], row["article"], row["field"]) for row in TRUTH.conflicts if "site" in row}


def test_shares_are_those_of_their_counts() -> None:
    for edition in texts():
        for part, percent in SHARE.findall("\n".join(edition.paragraphs)):
            share = 100 * int(part) / city_event(edition.article)["project_count"]
            assert abs(share - int(percent)) <= 0.5, edition.article


@pytest.mark.parametrize("kind", ["added", "edited", "withdrawn"])
def test_the_second_night_differs_as_the_truth_says(kind: str) -> None:
    said = {(site, article) for site, article in TRUTH.night2[kind]}
    assert {(site, article) for site in SITES for article in differences(site)[kind]} == said


@pytest.mark.parametrize("site", SITES)
def test_article_pages_change_only_where_the_truth_says(site: str) -> None:
    articles = {path for name, path in TRUTH.pages if name == site}
    before, after = ({p: page.body for p, page in pages_of(site, n).items() if p in articles} for n in (1, 2))
    changed = {TRUTH.pages[site, path] for path in articles if before.get(path) != after.get(path)}
    said = {article for rows in TRUTH.night2.values() for name, article in rows if name == site}
    assert changed == said


def test_forms_are_where_the_truth_says() -> None:
    for form in ("soft_404", "picture", "pdf"):
        said = {tuple(row) for row in TRUTH.hazards[form]}
        assert {(e.copy.site, e.article) for e in texts() if e.copy.form == form} == said
    assert {("news", e.article) for e in texts() if e.copy.split} == {("news", "2511-five-years")}
    assert {("paper", e.article) for e in texts() if len(e.copy.page) == 2} == {
        tuple(row) for row in TRUTH.hazards["continued"]
    }


def test_a_broken_article_is_whole_again_when_its_parts_are_joined() -> None:
    edition = shown("paper", "2512-groundbreaking-city")
    first, second = (pages_of("paper", 1)[path].body.decode() for path in SITES["paper"].paths(edition))
    assert "（下转A02版）</p>" in first
    assert "（上接A01版）山东沂泽药用玻璃有限公司" in second


def test_reports_are_known_by_where_they_stand() -> None:
    edition = shown("news", "2512-groundbreaking-city")
    path = SITES["news"].address(edition)
    assert TRUTH.event_at("news", path, "groundbreaking", "淄博市") == "groundbreaking-2025-q4"
    assert TRUTH.event_at("news", path, "signing", "淄博市") is None
    assert TRUTH.project_at("news", path, "总投资16亿元的氢燃料电池核心部件产业园项目") == "hydrogen"
    assert TRUTH.project_at("news", path, "不存在的项目") is None


def test_pairwise_counts_pairs() -> None:
    true = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert pairwise({"a": "x", "b": "x", "c": "y", "d": "y"}, true) == Scores(0.5, 1 / 3)
    assert pairwise(true, true) == Scores(1.0, 1.0)
    assert pairwise({}, {}) == Scores(1.0, 1.0)
