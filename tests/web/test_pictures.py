"""Pictures: what is drawn is what the rows hold, and everybody can have it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.helpers.site import Built, asked
from tests.helpers.web import get
from web.pictures import drawing
from web.pictures.drawing import Symbol
from web.pictures.map import coordinates

pytestmark = pytest.mark.xdist_group("site")

GENERAL = ["league?quarter=2025-Q4", "months", "calendar?city=370300", "growth", "map?quarter=2025-Q4"]


def test_bars_keep_unknown_apart_from_zero() -> None:
    drawn = drawing.bars(["甲县", "乙县"], {"签约": [1.5, None], "开工": [0, 2]}, "亿元")
    assert [series["data"] for series in drawn.option["series"]] == [[1.5, None], [0, 2]]
    assert drawn.option["yAxis"]["data"] == ["甲县", "乙县"]
    assert drawn.option["aria"]["decal"]["show"]


def test_lanes_stand_where_their_months_are() -> None:
    months = ["2026-01", "2026-02", "2026-03", "2026-04"]
    cells = [
        [(1, "held", "一月"), (1, "not_found", "二月")],
        [(1, "", ""), (3, "not_covered", "其余")],
    ]
    series = drawing.lanes(["签约", "开工"], months, cells).option["series"]
    assert [[cell["value"] for cell in strip["data"]] for strip in series] == [[1, 1], [1, 3]]
    signs = [cell.get("label", {}).get("formatter") for strip in series for cell in strip["data"]]
    assert signs == ["●", None, "○", "·"]


def test_the_area_of_a_symbol_is_its_amount_and_names_stand_apart() -> None:
    given = [
        Symbol("甲", 0, 0, 400.0),
        Symbol("乙", 0.1, 0, 100.0),
        Symbol("丙", 5, 5, None),
        Symbol("丁", 5, 5.1, 0),
    ]
    ground, points = drawing.symbols(given, [(1, 1)], ((0, 5), (0, 5)), "亿元").option["series"]
    sizes = {point["name"].split()[0]: point["symbolSize"] for point in points["data"]}
    assert sizes["甲"] == 2 * sizes["乙"]
    assert sizes["丙"] == sizes["丁"] < sizes["乙"]
    sides = {point["name"].split()[0]: point["label"]["position"] for point in points["data"]}
    assert sides == {"甲": "left", "乙": "right", "丙": "bottom", "丁": "top"}
    assert ground["data"] == [(1, 1)]


def test_regions_without_a_place_are_named_beside_the_map(site: str) -> None:
    rows = json.loads(get(f"{site}/pictures/map.json?quarter=2025-Q4")[1])["rows"]
    placed = {row["地区"]: row["上图"] for row in rows}
    assert placed["淄博市高青县"] == "是"
    assert placed["淄博市高新区"] == "无坐标"


def test_every_current_county_but_a_few_has_a_place(built: Built) -> None:
    counties = asked(built, "SELECT code FROM region WHERE kind = 'county' AND valid_to IS NULL")
    missing = [code for (code,) in counties if code not in coordinates()]
    assert len(missing) < len(counties) / 40


def test_thirty_series_of_points_look_different() -> None:
    drawn = drawing.clouds({str(at): [(1, 2.0, "")] for at in range(30)}, "位次", "%")
    looks = {(series["symbol"], series["color"]) for series in drawn.option["series"]}
    assert len(looks) == 30


@pytest.mark.parametrize("picture", GENERAL)
def test_a_picture_has_its_rows_as_csv_and_json(site: str, picture: str) -> None:
    name, _, asked = picture.partition("?")
    status, body, headers = get(f"{site}/pictures/{name}.csv?{asked}")
    assert (status, body[:3], headers["content-type"]) == (200, b"\xef\xbb\xbf", "text/csv; charset=utf-8")
    table = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    rows = json.loads(get(f"{site}/pictures/{name}.json?{asked}")[1])["rows"]
    assert len(rows) == len(table) > 0
    told = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
    assert told == table


def test_the_league_of_a_quarter_is_the_table_of_it(site: str) -> None:
    rows = json.loads(get(f"{site}/pictures/league.json?quarter=2025-Q4&city=370300")[1])["rows"]
    table = json.loads(get(f"{site}/archive/league.json?quarter=2025-Q4&parent=370300&_shape=array")[1])
    expected = {row["region"]: row["ceremony_investment"] for row in table}
    assert {
        row["地区"]: round(row["集中开工所报 · 亿元"] * 100_000_000)
        for row in rows
        if row["集中开工所报 · 亿元"] is not None
    } == {region: amount for region, amount in expected.items() if amount is not None}


@pytest.mark.parametrize(
    "path",
    ["league?quarter=%27%3B--", "growth?indicator=" + "x" * 900, "parts?event=no&by=<b>", "calendar?city=0"],
)
def test_a_picture_of_nothing_says_so(site: str, path: str) -> None:
    status, body, _ = get(f"{site}/pictures/{path}")
    assert status == 200
    assert "档案中暂无" in body.decode()


@pytest.mark.parametrize("picture", GENERAL)
def test_a_picture_is_drawn_and_can_be_taken_away(page: Page, picture: str, tmp_path: Path) -> None:
    page.goto(f"/pictures/{picture}")
    figure = page.locator("figure.picture")
    assert figure.locator("svg").count() == 1
    for form, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as download:
            figure.locator(f"button[data-form={form}]").click()
        taken = tmp_path / form
        download.value.save_as(taken)
        assert taken.read_bytes().startswith(begins)
    figure.locator("summary").press("Enter")
    assert figure.locator("td").first.is_visible()
