"""Exports that open as they should: CSV with a byte order mark for Excel, nothing cut in silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Request

BOM = "\ufeff".encode()
Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]


def export_arguments(request: Request) -> str:
    """The query string that exports every row of a table page, streamed as a download.

    Labels and paging are left behind: an export is the whole of what the page counts.
    """
    kept = [(k, v) for k, v in parse_qsl(request.query_string) if k not in ("_next", "_size", "_lang")]
    return urlencode([*kept, ("_stream", "1"), ("_dl", "1")])


def with_bom(application: Application) -> Application:
    """Wrap an application so that `?_bom=1` puts a byte order mark before a CSV."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        asked = (
            scope["type"] == "http" and scope["path"].endswith(".csv") and b"_bom=1" in scope["query_string"]
        )
        await application(scope, receive, _marking(send) if asked else send)

    return wrapped


def _marking(send: Callable[..., Any]) -> Callable[..., Any]:
    state = {"csv": False}

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
            state["csv"] = message["status"] == 200 and any(b"text/" in kind for kind in kinds)
        elif state["csv"]:
            message = dict(message) | {"body": BOM + message.get("body", b"")}
            state["csv"] = False
        await send(message)

    return marked
