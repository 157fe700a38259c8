"""Pages kept in memory and told apart by what they say: a release never changes, so neither do they.

Guarantees: only whole, successful answers to plain readers are kept, each under all that shapes it
(address, language, host), never more than a bounded number of bytes; with its tag (a strong ETag) an
answer is asked for again for nothing but a 304. A request with credentials is neither answered from
memory nor kept. The memory belongs to one release and goes with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from web.language import COOKIE, LANGUAGES
from web.memory import Memory

HELD = 64_000_000  # bytes of all pages kept
INCOMPLETE = b"data-incomplete"  # marks a page that a time limit has cut short: it may be whole next time
LARGEST = 1_000_000  # a larger answer, or one sent in parts, such as an export, passes through

Message = MutableMapping[str, Any]
Header = tuple[bytes, bytes]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
Question = tuple[str, str, bytes, bytes]

_METHODS = ("GET", "HEAD")
_OF_A_TAG = (b"content-security-policy", b"cache-control", b"etag", b"vary", b"referrer-policy")


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer as it was sent first."""

    headers: tuple[Header, ...]
    body: bytes

    @property
    def tag(self) -> bytes:
        """Its ETag."""
        return next(value for name, value in self.headers if name == b"etag")

    @property
    def weight(self) -> int:
        """The bytes it takes."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)


def _asked(scope: Message) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in scope["headers"]}


def _cookies(asked: dict[bytes, bytes]) -> dict[str, str]:
    try:
        given = SimpleCookie(asked.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in given.items()}


def question(scope: Message) -> Question | None:
    """All that shapes an answer, None if it is not for everyone who asks so."""
    if scope["type"] != "http" or scope["method"] not in _METHODS:
        return None
    asked = _asked(scope)
    cookies = _cookies(asked)
    if b"authorization" in asked or set(cookies) - {COOKIE}:
        return None
    address = scope.get("raw_path") or scope["path"].encode()
    chosen = cookies.get(COOKIE, "")
    language, host = chosen if chosen in LANGUAGES else "", asked.get(b"host", b"")
    return scope["scheme"], language, host, address + b"?" + scope["query_string"]


def _tagged(headers: list[Header], body: bytes) -> Answer:
    tag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
    return Answer((*headers, (b"etag", tag)), body)


def _is_kept(start: Message, body: bytes) -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    apart = headers.keys() & {b"set-cookie", b"content-disposition", b"etag"}
    passing = apart or b"no-" in headers.get(b"cache-control", b"") or INCOMPLETE in body
    return start["status"] == 200 and not passing and len(body) <= LARGEST


def _matches(asked: dict[bytes, bytes], answer: Answer) -> bool:
    tags = {tag.strip().removeprefix(b"W/") for tag in asked.get(b"if-none-match", b"").split(b",")}
    return bool(tags & {answer.tag, b"*"})


async def _send(answer: Answer, scope: Message, send: Send) -> None:
    same = _matches(_asked(scope), answer)
    headers = [h for h in answer.headers if not same or h[0].lower() in _OF_A_TAG]
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    body = b"" if same or scope["method"] == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})


class _Listening:
    """Holds an answer back as long as it may be kept; else lets it pass as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self.answer: Answer | None = None

    async def send(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is None:
            await self._send(message)
        elif not message.get("more_body") and _is_kept(start, body := message.get("body", b"")):
            self.answer = _tagged(list(start["headers"]), body)
        else:
            await self._send(start)
            await self._send(message)


def remembering(application: Application) -> Application:
    """Wrap the application of a release so that a page is made once."""
    held = Memory[Question, Answer](HELD, lambda answer: answer.weight)

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if (key := question(scope)) is None:
            await application(scope, receive, send)
        elif known := held.get(key):
            await _send(known, scope, send)
        elif scope["method"] == "HEAD":
            await application(scope, receive, send)
        else:
            listening = _Listening(send)
            await application(scope, receive, listening.send)
            if listening.answer is not None:
                held.keep(key, listening.answer)
                await _send(listening.answer, scope, send)

    return answer
