"""Pages are made once for a release, told apart by all that shapes them, and shared only where allowed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.web import get, waited
from web.answers import LARGEST, remembering
from web.memory import Memory

Headers = list[tuple[bytes, bytes]]
Answer = tuple[int, dict[bytes, bytes], bytes]


class Counting:
    """An application that says how often it was asked."""

    def __init__(
        self, status: int = 200, headers: Headers | None = None, parts: int = 1, size: int = 0
    ) -> None:
        self.asked = 0
        self._start = {"type": "http.response.start", "status": status, "headers": headers or []}
        self._parts, self._size = parts, size

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        self.asked += 1
        await send(self._start)
        for part in range(self._parts):
            body = f"{scope['path']} {self.asked}".encode() + b" " * self._size
            await send({"type": "http.response.body", "body": body, "more_body": part + 1 < self._parts})


def ask(application: Any, path: str, method: str = "GET", **headers: str) -> Answer:
    """Status, headers and body of an answer."""
    sent: list[Any] = []
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    path, _, query = path.partition("?")
    scope = {"type": "http", "scheme": "http", "method": method, "path": path, "headers": given}

    async def send(message: Any) -> None:
        sent.append(message)

    waited(application(scope | {"query_string": query.encode()}, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent[1:])


def test_a_page_is_made_once() -> None:
    made = Counting(headers=[(b"content-type", b"text/html"), (b"cache-control", b"max-age=60")])
    site = remembering(made)
    first, again = ask(site, "/a"), ask(site, "/a")
    assert first == again
    assert first[0] == 200
    assert first[2] == b"/a 1"
    assert ask(site, "/a", if_none_match=first[1][b"etag"].decode()) == (
        304,
        {b"cache-control": b"max-age=60", b"etag": first[1][b"etag"]},
        b"",
    )
    assert ask(site, "/a", if_none_match='"another"') == first
    assert ask(site, "/a", method="HEAD") == (200, first[1], b"")
    assert made.asked == 1


def test_all_that_shapes_a_page_tells_it_apart() -> None:
    made = Counting()
    site = remembering(made)
    asked: list[tuple[str, dict[str, str]]] = [
        ("/a", {}),
        ("/a?b=1", {}),
        ("/a", {"cookie": "lang=en"}),
        ("/a", {"host": "example.cn"}),
    ]
    for _ in range(2):
        bodies = [ask(site, path, **headers)[2] for path, headers in asked]
        assert bodies == [b"/a 1", b"/a 2", b"/a 3", b"/a 4"]
    assert ask(site, "/a", cookie="lang=xx")[2] == b"/a 1"  # no language of ours: as without


@pytest.mark.parametrize("headers", [{"authorization": "Bearer x"}, {"cookie": "ds_actor=x"}])
def test_an_answer_to_someone_is_for_no_one_else(headers: dict[str, str]) -> None:
    site = remembering(Counting())
    assert [ask(site, "/a", **headers)[2] for _ in range(2)] == [b"/a 1", b"/a 2"]
    assert [ask(site, "/a")[2] for _ in range(2)] == [b"/a 3", b"/a 3"]
    assert ask(site, "/a", **headers)[2] == b"/a 4"


@pytest.mark.parametrize(
    "made",
    [
        Counting(status=404),
        Counting(headers=[(b"set-cookie", b"lang=en")]),
        Counting(headers=[(b"cache-control", b"private, no-store")]),
        Counting(headers=[(b"content-disposition", b"attachment")]),
        Counting(parts=2),
        Counting(size=LARGEST),
    ],
)
def test_what_may_not_be_kept_passes_through(made: Counting) -> None:
    site = remembering(made)
    for _ in range(2):
        _, headers, _ = ask(site, "/a")
        assert b"etag" not in headers
    assert made.asked == 2


def test_a_page_cut_short_is_made_again() -> None:
    made = Counting()
    site = remembering(made)
    assert ask(site, "/data-incomplete")[2] == b"/data-incomplete 1"
    assert ask(site, "/data-incomplete")[2] == b"/data-incomplete 2"


def test_memory_is_bounded() -> None:
    memory = Memory[str, bytes](10, len)
    for name in "abc":
        memory.keep(name, name.encode() * 4)
    assert [memory.get(name) for name in "abc"] == [None, b"bbbb", b"cccc"]
    memory.keep("b", b"b" * 9)
    assert [memory.get(name) for name in "abc"] == [None, b"b" * 9, None]
    assert memory.size == 9
    memory.keep("d", b"d" * 11)
    assert (memory.get("d"), memory.size) == (None, 0)


def test_the_site_tells_its_pages_apart_by_tag(site: str) -> None:
    for path in ("/", "/search?q=%E5%BC%80%E5%B7%A5", "/archive/figure", "/archive/figure.json", "/pictures"):
        first, again = get(site + path), get(site + path)
        assert first[0] == 200
        assert first[1:] == again[1:]
        assert first[2]["etag"].startswith('"')
        assert "default-src 'self'" in first[2]["content-security-policy"]
    assert "etag" not in get(site + "/releases")[2]  # releases come and go while one is served
    assert "etag" not in get(site + "/?_lang=en")[2]
