"""Screens: our routes, the language, what templates need, and cells that lead to evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from markupsafe import Markup

from archive.shape import shape
from web.cells import cell
from web.format import safe_link, yi
from web.home import home
from web.language import language, name_of, translator
from web.pages import copy, evidence, is_sample


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The pages of our own."""
    return [(r"^/-/evidence/(?P<article>\d+)$", evidence), (r"^/-/copy/(?P<capture>\d+)$", copy)]


@hookimpl
def extra_template_vars(template: str, request: Request | None, datasette: Datasette) -> Callable[[], Any]:
    """Language, nonce and the sample banner for every template; the home page's own contents."""
    lang = language(request)

    async def variables() -> dict[str, Any]:
        common = {
            "lang": lang,
            "t": translator(lang),
            "name_of": lambda kind, value: name_of(kind, value, lang),
            "nonce": request.scope.get("nonce", "") if request else "",
            "sample": await is_sample(datasette),
            "shape": shape(),
            "yi": yi,
            "safe_link": safe_link,
        }
        return common | (await home(datasette) if template == "index.html" else {})

    return variables


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """Amounts readable, quotes leading to their sentence, texts short."""
    return cell(row, value, column, table)
