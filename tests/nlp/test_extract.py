"""What holds for extraction from any text at all: evidence, order, determinism, bounded work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.extract import extract
from nlp.facts import Article, Facts
from nlp.stream import layers

PUBLISHED = "2022-05-20"
WORDS = """
5月16日 昨日 今年1至4月份 “十四五”期间 截至6月底 淄博市 高青县 张店区 高新区 全市 该县 总投资 1217亿元
近73亿元 30亿至50亿元 3000余万元 二十个亿 255个 12.3% 7.5个百分点 第3位 集中开工 集中签约仪式 工作点评会
观摩 分别 增长 下降 高于全省 居全省 规模以上工业增加值 固定资产投资 主会场 分会场 举行 召开 其中 一期 由
投资建设 的 项目 山东某某化工有限公司 年产5万吨 建成后 投产 ， 。 ； 、 ： （ ） “ ” 《 》 １２．５ —
"""
_PIECES = st.sampled_from([*WORDS.split(), "\n", "\u3000", "\u2028"])
GENRE = st.lists(_PIECES, max_size=60).map("".join)
ANY = st.text(max_size=300)
MIXED = st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=50).map("".join)
TEXTS = st.one_of(GENRE, MIXED, ANY)


def read(text: str, published: str = PUBLISHED, home: str | None = "淄博市") -> Facts:
    return extract(Article("x", text, published, home))


def evidence(facts: Facts) -> list[Any]:
    return [fact for group in fields(facts) for fact in getattr(facts, group.name)]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_fact_of_any_text_has_its_evidence_and_rule(text: str) -> None:
    for fact in evidence(read(text)):
        assert text[fact.start : fact.end] == fact.quote
        assert fact.quote
        assert "@" in fact.rule


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_layer_of_any_text_keeps_its_offsets_in_order(text: str) -> None:
    row = layers(Article("x", text, PUBLISHED, "淄博市"))
    for name in ("numbers", "money", "dates", "places", "companies", "tokens"):
        ends = 0
        for span in row[name]:
            assert text[span["start"] : span["end"]] == span["quote"], name
            assert span["start"] >= ends, name
            ends = span["end"]
    assert "".join(token["quote"] for token in row["tokens"]) == text


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_without_day_and_home_nothing_is_guessed(text: str) -> None:
    for fact in evidence(read(text, "", None)):
        assert text[fact.start : fact.end] == fact.quote


def _calls(work: Callable[[], object]) -> int:
    """How many functions, ours and C's, `work` calls."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


LONG = {
    "no stops": "全市集中开工项目12个总投资30亿元同比增长12.5%居全省第3位",
    "rows of counties": "张店区15个、42亿元、",
    "rates": "规模以上工业增加值增长12.5%、",
    "named projects": "总投资73亿元的PA66项目、",
    "digits": "1234567890",
    "numerals": "一万",
    "brackets": "（“《",
    "dates": "5月16日至",
    "companies": "山东某某化工有限公司、",
    "lines": "高青县\n",
    "words": "分别增长和下降，",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece: str) -> None:
    size = 4_000
    read(piece)  # tables are loaded once
    short, long = (_calls(partial(read, (piece * n)[:n])) for n in (size, 4 * size))
    assert long <= 6 * short + 1_000
