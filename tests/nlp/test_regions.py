"""Mentions of county-level regions."""

from __future__ import annotations

from nlp.document import Document
from nlp.facts import Article, Facts, Mention
from nlp.regions import find_mentions


def test_mentions_are_counties_and_zones_with_their_evidence() -> None:
    text = "山东淄博：张店区、高新区和张店区南定镇"
    mentions = find_mentions(Document(Article("a", text, "2022-05-18", "淄博市")))
    assert mentions == [
        Mention("淄博市张店区", "370303", 5, 8, "张店区", "region.named@1"),
        Mention("淄博市高新区", "3703:高新区", 9, 12, "高新区", "region.named@1"),
        Mention("淄博市张店区", "370303", 13, 16, "张店区", "region.named@1"),
    ]
    assert Facts(mentions=tuple(mentions)).regions == ["淄博市张店区", "淄博市高新区"]


def test_what_is_ambiguous_is_no_mention() -> None:
    assert find_mentions(Document(Article("a", "西湖区", "2022-05-18"))) == []
