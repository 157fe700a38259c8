"""However a portal sets a report, the same facts are read, each with its words as they were set."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.extract import extract
from nlp.facts import Article, Facts, Figure
from nlp.spacing import tightened

ROWS = [json.loads(line) for line in Path(__file__).with_name("own_articles.jsonl").open(encoding="utf-8")]
ARTICLES = [Article(row["id"], row["text"], row["published"], row["home"]) for row in ROWS]


def _parted(text: str) -> str:
    """总投资 73 亿元, as many portals set it."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def _indented(text: str) -> str:
    return "　　" + text.replace("\n", " \n　　")


def _with_marks_of_no_width(text: str) -> str:
    return "\u200b".join(text)


def _spread(text: str) -> str:
    return text.replace("\n", "\n\n")


def _after_stops(text: str) -> str:
    return re.sub(r"(?<=[，；])(?=[\u4e00-\u9fff])", " ", text)


SETTINGS = [_parted, _indented, _with_marks_of_no_width, _spread, _after_stops]


def _told(facts: Facts) -> dict[str, Any]:
    """Facts without their places in the text."""

    def without_place(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: without_place(one) for key, one in value.items() if key not in ("start", "end", "quote")
            }
        return [without_place(one) for one in value] if isinstance(value, list | tuple) else value

    told: dict[str, Any] = without_place(facts.as_dict())
    return told


def _places(facts: Facts) -> list[tuple[int, int, str]]:
    kinds: list[tuple[Any, ...]] = [
        facts.figures,
        facts.events,
        facts.projects,
        facts.indicators,
        facts.mentions,
    ]
    return [(fact.start, fact.end, fact.quote) for kind in kinds for fact in kind]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.__name__.strip("_"))
def test_a_report_says_the_same_however_it_is_set(setting: Callable[[str], str]) -> None:
    for article in ARTICLES:
        set_so = replace(article, text=setting(article.text))
        assert _told(extract(set_so)) == _told(extract(article)), article.id


def test_evidence_is_told_as_it_was_set() -> None:
    text = "　　5 月 16 日，全市 255 个重大项目集中开工，总投资 1217 亿元。"
    (figure,) = extract(Article("a", text, "2022-05-20", "淄博市")).figures
    money: dict[str, Any] = {"low": 121700000000, "high": 121700000000, "currency": "CNY"}
    assert figure == Figure(
        32, 39, "1217 亿元", **money, approximation="exact", role="total_investment", rule=figure.rule
    )


@pytest.mark.parametrize(
    "text",
    [
        "1 张店区 42.5 3",  # columns of a table
        "记者 张三 通讯员 李四，报道",
        "总投资73亿元。\n第二段。",
        "Zibo Daily, May 16, 2022",
    ],
)
def test_blanks_that_part_are_kept(text: str) -> None:
    assert tightened(text).text == text


BLANKS = st.sampled_from([" ", "\u3000", "\xa0", "\u200b", "\t", "\n"])
TEXTS = st.lists(st.one_of(BLANKS, st.sampled_from("淄博5月，。;,(73%亿"), st.text(max_size=2))).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_only_blanks_are_left_out_and_every_letter_is_found_again(raw: str) -> None:
    tight = tightened(raw)
    assert re.sub(r"[\s\u200b-\u200d\u2060\ufeff]", "", tight.text) == re.sub(
        r"[\s\u200b-\u200d\u2060\ufeff]", "", raw
    )
    figure = Figure(0, 0, "", 0, 0, "CNY", "exact", "other", "x")
    for at, letter in enumerate(tight.text):
        assert tight.restored(replace(figure, start=at, end=at + 1, quote=letter)).quote == letter


def test_a_headline_that_the_text_repeats_changes_no_event() -> None:
    for row, article in zip(ROWS, ARTICLES, strict=True):
        titled = replace(article, title=row["title"])
        repeated = replace(titled, text=f"　{row['title']}\n\n{article.text}")
        plain, told = extract(titled), extract(repeated)
        assert [event.quote for event in told.events] == [event.quote for event in plain.events]
        assert _told(replace(told, figures=(), mentions=())) == _told(replace(plain, figures=(), mentions=()))
        for start, end, quote in _places(told):
            assert repeated.text[start:end] == quote
