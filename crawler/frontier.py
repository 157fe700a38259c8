"""The frontier: which addresses of a source are known, which are done, which are due.

It lives in the archive, so a crawl that is killed goes on where its last transaction ended. Lists are
read again every night; articles once, and again when a recheck is due. The caller holds the
transaction for every change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlite_utils import Database

Kind = Literal["list", "issue", "article", "attachment"]
TRIES = 3
_KINDS: tuple[Kind, ...] = ("list", "issue", "article", "attachment")  # in the order of their turn
_DUE = (
    "SELECT url, kind, depth, state FROM frontier WHERE source = ? AND done = 0 AND kind = ?"
    " AND (due_at IS NULL OR due_at <= ?) ORDER BY rowid LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Task:
    """An address to fetch; `state` is what reading it needs to go on (kept as JSON)."""

    url: str
    kind: Kind
    depth: int = 0
    state: dict[str, Any] = field(default_factory=dict)


class Frontier:
    """The rows of one source."""

    def __init__(self, db: Database, source: str, night: str) -> None:
        self._db, self._source, self._night = db, source, night

    def add(self, tasks: Iterable[Task]) -> int:
        """Add unknown addresses; lists and issues not yet read this night are opened again."""
        return sum(self._add(task) for task in tasks)

    def _add(self, task: Task) -> int:
        again = task.kind in ("list", "issue")
        state = json.dumps(task.state | ({"night": self._night} if again else {}), ensure_ascii=False)
        row = [self._source, task.url, task.kind, state, task.depth]
        reopen = (
            "DO UPDATE SET done = 0, tries = 0, due_at = NULL, state = excluded.state"
            " WHERE json_extract(state, '$.night') IS NOT json_extract(excluded.state, '$.night')"
        )
        cursor = self._db.execute(
            "INSERT INTO frontier (source, url, kind, state, depth, done, tries) VALUES (?, ?, ?, ?, ?, 0, 0)"
            f" ON CONFLICT (source, url) {reopen if again else 'DO NOTHING'}",
            row,
        )
        return max(cursor.rowcount, 0)

    def reopen(self, urls: Iterable[str], state: dict[str, Any]) -> None:
        """Make known addresses due again, once, in this night (rechecks); what lists said of them stays."""
        text = json.dumps(state | {"night": self._night}, ensure_ascii=False)
        for url in urls:
            self._db.execute(
                "UPDATE frontier SET done = 0, tries = 0, due_at = NULL,"
                " state = json_patch(coalesce(state, '{}'), ?)"
                " WHERE source = ? AND url = ? AND done = 1 AND json_extract(state, '$.night') IS NOT ?",
                [text, self._source, url, self._night],
            )

    def pending(self, now: str, limit: int) -> list[Task]:
        """Tasks that are due at `now`, lists first, each kind in order of discovery."""
        found: list[Task] = []
        for kind in _KINDS:
            rows = self._db.execute(_DUE, [self._source, kind, now, limit - len(found)])
            found += [Task(url, kind, depth, json.loads(state or "{}")) for url, kind, depth, state in rows]
        return found

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of `urls` that the frontier already holds."""
        found = self._db.execute(
            "SELECT url FROM frontier WHERE source = ? AND url IN (SELECT value FROM json_each(?))",
            [self._source, json.dumps(list(urls))],
        )
        return {url for (url,) in found}

    def is_list(self, url: str) -> bool:
        """Whether `url` is one of the lists of the source."""
        sql = "SELECT 1 FROM frontier WHERE source = ? AND url = ? AND kind IN ('list', 'issue')"
        return self._db.execute(sql, [self._source, url]).fetchone() is not None

    def done(self, url: str, error: str | None = None) -> None:
        """Mark an address as dealt with; `error` says why nothing came of it."""
        self._db.execute(
            "UPDATE frontier SET done = 1, error = ? WHERE source = ? AND url = ?", [error, self._source, url]
        )

    def give_another_chance(self) -> None:
        """Open again what was given up on an earlier night."""
        self._db.execute(
            "UPDATE frontier SET done = 0, tries = 0, due_at = NULL WHERE source = ? AND done = 1"
            " AND tries >= ? AND json_extract(state, '$.given_up') IS NOT ?",
            [self._source, TRIES, self._night],
        )

    def failed(self, url: str, error: str, retry_at: str) -> None:
        """Note a failure; after TRIES of them the address is given up for this night."""
        self._db.execute(
            "UPDATE frontier SET tries = tries + 1, error = ?, due_at = ?, done = (tries + 1 >= ?),"
            " state = json_set(state, '$.given_up', ?) WHERE source = ? AND url = ?",
            [error, retry_at, TRIES, self._night, self._source, url],
        )

    def postpone(self, url: str, error: str, until: str) -> None:
        """Leave an address pending until later, without counting a failure."""
        self._db.execute(
            "UPDATE frontier SET error = ?, due_at = ? WHERE source = ? AND url = ?",
            [error, until, self._source, url],
        )

    def lists_read(self) -> int:
        """How many lists were read this night, by whichever run."""
        sql = (
            "SELECT count(*) FROM frontier WHERE source = ? AND kind = 'list' AND done = 1 AND error IS NULL"
            " AND json_extract(state, '$.night') = ?"
        )
        return int(self._db.execute(sql, [self._source, self._night]).fetchone()[0])

    def waiting(self) -> int:
        """How many addresses are not done."""
        sql = "SELECT count(*) FROM frontier WHERE source = ? AND done = 0"
        return int(self._db.execute(sql, [self._source]).fetchone()[0])
