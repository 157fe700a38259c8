"""全市, 我区, 该县: regions pointed at."""

from __future__ import annotations

import pytest

from nlp.deictics import find_deictics
from nlp.places import find_places
from nlp.spans import Place


def pointed(text: str, home: str | None) -> list[tuple[str, str | None]]:
    places = find_places(text, "2022-05-18", home)
    return [(place.quote, place.name) for place in find_deictics(text, "2022-05-18", home, places)]


def test_a_pointer_as_a_whole() -> None:
    assert find_deictics("增速居全市首位", "2022-05-18", "淄博市高新区", []) == [
        Place(3, 5, "全市", "370300", "淄博市", "prefecture")
    ]


@pytest.mark.parametrize(
    ("text", "home", "found"),
    [
        ("全市、我省", "淄博市", [("全市", "淄博市"), ("我省", "山东省")]),
        ("我区、全市", "淄博市高新区", [("我区", "淄博市高新区"), ("全市", "淄博市")]),
        ("全县、全市", "淄博市高青县", [("全县", "淄博市高青县"), ("全市", "淄博市")]),
        ("全市", "潍坊市诸城市", [("全市", "潍坊市诸城市")]),
        ("全区", "广西壮族自治区", [("全区", "广西壮族自治区")]),
        ("我市", "重庆市", [("我市", "重庆市")]),
        ("全市", None, [("全市", None)]),
        ("张店区开工，该区完成", "淄博市", [("该区", "淄博市张店区")]),
        ("安全区域、全市场、日本市民", "淄博市", []),
    ],
)
def test_pointers_resolve_by_home_or_by_what_came_before(
    text: str, home: str | None, found: list[tuple[str, str | None]]
) -> None:
    assert pointed(text, home) == found
