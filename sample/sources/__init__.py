"""The source files of the four sites, and copies of them for other ports.

The files beside this one fit the ports of `sample.server.PORTS`; `write` makes the same files for a web that
is served elsewhere, so that tests can crawl on whatever ports are free.
"""

from __future__ import annotations

from pathlib import Path

from sample.server import PORTS, Web

FILES = Path(__file__).parent


def write(directory: Path, web: Web) -> list[Path]:
    """Write the source files for the ports of `web` into `directory`, which is made; returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for file in sorted(FILES.glob("*.toml")):
        target = directory / file.name
        target.write_text(_moved(file.read_text(encoding="utf-8"), web), encoding="utf-8")
        written.append(target)
    return written


def _moved(text: str, web: Web) -> str:
    for name, port in PORTS.items():  # in two steps, as a free port may be another site's usual one
        text = text.replace(f"127.0.0.1:{port}", f"<{name}>")
    for name, host in web.hosts.items():
        text = text.replace(f"<{name}>", host)
    return text
