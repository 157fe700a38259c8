"""Errors as pages of our own: in the reader's language, without a word about the machine.

Datasette's handler prints a traceback with all local values for every 404, which costs more than the
answer; it is replaced. A question that SQLite or Datasette cannot read is the asker's (400), whatever
exception it raises; only what fails in our own code, or on the disk, is an error of the server.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasette as package
from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

_log = logging.getLogger(__name__)
_DATASETTE = Path(package.__file__).parent
_OF_QUESTIONS = tuple(str(_DATASETTE / name) for name in ("views", "facets.py", "filters.py"))
_OF_THE_DISK = ("disk", "unable to open", "locked")
_OF_ARGUMENTS = (ValueError, KeyError, IndexError, AssertionError, TypeError)


def _raised_in_datasette(exception: BaseException) -> bool:
    frames = traceback.extract_tb(exception.__traceback__)
    return any(frame.filename.startswith(_OF_QUESTIONS) for frame in frames[-6:])


def status_of(exception: Exception) -> int:
    """The status an exception answers with."""
    if isinstance(exception, DatasetteError):
        return min(int(exception.status), 499)  # it says 500 of arguments, such as a column to sort by
    if isinstance(exception, Base400):
        return int(exception.status)
    if isinstance(exception, QueryInterrupted | OverflowError):  # the latter: id__gt=1 and twenty zeros
        return 400
    if isinstance(exception, sqlite3.Error | sqlite3.Warning):
        return 500 if any(word in str(exception) for word in _OF_THE_DISK) else 400
    if isinstance(exception, OSError) and exception.errno == errno.ENAMETOOLONG:
        return 404
    asked = isinstance(exception, _OF_ARGUMENTS) and _raised_in_datasette(exception)
    return 400 if asked else 500


def _message(exception: Exception, status: int) -> str:
    if status == 500:
        return ""
    if isinstance(exception, QueryInterrupted):
        return "SQL query took too long"
    return str(getattr(exception, "message", None) or exception)


@hookimpl
def startup() -> None:
    """Take Datasette's own handler away: it runs, and prints, even when another has answered."""
    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")


async def _answer(datasette: Datasette, request: Request, status: int, message: str) -> Response:
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": message, "status": status}, status=status)
    page = await datasette.render_template(
        "error.html", {"status": status, "error": message}, request=request
    )
    return Response.html(page, status=status)


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Any]:
    """Answer with a page or, for `.json`, with JSON; errors of the server go to the log."""

    async def answer() -> Response:
        status = status_of(exception)
        if status == 500:
            _log.error("%s", request.path, exc_info=exception)
        return await _answer(datasette, request, status, _message(exception, status))

    return answer


@hookimpl
def forbidden(datasette: Datasette, request: Request, message: str) -> Callable[[], Any]:
    """What may not be seen gets the same page as every other error."""

    async def answer() -> Response:
        return await _answer(datasette, request, 403, message)

    return answer
