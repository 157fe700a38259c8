"""Dates as pages write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.dates import read_date, read_stamp, url_date

FETCHED = "2026-11-20T02:00:00"


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2026-05-18 10:19", "2026-05-18T10:19"),
        ("2022-04-17 14:46:00", "2022-04-17T14:46:00"),
        ("2026/08/31 09:30", "2026-08-31T09:30"),
        ("2026年09月24日 15:30", "2026-09-24T15:30"),
        ("2017 年 10 月 9 日　星期一", "2017-10-09"),
        ("2026-06-08", "2026-06-08"),
        ("２０１２年１０月９日", "2012-10-09"),
        ("二〇二二年五月十六日", "2022-05-16"),
        ("2024年3月5日 下午3:05", "2024-03-05T15:05"),
        ("2024-10-28 10:25:36:0", "2024-10-28T10:25:36"),
        ("2024-10-28T10:25:36+08:00", "2024-10-28T10:25:36"),
        ("2019.01.02", "2019-01-02"),
        ("2026-02-30", None),
        ("1066-10-14", None),
        ("电话 0533-2026051", None),
        ("2027-06-01", None),
        ("昨天 14:20", "2026-11-19T14:20"),
        ("3天前", "2026-11-17"),
        ("10-08", "2026-10-08"),
        ("12月30日", "2025-12-30"),
        ("刚刚", "2026-11-20"),
    ],
)
def test_read_date(text: str, stamp: str | None) -> None:
    assert read_date(text, FETCHED) == stamp


@pytest.mark.parametrize(
    ("text", "day"), [("今天 01:20", "2026-11-21T01:20"), ("昨天", "2026-11-20"), ("11-21", "2026-11-21")]
)
def test_days_are_those_of_china_when_utc_has_yesterday(text: str, day: str) -> None:
    assert read_date(text, "2026-11-20T18:00:00Z") == day


@pytest.mark.parametrize("text", ["昨天", "3天前", "10-08", "刚刚"])
def test_forms_without_a_year_need_the_fetch(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("20230406112005", "2023-04-06T11:20:05"),
        ("20230406", "2023-04-06"),
        ("12345678", None),
        ("2025-06-01T23:30:00+00:00", "2025-06-02T07:30:00"),
        ("2025-06-01T23:30Z", "2025-06-02T07:30"),
        ("2025-12-31T16:00:00.000Z", "2026-01-01T00:00:00"),
        ("2025-06-01T23:30:00+08:00", "2025-06-01T23:30:00"),
        ("2025-06-01T23:30:00+0800", "2025-06-01T23:30:00"),
        ("2025-06-01 10:30:00 -0500", "2025-06-01T23:30:00"),
        ("2025-06-02T01:30:00+09:00", "2025-06-02T00:30:00"),
        ("Sun, 01 Jun 2025 23:30:00 GMT", "2025-06-02T07:30:00"),
        ("2025-06-01T23:30:00", "2025-06-01T23:30:00"),
        ("2025-06-31T23:30:00Z", None),
    ],
)
def test_machine_written_stamps(text: str, stamp: str | None) -> None:
    assert read_stamp(text) == stamp


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.cn/x/202201/t20220121_11700001.html", "2022-01-21"),
        ("http://a.cn/art/2023/8/3/art_19724_2744411.html", "2023-08-03"),
        ("http://a.cn/pc/content/202304/11/content_88121.html", "2023-04-11"),
        ("http://a.cn/html/2017-10/09/content_401862.htm", "2017-10-09"),
        ("http://a.cn/dzrb/content/20160518/Articel01002MT.htm", "2016-05-18"),
        ("http://a.cn/2019/0602/4283022.shtml", "2019-06-02"),
        ("http://a.cn/nw.D110000zbrb_20180315_1-01.htm", "2018-03-15"),
        ("http://a.cn/info/1012/3456.htm", None),
        ("http://a.cn/p/20261399/1.htm", None),
    ],
)
def test_url_date(url: str, day: str | None) -> None:
    assert url_date(url) == day


@given(
    st.dates(date(1990, 1, 1), date(2026, 11, 20)), st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"])
)
def test_every_day_comes_back(day: date, form: str) -> None:
    assert read_date(f"发布时间：{day.strftime(form)} 来源", FETCHED) == day.isoformat()


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read_date(text, FETCHED)
