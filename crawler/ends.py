"""How tasks end: each outcome is committed first, and only then is its task released from memory.

Guarantees: whatever goes wrong with one page is counted, named in `problem` where a person should know,
and costs no other page; what may succeed later stays pending.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from crawler.frontier import Frontier, Task
from crawler.outcomes import Outcomes
from crawler.pages.model import Hazard
from crawler.recorder import Action, Recorder

RETRY_AFTER = timedelta(minutes=10)
SUBJECT, MESSAGE = 500, 300  # characters kept of addresses and errors


def _later(wait: timedelta = RETRY_AFTER) -> str:
    return (datetime.now(UTC) + max(wait, RETRY_AFTER)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ends:
    """Commits the ends of one source's tasks; `release` takes an address out of memory."""

    def __init__(
        self, recorder: Recorder, frontier: Frontier, outcomes: Outcomes, release: Callable[[str], None]
    ) -> None:
        self._recorder, self._frontier, self._outcomes = recorder, frontier, outcomes
        self._release = release

    def _commit(self, task: Task, record: Action) -> None:
        self._recorder.act(
            record, lambda: self._release(task.url), lambda error: self._unrecordable(task, error)
        )

    def finish(self, task: Task, record: Action, error: str | None = None) -> None:
        """The task is done; `error` says why nothing came of it."""

        def act() -> None:
            record()
            self._frontier.done(task.url, error)

        self._commit(task, act)

    def _count(self, task: Task, reason: str) -> None:
        tally = self._outcomes.tally
        tally.failed += 1
        tally.reasons[reason] += 1
        tally.day(task.state.get("day") or self._outcomes.night)["failed"] += 1

    def failed(self, task: Task, error: str, name: str | None = None, wait: timedelta = RETRY_AFTER) -> None:
        """It may succeed later: try again, a few times a night; a list, or a hazard by `name`, is noted."""
        self._count(task, name or error.split(":")[0])
        kind = name or ("list_failed" if task.kind in ("list", "issue") else None)

        def record() -> None:
            if kind:
                self._outcomes.problem(kind, task.url, error[:MESSAGE])
            self._frontier.failed(task.url, name or error[:MESSAGE], _later(wait))

        self._commit(task, record)

    def refused(self, task: Task, kind: str, message: str) -> None:
        """A hazard that asking again would not change: named, and the task is done."""
        self._count(task, kind)
        self.finish(task, lambda: self._outcomes.problem(kind, task.url, message[:SUBJECT]), error=kind)

    def unreadable(self, task: Task, error: Exception) -> None:
        """Reading the page failed: its capture is kept for a better reader."""
        self.refused(task, "unreadable", f"{type(error).__name__}: {error}")

    def _unrecordable(self, task: Task, error: Exception) -> None:
        """What the page gave could not be stored; runs in the transaction that was to store it."""
        said = f"not stored: {type(error).__name__}: {error}"[:MESSAGE]
        self._outcomes.problem("unreadable", task.url, said, "error")
        self._frontier.done(task.url, "unreadable")

    def postponed(self, task: Task, kind: str, subject: str, reason: str) -> None:
        """Nothing may be fetched now: the task stays pending and no failure is counted against it."""
        self._outcomes.tally.reasons[kind] += 1

        def record() -> None:
            self._outcomes.problem(kind, subject, reason, "error")
            self._frontier.postpone(task.url, reason, _later())

        self._commit(task, record)

    def challenged(self, task: Task, hazard: Hazard, wait: timedelta = RETRY_AFTER) -> None:
        """A challenge stood in place of the page: named, and the task stays pending."""
        self._count(task, hazard.kind)
        said = f"{hazard.kind}: {hazard.detail}"[:MESSAGE]

        def record() -> None:
            self._outcomes.problem(hazard.kind, task.url, said)
            self._frontier.postpone(task.url, said, _later(wait))

        self._commit(task, record)
