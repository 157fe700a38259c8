from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from sample.model import editions
from sample.server import PortTakenError, Web, answer, pages_of, serve
from sample.sites import SITES
from sample.sites.page import LABEL, VIEWS

LINK = re.compile(r"""(?:href|URL)\s*=\s*["']?([^"'>\s]+)""", re.I)
SCRIPT_PAGES = re.compile(r'createPageHTML\((\d+), \d+, "(\w+)", "(\w+)"')


def text_of(site: str, body: bytes) -> str:
    return body.decode("gb18030" if site == "news" else "utf-8")


def links(site: str, path: str, body: bytes) -> Iterator[str]:
    """Every target a page leads to: its links, and the list pages its script would write."""
    html = unescape(text_of(site, body))
    targets = LINK.findall(html)
    for count, name, extension in SCRIPT_PAGES.findall(html):
        targets += [f"{name}_{number}.{extension}" for number in range(1, int(count))]
    for target in targets:
        parts = urlsplit(urljoin(f"http://h{path}", target))
        if parts.netloc == "h" and not target.startswith("#"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def reached(site: str, night: int) -> set[str]:
    waiting, seen = list(SITES[site].entries(night)), set[str]()
    while waiting:
        path = waiting.pop()
        page = answer(SITES[site], night, path)
        if path in seen or page.status == 404:
            continue
        seen.add(path)
        if page.type.startswith("text/"):
            waiting += links(site, path, page.body)
    return seen


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as running:
        yield running


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("night", [1, 2])
def test_every_article_is_reached_from_the_entries_by_links(site: str, night: int) -> None:
    shown = {SITES[site].address(edition) for edition in editions(site, night)}
    assert shown - reached(site, night) == set()


@pytest.mark.parametrize("site", SITES)
def test_every_page_carries_the_label_of_the_sample(site: str) -> None:
    html = {path: page for path, page in pages_of(site, 1).items() if page.type.startswith("text/html")}
    assert [path for path, page in html.items() if LABEL not in text_of(site, page.body)] == []


def test_news_pages_declare_gb2312_and_are_not_utf8() -> None:
    pages = {path: page for path, page in pages_of("news", 1).items() if page.body.startswith(b"<!DOCTYPE")}
    assert pages
    for page in pages.values():
        assert b"charset=gb2312" in page.body
        with pytest.raises(UnicodeDecodeError):
            page.body.decode("utf-8")


def test_news_pages_hold_characters_that_gb2312_lacks() -> None:
    names = [page.body for page in pages_of("news", 1).values() if "程珺".encode("gb18030") in page.body]
    assert names
    with pytest.raises(UnicodeDecodeError):
        names[0].decode("gb2312")


def test_the_portal_counts_views_and_sends_no_validators(web: Web) -> None:
    article = next(path for path, page in pages_of("portal", 1).items() if VIEWS in page.body)
    first, second = (urllib.request.urlopen(web.urls["portal"] + article) for _ in range(2))
    assert first.headers["ETag"] is None
    assert first.headers["Last-Modified"] is None
    assert first.read() != second.read()


def test_a_validator_is_answered_with_304(web: Web) -> None:
    url = web.entries("news")[0]
    tag = urllib.request.urlopen(url).headers["ETag"]
    with pytest.raises(urllib.error.HTTPError, match="304"):
        urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": tag}))


def test_what_is_not_there_is_404(web: Web) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(web.urls["paper"] + "/pc/layout/202001/01/node_A01.html")


def test_the_night_can_be_switched_while_the_web_runs(web: Web) -> None:
    withdrawn = next(e for e in editions("news", 1) if e.article == "2601-ranking-withdrawn")
    url = web.urls["news"] + SITES["news"].address(withdrawn)
    assert urllib.request.urlopen(url).status == 200
    web.night = 2
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(url)


def test_the_challenge_is_no_page(web: Web) -> None:
    with pytest.raises(urllib.error.HTTPError, match="521") as answered:
        urllib.request.urlopen(web.urls["news"] + "/zt/index.html")
    assert "__jsluid_h" in answered.value.headers["Set-Cookie"]
    assert b"__jsl_clearance" in answered.value.read()


def test_robots_txt_closes_a_column_and_is_absent_where_sites_have_none(web: Web) -> None:
    closed = urllib.request.urlopen(web.urls["portal"] + "/robots.txt").read().decode()
    assert "Disallow: /col/col10190/" in closed
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(web.urls["news"] + "/robots.txt")


def test_head_and_get_answer_alike_on_one_connection(web: Web) -> None:
    connection = http.client.HTTPConnection(web.hosts["disclosure"])
    path = SITES["disclosure"].entries(1)[0]
    answers = []
    for method in ("HEAD", "GET", "GET"):
        connection.request(method, path)
        response = connection.getresponse()
        answers.append((response.status, response.headers["Content-Length"], len(response.read()) > 0))
    connection.close()
    size = answers[1][1]
    assert answers == [(200, size, False), (200, size, True), (200, size, True)]


def test_a_port_in_use_is_named_and_nothing_stays_open(web: Web) -> None:
    taken = int(web.hosts["paper"].rpartition(":")[2])
    with pytest.raises(PortTakenError, match=f"port {taken} for the sample site paper is in use"):
        serve(ports={"portal": 0, "news": 0, "paper": taken, "disclosure": 0})


def test_a_second_page_of_records_follows_the_first() -> None:
    column = SITES["portal"].entries(1)[0]
    rows = [
        re.findall(r"<li><a href='([^']+)'", answer(SITES["portal"], 1, target).body.decode())
        for target in (column, f"{column}?uid=1&pageNum=2")
    ]
    proxied = "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=16&perpage=8&columnid=10101"
    both = answer(SITES["portal"], 1, proxied).body.decode()
    assert re.findall(r"<li><a href='([^']+)'", both) == rows[0] + rows[1]
