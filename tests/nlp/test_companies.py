"""Companies as a layer: where a name begins and ends, what is none, and short forms of a fuller name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.companies import find_companies
from nlp.spans import Company


def test_a_company_as_a_whole() -> None:
    assert find_companies("由淄博海岱新材料股份有限公司投资建设，海岱新材料公司出资。") == [
        Company(1, 14, "淄博海岱新材料股份有限公司", "淄博海岱新材料股份有限公司"),
        Company(19, 26, "海岱新材料公司", "淄博海岱新材料股份有限公司"),
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("高青县山东海岱材料有限公司", ["山东海岱材料有限公司"]),
        ("与云台重工集团签约", ["云台重工集团"]),
        ("（山东）海岱玻璃有限公司", ["（山东）海岱玻璃有限公司"]),
        ("海岱集团永安分公司", ["海岱集团永安分公司"]),
        ("上海云台制品股份有限公司等3家公司", ["上海云台制品股份有限公司"]),
        ("等离子科技有限公司", ["等离子科技有限公司"]),
        ("百家园科技有限公司", ["百家园科技有限公司"]),
    ],
)
def test_where_a_name_begins_and_ends(text: str, quotes: list[str]) -> None:
    assert [found.quote for found in find_companies(text)] == quotes


@pytest.mark.parametrize(
    "text",
    [
        "该公司与上市公司",
        "成立5家有限公司",
        "引进两家科技有限公司和十余家合作社",
        "有限公司注册资本",
        "贷款还在银行，走进各家银行",
    ],
)
def test_what_names_no_company(text: str) -> None:
    assert find_companies(text) == []


@settings(deadline=None)
@given(st.text("山东淄博市县海岱（）等3家、由有限公司集团分股份和 。", max_size=60))
def test_spans_are_quoted_and_in_order(text: str) -> None:
    found = find_companies(text)
    assert all(text[one.start : one.end] == one.quote for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
