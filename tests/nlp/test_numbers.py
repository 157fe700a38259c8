"""Numerals and plain numbers: every writing, units, shares, ranges, and what is no number."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.numbers import find_numbers
from nlp.numerals import bounds, scan, value
from nlp.spans import Number


def read(text: str) -> list[tuple[str, float, float, str]]:
    return [(found.quote, found.low, found.high, found.unit) for found in find_numbers(text)]


def test_a_number_as_a_whole() -> None:
    assert find_numbers("新增１２．５万人次") == [Number(2, 9, "１２．５万人次", 125000.0, 125000.0, "人次")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三千二百零五", 3205),
        ("两万六", 26000),
        ("四百三", 430),
        ("一千零十", 1010),
        ("廿五", 25),
        ("伍佰陆拾", 560),
        ("七百零三万八千", 7038000),
        ("3亿2千万", 320000000),
        ("6万5千3百", 65300),
        ("200万五千", 2005000),
        ("3.2万亿", 3200000000000),
        ("1,217亿", 121700000000),
        ("12 亿", 1200000000),
        ("十 余 万", 100000),
        ("三点一四", Decimal("3.14")),
        ("二十点五万", 205000),
    ],
)
def test_values(text: str, number: Decimal | int) -> None:
    (numeral,) = scan(text)
    assert numeral.text == text
    assert value(text) == number


@pytest.mark.parametrize("text", ["三百五百", "2亿3亿", "二一百", "1,2", "9" * 41])
def test_what_cannot_be_read_for_certain_has_no_value(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("三四千万", 30000000, 40000000), ("七百五六十", 750, 760), ("十七八", 17, 18), ("三五百", 300, 500)],
)
def test_digits_side_by_side_are_a_range(text: str, low: int, high: int) -> None:
    assert bounds(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高于全省12.3个百分点", ("12.3个百分点", 12.3, 12.3, "个百分点")),
        ("增长百分之八点五", ("百分之八点五", 8.5, 8.5, "%")),
        ("占百分之三十到四十", ("百分之三十到四十", 30, 40, "%")),
        ("下降-3.5%", ("-3.5%", -3.5, -3.5, "%")),
        ("提高近三成半", ("三成半", 35, 35, "%")),
        ("打七五折", ("七五折", 75, 75, "%")),
        ("下降三成五", ("三成五", 35, 35, "%")),
        ("增长百分之负二", ("百分之负二", -2, -2, "%")),
        ("装机120MW", ("120MW", 120, 120, "MW")),
        ("产能1200t/a", ("1200t", 1200, 1200, "t")),
        ("2022成都会议", ("2022", 2022, 2022, "")),
        ("完成三分之二", ("三分之二", 2 / 3, 2 / 3, "")),
        ("超过1/2", ("1/2", 0.5, 0.5, "")),
        ("一又四分之一倍", ("一又四分之一倍", 1.25, 1.25, "倍")),
        ("年产10—15万吨", ("10—15万吨", 100000, 150000, "吨")),
        ("出口12亿日元", ("12亿日元", 1200000000, 1200000000, "日元")),
        ("5至8个项目", ("5至8个", 5, 8, "个")),
        ("装机三十千瓦", ("三十千瓦", 30, 30, "千瓦")),
        ("百分之百", ("百分之百", 100, 100, "%")),
        ("零下负六度", ("负六度", -6, -6, "度")),
        ("结余负 1,200吨", ("负 1,200吨", -1200, -1200, "吨")),
    ],
)
def test_units_shares_and_ranges(text: str, found: tuple[str, float, float, str]) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "一些企业",
        "千家万户",
        "千方百计",
        "万一",
        "PA66",
        "5G",
        "“十四五”规划",
        "“三多”",
        "几十个",
        "数百家",
        "一二三产业",
        "百亿级",
        "三成立",
        "三五成群",
        "5GHz",
        "二十几个",
        "一百零几万",
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert read(text) == []


@settings(deadline=None)
@given(st.integers(0, 10**16))
def test_grouped_digits_are_read_back(number: int) -> None:
    assert value(f"{number:,}") == number


@settings(deadline=None)
@given(st.text("0123456789零一二两三五十百千万亿点.,，余多个半廿 至-分之成%米元负", max_size=40))
def test_spans_are_quoted_and_in_order(text: str) -> None:
    found = find_numbers(text)
    assert all(text[one.start : one.end] == one.quote and one.low <= one.high for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
