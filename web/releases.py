"""Releases to take away: every published copy with what changed, its checksums and its files.

Guarantees: only files that a manifest names are sent, whole and unchanged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import AsgiFileDownload, NotFound, Request, Response

from archive.release import directories, manifest

_FRESH = {"cache-control": "no-cache"}  # releases are made, and removed, while the site stands
LISTED = 60  # releases on the page; older ones stay at their addresses
_TYPES = {".json": "application/json; charset=utf-8", ".db": "application/vnd.sqlite3"}


def _place(datasette: Datasette) -> Path:
    return Path((datasette.plugin_config("xianzhi") or {})["releases"])


def _files(directory: Path, told: dict[str, Any]) -> list[dict[str, Any]]:
    names = sorted(told["sha256"], key=lambda name: (name != "archive.db", name))
    found = [(name, directory / name) for name in names]
    return [
        {"name": name, "size": path.stat().st_size, "sha256": told["sha256"][name]}
        for name, path in found
        if path.is_file()
    ]


def _told(directory: Path) -> dict[str, Any]:
    told = manifest(directory)
    return told | {"files": _files(directory, told)}


def _changelog(directory: Path) -> str:
    path = directory / "CHANGELOG.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


async def releases(datasette: Datasette, request: Request) -> Response:
    """All releases, the newest first, or the same as JSON."""
    found = directories(_place(datasette))
    told = [_told(directory) for directory in found[:LISTED]]
    if request.path.endswith(".json"):
        return Response.json({"releases": told}, headers=_FRESH)
    context = {"releases": told, "changelog": _changelog(found[0]), "older": max(0, len(found) - LISTED)}
    page = await datasette.render_template("releases.html", context, request=request)
    return Response.html(page, headers=_FRESH)


async def release_file(datasette: Datasette, request: Request) -> Any:
    """A file of a release, as it was published."""
    directory, name = _place(datasette) / request.url_vars["release"], request.url_vars["file"]
    if directory not in directories(directory.parent):
        raise NotFound("没有这个版本 / No such release")
    if name != "manifest.json" and name not in manifest(directory)["sha256"]:
        raise NotFound("没有这个文件 / No such file")
    kind = _TYPES.get(Path(name).suffix, "text/plain; charset=utf-8")
    saved = f"xianzhi-{request.url_vars['release']}-{name}" if name == "archive.db" else None
    return AsgiFileDownload(str(directory / name), filename=saved, content_type=kind)
