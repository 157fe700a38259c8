"""The health of every source, a line each: last success, silence, falling counts, blocks.

A source is `ok`, or it needs a person: `never` read, `blocked`, `failing` (its last run did not
finish), `cut off` (a run without an end), `silent` (nothing new for longer than its rhythm) or
`falling` (fields of articles missing more often than in the four weeks before).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from crawler.source import Source

FALL = 0.15  # share of articles lacking a field, beyond the share before, that is a changed template


@dataclass(frozen=True, slots=True)
class Health:
    """The state of one source on a night."""

    source: str
    name: str
    state: str
    last_success: str | None
    last_new: str | None
    silent_days: int | None
    waiting: int
    problems: int

    @property
    def needs_person(self) -> bool:
        """Whether someone should look."""
        return self.state not in ("ok", "new")

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"needs_person": self.needs_person}


def _value(db: Database, sql: str, *values: Any) -> Any:
    row = db.execute(sql, values).fetchone()
    return row[0] if row else None


_SHARE = """SELECT avg(published IS NULL OR title IS NULL OR (text = '' AND hazard IS NULL)) FROM article
WHERE source = ? AND checked_on > date(?, ?) AND checked_on <= date(?, ?)"""


def _falling(db: Database, source: str, night: str) -> bool:
    recent = _value(db, _SHARE, source, night, "-1 day", night, "0 day")
    before = _value(db, _SHARE, source, night, "-29 day", night, "-1 day")
    return recent is not None and before is not None and recent - before > FALL


def _last(db: Database, source: str) -> tuple[str | None, str | None]:
    sql = "SELECT outcome, ended_at FROM run WHERE source = ? ORDER BY night DESC, id DESC LIMIT 1"
    row = db.execute(sql, [source]).fetchone()
    return (row[0], row[1]) if row else (None, None)


def _state(db: Database, source: Source, night: str, silent: int | None) -> str:
    if not _value(db, "SELECT 1 FROM run WHERE source = ?", source.id):
        return "never"
    outcome, ended = _last(db, source.id)
    if ended is None:
        return "cut off"
    if outcome == "blocked":
        return "blocked"
    if outcome != "finished":
        return "failing"
    if silent is not None and silent > source.rhythm:
        return "silent"
    return "falling" if _falling(db, source.id, night) else "ok"


def health(db: Database, source: Source, night: str) -> Health:
    """The health of `source` as of `night`."""
    success = _value(db, "SELECT max(night) FROM run WHERE source = ? AND outcome = 'finished'", source.id)
    published = "SELECT max(substr(published, 1, 10)) FROM article WHERE source = ?"
    last_new = _value(db, published, source.id)
    silent = (date.fromisoformat(night) - date.fromisoformat(last_new)).days if last_new else None
    return Health(
        source=source.id,
        name=source.name,
        state=_state(db, source, night, silent),
        last_success=success,
        last_new=last_new,
        silent_days=silent,
        waiting=_value(db, "SELECT count(*) FROM frontier WHERE source = ? AND done = 0", source.id),
        problems=_value(
            db, "SELECT count(*) FROM problem WHERE source = ? AND last_seen >= ?", source.id, success or ""
        ),
    )


def line(found: Health) -> str:
    """One line for a person."""
    silence = f", last article {found.last_new} ({found.silent_days} days)" if found.last_new else ""
    success = found.last_success or "never"
    return (
        f"{found.state:8} {found.source:24} {found.name}: last success {success}{silence},"
        f" {found.waiting} waiting, {found.problems} problems"
    )
