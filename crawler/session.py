"""One run of one source: opened before anything is fetched, closed after, whatever happens.

Guarantees: the `run` and `coverage` rows stand before the first request, so that a crash shows as a run
without an end and a day that was not read; `coverage` has a row for every day the run speaks of; a run that
read no article link is no success; a source without a contact address, or of
another kind than the archive holds (sample or real), is refused before anything is written.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from scrapy.settings import BaseSettings
from sqlite_utils import Database

from archive.database import open_archive
from archive.extraction import Extractor
from archive.nights import today
from archive.problems import note
from archive.regions import RegionCodes
from crawler import __version__
from crawler.errors import CrawlError
from crawler.frontier import Frontier, Task
from crawler.lock import take
from crawler.monitor import findings
from crawler.outcomes import Outcomes, due_rechecks
from crawler.reading import OVERLAP, seeds
from crawler.recorder import Recorder, now
from crawler.source import Source
from nlp.extract import extract

if TYPE_CHECKING:
    from crawler.spider import SourceSpider

_log = logging.getLogger(__name__)
OUT_OF_TIME = "closespider_timeout"
_OUTCOMES = {
    "finished": "finished",
    "blocked": "blocked",
    "budget": "finished",
    OUT_OF_TIME: "failed",
}


@dataclass
class Session:
    """What a run needs to know; `limit` bounds its requests, `since` and `until` the days of issues."""

    db: Database
    data: Path
    night: date
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    contact: str = ""
    extractor: Extractor = extract
    report: Callable[[SourceSpider, str], None] | None = None
    lock: IO[str] | None = None  # held for as long as the session lives

    @classmethod
    def from_settings(cls, settings: BaseSettings, arguments: dict[str, Any]) -> Session:
        """A session for `scrapy crawl ID -a night=… -a since=… -a until=… -a limit=…`."""

        def day(name: str) -> date | None:
            return date.fromisoformat(arguments.pop(name)) if arguments.get(name) else None

        archive = Path(settings["ARCHIVE"])
        return cls(
            lock=take(archive),
            db=open_archive(archive),
            data=Path(settings["DATA_DIR"]),
            night=day("night") or today(),
            since=day("since"),
            until=day("until"),
            limit=int(arguments.pop("limit", 0)) or None,
            contact=settings["CONTACT"],
        )

    def open(self, spider: SourceSpider) -> None:
        """Open the run of a spider: rows, WARC file, frontier with tonight's lists and rechecks."""
        source, night = spider.source, self.night.isoformat()
        with self.db.atomic():
            enter_source(self.db, source)
        about = {"software": f"xianzhi/{__version__}", "robots": "obey", "isPartOf": f"{source.id} {night}"}
        about["format"] = "WARC File Format 1.1"
        about["tls"] = "weakened: TLS 1.0 accepted" if source.weak_tls else "default"
        spider.recorder = Recorder(self.db, self.data, source.id, night, about)
        spider.frontier = Frontier(self.db, source.id, night)
        spider.outcomes = Outcomes(self.db, source, night, self.extractor)
        spider.last_success = last_success(self.db, source.id, night)
        if source.weak_tls:
            with self.db.atomic():
                spider.outcomes.problem("weak_tls", source.id, "TLS 1.0 is accepted (key `weak_tls`)", "info")
        with self.db.atomic():
            self._note_cut_off(spider.outcomes)
            spider.recorder.run = self._begin(source.id, night)
            spider.frontier.give_another_chance()
            spider.frontier.add(self._seeds(spider))
            spider.frontier.reopen(due_rechecks(self.db, source.id, night), {"recheck": True})

    def _seeds(self, spider: SourceSpider) -> list[Task]:
        """Tonight's lists, and the issues of a newspaper that were not read before."""
        since = self.since
        if since is None and spider.last_success:
            since = date.fromisoformat(spider.last_success) - OVERLAP
        tasks = seeds(spider.source, self.night, since, self.until)
        read = self.db.execute(
            "SELECT day FROM coverage WHERE source = ? AND polled = 1", [spider.source.id]
        ).fetchall()
        days = {day for (day,) in read}
        return [task for task in tasks if task.kind != "issue" or task.state["day"] not in days]

    def _note_cut_off(self, outcomes: Outcomes) -> None:
        sql = "SELECT night, started_at FROM run WHERE source = ? AND ended_at IS NULL"
        for night, started in self.db.execute(sql, [outcomes.source.id]).fetchall():
            subject = f"{outcomes.source.id} {night}"
            outcomes.problem("cut_off", subject, f"the run begun at {started} never ended")

    def _begin(self, source: str, night: str) -> int:
        row = {"source": source, "night": night, "started_at": now()}
        self.db.table("run").insert(row)
        run = int(self.db.execute("SELECT last_insert_rowid()").fetchone()[0])
        self.db.execute(
            "INSERT OR IGNORE INTO coverage (source, day, run, polled, listed, new, failed, reason)"
            " VALUES (?, ?, ?, 0, 0, 0, 0, 'the run has not ended')",
            [source, night, run],
        )
        return run

    def close(self, spider: SourceSpider, reason: str) -> None:
        """Close the run: what it counted, what it covered, how it ended."""
        spider.recorder.close()
        outcome = _outcome(reason, spider)
        try:
            with self.db.atomic():
                spider.outcomes.link_halves()
                self._end(spider, outcome, reason)
                self._cover(spider)
                for problem in findings(self.db, spider.source.id, self.night.isoformat()):
                    note(self.db, problem, self.night.isoformat())
        except sqlite3.OperationalError as error:  # a full disk: the run stays without an end
            _log.error("%s: the end of the run was not written: %s", spider.source.id, error)
        if self.report:
            self.report(spider, outcome)

    def _end(self, spider: SourceSpider, outcome: str, reason: str) -> None:
        tally = spider.outcomes.tally
        if outcome == "blocked":
            spider.outcomes.problem("blocked", spider.source.id, spider.outcomes.blocked_by, "error")
        if reason == OUT_OF_TIME:
            waiting = spider.frontier.waiting()
            said = f"not read to the end in {spider.source.hours:g} hours: {waiting} pages wait"
            spider.outcomes.problem("out_of_time", spider.source.id, said, "error")
        elif outcome == "failed":
            why = ", ".join(f"{name} {count}" for name, count in tally.reasons.most_common(3))
            lists = f"{tally.lists} list pages read, {tally.listed} articles listed"
            said = f"{reason}; {lists}; {why or 'no failed pages'}"
            spider.outcomes.problem("run_failed", spider.source.id, said, "error")
        values = {
            "ended_at": now(),
            "outcome": outcome,
            "requests": tally.requests,
            "listed": tally.listed,
            "new_articles": tally.new,
            "changed_articles": tally.changed,
            "failed": tally.failed,
        }
        assert spider.recorder.run is not None
        self.db.table("run").update(spider.recorder.run, values)

    def _cover(self, spider: SourceSpider) -> None:
        tally = spider.outcomes.tally
        tonight = tally.day(self.night.isoformat())
        tonight["polled"] = max(tonight["polled"], spider.frontier.lists_read())
        reason = ", ".join(f"{name} {count}" for name, count in tally.reasons.most_common(3)) or None
        rows = [
            {
                "source": spider.source.id,
                "day": day,
                "run": spider.recorder.run,
                "polled": int(counts["polled"] > 0),
                "listed": counts["listed"],
                "new": counts["new"],
                "failed": counts["failed"],
                "reason": reason if counts["failed"] or not counts["listed"] else None,
            }
            for day, counts in sorted(tally.days.items())
        ]
        self.db.conn.executemany(_COVER, rows)


_COVER = """INSERT INTO coverage (source, day, run, polled, listed, new, failed, reason)
VALUES (:source, :day, :run, :polled, :listed, :new, :failed, :reason)
ON CONFLICT (source, day) DO UPDATE SET run = excluded.run, polled = max(polled, excluded.polled),
  listed = max(listed, excluded.listed), new = new + excluded.new, failed = excluded.failed,
  reason = excluded.reason"""


def _outcome(reason: str, spider: SourceSpider) -> str:
    """What to call a run that closed for `reason`; zero results are never success."""
    outcome = _OUTCOMES.get(reason, "interrupted" if reason == "shutdown" else "failed")
    return "failed" if outcome == "finished" and not _read_something(spider) else outcome


def _read_something(spider: SourceSpider) -> bool:
    """Whether a list named articles tonight, or an issue did not appear; by whichever run of the night."""
    tally = spider.outcomes.tally
    if tally.lists or tally.no_issue:
        return bool(tally.listed or tally.no_issue)
    return bool(spider.frontier.lists_read()) and not spider.outcomes.noted_tonight("list_empty")


def last_success(db: Database, source: str, night: str) -> str | None:
    """The last night before `night` on which the source was read to the end."""
    sql = "SELECT max(night) FROM run WHERE source = ? AND outcome = 'finished' AND night < ?"
    found = db.execute(sql, [source, night]).fetchone()[0]
    return str(found) if found else None


def enter_source(db: Database, source: Source) -> None:
    """See that the archive knows the source; CrawlError if that would mix sample and real data."""
    mixed = db.execute("SELECT id FROM source WHERE sample != ? LIMIT 1", [int(source.sample)]).fetchone()
    if mixed:
        kinds = ("sample data", "real sources") if source.sample else ("real sources", "sample data")
        raise CrawlError(
            f"{source.id} is {kinds[0]}, but the archive holds {kinds[1]} ({mixed[0]}): not mixed"
        )
    codes = RegionCodes(None)
    codes.ensure(db, [source.home])
    row = {
        "id": source.id,
        "name": source.name,
        "publisher": source.publisher,
        "home": source.home,
        "home_code": codes.of(source.home),
        "platform": source.platform,
        "url": source.url,
        "sample": int(source.sample),
    }
    db.table("source").upsert(row, pk="id")


def finished_tonight(db: Database, source: str, night: str) -> bool:
    """Whether the source was read to the end on `night` and nothing waits."""
    done = "SELECT 1 FROM run WHERE source = ? AND night = ? AND outcome = 'finished'"
    waiting = "SELECT 1 FROM frontier WHERE source = ? AND done = 0 LIMIT 1"
    read = db.execute(done, [source, night]).fetchone()
    return bool(read) and not db.execute(waiting, [source]).fetchone()
