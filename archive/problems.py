"""Problems: whatever needs a person, one row for as long as it lasts.

Guarantees: the same problem (kind and subject) is one row, with the nights it was first and last
seen; noting it again changes nothing but `last_seen`, message and evidence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from archive.ids import stable_text

Severity = Literal["info", "warning", "error"]

_SQL = """
INSERT INTO problem (id, kind, severity, source, article, subject, message, evidence, first_seen, last_seen)
VALUES (:id, :kind, :severity, :source, :article, :subject, :message, :evidence, :night, :night)
ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, message = excluded.message,
  evidence = excluded.evidence, last_seen = max(last_seen, excluded.last_seen)
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should see; `subject` is the URL, row or file it speaks of."""

    kind: str
    subject: str
    message: str
    severity: Severity = "warning"
    source: str | None = None
    article: int | None = None
    evidence: Any = None


def note(db: Database, problem: Problem, night: str) -> str:
    """Write `problem` as seen on `night` (ISO date); its id."""
    key = stable_text("problem", problem.kind, problem.subject)
    evidence = json.dumps(problem.evidence, ensure_ascii=False) if problem.evidence is not None else None
    row = {
        "id": key,
        "kind": problem.kind,
        "severity": problem.severity,
        "source": problem.source,
        "article": problem.article,
        "subject": problem.subject,
        "message": problem.message,
        "evidence": evidence,
        "night": night,
    }
    db.execute(_SQL, row)
    return key
