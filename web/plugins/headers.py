"""Headers of every answer: a policy that lets only scripts from files of our own origin run.

No page has a script of its own in it, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from web.exports import with_bom
from web.language import BASE, COOKIE, CURRENT, LANGUAGES, language

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[..., Awaitable[None]]

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


def _chosen(request: Request) -> list[tuple[bytes, bytes]]:
    """The cookie that keeps a language the reader has just chosen."""
    if request.args.get("_lang") not in LANGUAGES:
        return []
    kept = f"{COOKIE}={request.args['_lang']}; Path=/; Max-Age=31536000; SameSite=Lax"
    return [(b"set-cookie", kept.encode())]


def _headers(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in given}
    ours = [
        (b"content-security-policy", _POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]
    return given + [header for header in ours if header[0] not in present]


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Wrap the application so that every response has the headers its page does not set itself."""

    def wrap(application: Application) -> Application:
        async def wrapped(scope: Message, receive: Callable[..., Any], send: Send) -> None:
            if scope["type"] != "http":
                await application(scope, receive, send)
                return
            request = Request(scope, receive)
            CURRENT.set(language(request))
            BASE.set(datasette.setting("base_url").rstrip("/"))

            async def with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = _headers(list(message.get("headers", [])) + _chosen(request))
                await send(message)

            await with_bom(application)(scope, receive, with_headers)

        return wrapped

    return wrap
