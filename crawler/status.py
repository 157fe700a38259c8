"""The health of every source, a line each: last success, silence, what is wrong, how much waits.

A source is `ok`, or it needs a person: `never` read, `blocked` (stopped by challenges), `failing` (its last
run did not finish, or many of its pages failed), `cut off` (a run without an end), `changed` (a list that
names no article, or is gone), `falling` (fields of articles missing more often than in the four weeks
before), `garbled` (characters lost), `challenged` (some pages were) or `silent` (nothing new for longer than
its rhythm).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from crawler.source import Source

_ENDED = {"blocked": "blocked", "failed": "failing", "interrupted": "failing"}
_SEEN = {
    "pages_failing": "failing",
    "list_empty": "changed",
    "list_missing": "changed",
    "fields_falling": "falling",
    "encoding_broken": "garbled",
    "challenge_jiasule": "challenged",
    "challenge_ruishu": "challenged",
    "challenge_aliyun": "challenged",
    "captcha": "challenged",
}


@dataclass(frozen=True, slots=True)
class Health:
    """The state of one source on a night; `problems` counts by kind what its last run saw."""

    source: str
    name: str
    state: str
    last_success: str | None
    last_new: str | None
    silent_days: int | None
    waiting: int
    problems: dict[str, int]

    @property
    def needs_person(self) -> bool:
        """Whether someone should look."""
        return self.state != "ok"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"needs_person": self.needs_person}


def _value(db: Database, sql: str, *values: Any) -> Any:
    row = db.execute(sql, values).fetchone()
    return row[0] if row else None


def _last(db: Database, source: str, night: str) -> tuple[str, str | None, str | None] | None:
    """Night, outcome and end of the last run."""
    sql = (
        "SELECT night, outcome, ended_at FROM run WHERE source = ? AND night <= ?"
        " ORDER BY night DESC, id DESC LIMIT 1"
    )
    row = db.execute(sql, [source, night]).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _problems(db: Database, source: str, since: str) -> dict[str, int]:
    sql = "SELECT kind, count(*) FROM problem WHERE source = ? AND last_seen >= ? GROUP BY kind ORDER BY kind"
    return dict(db.execute(sql, [source, since]).fetchall())


def _silence(db: Database, source: str, night: str) -> tuple[str | None, int | None]:
    """The day of the newest article, and the days since then or, without one, since the first run."""
    newest = _value(db, "SELECT max(substr(published, 1, 10)) FROM article WHERE source = ?", source)
    since = newest or _value(db, "SELECT min(night) FROM run WHERE source = ?", source)
    return newest, (date.fromisoformat(night) - date.fromisoformat(since)).days if since else None


def _state(outcome: str | None, ended: str | None, problems: dict[str, int], silent: bool) -> str:
    """The state of a source that has been read."""
    if ended is None:
        return "cut off"
    if outcome in _ENDED:
        return _ENDED[outcome]
    seen = next((state for kind, state in _SEEN.items() if kind in problems), None)
    return seen or ("silent" if silent else "ok")


def health(db: Database, source: Source, night: str) -> Health:
    """The health of `source` as of `night`."""
    last = _last(db, source.id, night)
    newest, days = _silence(db, source.id, night)
    problems = _problems(db, source.id, last[0]) if last else {}
    silent = days is not None and days > source.rhythm
    success = "SELECT max(night) FROM run WHERE source = ? AND outcome = 'finished' AND night <= ?"
    return Health(
        source=source.id,
        name=source.name,
        state=_state(last[1], last[2], problems, silent) if last else "never",
        last_success=_value(db, success, source.id, night),
        last_new=newest,
        silent_days=days,
        waiting=_value(db, "SELECT count(*) FROM frontier WHERE source = ? AND done = 0", source.id),
        problems=problems,
    )


def line(found: Health) -> str:
    """One line for a person."""
    silence = f", last article {found.last_new} ({found.silent_days} days)" if found.last_new else ""
    success = found.last_success or "never"
    problems = ", ".join(f"{kind} {count}" for kind, count in found.problems.items()) or "no problems"
    return (
        f"{found.state:10} {found.source:24} {found.name}: last success {success}{silence},"
        f" {found.waiting} waiting; {problems}"
    )
