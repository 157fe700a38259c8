"""English screens: money in millions and billions, regions by names that are known, columns in words."""

from __future__ import annotations

import re

import pytest

from tests.helpers.web import get
from web.regions import english, region_name, short_name

pytestmark = pytest.mark.xdist_group("site")

PAGES = (
    "/",
    "/region/370322",
    "/archive/event",
    "/archive/who_hosts",
    "/archive/reports_disagree",
    "/pictures/map",
)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("淄博市", "Zibo"),
        ("淄博市高青县", "Gaoqing County, Zibo"),
        ("高青县", "Gaoqing County, Zibo"),
        ("市中区", None),  # Jinan and Zaozhuang both have one
        ("济南市市中区", "Shizhong District, Jinan"),
        ("淄博市经开区", "Zibo Economic Development Zone"),
        ("德州市乐陵市", "Laoling City, Dezhou"),
        ("陕西省", "Shaanxi"),
        ("", None),
    ],
)
def test_regions_have_the_names_they_are_known_by(name: str, told: str | None) -> None:
    assert english(name) == told
    assert region_name(name, "en") == (told or name)
    assert region_name(name, "zh") == name


def test_a_region_among_its_neighbours_is_short() -> None:
    told = [short_name("高青县", "淄博市高青县", lang) for lang in ("en", "zh")]
    assert told == ["Gaoqing County", "高青县"]


@pytest.mark.parametrize("path", PAGES)
def test_no_money_in_chinese_units_stands_on_english_screens(site: str, path: str) -> None:
    page = get(f"{site}{path}{'&' if '?' in path else '?'}_lang=en")[1].decode()
    body = re.sub(r'(?s)<(script|style|pre|textarea).*?</\1>|<[^>]*(lang="zh-CN"|title=")[^>]*>', "", page)
    cells = re.findall(r"<(?:td|dd|small|data)[^>]*>([^<]*)<", body)
    assert [cell for cell in cells if re.fullmatch(r"[\d,.]+ [亿万]元", cell)] == []
    assert "CNY" in page


def test_facets_and_columns_are_told_in_words(site: str) -> None:
    page = get(f"{site}/archive/event?_lang=en")[1].decode()
    assert ">Project count</a>" in page
    assert ">Gaoqing County, Zibo</a>" in page
    assert '<td class="col-kind" data-label="Kind"><span title="groundbreaking">Groundbreaking</span>' in page
