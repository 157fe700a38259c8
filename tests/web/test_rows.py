"""Rows of a table page: escaped, told by column, the columns for machines left out."""

from __future__ import annotations

from markupsafe import Markup

from tests.helpers.web import waited
from web.published import remembered
from web.rows import body

ROW = [
    {"column": "id", "raw": "e1", "value": "e1"},
    {"column": "kind", "raw": "signing", "value": Markup("<span>集中签约</span>")},
    {"column": "venue", "raw": "<b>", "value": "<b>"},
    {"column": "project_count", "raw": None, "value": Markup("&nbsp;")},
    {"column": "report", "raw": "r1", "value": "r1"},
]


def test_rows_are_escaped_and_tell_their_columns() -> None:
    made = body(
        "event", [ROW], frozenset({"report"}), lambda _, name: f"{name}<", lambda path: f"/x{path}", "查看"
    )
    assert made == (
        '<tr><td class="col-id" data-label="id&lt;"><a href="/x/event/e1" title="e1">查看</a></td>'
        '<td class="col-kind" data-label="kind&lt;"><span>集中签约</span></td>'
        '<td class="col-venue" data-label="venue&lt;">&lt;b&gt;</td>'
        '<td class="col-project_count number nothing" data-label="project_count&lt;">&nbsp;</td></tr>\n'
    )


def test_a_row_without_a_page_of_its_own_begins_with_its_key() -> None:
    row = [{"column": "id", "raw": "1-2", "value": Markup('<a href="/archive/figure/1-2">1-2</a>')}]
    made = body("figure", [row], frozenset(), lambda _, name: name, str, None)
    assert made == (
        '<tr><td class="col-id" data-label="id"><a href="/archive/figure/1-2">1-2</a></td></tr>\n'
    )


def test_what_a_release_settles_is_asked_once() -> None:
    asked: list[str] = []

    async def columns(table: str) -> list[str]:
        asked.append(table)
        return [table]

    once = remembered(columns)
    first: list[str] = waited(once("a"))
    first.append("changed by its caller")
    assert [waited(once(name)) for name in ("a", "b", "a")] == [["a"], ["b"], ["a"]]
    assert asked == ["a", "b"]
