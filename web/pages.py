"""The page as it was captured: sanitised, sandboxed, under a policy of its own."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.errors import ArchiveError
from archive.warcs import read_payload
from web.copies import CSP, sanitised
from web.language import language, translator
from web.query import Row, one, rows

_CAPTURE = """
SELECT capture.*, coalesce(original.warc, capture.warc) AS held_in,
  coalesce(original.offset, capture.offset) AS held_at
FROM capture LEFT JOIN capture original ON original.id = capture.revisit_of WHERE capture.id = ?"""


def _copy(datasette: Datasette, capture: Row) -> str:
    settings = datasette.plugin_config("xianzhi") or {}
    payload = read_payload(Path(settings["data"]), capture["held_in"], capture["held_at"])
    return sanitised(payload.body.decode(capture["encoding"] or "utf-8", "replace"), capture["url"])


async def copy(datasette: Datasette, request: Request) -> Response:
    """The captured page, sanitised, under a policy that lets nothing run or load."""
    capture = await one(datasette, _CAPTURE, [int(request.url_vars["capture"])])
    headers = {"content-security-policy": CSP, "x-content-type-options": "nosniff"}
    try:
        page, status = _copy(datasette, capture), 200
    except ArchiveError:
        told = translator(language(request))("copy.missing")
        page, status = sanitised(f"<p>{told}</p>", capture["url"]), 404
    return Response.html(page, status=status, headers=headers)


_sample: WeakKeyDictionary[Datasette, bool] = WeakKeyDictionary()


async def is_sample(datasette: Datasette) -> bool:
    """Whether the archive served is the sample web's; asked once, as a release never changes."""
    if datasette not in _sample:
        found = await rows(datasette, "SELECT 1 FROM source WHERE sample = 1 LIMIT 1")
        _sample[datasette] = bool(found)
    return _sample[datasette]
