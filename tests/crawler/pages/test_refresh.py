"""Stubs that send the reader on."""

from __future__ import annotations

import pytest

from crawler.pages.refresh import find_refresh

URL = "http://paper.example.cn/content/PaperIndex.htm"


@pytest.mark.parametrize(
    ("html", "target"),
    [
        (
            '<META HTTP-EQUIV=REFRESH CONTENT="0; URL=html/2026-09/27/node_1.htm?v=1">',
            "html/2026-09/27/node_1.htm?v=1",
        ),
        ("<meta http-equiv='refresh' content='0;url=20260518/IssueIndex.htm'>", "20260518/IssueIndex.htm"),
        ("<meta content=\"1 ; Url = 'Page01NU.htm' \" http-equiv=Refresh>", "Page01NU.htm"),
        ("<script>window.location.href='20260518/Page01NU.htm';</script>", "20260518/Page01NU.htm"),
        ('<script>location.replace("issue.htm")</script>请稍候', "issue.htm"),
    ],
)
def test_target_is_found(html: str, target: str) -> None:
    assert find_refresh(html, URL) == f"http://paper.example.cn/content/{target}"


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="300;url=index.html">',
        '<meta http-equiv="refresh" content="0;url=PaperIndex.htm">',
        '<meta http-equiv="refresh" content="0;url=javascript:go()">',
        "<script>function f(){location.href='x.htm'}</script>" + "<p>正文很长，并非跳转页面。</p>" * 20,
        "<p>无</p>",
    ],
)
def test_a_page_is_no_stub(html: str) -> None:
    assert find_refresh(html, URL) is None
