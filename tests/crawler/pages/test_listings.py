"""Forms of lists that the recorded pages do not show."""

from __future__ import annotations

import pytest

from crawler.pages.listings import PARSERS

TITLES = ("某县召开重点项目建设推进会", "全市一季度重点项目集中开工", "某区签约十二个招商项目")


def addresses(family: str, html: str, url: str) -> list[str]:
    return [item.url for item in PARSERS[family](html, url).items]


@pytest.mark.parametrize("row", ["<li class=row{0}>{1}</li>", "<tr class=row{0}><td>{1}</td></tr>"])
def test_rows_of_one_list_may_differ_in_class(row: str) -> None:
    links = (f"<a href=/n/{at}.html>{title}</a>" for at, title in enumerate(TITLES))
    rows = "".join(row.format(at, link) for at, link in enumerate(links))
    found = addresses("generic", f"<table class=list>{rows}</table>", "http://a.cn/l/")
    assert found == [f"http://a.cn/n/{at}.html" for at in range(3)]


def test_a_record_may_link_its_column_too() -> None:
    column, article = "<a href=/col/col12/index.html>工作动态</a>", "<a href=/art/2026/6/1/art_1_2.html>"
    record = f"<record><![CDATA[<li>[{column}] {article}{TITLES[0]}</a></li>]]></record>"
    html = f"<datastore><recordset>{record}</recordset></datastore>"
    assert addresses("jcms", html, "http://a.cn/col/col9/") == ["http://a.cn/art/2026/6/1/art_1_2.html"]


def test_a_script_may_name_the_element_of_its_links_first() -> None:
    html = "<script>createPageHTML('page_div', 3, 0, 'index', 'shtml', 56);</script>"
    pages = PARSERS["trs"](html, "http://a.cn/xw/").pages
    assert pages == ("http://a.cn/xw/index_1.shtml", "http://a.cn/xw/index_2.shtml")


def test_another_issue_is_no_section_of_this_one() -> None:
    html = "<a href=page_02.htm>2</a><a href=../../20260519/html/page_01.htm>上一期</a>"
    sections = PARSERS["dated"](html, "http://a.cn/bzrb/20260520/html/page_01.htm").sections
    assert sections == ("http://a.cn/bzrb/20260520/html/page_02.htm",)
