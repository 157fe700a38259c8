"""The one writer of a crawl: bytes first, then rows, in groups.

`broken` says why nothing can be written any more, if so.
Guarantees: a WARC record is on disk before any row speaks of it; captures, articles, facts, links and
"done" of a group are one transaction; a task is released from memory only after that. A crash at any
point loses at most the open group, which is fetched again. A change that fails is undone by itself and
costs no other of its group.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from sqlite_utils import Database

from archive.ids import stable_int
from archive.problems import Problem, note
from archive.rows import upsert
from crawler.headers import header
from crawler.warc import LIMIT, Earlier, WarcFile, size_on_disk

GROUP = 25
SECONDS = 1.0
SHARE = 10  # a group waits this many times as long as the last commit took: at most 9 % goes into commits
_NOTHING = hashlib.sha256(b"").hexdigest()
_log = logging.getLogger(__name__)
Action = Callable[[], None]
Recovery = Callable[[Exception], None]
Row = dict[str, Any]


def now() -> str:
    """The present moment (UTC, ISO, whole seconds)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Group:
    """What waits for the next transaction."""

    captures: list[Row] = field(default_factory=list)
    actions: list[tuple[Action, Recovery | None]] = field(default_factory=list)
    released: list[Action] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    def __bool__(self) -> bool:
        return bool(self.captures or self.actions)


class Recorder:
    """Writes the captures and the outcomes of one source's crawl."""

    def __init__(self, db: Database, data: Path, source: str, night: str, about: dict[str, str]) -> None:
        self.db = db
        self._data, self._source, self._night, self._about = data, source, night, about
        self.run: int | None = None
        self.broken = ""
        self.grouping = True  # a crawl that waits between requests has time to commit every page
        self._patience = 0.0
        self._group = Group()
        self._warc = self._resume() or self._begin()

    # WARC files

    def _name(self, serial: int) -> str:
        return f"warc/{self._source}/{self._night}-{serial:03}.warc.gz"

    def _resume(self) -> WarcFile | None:
        rows = self.db.execute(
            "SELECT name, committed, night FROM warc_file WHERE source = ? AND closed = 0 ORDER BY name",
            [self._source],
        ).fetchall()
        resumed = None
        for name, committed, night in rows:
            file = WarcFile(self._data, name, self._intact(name, committed))
            if night == self._night and resumed is None:
                resumed = file
            else:
                self._close(file)
        return resumed

    def _intact(self, name: str, committed: int) -> int:
        """The bytes of a file that may be kept; what a disk lost is noted and fetched again."""
        size = size_on_disk(self._data, name)
        if size >= committed:
            return committed
        with self.db.atomic():
            lost = self._lost(name, size)
            whole = "SELECT max(offset + length) FROM capture WHERE warc = ? AND offset + length <= ?"
            kept = int(self.db.execute(whole, [name, size]).fetchone()[0] or 0)
            self.db.execute("UPDATE warc_file SET committed = ? WHERE name = ?", [kept, name])
            message = f"{name}: {committed - size} committed bytes are gone, {lost} captures to fetch again"
            note(self.db, Problem("warc_damaged", name, message, "error", self._source), self._night)
        return kept

    def _lost(self, name: str, size: int) -> int:
        """Make the addresses of captures beyond `size` due again, and asked for whole; how many."""
        sql = (
            "UPDATE frontier SET done = 0, tries = 0, due_at = NULL, state = json_remove(state, '$.recheck')"
            " WHERE source = ? AND url IN (SELECT url FROM capture WHERE warc = ? AND offset + length > ?)"
        )
        return self.db.execute(sql, [self._source, name, size]).rowcount

    def _begin(self) -> WarcFile:
        sql = "SELECT count(*) FROM warc_file WHERE source = ? AND night = ?"
        serial = self.db.execute(sql, [self._source, self._night]).fetchone()[0] + 1
        file = WarcFile(self._data, self._name(serial))
        row = {"name": file.name, "source": self._source, "night": self._night, "serial": serial}
        with self.db.atomic():
            self.db.table("warc_file").insert(row | {"committed": 0, "closed": 0})
        file.info(self._about)
        return file

    def _close(self, file: WarcFile) -> None:
        digest = file.close()
        with self.db.atomic():
            self.db.execute(
                "UPDATE warc_file SET closed = 1, committed = ?, sha256 = ? WHERE name = ?",
                [file.path.stat().st_size, digest, file.name],
            )

    # Captures

    def _earlier(self, url: str, status: int, sha256: str) -> Earlier | None:
        if sha256 == _NOTHING and status != 304:
            return None
        condition = "url = ?" if status == 304 else "payload_sha256 = ? AND +source = ?"
        values = [url, url] if status == 304 else [sha256, self._source, url]
        row = self.db.execute(
            f"SELECT id, url, fetched_at, warc_digest FROM capture WHERE status = 200 AND {condition}"
            " AND revisit_of IS NULL AND hazard IS NOT 'truncated'"
            " ORDER BY url = ? DESC, fetched_at DESC LIMIT 1",
            values,
        ).fetchone()
        return Earlier(*row) if row and row[3] else None

    def capture(self, request: Request, response: Response, sha256: str, warc_digest: str) -> int:
        """Write an exchange to the WARC and queue its row; the id of the capture."""
        at = now()
        earlier = self._earlier(request.url, response.status, sha256)
        written = self._warc.exchange(request, response, at, earlier)
        key = stable_int("capture", written.warc, written.offset)
        headers = response.headers
        self._group.captures.append(
            {
                "id": key,
                "url": request.url,
                "source": self._source,
                "run": self.run,
                "kind": request.meta.get("kind", "article"),
                "fetched_at": at,
                "status": response.status,
                "content_type": header(headers, "Content-Type"),
                "location": header(headers, "Location"),
                "ip": str(response.ip_address) if response.ip_address else None,
                "warc": written.warc,
                "offset": written.offset,
                "length": written.length,
                "payload_sha256": sha256,
                "warc_digest": warc_digest,
                "etag": header(headers, "ETag"),
                "last_modified": header(headers, "Last-Modified"),
                "revisit_of": earlier.id if earlier else None,
            }
        )
        return key

    def resource(self, url: str, body: bytes, content_type: str) -> int:
        """Write a local document to the WARC and queue its row; the id of the capture."""
        at = now()
        written = self._warc.resource(url, body, content_type, at)
        key = stable_int("capture", written.warc, written.offset)
        row: Row = {"id": key, "url": url, "source": self._source, "run": self.run, "kind": "import"}
        row |= {"fetched_at": at, "content_type": content_type, "payload_sha256": written.sha256}
        place = {"warc": written.warc, "offset": written.offset, "length": written.length}
        self._group.captures.append(row | place)
        return key

    def describe(self, capture: int, **values: Any) -> None:
        """Add what was learned of a capture (encoding, hazard) before it is committed."""
        for row in self._group.captures:
            if row["id"] == capture:
                row.update(values)
                return
        self.act(lambda: self._update(capture, values))

    def _update(self, capture: int, values: Row) -> None:
        self.db.table("capture").update(capture, values)

    # Groups

    def act(self, action: Action, released: Action | None = None, failed: Recovery | None = None) -> None:
        """Queue a change for the next transaction; `released` runs once it is committed.

        A change that raises is undone and `failed` is committed in its place; without it, it stays raised.
        """
        self._group.actions.append((action, failed))
        if released:
            self._group.released.append(released)
        if len(self._group.actions) >= GROUP or self._waited() >= self._patience:
            self.flush()

    def _waited(self) -> float:
        return time.monotonic() - self._group.since

    def tick(self) -> None:
        """Commit a group that has waited long enough."""
        if self._group and self._waited() >= self._patience:
            self.flush()

    def flush(self) -> bool:
        """Commit what waits; False if it has to go on waiting: the archive is locked, or the disk full."""
        if not self._group:
            return True
        began = time.monotonic()
        try:
            committed = self._warc.sync()
            with self.db.atomic():
                self._commit(committed)
        except (OSError, sqlite3.OperationalError) as error:
            self.broken = "" if "locked" in str(error) else str(error)
            _log.warning("%d changes wait: %s", len(self._group.actions), error)
            return False
        self._patience = min(SECONDS, SHARE * (time.monotonic() - began)) if self.grouping else 0.0
        group, self._group = self._group, Group()
        for released in group.released:
            released()
        if committed > LIMIT:
            self._close(self._warc)
            self._warc = self._begin()
        return True

    def _commit(self, committed: int) -> None:
        upsert(self.db, "capture", self._group.captures)  # an id is known already where a disk lost bytes
        for action, failed in self._group.actions:
            self._apply(action, failed)
        sql = "UPDATE warc_file SET committed = ? WHERE name = ?"
        self.db.execute(sql, [committed, self._warc.name])

    def _apply(self, action: Action, failed: Recovery | None) -> None:
        try:
            with self._savepoint():
                action()
        except sqlite3.OperationalError:  # the archive is locked or the disk full: the group waits
            raise
        except Exception as error:
            if failed is None:
                raise
            _log.exception("a change was not stored")
            failed(error)

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        """A change that can be undone; by one name for all, whose statements SQLite prepares once."""
        self.db.conn.execute("SAVEPOINT change")
        try:
            yield
        except BaseException:
            if self.db.conn.in_transaction:
                self.db.conn.execute("ROLLBACK TO change")
                self.db.conn.execute("RELEASE change")
            raise
        self.db.conn.execute("RELEASE change")

    def close(self) -> None:
        """Commit the rest and close the file."""
        if self.flush():
            self._close(self._warc)
        else:
            self.abandon()  # the next run goes on from what is committed

    def abandon(self) -> None:
        """Let go of the open file as a crash would: what is committed stays."""
        self._warc.abandon()
