"""What the checks find in the sample archive."""

from __future__ import annotations

from archive.checks.run import CHECKS
from tests.helpers.site import Built, asked

_FOUND = f"""SELECT a.title, p.kind, p.message FROM problem p JOIN article a ON a.id = p.article
WHERE p.kind IN ({", ".join(f"'{kind}'" for kind in CHECKS)})"""
PARTS = "parts_against_total"
PLANTED = {
    ("11月份全市重大项目集中签约活动在沂源县举行", PARTS, "parts by region add up to 57, the total is 58"),
    ("全市四季度重大项目集中开工活动在高青举行", PARTS, "parts by region add up to 255, the total is 253"),
    ("全市四季度重大项目集中开工活动在高青举行", PARTS, "parts by tier add up to 255, the total is 253"),
}


def test_what_is_planted_is_found_and_nothing_else(built: Built) -> None:
    assert set(asked(built, _FOUND)) == PLANTED
