"""The day that names a night."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from archive import nights


class Clock(datetime):
    @classmethod
    def now(cls, tz=None):  # type: ignore[no-untyped-def]
        return datetime(2026, 3, 1, 17, 30, tzinfo=UTC).astimezone(tz)


def test_half_past_one_in_zibo_is_a_new_day_whatever_utc_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nights, "datetime", Clock)
    assert nights.today() == date(2026, 3, 2)
