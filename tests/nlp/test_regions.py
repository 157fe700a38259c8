"""Mentions of county-level regions."""

from __future__ import annotations

from nlp.document import Document
from nlp.facts import Article, Facts, Mention
from nlp.regions import find_mentions


def test_mentions_are_counties_and_zones_with_their_evidence() -> None:
    text = "山东淄博：张店区、高新区和张店区南定镇"
    mentions = find_mentions(Document(Article("a", text, "2022-05-18", "淄博市")))
    assert mentions == [
        Mention("淄博市张店区", "370303", 5, 8, "张店区", "region.named@2"),
        Mention("淄博市高新区", "3703:高新区", 9, 12, "高新区", "region.named@2"),
        Mention("淄博市张店区", "370303", 13, 16, "张店区", "region.named@2"),
    ]
    assert Facts(mentions=tuple(mentions)).regions == ["淄博市张店区", "淄博市高新区"]


def test_what_is_ambiguous_is_no_mention() -> None:
    assert find_mentions(Document(Article("a", "西湖区", "2022-05-18"))) == []


def test_a_county_paper_names_home_by_pointing_at_it() -> None:
    text = "全县生产总值82亿元，高于全市水平。我县将继续努力。"
    document = Document(Article("a", text, "2022-05-18", "淄博市桓台县"))
    assert find_mentions(document) == [
        Mention("淄博市桓台县", "370321", 0, 2, "全县", "region.named@2"),
    ]


def test_a_county_paper_names_home_by_its_offices_but_no_other_does() -> None:
    text = "园区内的企业由县委、县政府服务。"
    document = Document(Article("a", text, "2022-05-18", "淄博市桓台县"))
    assert find_mentions(document) == [
        Mention("淄博市桓台县", "370321", 7, 9, "县委", "region.named@2"),
    ]
    for home in ("淄博市", "淄博市张店区", None):
        assert find_mentions(Document(Article("a", text, "2022-05-18", home))) == []


def test_home_that_is_named_needs_no_pointing_and_a_city_is_no_county() -> None:
    named = Document(Article("a", "全县工作会议在桓台县召开。", "2022-05-18", "淄博市桓台县"))
    assert [mention.quote for mention in find_mentions(named)] == ["桓台县"]
    city = Document(Article("a", "全市生产总值增长5%，全县增长6%。", "2022-05-18", "淄博市"))
    assert find_mentions(city) == []


def test_a_new_town_with_its_city_s_name_stands_in_a_row_of_counties() -> None:
    for text, regions in (
        ("张店区、桓台县及淄博智造新城分别开工。", ["淄博市张店区", "淄博市桓台县", "淄博市智造新城"]),
        ("桓台县、高铁新城分别开工。", ["淄博市桓台县"]),
        ("在县经济开发区、在东港经济开发区看项目。", []),
    ):
        mentions = find_mentions(Document(Article("a", text, "2022-05-18", "淄博市")))
        assert [mention.region for mention in mentions] == regions
