"""The site under hostile questions: never an error of the server, never a leak, never a cut export."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse

import pytest

from tests.helpers.site import Built
from tests.helpers.web import get

pytestmark = pytest.mark.xdist_group("site")

HOSTILE = [
    '"',
    "'",
    "NEAR(",
    "a AND",
    "title:开工",
    "*",
    "开工*",
    "-开工",
    "^开工",
    "(((",
    "'; drop table article; --",
    "\\",
    "%",
    "_",
    "开" * 5000,
    "\x00",
    "<script>alert(1)</script>",
    "😀𠀀",
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/search?q=", "/archive/article?_search="])
def test_no_search_is_an_error(site: str, path: str, query: str) -> None:
    status, body, headers = get(site + path + urllib.parse.quote(query[:3000]))
    assert status == 200
    assert b"<script>alert(1)" not in body
    assert "content-security-policy" in headers


def test_one_function_cannot_hold_the_server(site: str) -> None:
    status, body, _ = get(site + "/archive.json?sql=" + urllib.parse.quote("select hex(zeroblob(200000000))"))
    assert status == 400
    assert b"too big" in body


@pytest.mark.parametrize("sql", ["attach 'x' as y", "insert into article values (1)", "pragma journal_mode"])
def test_writing_and_reaching_out_is_refused(site: str, sql: str) -> None:
    status, _, _ = get(site + "/archive.json?sql=" + urllib.parse.quote(sql))
    assert status == 400


def test_paths_of_the_machine_are_not_shown(site: str, built: Built) -> None:
    questions = ["/archive.json?sql=" + urllib.parse.quote("select * from pragma_database_list")]
    for path in [*questions, "/-/databases.json", "/-/metadata.json", "/-/config.json"]:
        assert str(built.releases.parent).encode() not in get(site + path)[1], path


def test_private_tables_and_the_file_are_not_published(site: str) -> None:
    assert get(site + "/archive/frontier")[0] == 404
    assert get(site + "/archive.db")[0] in (403, 404)


def test_an_export_holds_every_row_and_opens_in_excel(site: str) -> None:
    status, body, _ = get(site + "/archive/figure.csv?_stream=1&_bom=1")
    assert status == 200
    assert body.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    counted = json.loads(get(site + "/archive.json?sql=select+count(*)+n+from+figure&_shape=array")[1])
    assert len(rows) == counted[0]["n"]


@pytest.mark.parametrize(
    "path", ["/event/nothing", "/project/nothing", "/region/000000", "/-/evidence/1", "/nope"]
)
def test_what_is_not_there_is_a_404_in_chinese(site: str, path: str) -> None:
    status, body, _ = get(site + path)
    assert status == 404
    assert "没有" in body.decode()


def test_a_number_that_no_integer_holds_is_the_askers(site: str) -> None:
    assert get(f"{site}/archive/project_report.json?investment__gt={'9' * 20}")[0] == 400


@pytest.mark.parametrize(
    "page", ["permissions", "patterns", "allow-debug", "messages", "settings", "plugins", "versions", "x"]
)
def test_pages_of_operators_are_closed_with_a_page_in_chinese(site: str, page: str) -> None:
    status, body, headers = get(f"{site}/-/{page}")
    assert status == 403
    assert "只供运维者使用" in body.decode()
    assert "content-security-policy" in headers


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select nope", "没有名为 nope 的字段"),
        ("select * from nope", "没有名为 nope 的表"),
        ("select 1 from", "SQL 没有写完"),
        ("delete from event", "只能写一条 SELECT"),
        (
            "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c",
            "超过了时限",
        ),
    ],
)
def test_an_error_in_sql_is_told_in_chinese_beside_its_wording(site: str, sql: str, told: str) -> None:
    status, body, _ = get(site + "/archive?sql=" + urllib.parse.quote(sql))
    assert status == 400
    assert told in body.decode()
    assert "系统原话" in body.decode()


def test_things_have_json_beside_them(site: str) -> None:
    status, body, _ = get(site + "/region/370300.json")
    assert status == 200
    assert json.loads(body)["region"]["name"] == "淄博市"
