"""What the checks find in the sample archive."""

from __future__ import annotations

from archive.checks.run import CHECKS
from sample.truth import load
from tests.helpers.site import Built, asked

_FOUND = f"""SELECT a.title, p.kind, p.message FROM problem p JOIN article a ON a.id = p.article
WHERE p.kind IN ({", ".join(f"'{kind}'" for kind in CHECKS)})"""
_ABSENT = """SELECT c.kind, r.name, c.period FROM calendar c JOIN region r ON r.code = c.region_code
WHERE c.state = 'not_found'"""
PARTS = "parts_against_total"
PLANTED = {
    ("11月份全市重大项目集中签约活动在沂源县举行", PARTS, "parts by region add up to 57, the total is 58"),
    ("全市四季度重大项目集中开工活动在高青举行", PARTS, "parts by region add up to 255, the total is 253"),
    ("全市四季度重大项目集中开工活动在高青举行", PARTS, "parts by tier add up to 255, the total is 253"),
}


def test_what_is_planted_is_found_and_nothing_else(built: Built) -> None:
    assert set(asked(built, _FOUND)) == PLANTED


def test_what_did_not_happen_though_sources_were_read_is_told_as_such(built: Built) -> None:
    """One month without its observation is planted."""
    absent = {(row["kind"], row["region"], row["month"]) for row in load().absent}
    assert set(asked(built, _ABSENT)) == absent
