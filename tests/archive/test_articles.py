"""Versions are told by text, ids are stable, nothing is lost."""

from __future__ import annotations

from tests.helpers.chronicle import Chronicle

URL = "https://example.cn/a"


def test_a_new_text_is_a_new_version_and_an_old_one_comes_back(chronicle: Chronicle) -> None:
    first = chronicle.article("总投资3亿元。", url=URL, seen_at="2026-01-20T20:00:00+00:00")
    again = chronicle.article("总投资3亿元。", url=URL, seen_at="2026-01-21T20:00:00+00:00")
    edited = chronicle.article("总投资5亿元。", url=URL, seen_at="2026-01-22T20:00:00+00:00")
    back = chronicle.article("总投资3亿元。", url=URL, seen_at="2026-01-23T20:00:00+00:00")
    assert [(s.new, s.changed) for s in (first, again, edited, back)] == [
        (True, False),
        (False, False),
        (False, True),
        (False, True),
    ]
    assert first.version == again.version == back.version != edited.version
    assert chronicle.rows("SELECT number, text, seen_from, seen_to FROM article_version ORDER BY number") == [
        (1, "总投资3亿元。", "2026-01-20T20:00:00+00:00", "2026-01-23T20:00:00+00:00"),
        (2, "总投资5亿元。", "2026-01-22T20:00:00+00:00", "2026-01-22T20:00:00+00:00"),
    ]
    assert chronicle.rows("SELECT text, first_seen, last_seen, home_code FROM article") == [
        ("总投资3亿元。", "2026-01-20T20:00:00+00:00", "2026-01-23T20:00:00+00:00", "370300")
    ]


def test_the_same_address_of_two_sources_is_two_articles(chronicle: Chronicle) -> None:
    chronicle.article("一。", url=URL, source="甲")
    chronicle.article("一。", url=URL, source="乙")
    assert chronicle.rows("SELECT count(DISTINCT id) FROM article") == [(2,)]
