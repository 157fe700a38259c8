"""What is worked out from the files of this package, kept between runs beside its bytecode.

Compiling the expressions of the rules takes longer than reading an article: as the interpreter keeps what
it compiles of a module, the result is kept in `__pycache__` and found there by the next process.

Guarantees: what is kept is what would be made: it bears the interpreter and the state of every file of the
package, and is dropped when any of them differs. A file is replaced as a whole, so processes can share it;
where it cannot be read or written everything is made anew.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

Kept = TypeVar("Kept")

_ROOM = Path(__file__).parent
_FILE = Path(cache_from_source(__file__)).with_suffix(".kept")
_FOLDERS = (_ROOM, _ROOM / "lexicon")


def kept(kind: str, key: str, make: Callable[[], Kept]) -> Kept:
    """What `make` gives for `key`: plain data (numbers, strings, bytes and tuples, lists, dicts of them)."""
    shelf = _shelf()
    found: Kept | None = shelf.get((kind, key))
    if found is None:
        found = shelf[kind, key] = make()
        _write_at_exit()
    return found


@cache
def _state() -> tuple[Any, ...]:
    """The interpreter and every file of the package, by name, time and size, before any was read."""
    files = [entry for folder in _FOLDERS for entry in os.scandir(folder) if entry.is_file()]
    states = ((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    return sys.version, sys.byteorder, *sorted(states)


@cache
def _shelf() -> dict[tuple[str, str], Any]:
    try:
        now = _state()
        state, shelf = marshal.loads(_FILE.read_bytes())
        return dict(shelf) if state == now else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


@cache
def _write_at_exit() -> None:
    atexit.register(_write, os.getpid())


def _write(process: int) -> None:
    """Replace the file; only by the process that made something, not by one forked from it."""
    if os.getpid() != process:
        return
    draft = _FILE.with_suffix(f".{process}")
    try:
        _FILE.parent.mkdir(exist_ok=True)
        draft.write_bytes(marshal.dumps((_state(), _shelf())))
        draft.replace(_FILE)
    except OSError:
        with suppress(OSError):
            draft.unlink()
