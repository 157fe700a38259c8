"""An empty archive for every test that asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.chronicle import Chronicle


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    return Chronicle(tmp_path / "archive.db")
