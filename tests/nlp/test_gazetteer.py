"""The table of divisions: years, successors, canonical names."""

from __future__ import annotations

import pytest

from nlp.gazetteer import by_code, by_name, code_now, current, region_of, regions


def test_every_row_keeps_the_promises_of_the_table() -> None:
    rows = regions()
    codes = {row.code for row in rows}
    assert {row.kind for row in rows} == {"province", "prefecture", "county"}
    assert all(row.valid_to is None or row.valid_from <= row.valid_to for row in rows)
    assert all(row.parent in codes for row in rows if row.kind != "province")
    assert all(code in codes for row in rows for code in row.successors)
    assert len({(row.code, row.valid_from) for row in rows}) == len(rows)


def test_counts_of_the_end_of_2024() -> None:
    there = [
        row for row in regions() if row.valid_from <= 2024 < (row.valid_to or 9999) and row.code < "700000"
    ]
    assert [sum(row.kind == kind for row in there) for kind in ("province", "prefecture", "county")] == [
        31,
        333,
        2846,
    ]


@pytest.mark.parametrize(
    ("name", "published", "code"),
    [
        ("青岛市即墨市", "2015-01-01", "370282"),
        ("青岛市即墨区", "2020-01-01", "370215"),
        ("重庆市两江新区", "2026-06-01", "500157"),
        ("山东省", "2022-01-01", "370000"),
        ("淄博市高新区", "2022-01-01", "3703:高新区"),
        ("没有市", "2022-01-01", None),
    ],
)
def test_codes_of_canonical_names(name: str, published: str, code: str | None) -> None:
    assert region_of(name, published) == code


def test_successors_are_followed_until_the_year() -> None:
    old = by_name("青岛市即墨县", 1985)
    assert old is not None
    assert [current(old, year).code for year in (1985, 1989, 2000, 2020)] == [
        "370222",
        "370222",
        "370282",
        "370215",
    ]


def test_what_was_divided_has_no_single_successor() -> None:
    divided = by_code("370206", 1990)
    assert divided is not None
    assert current(divided, 2020) == divided
    assert code_now("370206", 2020) is None
    assert code_now("370282", 2020) == "370215"
    assert code_now("000000", 2020) is None
