"""A correction stands beside what the machine read wherever the fact is shown, with who, when and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from archive.corrections import correct
from archive.merge.run import merge
from archive.release import release
from archive.search import index_articles
from tests.helpers.chronicle import Chronicle, event, indicator, project
from tests.helpers.fronts import served
from tests.helpers.web import get

CEREMONY = "1月12日，高青县26个项目集中开工，总投资118.7亿元。"
PROJECT = "水性树脂项目总投资14.5亿元，已开工。"
STATISTIC = "高青县地区生产总值243.7亿元。"
ROWS = """fact,field,old,new,reason,who,when
{event},project_count,26,28,名单列28个,张三,2026-03-02
{project},investment,1450000000,1540000000,版面为15.4亿元,李四,2026-03-03
{indicator},value,24370000000.0,24730000000,公报更正,张三,2026-03-02
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses by name, of a site whose facts have been corrected."""
    place = tmp_path_factory.mktemp("corrected")
    chronicle = Chronicle(place / "archive.db")
    held = event(
        CEREMONY,
        "groundbreaking",
        date="2026-01-12",
        region="淄博市高青县",
        project_count=26,
        investment=11_870_000_000,
    )
    chronicle.says(CEREMONY, held, home="淄博市高青县")
    named = project(PROJECT, "水性树脂项目", region="淄博市高青县", stage="started", investment=1_450_000_000)
    chronicle.says(PROJECT, named, home="淄博市高青县")
    counted = indicator(
        STATISTIC,
        "地区生产总值243.7亿元",
        region="淄博市高青县",
        period="2025",
        name="地区生产总值",
        measure="level",
        value=24_370_000_000.0,
        unit="CNY",
    )
    chronicle.says(STATISTIC, counted, home="淄博市高青县")
    keys = {
        name: chronicle.rows(f"SELECT id FROM {table}")[0][0]
        for name, table in (
            ("event", "event_report"),
            ("project", "project_report"),
            ("indicator", "indicator"),
        )
    }
    sheet = place / "corrections.csv"
    sheet.write_text(ROWS.format(**keys), encoding="utf-8")
    assert correct(chronicle.db, sheet) == (3, [])
    merge(chronicle.db)
    index_articles(chronicle.db)
    release(chronicle.path, place / "releases", "2026-03-04")
    article = chronicle.rows("SELECT article FROM event_report")[0][0]
    with served(place / "releases", place) as site:
        yield {
            "evidence": f"{site}/-/evidence/{article}",
            "event": f"{site}/event/{chronicle.rows('SELECT id FROM event')[0][0]}",
            "project": f"{site}/project/{chronicle.rows('SELECT id FROM project')[0][0]}",
            "region": f"{site}/region/370322",
            "row of the event": f"{site}/archive/event_report/{keys['event']}",
            "row of the project": f"{site}/archive/project_report/{keys['project']}",
        }


def words(address: str) -> str:
    """The text of a page, its deletions and insertions marked."""
    page = get(address)[1].decode()
    marked = re.sub(r"<(del|ins)[^>]*>(.*?)</\1>", r"[\1 \2]", page)
    return " ".join(re.sub(r"<[^>]+>", " ", marked).split())


COUNT = "更正 项目数：[del 26] → [ins 28] 理由：名单列28个（张三，2026-03-02）"
AMOUNT = "更正 总投资：[del 14.5 亿元] → [ins 15.4 亿元] 理由：版面为15.4亿元（李四，2026-03-03）"
VALUE = "更正 数值：[del 243.7 亿元] → [ins 247.3 亿元] 理由：公报更正（张三，2026-03-02）"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("evidence", COUNT),
        ("event", COUNT),
        ("row of the event", COUNT),
        ("project", AMOUNT),
        ("row of the project", AMOUNT),
        ("region", VALUE),
    ],
)
def test_a_correction_stands_beside_its_fact(facts: dict[str, str], page: str, told: str) -> None:
    assert told in words(facts[page])


def test_it_is_told_in_english_too(facts: dict[str, str]) -> None:
    told = "Corrected Investment: [del CNY 1.45 bn] → [ins CNY 1.54 bn] Why: 版面为15.4亿元 (李四"
    assert told in words(facts["project"] + "?_lang=en")
