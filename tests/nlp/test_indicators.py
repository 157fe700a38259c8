import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.document import Document
from nlp.facts import Article, Comparison, Indicator, Rank
from nlp.indicators import find_indicators
from nlp.patterns import lexicon

Row = tuple[Any, ...]


def read(text: str, published: str = "2022-07-25", home: str = "淄博市") -> list[Indicator]:
    return find_indicators(Document(Article("a", text, published, home)))


def rows(text: str, published: str = "2022-07-25", home: str = "淄博市") -> list[Row]:
    return [
        (fact.name, fact.region, fact.period, fact.value, fact.unit, fact.measure)
        for fact in read(text, published, home)
    ]


def related(text: str) -> list[Row]:
    return [
        (fact.name, [(row.against, row.difference) for row in fact.comparisons], fact.rank)
        for fact in read(text)
    ]


def test_a_whole_row() -> None:
    text = "上半年，桓台县规模以上工业增加值同比增长8.2%，比一季度提高1.1个百分点，增速居全市第2位。"
    assert read(text) == [
        Indicator(
            name="规模以上工业增加值",
            value=8.2,
            unit="%",
            measure="growth",
            start=4,
            end=24,
            quote="桓台县规模以上工业增加值同比增长8.2%",
            rule="indicator.growth@4",
            region="淄博市桓台县",
            period="2022-01/2022-06",
            comparisons=(Comparison("2022-01/2022-03", 1.1, "pp"),),
            rank=Rank("全市", 2),
        )
    ]


def test_a_level_and_its_growth_and_parts_with_what_they_leave_out() -> None:
    assert rows("上半年，全市进出口总额12.6亿美元，增长1.2倍。其中，出口9.5亿美元，下降3.4%。") == [
        ("进出口总额", "淄博市", "2022-01/2022-06", 1260000000, "USD", "level"),
        ("进出口总额", "淄博市", "2022-01/2022-06", 120, "%", "growth"),
        ("出口", "淄博市", "2022-01/2022-06", 950000000, "USD", "level"),
        ("出口", "淄博市", "2022-01/2022-06", -3.4, "%", "growth"),
    ]


def test_respectively_spreads_values_over_regions_and_names() -> None:
    assert rows("1—5月，张店区、临淄区一般公共预算收入分别完成26亿元和31亿元，同比分别增长3%、5%。") == [
        ("一般公共预算收入", "淄博市张店区", "2022-01/2022-05", 2600000000, "CNY", "level"),
        ("一般公共预算收入", "淄博市临淄区", "2022-01/2022-05", 3100000000, "CNY", "level"),
        ("一般公共预算收入", "淄博市张店区", "2022-01/2022-05", 3, "%", "growth"),
        ("一般公共预算收入", "淄博市临淄区", "2022-01/2022-05", 5, "%", "growth"),
    ]
    assert rows("2021年，全市城镇、农村居民人均可支配收入分别为4万元和2万元，增长7%和9%。") == [
        ("城镇居民人均可支配收入", "淄博市", "2021", 40000, "CNY", "level"),
        ("农村居民人均可支配收入", "淄博市", "2021", 20000, "CNY", "level"),
        ("城镇居民人均可支配收入", "淄博市", "2021", 7, "%", "growth"),
        ("农村居民人均可支配收入", "淄博市", "2021", 9, "%", "growth"),
    ]


def test_a_list_named_in_one_clause_takes_the_values_of_the_next() -> None:
    assert rows("一季度固定资产投资增速靠前的是桓台县、高青县，分别增长21.3%和18.7%。") == [
        ("固定资产投资", "淄博市桓台县", "2022-01/2022-03", 21.3, "%", "growth"),
        ("固定资产投资", "淄博市高青县", "2022-01/2022-03", 18.7, "%", "growth"),
    ]


def test_rows_of_counties_carry_name_and_period() -> None:
    assert rows("上半年，沂源县工业用电量增长4.5%；高青县增长6%，周村区下降0.5%。") == [
        ("工业用电量", "淄博市沂源县", "2022-01/2022-06", 4.5, "%", "growth"),
        ("工业用电量", "淄博市高青县", "2022-01/2022-06", 6, "%", "growth"),
        ("工业用电量", "淄博市周村区", "2022-01/2022-06", -0.5, "%", "growth"),
    ]


def test_a_part_s_region_ends_with_its_clause() -> None:
    assert rows("1—6月，全市实际使用外资3亿美元，其中高青县2000万美元；固定资产投资增长5%。") == [
        ("实际使用外资", "淄博市", "2022-01/2022-06", 300000000, "USD", "level"),
        ("实际使用外资", "淄博市高青县", "2022-01/2022-06", 20000000, "USD", "level"),
        ("固定资产投资", "淄博市", "2022-01/2022-06", 5, "%", "growth"),
    ]


def test_shares_and_rates() -> None:
    assert rows("截至5月底，高青县市重大项目开工率90%，投资完成率45.5%。") == [
        ("市重大项目开工率", "淄博市高青县", "2022-01/2022-05", 90, "%", "share"),
        ("市重大项目投资完成率", "淄博市高青县", "2022-01/2022-05", 45.5, "%", "share"),
    ]
    assert rows("2021年，全市高新技术产业产值占规模以上工业总产值的比重达48.3%。") == [
        ("高新技术产业产值占规模以上工业总产值比重", "淄博市", "2021", 48.3, "%", "share"),
    ]


def test_comparisons() -> None:
    text = "5月份，全市工业增加值增长7%，比上月加快2个百分点，分别高于全省、全国1.5个、3个百分点。"
    assert related(text) == [("工业增加值", [("2022-04", 2.0), ("全省", 1.5), ("全国", 3.0)], None)]
    text = "上半年，全市税收收入下降6%，降幅比一季度收窄2个百分点，低于全省平均水平1个百分点。"
    assert related(text) == [("税收收入", [("2022-01/2022-03", 2.0), ("全省", -1.0)], None)]


def test_ranks_belong_to_one_or_to_each() -> None:
    assert related("上半年，全市固定资产投资增长9%，工业投资增长12%，均居全省第3位。") == [
        ("固定资产投资", [], Rank("全省", 3)),
        ("工业投资", [], Rank("全省", 3)),
    ]
    assert related("上半年，全市一般公共预算收入30亿元，增长9%，总量居全省第5位，增速居全省首位。") == [
        ("一般公共预算收入", [], Rank("全省", 5)),
        ("一般公共预算收入", [], Rank("全省", 1)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2022年主要目标是：地区生产总值增长6.5%左右；固定资产投资增长8%。",
        "到2025年，全市地区生产总值达到6000亿元。",
        "上半年，全市固定资产投资增长不足5%。",
        "张店区、临淄区上半年一般公共预算收入合计58亿元。",
        "该项目总投资20亿元，达产后年营业收入30亿元、税收1.2亿元。",
        "某公司上半年实现产值3.2亿元，同比增长20%。",
        "民间投资项目174个，占比达到68%。",
        "现场观摩了12个项目，总投资86亿元。",
    ],
)
def test_what_is_no_statistic_of_a_region(text: str) -> None:
    assert read(text) == []


PARTS = [
    "上半年",
    "全市",
    "高青县",
    "固定资产投资",
    "增长",
    "下降",
    "5.2%",
    "30亿元",
    "，",
    "。",
    "；",
    "居全省第",
    "2位",
]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*PARTS, "比上月", "提高", "1个百分点", "分别", "、", "和", "占", "比重"]),
        max_size=30,
    )
)
def test_every_fact_is_quoted_from_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(text[fact.start : fact.end] == fact.quote and fact.quote for fact in read(text))


def test_rivals_with_a_difference_each_and_those_that_go_on() -> None:
    assert related("上半年，规上工业增加值增长3.7%，高于全国0.7、全省2.3个百分点。") == [
        ("规上工业增加值", [("全国", 0.7), ("全省", 2.3)], None)
    ]
    assert related("上半年，固定资产投资增长8%，高于全省3.2个百分点、全市1.4个百分点。") == [
        ("固定资产投资", [("全省", 3.2), ("全市", 1.4)], None)
    ]
    assert related("上半年，工业投资增长10%，分别比全省、比去年同期高3.8个和2.2个百分点。") == [
        ("工业投资", [("全省", 3.8), ("同期", 2.2)], None)
    ]


def test_a_contribution_is_no_comparison() -> None:
    assert related("上半年，制造业增加值增长9.8%，拉动规上工业增长3.1个百分点。") == [
        ("制造业增加值", [], None)
    ]


def test_a_rank_needs_no_verb() -> None:
    assert related("上半年，固定资产投资增长8.3%，增速全市第一。") == [("固定资产投资", [], Rank("全市", 1))]
    assert related("上半年，固定资产投资增长1.3%，全市排名倒数第二。") == [("固定资产投资", [], None)]


def test_sectors_and_what_is_counted_of_them_are_one_name() -> None:
    assert rows("上半年，第一产业完成投资21亿元，增长2%；其他营利性服务业实现营业收入9亿元。") == [
        ("第一产业投资", "淄博市", "2022-01/2022-06", 2100000000, "CNY", "level"),
        ("第一产业投资", "淄博市", "2022-01/2022-06", 2, "%", "growth"),
        ("其他营利性服务业营业收入", "淄博市", "2022-01/2022-06", 900000000, "CNY", "level"),
    ]


def test_what_a_rate_reaches_is_not_by_how_much_it_falls() -> None:
    assert rows("上半年，全市规上工业增加值增速回落至5.3%。") == [
        ("规上工业增加值", "淄博市", "2022-01/2022-06", 5.3, "%", "growth")
    ]


def test_rows_of_places_alone_go_on_with_a_rough_rate() -> None:
    text = "上半年，固定资产投资增速超过10%的有2个：桓台县14.2%、高青县12.7%。"
    assert [row[:4] for row in rows(text)] == [
        ("固定资产投资", "淄博市桓台县", "2022-01/2022-06", 14.2),
        ("固定资产投资", "淄博市高青县", "2022-01/2022-06", 12.7),
    ]


def test_a_clause_that_opens_with_a_county_moves_the_statistic_there() -> None:
    text = "上半年，桓台县规上工业增加值增长6.8%。高青县受企业检修影响，下降1.4%。"
    assert [row[1:4] for row in rows(text)] == [
        ("淄博市桓台县", "2022-01/2022-06", 6.8),
        ("淄博市高青县", "2022-01/2022-06", -1.4),
    ]


def test_towns_and_country_are_two() -> None:
    text = "上半年，全县城乡居民人均可支配收入分别达到28136元、12405元。"
    assert [row[:1] + row[3:4] for row in rows(text, home="淄博市高青县")] == [
        ("城镇居民人均可支配收入", 28136),
        ("农村居民人均可支配收入", 12405),
    ]


def test_an_estimate_of_a_year_that_is_over_is_no_target() -> None:
    text = "2022年，全县经济稳中有进。预计全年完成地区生产总值164亿元，增长4.5%。"
    assert [row[:4] for row in rows(text, "2023-01-10", "淄博市高青县")] == [
        ("地区生产总值", "淄博市高青县", "2022", 16400000000),
        ("地区生产总值", "淄博市高青县", "2022", 4.5),
    ]


def test_the_last_month_of_a_span_is_an_aside() -> None:
    text = "1—6月，规上工业增加值增长5.4%，其中，6月当月增长9.2%。出口增长2%。"
    assert [row[2:4] for row in rows(text)] == [
        ("2022-01/2022-06", 5.4),
        ("2022-06", 9.2),
        ("2022-01/2022-06", 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "上半年，全市5000万元及以上项目95个。",
        "截至6月末，公司总资产28.7亿元，资产负债率58.3%。",
        "上半年，全县农林牧渔业总产值增长5%。新培育75家合作社。",
    ],
)
def test_classes_and_firms_are_none(text: str) -> None:
    assert not [row for row in rows(text) if row[3] != 5]


def test_a_period_is_carried_for_what_adds_up_and_for_what_is_counted_at_a_day() -> None:
    text = "3月末，全县贷款余额354亿元，增长2.6%。全体居民人均可支配收入7256元。存款余额440亿元。"
    assert [(row[0], row[2]) for row in rows(text, "2025-05-22", "淄博市高青县")] == [
        ("贷款余额", "2025-03"),
        ("贷款余额", "2025-03"),
        ("全体居民人均可支配收入", "2025-01/2025-03"),
        ("存款余额", "2025-03"),
    ]


def test_a_period_opens_a_clause_of_a_sentence_without_figures() -> None:
    text = "记者昨日获悉，今年上半年，全市经济稳中有进。与一季度相比，走势向好，工业投资增长5%。"
    assert [row[2] for row in rows(text)] == ["2022-01/2022-06"]


def test_a_whole_year_that_is_not_over_is_the_year_before() -> None:
    assert [row[2] for row in rows("全年生产总值235亿元，增长9.2%。", "2022-04-01")] == ["2021", "2021"]


def test_the_month_alone_is_the_last_of_the_span_spoken_of() -> None:
    text = "一季度，工业增加值增长7.5%；其中，当月工业增加值增长9.9%。固定资产投资增长1%。"
    assert [row[2] for row in rows(text)] == ["2022-01/2022-03", "2022-03", "2022-01/2022-03"]


def test_another_region_s_rate_in_brackets_is_an_aside() -> None:
    text = "（三）上半年，全县固定资产投资增长6.4%（全市7.6%），较去年同期加快5.3个百分点，六县市排名第三。"
    text += "民间投资增长2%。"
    found = read(text, home="淄博市高青县")
    assert [(one.region, one.value, len(one.comparisons), one.rank) for one in found] == [
        ("淄博市高青县", 6.4, 1, Rank("六县市", 3)),
        ("淄博市", 7.6, 0, None),
        ("淄博市高青县", 2, 0, None),
    ]


def test_rivals_rates_in_brackets_are_no_part_of_their_names() -> None:
    text = "上半年，全市生产总值增长8.4%，比全省（7.7%）和全国平均水平（7.0%）分别高0.7、1.4个百分点。"
    assert related(text) == [("生产总值", [("全省", 0.7), ("全国", 1.4)], None)]


def test_what_is_compared_or_ranked_but_no_statistic_leaves_the_one_before_alone() -> None:
    text = "上半年，全市生产总值增长12.8%，比一季度回落4.8个百分点；"
    text += "环比增长6%，比一季度加快0.7个百分点，居全省第2位。"
    assert related(text) == [("生产总值", [("2022-01/2022-03", -4.8)], None)]


def test_a_number_of_something_unknown_is_followed_by_none_of_the_statistic_before() -> None:
    text = "上半年，规模以上工业增加值增长8.1%。变压器累计实现2828万千伏安，增长44.9%。"
    assert [row[3] for row in rows(text)] == [8.1]


def test_categories_take_the_amount_that_was_named_before() -> None:
    text = "上半年，采矿业增加值增长14.5%，电力、热力生产和供应业下降7.1%；私营企业增长15.4%。"
    assert [row[0] for row in rows(text)] == [
        "采矿业增加值",
        "电力、热力生产和供应业增加值",
        "私营企业增加值",
    ]
    text = "二、上半年固定资产投资增长9.7%。分产业看，第一产业增长2.2%；第三产业下降1.8%。"
    assert [row[0] for row in rows(text)] == ["固定资产投资", "第一产业投资", "第三产业投资"]


def test_several_categories_share_what_the_last_says() -> None:
    text = "上半年，新一代信息技术、高端化工、新能源新材料产业增加值分别增长29.7%、24.1%、12.6%。"
    assert [(row[0], row[3]) for row in rows(text)] == [
        ("新一代信息技术产业增加值", 29.7),
        ("高端化工产业增加值", 24.1),
        ("新能源新材料产业增加值", 12.6),
    ]


def test_numbered_paragraphs_of_counties() -> None:
    text = "1.张店区：上半年地区生产总值312亿元，居全市第5位。\n2.桓台县：地区生产总值210亿元，居全市第6位。"
    assert [(one.region, one.value, one.rank) for one in read(text)] == [
        ("淄博市张店区", 31200000000, Rank("全市", 5)),
        ("淄博市桓台县", 21000000000, Rank("全市", 6)),
    ]


def test_lists_of_counties_behind_a_heading() -> None:
    counties = [("淄博市桓台县", 18.2), ("淄博市高青县", -1.1)]
    for text in (
        "上半年规上工业增加值增速依次为：桓台县18.2%、高青县-1.1%。",
        "上半年规上工业增加值增速靠前的区县分别是桓台县（18.2%）、高青县（-1.1%）。",
        "上半年桓台县、高青县规上工业增加值增速靠前，分别增长18.2%、-1.1%。",
    ):
        assert [(row[1], row[3]) for row in rows(text)] == counties, text
        assert {(row[0], row[5]) for row in rows(text)} == {("规上工业增加值", "growth")}, text


def test_parts_in_brackets_leave_the_whole_spoken_of() -> None:
    text = "上半年，全市进出口总额18.6亿元（其中出口15.2亿元），同比增长21.4%（出口增长23.5%）。"
    assert [(row[0], row[3], row[5]) for row in rows(text)] == [
        ("进出口总额", 1860000000, "level"),
        ("出口", 1520000000, "level"),
        ("进出口总额", 21.4, "growth"),
        ("出口", 23.5, "growth"),
    ]


def test_how_much_of_a_plan_is_done_is_none() -> None:
    text = "上半年，全市税收收入8.6亿元，为年度预算的52.3%，增长6.1%，占比79.1%。"
    assert [(row[0], row[3], row[5]) for row in rows(text)] == [
        ("税收收入", 860000000, "level"),
        ("税收收入", 6.1, "growth"),
        ("税收收入占比", 79.1, "share"),
    ]


def test_what_a_number_became_is_the_value() -> None:
    text = "上半年，全市工业投资占固定资产投资的比重由去年同期的51.2%提高到58.6%。"
    assert [(row[0], row[2], row[3]) for row in rows(text)] == [
        ("工业投资占固定资产投资比重", "2022-01/2022-06", 58.6)
    ]
    text = "2021年，全市一般公共预算收入从2016年的174亿元增加到235亿元。"
    assert [(row[0], row[2], row[3]) for row in rows(text)] == [
        ("一般公共预算收入", "2016", 17400000000),
        ("一般公共预算收入", "2021", 23500000000),
    ]
    text = "全市一般公共预算收入从2016年的174亿元增加到2021年的235亿元。"
    assert [(row[0], row[2], row[3]) for row in rows(text)] == [
        ("一般公共预算收入", "2016", 17400000000),
        ("一般公共预算收入", "2021", 23500000000),
    ]


def test_since_the_year_began_is_of_the_year() -> None:
    text = "2021年，粮食总产量148万吨。今年以来，全市新登记市场主体5.2万户。"
    assert [(row[0], row[2]) for row in rows(text)] == [("粮食总产量", "2021"), ("新登记市场主体", "2022")]


def test_a_clause_can_end_with_the_county_it_describes() -> None:
    text = "上半年以微弱优势占据第三的高青县，地区生产总值268亿元。"
    assert [(row[1], row[3]) for row in rows(text)] == [("淄博市高青县", 26800000000)]


def test_trade_with_several_partners() -> None:
    text = "1—6月，全市对美国出口2亿元，增长4%；对东盟、韩国分别出口9亿元、7亿元，分别下降3%和1%。"
    assert [(row[0], row[3]) for row in rows(text)] == [
        ("对美国出口", 200000000),
        ("对美国出口", 4),
        ("对东盟出口", 900000000),
        ("对韩国出口", 700000000),
        ("对东盟出口", -3),
        ("对韩国出口", -1),
    ]


def test_lists_of_counts_and_of_shares() -> None:
    text = "上半年，全市猪、家禽出栏分别为73万头、18万只，分别增长10%、5%。"
    assert [(row[0], row[3], row[4]) for row in rows(text)] == [
        ("猪出栏", 73, "万头"),
        ("家禽出栏", 18, "万只"),
        ("猪出栏", 10, "%"),
        ("家禽出栏", 5, "%"),
    ]
    text = "上半年，第一、第二、第三产业增加值占GDP的比重分别为6.8%、40.1%、53.1%。"
    assert [(row[0], row[3]) for row in rows(text)] == [
        ("第一产业增加值占GDP比重", 6.8),
        ("第二产业增加值占GDP比重", 40.1),
        ("第三产业增加值占GDP比重", 53.1),
    ]


def test_budgets_are_plans_and_a_month_s_running_total_is_since_january() -> None:
    text = "4月，全县税收收入累计完成8103万元，占年初预算1.9亿元的42.6%，比上年增收1284万元，增长18.8%。"
    assert rows(text, "2024-05-16", "淄博市高青县") == [
        ("税收收入", "淄博市高青县", "2024-01/2024-04", 81030000, "CNY", "level"),
        ("税收收入", "淄博市高青县", "2024-01/2024-04", 18.8, "%", "growth"),
    ]


def test_times_of_an_earlier_year_do_not_date_what_follows() -> None:
    text = "预计2021年实现生产总值95亿元，是2015年的2.4倍，年均增长9%；财政收入4.4亿元。"
    assert [(row[0], row[2], row[3]) for row in rows(text, "2022-01-15")] == [
        ("生产总值", "2021", 9500000000),
        ("财政收入", "2021", 440000000),
    ]


def test_comparisons_of_what_was_once_or_with_nobody() -> None:
    assert related("一季度GDP增长7.5%，由去年低于全省2.8个百分点，变为高出0.2个百分点。") == [
        ("GDP", [], None)
    ]
    text = "上半年，机电产品出口增长6%，占全市出口的75.5%，比重较去年同期提高3.9个百分点。"
    assert related(text)[1] == ("机电产品出口占全市出口比重", [("同期", 3.9)], None)
    assert related("上半年，生产总值增长7.5%，比全省的6.1%快1.4个百分点。") == [
        ("生产总值", [("全省", 1.4)], None)
    ]


def test_what_a_clause_ends_with_moves_the_statistic_there() -> None:
    text = "上半年全市生产总值增长7.2%。增速最快的是桓台县，达9.1%；高青县、周村区分别为7.8%和7.5%。"
    assert [(row[1], row[3]) for row in rows(text)] == [
        ("淄博市", 7.2),
        ("淄博市桓台县", 9.1),
        ("淄博市高青县", 7.8),
        ("淄博市周村区", 7.5),
    ]


def test_a_threshold_that_was_passed_is_no_second_value() -> None:
    text = "上半年，巨野县财政收入站上20亿元台阶，达到20.3亿元，增幅8.6%。全市GDP2210亿元。"
    assert [(row[0], row[3]) for row in rows(text, home="菏泽市")] == [
        ("财政收入", 2030000000),
        ("财政收入", 8.6),
        ("GDP", 221000000000),
    ]


def test_a_sum_over_all_counties_is_none_but_names_their_parts() -> None:
    text = "上半年，全市8个县市区共完成地方财政收入61亿元，其中桓台县9.6亿元，增长2.3%。"
    assert [(row[0], row[1], row[3]) for row in rows(text)] == [
        ("地方财政收入", "淄博市桓台县", 960000000),
        ("地方财政收入", "淄博市桓台县", 2.3),
    ]


def test_the_gate_lets_every_name_pass_that_is_told_from_others() -> None:
    cues, names = lexicon("indicators")["gate"]["cues"], lexicon("indicators")["names"]["heads"]
    shut = {name for name in names if not any(cue in re.sub(r"\W", "", name) for cue in cues)}
    assert {name for name in shut if name.isalpha()} == {"投资", "收入", "资金", "企业"}


def test_a_rank_s_group_stands_behind_the_last_verb() -> None:
    assert related("2021年，沭阳县GDP1011亿元，从排名靠后跃居苏北县市第一。") == [
        ("GDP", [], Rank("苏北县市", 1))
    ]


def test_the_period_of_a_part_is_not_carried_on() -> None:
    text = "上半年，工业总产值22亿元；其中园区企业二季度完成工业总产值14亿元。轻工业总产值12亿元。"
    assert [(row[2], row[3]) for row in rows(text)] == [
        ("2022-01/2022-06", 2200000000),
        ("2022-04/2022-06", 1400000000),
        ("2022-01/2022-06", 1200000000),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "桓台农商银行各项存款余额312亿元；各项贷款余额226亿元，增长8%。上半年实现利润2.1亿元。",
        "上半年，本集团稳健经营。存款余额9024亿元，不良贷款余额12亿元。",
        "上半年，全市新增亿元以上入库企业法人153个，同比增长255%；在建项目194个，增长38%。",
        "新签约项目293个，同比增长61.9%；协议总金额1052亿元，增长38.7%。",
    ],
)
def test_what_firms_have_and_counts_of_projects_are_none(text: str) -> None:
    assert read(text) == []


def test_a_region_named_behind_a_firm_is_spoken_of_again() -> None:
    text = "某公司上半年产值3亿元。全市金融机构贷款余额2256亿元，存款余额3120亿元。"
    assert [(row[0], row[3]) for row in rows(text)] == [
        ("金融机构贷款余额", 225600000000),
        ("存款余额", 312000000000),
    ]


def test_a_list_of_values_with_verbs_of_their_own() -> None:
    assert [(row[1], row[3]) for row in rows("上半年，桓台县、高青县用电量同比分别增长6.3%和下降2.1%。")] == [
        ("淄博市桓台县", 6.3),
        ("淄博市高青县", -2.1),
    ]
    text = "上半年，全市农业总产值增长4%。蔬菜产量422万吨、增长3%。"
    assert [row[3:5] for row in rows(text)] == [(4, "%"), (422, "万吨"), (3, "%")]


def test_growth_of_counties_in_brackets_and_of_those_that_fell() -> None:
    text = "上半年固定资产投资增长6.7%。增速高于全市的有桓台县（14.5%）和高青县（12.1%）；"
    text += "周村区、沂源县为负增长，分别下降3.3%和1.2%。"
    assert [(row[0], row[1], row[3]) for row in rows(text)] == [
        ("固定资产投资", "淄博市", 6.7),
        ("固定资产投资", "淄博市桓台县", 14.5),
        ("固定资产投资", "淄博市高青县", 12.1),
        ("固定资产投资", "淄博市周村区", -3.3),
        ("固定资产投资", "淄博市沂源县", -1.2),
    ]


def test_a_rank_of_level_and_growth_is_of_the_last_statistic() -> None:
    text = "上半年，规上工业增加值增长8%；工业投资20亿元，增长9%，总量和增速均列全市第2位。"
    assert related(text) == [
        ("规上工业增加值", [], None),
        ("工业投资", [], Rank("全市", 2)),
        ("工业投资", [], Rank("全市", 2)),
    ]


def test_a_zone_that_no_table_has_is_the_city_s() -> None:
    text = "三江新区则是另一番景象：上半年规上工业总产值412亿元，增长1.6倍。"
    assert [(row[1], row[3]) for row in rows(text, home="宜宾市")] == [
        ("宜宾市三江新区", 41200000000),
        ("宜宾市三江新区", 160),
    ]


def test_a_rate_that_is_only_so_much() -> None:
    text = "“上半年，桓台县GDP增长9.1%。”局长说，“但固投只有8.3%，比全市低3.9个百分点。”"
    assert related(text) == [("GDP", [], None), ("固投", [("全市", -3.9)], None)]


def test_what_struck_a_county_names_no_statistic() -> None:
    text = "上半年，桓台县GDP增速最高，为2.6%；沂源县受旅游业冲击，下降1.1%。"
    assert [(row[0], row[1], row[3]) for row in rows(text)] == [
        ("GDP", "淄博市桓台县", 2.6),
        ("GDP", "淄博市沂源县", -1.1),
    ]


def test_shares_that_rose_and_shares_of_the_statistic_before() -> None:
    text = "上半年，新兴产业产值占规上工业比重提升至42.3%。"
    text += "经开区主营业务收入538亿元，总量占全市规上工业的31.5%。"
    assert [(row[0], row[3]) for row in rows(text)] == [
        ("新兴产业产值占规上工业比重", 42.3),
        ("主营业务收入", 53800000000),
        ("主营业务收入占全市规上工业比重", 31.5),
    ]


def test_a_heading_names_the_statistic_of_what_follows() -> None:
    for heading in ("固定资产投资。", "固定资产投资\n"):
        text = (
            f"上半年，全市经济向好。\n{heading}全市增长9.3%。其中，桓台县增长14.8%，其余依次为高青县13.2%。"
        )
        assert [(row[0], row[1], row[3]) for row in rows(text)] == [
            ("固定资产投资", "淄博市", 9.3),
            ("固定资产投资", "淄博市桓台县", 14.8),
            ("固定资产投资", "淄博市高青县", 13.2),
        ]


def test_a_heading_of_plans_makes_its_paragraphs_targets() -> None:
    text = "2023年主要目标建议\n地区生产总值增长6.5%，研发经费支出占生产总值比重达到1.8%。"
    assert read(text, "2023-02-24") == []
    text = "一、主要目标任务完成情况\n上半年，地区生产总值增长6.5%。"
    assert len(read(text)) == 1


def test_growth_over_two_years_is_a_statistic_of_its_own() -> None:
    text = "上半年，工业增加值增长15.7%，两年平均增长8.2%，比一季度加快0.9个百分点，居全市第2位。"
    assert related(text) == [
        ("工业增加值", [], Rank("全市", 2)),
        ("工业增加值两年平均增长", [("2022-01/2022-03", 0.9)], None),
    ]


def test_the_first_three_in_order() -> None:
    text = "上半年，桓台县、高青县、沂源县固定资产投资增速列各区县前三位，分别为26.1%、22.7%和19.5%。"
    assert [(one.region, one.value, one.rank) for one in read(text)] == [
        ("淄博市桓台县", 26.1, Rank("各区县", 1)),
        ("淄博市高青县", 22.7, Rank("各区县", 2)),
        ("淄博市沂源县", 19.5, Rank("各区县", 3)),
    ]
    assert related("上半年，全市固定资产投资增长9%，居全省前三位。") == [("固定资产投资", [], None)]


def test_who_speaks_for_a_county_means_it() -> None:
    text = "滕州市委负责人没有回避：上半年，全市工业投资增长4.6%，低于枣庄全市5.8个百分点。"
    assert [(row[1], row[3]) for row in rows(text, home="枣庄市")] == [("枣庄市滕州市", 4.6)]
    text = "据青山区统计，1—5月，全区固定资产投资增长34.1%。"
    assert [(row[1], row[3]) for row in rows(text, home="包头市")] == [("包头市青山区", 34.1)]


@pytest.mark.parametrize(
    "text",
    [
        "今年以来，全市新签约过亿元项目183个，已到位资金86.4亿元。",
        "上半年，全市参评企业6127家。",
        "上半年，县城的民宿价格从120元涨到800元。",
        "各区县还要冲刺全年固投增长8%的硬任务。",
    ],
)
def test_money_of_projects_and_what_nobody_counts_are_none(text: str) -> None:
    assert read(text) == []


def test_a_name_before_a_bare_zone_belongs_to_it_where_a_statistic_follows() -> None:
    text = "上半年，工业投资增长6.9%。井冈山经开区增长15.3%，经开区管委会作了交流。"
    assert [(row[1], row[3]) for row in rows(text, home="吉安市")] == [
        ("吉安市", 6.9),
        ("吉安市井冈山经开区", 15.3),
    ]


def test_a_size_class_within_a_name() -> None:
    text = "1—6月，全县引进省外2000万元以上项目资金71.6亿元，增长9.3%。"
    assert [(row[0], row[3]) for row in rows(text, home="宜春市上高县")] == [
        ("引进省外2000万元以上项目资金", 7160000000),
        ("引进省外2000万元以上项目资金", 9.3),
    ]


def test_balances_of_the_same_institutions() -> None:
    text = "6月末，金融机构本外币各项存款余额1208亿元，比年初增加96亿元；各项贷款余额834亿元。"
    assert [row[0] for row in rows(text)] == ["金融机构本外币各项存款余额", "金融机构本外币各项贷款余额"]


def test_a_year_that_says_which_projects_does_not_date_their_rate() -> None:
    text = "截至10月底，全县列入2020年市级重点产业项目共24个，投资完成率89.4%。"
    assert [row[2:4] for row in rows(text, "2020-11-05", "淄博市高青县")] == [("2020-01/2020-10", 89.4)]


def test_what_is_compared_with_lies_in_the_year_spoken_of() -> None:
    text = "2024年，全市生产总值增长6.2%，比前三季度加快0.3个百分点。"
    assert read(text, "2025-02-10")[0].comparisons == (Comparison("2024-01/2024-09", 0.3, "pp"),)


def test_a_review_goes_on_to_speak_of_a_county() -> None:
    text = (
        "谈到高青县，点评不绕弯子：上半年规模以上工业增加值增长5.1%。\n谈到桓台县，一般公共预算收入下降6.3%。"
    )
    assert [(row[0], row[1], row[3]) for row in rows(text)] == [
        ("规模以上工业增加值", "淄博市高青县", 5.1),
        ("一般公共预算收入", "淄博市桓台县", -6.3),
    ]


def test_an_aside_and_its_part_end_with_their_semicolon() -> None:
    text = "上半年，全市规模以上工业增加值增长13%，其中当月工业增加值增长12%；工业投资216.5亿元。"
    assert [(row[0], row[2]) for row in rows(text)] == [
        ("规模以上工业增加值", "2022-01/2022-06"),
        ("工业增加值", "2022-06"),
        ("工业投资", "2022-01/2022-06"),
    ]
    text = "上半年，桓台县规模以上工业增加值增长9%，其中光伏产业增加值增长12%；高青县增长6.7%。"
    assert [(row[0], row[1], row[3]) for row in rows(text)] == [
        ("规模以上工业增加值", "淄博市桓台县", 9),
        ("光伏产业增加值", "淄博市桓台县", 12),
        ("规模以上工业增加值", "淄博市高青县", 6.7),
    ]


def test_an_amount_behind_a_share_is_none_of_the_share() -> None:
    text = "上半年，桓台县一般公共预算收入14.8亿元，税收比重达91.4%；高青县完成16.2亿元，下降7.9%。"
    assert [(row[0], row[1], row[3]) for row in rows(text)][2:] == [
        ("一般公共预算收入", "淄博市高青县", 1_620_000_000),
        ("一般公共预算收入", "淄博市高青县", -7.9),
    ]


def test_shares_in_turn_of_a_row_of_regions() -> None:
    text = "上半年，实际使用外资桓台县1.8亿美元、高青县1.3亿美元，分别占全市的25.8%、18.6%。"
    assert [(row[0], row[1], row[3]) for row in rows(text)][2:] == [
        ("实际使用外资占全市比重", "淄博市桓台县", 25.8),
        ("实际使用外资占全市比重", "淄博市高青县", 18.6),
    ]


def test_whose_enterprises_and_how_many_industries() -> None:
    text = "上半年，桓台县汽车零部件产业规上企业实现产值96.4亿元，占全县规上工业总产值的31.2%。"
    assert [(row[0], row[3]) for row in rows(text)] == [
        ("汽车零部件产业规上企业产值", 9_640_000_000),
        ("汽车零部件产业规上企业产值占规上工业总产值比重", 31.2),
    ]
    text = "上半年，全市氟材料、竹产业、食品加工三大主导产业增加值分别增长11.3%、8.6%和5.2%。"
    assert [row[0] for row in rows(text)] == ["氟材料产业增加值", "竹产业增加值", "食品加工产业增加值"]
    assert rows("上半年，全市电子产业营业收入增长7%；规上工业企业达到238家。")[-1][0] == "规上工业企业"


def test_a_season_of_the_year_before_and_a_period_inside_a_name() -> None:
    text = "上半年，全市完成生产总值802亿元，比增8.6%；其中，金融业一季度增加值实现25.8亿元。"
    assert rows(text, published="2022-01-10") == [
        ("生产总值", "淄博市", "2021-01/2021-06", 80_200_000_000, "CNY", "level"),
        ("生产总值", "淄博市", "2021-01/2021-06", 8.6, "%", "growth"),
        ("金融业增加值", "淄博市", "2021-01/2021-03", 2_580_000_000, "CNY", "level"),
    ]


def test_a_rate_in_turn_for_the_row_that_the_clause_before_ends_with() -> None:
    text = (
        "1—6月，市级重大项目投资完成率70.4%，超时序进度3.7个百分点。进度较快的是桓台县、高青县和沂源县，"
        "市级重大项目投资完成率分别为78.2%、76.5%和74.1%；张店区、临淄区分别为66.8%和64.3%。"
    )
    assert related(text)[0] == ("市级重大项目投资完成率", [("时序进度", 3.7)], None)
    assert rows(text)[1:] == [
        ("市级重大项目投资完成率", f"淄博市{county}", "2022-01/2022-06", value, "%", "share")
        for county, value in [
            ("桓台县", 78.2),
            ("高青县", 76.5),
            ("沂源县", 74.1),
            ("张店区", 66.8),
            ("临淄区", 64.3),
        ]
    ]


def test_a_county_behind_a_quotation_and_no_period_by_when_something_is_due() -> None:
    text = (
        "“成绩一句带过。”桓台县的述职从一组数据开始：上半年，地区生产总值增长5.7%。市住建局8月底前接通管网。\n"
        "高青县工业投资却仅增长2.8%。"
    )
    assert rows(text) == [
        ("地区生产总值", "淄博市桓台县", "2022-01/2022-06", 5.7, "%", "growth"),
        ("工业投资", "淄博市高青县", "2022-01/2022-06", 2.8, "%", "growth"),
    ]


def test_listed_projects_are_whose_a_rate_is() -> None:
    assert rows("上半年，市列重大项目开工率91.5%，投资完成率53.4%。") == [
        ("市列重大项目开工率", "淄博市", "2022-01/2022-06", 91.5, "%", "share"),
        ("市列重大项目投资完成率", "淄博市", "2022-01/2022-06", 53.4, "%", "share"),
    ]


def test_what_parts_were_told_of_is_told_by_region_again() -> None:
    whole = "上半年，全市固定资产投资增长6.8%。其中，制造业投资增长18%，民间投资下降2%。"
    told = [
        ("固定资产投资", "淄博市", "2022-01/2022-06", 6.8, "%", "growth"),
        ("制造业投资", "淄博市", "2022-01/2022-06", 18, "%", "growth"),
        ("民间投资", "淄博市", "2022-01/2022-06", -2, "%", "growth"),
        ("固定资产投资", "淄博市张店区", "2022-01/2022-06", 11.2, "%", "growth"),
        ("固定资产投资", "淄博市桓台县", "2022-01/2022-06", 8.4, "%", "growth"),
    ]
    by_region = "分区县看，张店区、桓台县分别增长11.2%和8.4%。"
    assert rows(whole + by_region) == told
    assert rows(f"{whole}\n{by_region}") == told


def test_a_paragraph_on_growth_goes_on_with_the_statistic_before_it() -> None:
    assert rows("上半年，全市实现生产总值2100亿元。\n从增速看，桓台县增长6.4%，张店区5.1%。") == [
        ("生产总值", "淄博市", "2022-01/2022-06", 210000000000, "CNY", "level"),
        ("生产总值", "淄博市桓台县", "2022-01/2022-06", 6.4, "%", "growth"),
        ("生产总值", "淄博市张店区", "2022-01/2022-06", 5.1, "%", "growth"),
    ]


def test_projects_by_region_are_no_statistics() -> None:
    text = "全市集中签约项目40个，总投资100亿元。\n分区县看，张店区12个、30亿元，桓台县8个、21亿元。"
    assert rows(f"上半年，全市实现生产总值2100亿元。\n{text}")[1:] == []


def test_a_tie_and_a_rate_told_in_full_before() -> None:
    text = (
        "截至6月底，全市86个市级重点项目开工80个，开工率93%。\n"
        "开工率方面，张店区、桓台县均为100%，并列全市第一位；高青县88.2%。"
    )
    assert related(text) == [
        ("市级重点项目开工率", [], None),
        ("市级重点项目开工率", [], Rank("全市", 1)),
        ("市级重点项目开工率", [], Rank("全市", 1)),
        ("市级重点项目开工率", [], None),
    ]


def test_a_rank_of_the_regions_that_its_clause_names() -> None:
    text = "上半年，张店区规上工业增加值增长8%，桓台县增长8%，高青县增长7%，桓台县和张店区并列全市首位。"
    assert [fact.rank for fact in read(text)] == [Rank("全市", 1), Rank("全市", 1), None]


@pytest.mark.parametrize("mark", ["▲桓台县 ", "●桓台县：", "【桓台县】", "■ 桓台县"])
def test_a_region_behind_a_mark_heads_its_paragraph(mark: str) -> None:
    assert rows(f"{mark}上半年，规模以上工业增加值增长7.7%，进出口3亿元。") == [
        ("规模以上工业增加值", "淄博市桓台县", "2022-01/2022-06", 7.7, "%", "growth"),
        ("进出口", "淄博市桓台县", "2022-01/2022-06", 300000000, "CNY", "level"),
    ]


def test_the_investment_of_a_works_is_no_statistic() -> None:
    assert rows("【桓台县】智能化工厂投资9.7亿元，主体封顶。") == []


def test_a_share_of_a_past_year_and_the_one_it_rose_to() -> None:
    text = "上半年，全市新材料产业产值328亿元，占规上工业总产值的比重由2020年的18.2%提高到23.5%。"
    assert rows(text) == [
        ("新材料产业产值", "淄博市", "2022-01/2022-06", 32800000000, "CNY", "level"),
        ("新材料产业产值占规上工业总产值比重", "淄博市", "2020", 18.2, "%", "share"),
        ("新材料产业产值占规上工业总产值比重", "淄博市", "2022-01/2022-06", 23.5, "%", "share"),
    ]


def test_profits_behind_a_semicolon_are_of_the_enterprises_before() -> None:
    text = "上半年，全市规模以上工业企业营业收入418亿元；利润总额17.4亿元。"
    assert rows(text) == [
        ("规模以上工业企业营业收入", "淄博市", "2022-01/2022-06", 41800000000, "CNY", "level"),
        ("规模以上工业企业利润总额", "淄博市", "2022-01/2022-06", 1740000000, "CNY", "level"),
    ]


def test_a_year_that_has_only_begun_is_planned_in_a_report_on_the_work() -> None:
    report = "各位代表：2021年，全县地区生产总值增长8%。\n2022年，一般公共预算收入突破43亿元。"
    assert rows(report, "2022-02-25", "淄博市桓台县") == [
        ("地区生产总值", "淄博市桓台县", "2021", 8, "%", "growth")
    ]
    assert rows("2022年以来，全县工业用电量增长9%。", "2022-02-25", "淄博市桓台县") == [
        ("工业用电量", "淄博市桓台县", "2022", 9, "%", "growth")
    ]


def test_a_banner_that_its_own_paper_calls_by_its_last_letters() -> None:
    assert rows("1—9月，中旗新能源发电量79.3亿千瓦时。", "2022-10-17", "巴彦淖尔市乌拉特中旗") == [
        ("新能源发电量", "巴彦淖尔市乌拉特中旗", "2022-01/2022-09", 79.3, "亿千瓦时", "level")
    ]


def test_a_fall_behind_a_share_is_of_the_amount() -> None:
    text = "上半年，全市采矿业增加值占比达96%，同比下降15.6%；税收占比58%，同比下降2个百分点。"
    assert rows(text) == [
        ("采矿业增加值占比", "淄博市", "2022-01/2022-06", 96, "%", "share"),
        ("采矿业增加值", "淄博市", "2022-01/2022-06", -15.6, "%", "growth"),
        ("税收占比", "淄博市", "2022-01/2022-06", 58, "%", "share"),
    ]


def test_spaces_around_a_rate_and_beasts_counted_one_by_one() -> None:
    assert rows("上半年，全市生猪出栏52670头，增长 3.7 %。") == [
        ("生猪出栏", "淄博市", "2022-01/2022-06", 52670, "头", "level"),
        ("生猪出栏", "淄博市", "2022-01/2022-06", 3.7, "%", "growth"),
    ]


def test_the_end_of_a_year_in_a_bulletin_is_of_the_year_that_is_over() -> None:
    text = "年末全县常住人口94万人，比上年末增加1万人。年末户籍总户数49万户。全年居民消费价格上涨1%。"
    assert rows(text, "2022-05-20", "淄博市桓台县") == [
        ("常住人口", "淄博市桓台县", "2021", 94, "万人", "level"),
        ("户籍总户数", "淄博市桓台县", "2021", 49, "万户", "level"),
        ("居民消费价格", "淄博市桓台县", "2021", 1, "%", "growth"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "上半年，全市县属企业完成1094万吨。",
        "上半年，全市规模以上服务业8户。",
        "上半年，全市工业用电量增长5%。35个行业中有20个行业增长，主要行业增长3%。",
    ],
)
def test_firms_and_lines_of_business_that_are_no_names(text: str) -> None:
    assert [row for row in rows(text) if row[0] != "工业用电量"] == []


def test_lines_of_business_and_what_grows_again_are_named_in_full() -> None:
    text = "上半年，全市规上工业总产值增长3%。从行业看，建材行业增长6%，再生纸产业下降2%。"
    assert [row[0] for row in rows(text)] == ["规上工业总产值", "建材行业总产值", "再生纸产业总产值"]


def test_higher_by_so_much_than_the_whole_and_ahead_of_its_time() -> None:
    text = "上半年，全市固定资产投资增长19.7%，比全省高出了16.5个百分点。"
    assert related(text) == [("固定资产投资", [("全省", 16.5)], None)]
    text = "截至6月底，全市市级重点项目投资完成率61%，超时间进度11个百分点。"
    assert related(text) == [("市级重点项目投资完成率", [("时间进度", 11)], None)]


def test_a_goal_that_is_met_in_part_hides_no_value_and_means_are_no_statistics() -> None:
    text = "1—6月，全市省外到位资金50亿元，完成市考核目标42亿元的118%，同比增长38%。"
    assert rows(text) == [
        ("省外到位资金", "淄博市", "2022-01/2022-06", 5000000000, "CNY", "level"),
        ("省外到位资金", "淄博市", "2022-01/2022-06", 38, "%", "growth"),
    ]
    assert rows("上半年，全市工程资金来源：市财政投资9亿元，自筹资金16亿元。") == []


def test_a_bound_before_what_adds_up() -> None:
    text = "上半年，全市实际到位外省资金突破700亿元，累计实现702.76亿元。"
    assert rows(text) == [
        ("实际到位外省资金", "淄博市", "2022-01/2022-06", 70276000000, "CNY", "level"),
    ]


def test_how_many_there_are_of_what_was_added_to() -> None:
    text = "2021年，全市新登记市场主体3万户，总数达到30万户；规模以上工业企业总数达到652家。"
    assert rows(text) == [
        ("新登记市场主体", "淄博市", "2021", 3, "万户", "level"),
        ("市场主体", "淄博市", "2021", 30, "万户", "level"),
        ("规模以上工业企业", "淄博市", "2021", 652, "家", "level"),
    ]
    assert rows("2021年，公司新增门店30家，总数达到652家。") == []


def test_zeal_for_projects_is_no_project_but_a_part_of_its_investment_is_its_own() -> None:
    text = "点评桓台县：抓项目有韧劲，工业投资增长6.8%，高于全市8.3个百分点。"
    assert related(text) == [("工业投资", [("全市", 8.3)], None)]
    assert rows("上半年建设的园区。总投资21亿元，其中固定资产投资15.6亿元。") == []
