"""Which day it is where the sources are.

A night, a newspaper's issue and 今天 are days in China. At 01:30 in Zibo it is still yesterday in UTC, so
neither UTC nor the operator's own clock may name the night.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""China has had one time, without daylight saving, since 1992."""


def today() -> date:
    """The present day in China."""
    return datetime.now(CHINA).date()
