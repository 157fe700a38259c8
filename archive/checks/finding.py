"""What all checks yield."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlite_utils import Database

from archive.problems import Problem, Severity

Row = dict[str, Any]
Check = Callable[[Database], Iterator[Problem]]


def finding(
    kind: str, row: Row, about: str, message: str, severity: Severity = "warning", **evidence: Any
) -> Problem:
    """A finding on the fact of `row`; `about` tells it from others of the kind on the same fact."""
    subject = f"{row['id']} {about}".strip()
    return Problem(kind, subject, message, severity, article=row.get("article"), evidence=evidence)
