"""Whole events of whole articles, and what must hold on any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Document
from nlp.events import find_events
from nlp.facts import Article, Event
from nlp.spans import Span

ARTICLES = tomllib.loads((Path(__file__).parent / "events.toml").read_text(encoding="utf-8"))["article"]
FIELDS = ("date", "region", "host", "venue", "project_count", "investment", "annual_investment")
PIECES = [
    "集中开工",
    "举行",
    "淄博市",
    "张店区",
    "分会场",
    "12个项目",
    "、",
    "，",
    "。",
    "总投资3亿元",
    "分别",
    "在",
    "\n",
]


def _told(event: Event) -> dict[str, Any]:
    """An event in the form of the data file."""
    parts = [[part.by, part.label, part.project_count or 0, part.investment or 0] for part in event.breakdown]
    given = {name: getattr(event, name) for name in FIELDS if getattr(event, name) is not None}
    lists = {"reviewed": list(event.reviewed), "parts": parts}
    return {"kind": event.kind, "quote": event.quote} | given | {k: v for k, v in lists.items() if v}


def _document(text: str, published: str = "2023-05-20", home: str = "淄博市") -> Document:
    return Document(Article("a", text, published, home))


@pytest.mark.parametrize("article", ARTICLES, ids=[article["id"] for article in ARTICLES])
def test_events_of_an_article(article: dict[str, Any]) -> None:
    events = find_events(_document(article["text"], article["published"], article["home"]))
    assert [_told(event) for event in events] == article.get("event", [])


@pytest.mark.parametrize(
    "text",
    [
        "每月召开一次区县工作点评会，由各区县轮流承办。",
        "据介绍，历次集中开工活动都设在项目一线举行。",
        "今年以来，全市累计集中开工项目311个。",
        "集中签约的223个项目中，已有180个开工。",
        "桓台县去年集中签约的14个项目，为什么有5个至今没有动静？",
        "全市将组织力量对集中签约项目开展履约督查。",
        "市里将用好推介会成果，推动项目落地。",
        "拉练活动进入第五个年头，成为推动项目的抓手。",
        "高青县、桓台县也组织了招商小分队外出，推介会成了常态。",
        "张店区分会场的项目总投资12亿元。",
    ],
)
def test_mechanism_memory_and_mention_are_no_events(text: str) -> None:
    assert find_events(_document(text)) == []


def test_an_event_told_twice_is_one() -> None:
    text = "5月16日，淄博市举行重大项目集中开工仪式。\n此次集中开工项目255个，总投资1217亿元。"
    (event,) = find_events(_document(text))
    assert (event.date, event.project_count, event.investment) == ("2023-05-16", 255, 121_700_000_000)


def test_unknown_day_and_region_stay_unknown() -> None:
    (event,) = find_events(Document(Article("a", "近日，重点项目集中签约仪式举行。", "2023-05-20", None)))
    assert (event.date, event.region, event.project_count) == (None, None, None)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join))
def test_evidence_always_holds(text: str) -> None:
    for event in find_events(_document(text)):
        spans = [Span(event.start, event.end, event.quote)]
        spans += [Span(part.start, part.end, part.quote) for part in event.breakdown]
        assert all(text[span.start : span.end] == span.quote for span in spans)


@pytest.mark.parametrize(
    "piece", ["集中开工项目12个，张店区3个、", "在淄博市举行集中签约仪式", "分别、各6个"]
)
def test_long_texts_without_stops_are_read(piece: str) -> None:
    assert len(find_events(_document(piece * 3000))) < 10
