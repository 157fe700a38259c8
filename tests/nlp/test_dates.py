from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.dates import find_dates
from nlp.spans import Date

PUBLISHED = "2022-06-15"
find_dates("今天", PUBLISHED)  # expressions are compiled once


def read(text: str, published: str = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    return [(found.quote, found.first, found.last) for found in find_dates(text, published)]


def test_rows_carry_span_days_value_and_period() -> None:
    assert find_dates("截至5月底，去年一季度的5月16日上午。", PUBLISHED) == [
        Date(2, 5, "5月底", "2022-05-21", "2022-05-31", "2022-05", "2022-05"),
        Date(6, 11, "去年一季度", "2021-01-01", "2021-03-31", "2021", "2021-01/2021-03"),
        Date(12, 19, "5月16日上午", "2022-05-16", "2022-05-16", "2022-05-16", None),
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022年5月16日", "2022-05-16", "2022-05-16"),
        ("二〇二二年五月十六日", "2022-05-16", "2022-05-16"),
        ("２０２２年５月", "2022-05-01", "2022-05-31"),
        ("2022-05-16", "2022-05-16", "2022-05-16"),
        ("2022/5/16", "2022-05-16", "2022-05-16"),
        ("2022.5.16", "2022-05-16", "2022-05-16"),
        ("昨日上午", "2022-06-14", "2022-06-14"),
        ("前天", "2022-06-13", "2022-06-13"),
        ("上周五", "2022-06-10", "2022-06-10"),
        ("本周三", "2022-06-15", "2022-06-15"),
        ("上月", "2022-05-01", "2022-05-31"),
        ("下个月上旬", "2022-07-01", "2022-07-10"),
        ("明年10月", "2023-10-01", "2023-10-31"),
        ("去年底", "2021-10-01", "2021-12-31"),
        ("前三季度", "2022-01-01", "2022-09-30"),
        ("1至4月份", "2022-01-01", "2022-04-30"),
        ("前11个月", "2021-01-01", "2021-11-30"),
        ("2022年10月至2023年3月", "2022-10-01", "2023-03-31"),
        ("5月13日至15日", "2022-05-13", "2022-05-15"),
        ("2021—2025年", "2021-01-01", "2025-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("今年以来", "2022-01-01", "2022-06-15"),
        ("2021年国庆节", "2021-10-01", "2021-10-01"),
        ("三天前", "2022-06-12", "2022-06-12"),
        ("去年年底", "2021-10-01", "2021-12-31"),
        ("19年底", "2019-10-01", "2019-12-31"),
        ("前两个月", "2022-01-01", "2022-02-28"),
        ("一至三季度", "2022-01-01", "2022-09-30"),
        ("二、三季度", "2022-04-01", "2022-09-30"),
        ("上季度", "2022-01-01", "2022-03-31"),
        ("上上个月", "2022-04-01", "2022-04-30"),
        ("月底", "2022-06-21", "2022-06-30"),
        ("下周末", "2022-06-25", "2022-06-26"),
        ("下周三至周五", "2022-06-22", "2022-06-24"),
        ("七夕", "2021-08-14", "2021-08-14"),
        ("今明两年", "2022-01-01", "2023-12-31"),
        ("2021年夏季", "2021-06-01", "2021-08-31"),
        ("近三年", "2019-06-15", "2022-06-15"),
        ("上世纪90年代", "1990-01-01", "1999-12-31"),
        ("2018年以来", "2018-01-01", "2022-06-15"),
        ("今年3月至今", "2022-03-01", "2022-06-15"),
        ("昨天到今天", "2022-06-14", "2022-06-15"),
        ("6月1日零时至6月10日", "2022-06-01", "2022-06-10"),
        ("去年一季度至今年一季度", "2021-01-01", "2022-03-31"),
        ("6月10日（星期五）", "2022-06-10", "2022-06-10"),
        ("20220516", "2022-05-16", "2022-05-16"),
        ("2022.05", "2022-05-01", "2022-05-31"),
        ("5月第二个星期日", "2022-05-08", "2022-05-08"),
        ("二〇一九年八月十五", "2019-08-15", "2019-08-15"),
        ("从2016到2018", "2016-01-01", "2018-12-31"),
        ("90年代", "1990-01-01", "1999-12-31"),
        ("零八年", "2008-01-01", "2008-12-31"),
        ("2009 年 到 2010 年", "2009-01-01", "2010-12-31"),
        ("过去一年", "2021-01-01", "2021-12-31"),
        ("春节", "2022-02-01", "2022-02-01"),
        ("2021年除夕", "2021-02-11", "2021-02-11"),
        ("清明", "2022-04-05", "2022-04-05"),
        ("去年母亲节", "2021-05-09", "2021-05-09"),
        ("正月初八", "2022-02-08", "2022-02-08"),
        ("2021年农历八月十五", "2021-09-21", "2021-09-21"),
        ("农历闰四月", None, None),
        ("腊月廿三", "2022-01-25", "2022-01-25"),
        ("大年初一", "2022-02-01", "2022-02-01"),
        ("去年本月", "2021-06-01", "2021-06-30"),
        ("去年本月十日", "2021-06-10", "2021-06-10"),
        ("十月的第一周", "2021-10-01", "2021-10-07"),
        ("2022年2月最后一周", "2022-02-22", "2022-02-28"),
        ("2017年头", "2017-01-01", "2017-03-31"),
        ("2017年头两个月", "2017-01-01", "2017-02-28"),
    ],
)
def test_forms(text: str, first: str | None, last: str | None) -> None:
    assert read(text) == [(text.replace("从", "", 1), first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "一时半会儿",
        "今日头条",
        "天天",
        "24小时",
        "108万吨/年",
        "日产",
        "2月30日",
        "13月",
        "近日",
        "提前一个月",
        "提前两周",
        "三年内",
        "3.5",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "quote", "first", "last"),
    [
        ("6月9日签约，次日开工", "次日", "2022-06-10", "2022-06-10"),
        ("6月9日签约，当天开工", "当天", "2022-06-09", "2022-06-09"),
        ("4月份增长5%，当月新增3家", "当月", "2022-04-01", "2022-04-30"),
        ("2018年签约，次年投产", "次年", "2019-01-01", "2019-12-31"),
        ("1至4月份增长5%，去年同期为3%", "去年同期", "2021-01-01", "2021-04-30"),
        ("6月9日，16至18日分别开会", "16至18日", "2022-06-16", "2022-06-18"),
    ],
)
def test_words_that_point_back_mean_the_date_before(text: str, quote: str, first: str, last: str) -> None:
    assert read(text)[1] == (quote, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "当年轻人",
        "同年龄段",
        "上年纪",
        "过去年代",
        "8月龄",
        "全年级",
        "如今天津",
        "每周一召开",
        "每年5月",
        "当天然气供应充足",
        "次日",
        "当晚举行",
        "历时近三年",
        "上周转率",
        "大年",
    ],
)
def test_words_that_point_at_nothing_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_before_or_after_a_festival_is_known_to_the_year() -> None:
    assert [found.value for found in find_dates("预计春节后试产，1月3日开工", "2020-12-30")] == [
        "2021",
        "2021-01-03",
    ]


def test_the_festival_of_a_word_of_holiday() -> None:
    assert read("“五一”假期")[0] == ("“五一”", "2022-05-01", "2022-05-01")
    assert read("五一路、十一局") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8月20日举行", "2021-08-20"),
        ("将于8月20日举行", "2022-08-20"),
        ("拟于2月开工", "2023-02"),
        ("完成年度计划的一半，3月投产", "2022-03"),
        ("6月18日开幕", "2022-06-18"),
    ],
)
def test_a_date_without_a_year_is_past_unless_said_to_lie_ahead(text: str, value: str) -> None:
    assert [found.value for found in find_dates(text, PUBLISHED)] == [value]


def test_a_dateline_says_what_today_means() -> None:
    assert read("本报5月31日讯　今天上午，签约。", "2021-06-01")[1] == (
        "今天上午",
        "2021-05-31",
        "2021-05-31",
    )


def test_a_bare_day_belongs_to_the_month_before_it() -> None:
    assert read("4月12日开会，16日开工")[1] == ("16日", "2022-04-16", "2022-04-16")


def test_what_needs_the_day_of_publication_is_unknown_without_it() -> None:
    assert find_dates("5月16日和2021年", "") == [
        Date(0, 5, "5月16日", None, None, None, None),
        Date(6, 11, "2021年", "2021-01-01", "2021-12-31", "2021", "2021"),
    ]


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read(f"在{day.year}年{day.month}月{day.day}日召开") == [
        (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), day.isoformat())
    ]


@settings(deadline=None)
@given(st.text("0123456789年月日至上下半季度今去明前第一二三十，。“”-/. 个周", max_size=60))
def test_spans_are_quoted_ordered_and_in_order_of_days(text: str) -> None:
    found = find_dates(text, PUBLISHED)
    assert all(text[one.start : one.end] == one.quote for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(one.first <= one.last for one in found if one.first and one.last)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("12月7日观摩。截至6月底完成投资5亿元，预计2026年6月投产。8日，", "2023-12-11", "2023-12-08"),
        ("截至6月底完成投资5亿元。8日，", "2023-12-11", "2023-12-08"),
        ("11月29日至30日看了9个项目。1日，", "2023-12-03", "2023-12-01"),
        ("5月16日开工。13日召开点评会，", "2022-05-20", "2022-05-13"),
    ],
)
def test_a_bare_day_goes_on_from_the_days_told(text: str, published: str, day: str) -> None:
    assert find_dates(text, published)[-1].first == day
