"""The demonstration: the sample web, crawled on three nights over real HTTP, as an archive to browse.

Guarantees: an archive that holds real sources is refused before anything is written; what was built
before is not built again. The nights are processes of their own, as a scheduler would start them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from archive.database import open_archive
from archive.errors import ArchiveError
from archive.release import latest
from archive.shape import shape
from sample.server import PORTS, serve

NIGHTS = {"2026-02-27": 1, "2026-02-28": 2, "2026-03-01": 2}
"""Night and the state of the sample web it meets: edits and a withdrawal come on the second."""

SOURCES = Path(__file__).parent / "sample" / "sources"
_SHOWN = ("seen", "said", "derived", "people")


def _refuse_real(archive: Path) -> None:
    if archive.exists():
        found = open_archive(archive).execute("SELECT id FROM source WHERE sample = 0 LIMIT 1").fetchone()
        if found:
            raise ArchiveError(f"{archive}: holds real sources ({found[0]}); sample data is never mixed in")


def _night(night: str, archive: Path, data: Path, releases: Path) -> None:
    command = [sys.executable, "-m", "xianzhi", "nightly", "--date", night, "--delay", "0"]
    places = ["--sources", SOURCES, "--archive", archive, "--data", data, "--releases", releases]
    ended = subprocess.run([*command, *map(str, places)], check=False)
    if ended.returncode not in (0, 1):
        raise ArchiveError(f"the night {night} failed (exit code {ended.returncode})")


def _is_built(archive: Path, releases: Path) -> bool:
    newest = latest(releases)
    if not archive.exists() or newest is None or not newest.name.startswith(max(NIGHTS)):
        return False
    sql = "SELECT count(DISTINCT night) FROM run WHERE outcome = 'finished'"
    return bool(open_archive(archive).execute(sql).fetchone()[0] == len(NIGHTS))


def _table(archive: Path) -> str:
    db = open_archive(archive)
    rows = [
        (db.table(table.name).count, table.name, table.zh)
        for table in shape().tables
        if table.group in _SHOWN and not table.private
    ]
    return "\n".join(f"{count:8,}  {name:22} {zh}" for count, name, zh in rows)


def build(archive: Path, data: Path, releases: Path, say: Callable[[str], None]) -> None:
    """Build the sample archive and its release, with progress."""
    _refuse_real(archive)
    if _is_built(archive, releases):
        say(f"{archive} is built already")
    else:
        with serve(night=1, ports=PORTS) as web:
            for night, state in NIGHTS.items():
                web.night = state
                say(f"night {night}")
                _night(night, archive, data, releases)
    say(_table(archive))
