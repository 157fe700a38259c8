"""Old releases are removed only when asked, never the one being served, and never in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.pruning import MARK, Old, held, prune
from archive.release import directories, latest
from xianzhi import main

NAMES = ("2026-03-01", "2026-03-01-02", "2026-03-02", "2026-03-03")
SIZE = 100


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(f'{{"name": "{name}", "counts": {{}}}}'.ljust(SIZE))
    (tmp_path / "latest").symlink_to(NAMES[-1])
    return tmp_path


def names(releases: Path) -> list[str]:
    return [path.name for path in directories(releases)]


def test_all_but_the_newest_are_removed(releases: Path) -> None:
    assert prune(releases, 2) == [Old(releases / name, SIZE, None) for name in NAMES[:2]]
    assert names(releases) == ["2026-03-03", "2026-03-02"]
    assert prune(releases, 2) == []
    assert {path.name for path in releases.iterdir()} == {"2026-03-03", "2026-03-02", "latest"}


def test_the_newest_always_stays(releases: Path) -> None:
    assert [old.stays for old in prune(releases, 0)] == [None] * 3
    newest = latest(releases)
    assert newest
    assert newest.name == "2026-03-03"


def test_what_is_served_or_marked_stays(releases: Path) -> None:
    (releases / NAMES[0] / MARK).touch()
    with held(releases / NAMES[1]), held(releases / NAMES[1]):
        assert prune(releases, 1) == [
            Old(releases / NAMES[0], SIZE, "it has a file KEEP"),
            Old(releases / NAMES[1], SIZE, "it is being served"),
            Old(releases / NAMES[2], SIZE, None),
        ]
    assert names(releases) == [NAMES[3], NAMES[1], NAMES[0]]
    assert [str(old) for old in prune(releases, 1)] == [
        f"kept {releases / NAMES[0]} (0.0 MB): it has a file KEEP",
        f"removed {releases / NAMES[1]} (0.0 MB)",
    ]


def test_a_release_says_what_it_removes(tmp_path: Path) -> None:
    from tests.helpers.chronicle import Chronicle

    archive, releases = Chronicle(tmp_path / "archive.db").path, tmp_path / "releases"

    def run(*more: str) -> list[str]:
        command = ["release", str(releases), "--archive", str(archive), *more]
        done = CliRunner().invoke(main, command, catch_exceptions=False)
        assert done.exit_code == 0
        return done.output.splitlines()

    for day in ("2026-03-01", "2026-03-02"):
        assert len(run("--date", day)) == 1
    made, removed, *more = run("--date", "2026-03-03", "--keep", "2")
    assert made.startswith(f"{releases}/2026-03-03/archive.db: 0 articles")
    assert removed.startswith(f"removed {releases}/2026-03-01 (")
    assert more == []
    assert names(releases) == ["2026-03-03", "2026-03-02"]
