"""Worked questions are asked with their first choices where the address leaves them open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from web.questions import with_first_choices


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Complete the questions before Datasette reads them."""
    return with_first_choices(datasette)
