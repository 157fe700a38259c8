"""Amounts of money: every writing, currency, range and approximation, and what is no amount."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.money import find_money
from nlp.spans import Money


def read(text: str) -> list[tuple[float, float, str, str]]:
    return [(found.low, found.high, found.currency, found.approximation) for found in find_money(text)]


def test_an_amount_as_a_whole() -> None:
    assert find_money("项目总投资近73亿元。") == [
        Money(5, 10, "近73亿元", 7300000000, 7300000000, "CNY", "under")
    ]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3.2万亿元", 3200000000000),
        ("2亿9000万元", 290000000),
        ("20个亿", 2000000000),
        ("一点五亿元", 150000000),
        ("1，217亿元", 121700000000),
        ("１２．５亿元", 1250000000),
        ("十亿元", 1000000000),
        ("投资12.6 亿 元", 1260000000),
        ("投资2.8亿，占地", 280000000),
        ("人民币5000万元", 50000000),
        ("注册资本300万元人民币", 3000000),
        ("壹仟贰佰圆整", 1200),
        ("三千二百元五角八分", 3200.58),
        ("十二块五毛", 12.5),
        ("每吨三块五", 3.5),
        ("两角五分", 0.25),
        ("300万元/亩", 3000000),
        ("突破百亿元", 10000000000),
        ("1千5百万元", 15000000),
        ("2千3百5十亿元", 235000000000),
        ("5亿1万4千元", 500014000),
        ("2千余万元", 20000000),
        ("三元零五", 3.05),
        ("二億三千萬圓", 230000000),
    ],
)
def test_yuan_in_every_writing(text: str, amount: float) -> None:
    assert [found[:3] for found in read(text)] == [(amount, amount, "CNY")]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("5000万美元", 50000000, "USD"),
        ("US$3.5亿", 350000000, "USD"),
        ("500万USD", 5000000, "USD"),
        ("十美元", 10, "USD"),
        ("港币2.6亿元", 260000000, "HKD"),
        ("港币3.14", 3.14, "HKD"),
        ("5萬港幣", 50000, "HKD"),
        ("新台币 177 亿元", 17700000000, "TWD"),
        ("€2.5亿", 250000000, "EUR"),
        ("120万英镑", 1200000, "GBP"),
        ("10亿韩元", 1000000000, "KRW"),
        ("2000亿卢布", 200000000000, "RUB"),
        ("3亿印尼盾", 300000000, "IDR"),
        ("2亿沙特里亚尔", 200000000, "SAR"),
        ("500万菲律宾比索", 5000000, "PHP"),
        ("1.2亿新西兰元", 120000000, "NZD"),
    ],
)
def test_other_currencies(text: str, amount: float, currency: str) -> None:
    assert [found[:3] for found in read(text)] == [(amount, amount, currency)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30亿至50亿元", 3000000000, 5000000000),
        ("10亿元—15亿元", 1000000000, 1500000000),
        ("1286至1300亿元", 128600000000, 130000000000),
        ("5亿元（含）至10亿元", 500000000, 1000000000),
        ("一千到两千万元", 10000000, 20000000),
        ("8500到3万元", 8500, 30000),
        ("八九亿元", 800000000, 900000000),
        ("五元六角到五元七角", 5.6, 5.7),
    ],
)
def test_ranges_share_unit_and_multiplier(text: str, low: float, high: float) -> None:
    assert [found[:2] for found in read(text)] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "approximation"),
    [
        ("约5亿元", "about"),
        ("5亿元左右", "about"),
        ("3000余万元", "over"),
        ("5亿多元", "over"),
        ("不低于5亿元", "over"),
        ("5亿元（含）以上", "over"),
        ("将近5亿元", "under"),
        ("不超过5亿元", "under"),
        ("400来万元", "about"),
        ("50亿元及以上", "over"),
        ("5亿元", "exact"),
        ("签约10亿元", "exact"),
        ("收入不过22.8亿元", "exact"),
        ("最近3亿元", "exact"),
    ],
)
def test_approximations(text: str, approximation: str) -> None:
    assert [found[3] for found in read(text)] == [approximation]


def test_rows_and_changes_are_single_amounts() -> None:
    assert [found[0] for found in read("张店区15个、42亿元；淄川区22个、86亿元")] == [4200000000, 8600000000]
    assert [found[0] for found in read("由5亿元增加到8亿元")] == [500000000, 800000000]


def test_numbers_that_share_the_unit_of_the_last_are_amounts() -> None:
    assert [(found.quote, found.low) for found in find_money("依次为１７２．３、150.1和148.9亿元")] == [
        ("１７２．３", 17230000000),
        ("150.1", 15010000000),
        ("148.9亿元", 14890000000),
    ]
    assert [found.low for found in find_money("15、42亿元")] == [4200000000]


def test_digits_in_a_row_are_a_range() -> None:
    found = [
        (one.quote, one.low, one.high) for one in find_money("投入8、9亿元，每户七、八百元；一季度5、7亿元")
    ]
    assert found == [
        ("8、9亿元", 800000000, 900000000),
        ("七、八百元", 700, 800),
        ("7亿元", 700000000, 700000000),
    ]
    assert [one.low for one in find_money("分别为8、9亿元")] == [800000000, 900000000]


@pytest.mark.parametrize(
    ("text", "quote", "low"),
    [
        ("净利润-3亿元", "-3亿元", -300000000),
        ("净额为负2亿元", "负2亿元", -200000000),
        ("为企业减负2亿元", "2亿元", 200000000),
        ("3号-5亿元", "5亿元", 500000000),
    ],
)
def test_a_sign_belongs_to_its_amount(text: str, quote: str, low: int) -> None:
    assert [(one.quote, one.low, one.high) for one in find_money(text)] == [(quote, low, low)]


@pytest.mark.parametrize(
    "text",
    [
        "三元材料、多元化、二元结构",
        "亿元以上项目15个",
        "百亿级产业集群",
        "销售5亿包",
        "1,2345万元",
        "1 217亿元",
        "3亿5元",
        "100,00元",
        "$3.5 billion",
        "3千2千元",
        "三块零食",
        "数十亿元",
        "几十万块",
        "单位：万元",
        "46个亿元以上项目",
        "超百亿元项目3个",
        "人民币1年期贷款",
        "一元复始",
        "三块地",
        "3块牌子",
        "1亿人",
        "三角",
        "投资5亿吨",
    ],
)
def test_what_names_no_amount(text: str) -> None:
    assert read(text) == []


@settings(deadline=None)
@given(st.text("0123456789一两三十百万亿元块角分美港币近约超至到-—、，,.余多个左右以上（含） ", max_size=40))
def test_spans_are_quoted_and_in_order(text: str) -> None:
    found = find_money(text)
    assert all(text[one.start : one.end] == one.quote and one.low <= one.high for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
