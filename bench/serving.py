"""How fast the site answers over 200,000 articles and 1,000,000 facts, beside Datasette's defaults.

`python -m bench.serving [DIR]` makes the synthetic archive and its release (in DIR, where it is kept
and found again; else in a temporary directory), serves it with `xianzhi serve` and the same file with
a plain `datasette`, and prints for each question: median and 95th percentile at one client, requests
a second at four clients, the same for Datasette's defaults, and whether the bar is met.

The site keeps pages in memory, so each bar is asked twice where it is a page of one address: "cold",
each request for another page that was never asked for before, and "kept", one page again and again.
Datasette keeps nothing and is asked the same.
"""

from __future__ import annotations

import http.client
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path

from archive.release import latest, release
from bench.synthetic import Size, make

FIRST = 1_000  # the number of the first `{n}`
SECONDS = 4.0  # of asking one question at one client, and again at four
LIMIT = 30.0
PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the site, what of plain Datasette, and the bar: p95 in ms or requests a second.

    `{n}` in an address is another number in every request.
    """

    name: str
    ours: str
    theirs: str
    p95: float | None = None
    rate: float | None = None


_FACTS = "/archive/figure"
_FURTHER = f"{_FACTS}?_next={{n}}-1"
_COUNTY = "/archive/indicator?region_code=370322"
_TEXT = "/archive/article?text__contains"
QUESTIONS = (
    Question("search, 2 characters", "/search?q=淄博&_={n}", f"{_TEXT}=淄博", p95=100),
    Question("search, frequent word", "/search?q=投资&_={n}", f"{_TEXT}=投资", p95=100),
    Question("search, phrase", "/search?q=固定资产投资&_={n}", f"{_TEXT}=固定资产投资", p95=200),
    Question(
        "search, phrase and filters",
        "/search?q=固定资产投资&year=2025&region=高青县&_={n}",
        f"{_TEXT}=固定资产投资&published__startswith=2025",
    ),
    Question("table of facts, cold", _FURTHER, _FURTHER, rate=20),
    Question("table of facts, kept", _FACTS, _FACTS, rate=20),
    Question("row of a fact, cold", f"{_FACTS}/{{n}}-2", f"{_FACTS}/{{n}}-2", rate=100),
    Question("row of a fact, kept", f"{_FACTS}/1-2", f"{_FACTS}/1-2", rate=100),
    Question("page of a county, cold", "/region/370322?_={n}", _COUNTY, p95=200),
    Question("page of a county, kept", "/region/370322", _COUNTY, p95=200),
    Question("home page, cold", "/?_={n}", "/archive", p95=200),
)


def _status(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)) as connection:
        connection.request("GET", urllib.parse.quote(path, safe="/?&=%"))
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _ask(port: int, path: str) -> tuple[float, int]:
    """Seconds and status of an answer; no answer in time counts as 504."""
    begun = time.perf_counter()
    try:
        status = _status(port, path)
    except TimeoutError:
        status = 504
    return time.perf_counter() - begun, status


def _asked_for(port: int, paths: Iterator[str], seconds: float) -> list[tuple[float, int]]:
    answers: list[tuple[float, int]] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(answers) < 3:
        answers.append(_ask(port, next(paths)))
    return answers


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds at one client, requests a second at four, and the worst status seen."""

    median: float
    p95: float
    rate: float
    status: int


def measure(port: int, path: str) -> Measured:
    """Ask for `path` for some seconds, first alone, then four at a time."""
    paths = map(path.replace, repeat("{n}"), map(str, count(FIRST)))
    alone = _asked_for(port, paths, SECONDS)
    times = sorted(spent * 1000 for spent, _ in alone)
    begun = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        crowd = [a for done in pool.map(lambda _: _asked_for(port, paths, SECONDS), range(4)) for a in done]
    rate = len(crowd) / (time.perf_counter() - begun)
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    return Measured(statistics.median(times), p95, rate, max(status for _, status in alone + crowd))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def _served(*command: str) -> Iterator[int]:
    port, quiet = _free_port(), subprocess.DEVNULL
    server = subprocess.Popen([PYTHON, "-m", *command, "--port", str(port)], stdout=quiet, stderr=quiet)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    until = time.perf_counter() + LIMIT
    while time.perf_counter() < until:
        try:
            _ask(port, "/-/versions.json")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"no answer on port {port}")


def _met(question: Question, found: Measured) -> str:
    fast = question.p95 is None or found.p95 <= question.p95
    many = question.rate is None or found.rate >= question.rate
    return "met" if fast and many and found.status == 200 else "NOT MET"


def _bar(question: Question) -> str:
    if question.p95:
        return f"p95 <= {question.p95:.0f} ms"
    return f">= {question.rate:.0f} req/s" if question.rate else "no bar"


def compare(database: Path, releases: Path) -> bool:
    """Print the table of all questions; whether every bar is met."""
    verdicts = []
    with (
        _served("xianzhi", "serve", "--releases", str(releases)) as ours,
        _served("datasette", "serve", str(database)) as theirs,
    ):
        print(f"{'':28}{'median':>9}{'p95 ms':>9}{'req/s':>8}   Datasette's defaults   ratio  bar")
        for question in QUESTIONS:
            found, plain = measure(ours, question.ours), measure(theirs, question.theirs)
            verdicts.append(_met(question, found))
            told = f"{plain.median:8.0f} ms {plain.rate:6.1f}/s" + (
                f" ({plain.status})" * (plain.status != 200)
            )
            print(
                f"{question.name:28}{found.median:9.1f}{found.p95:9.1f}{found.rate:8.1f}   {told:22}"
                f"{found.rate / plain.rate:6.1f}x  {_bar(question)}: {verdicts[-1]}",
                flush=True,
            )
    return set(verdicts) == {"met"}


def _release(place: Path) -> Path:
    """The release of the synthetic archive below `place`, made if it is not there."""
    releases = place / "releases"
    if not (found := latest(releases)):
        begun = time.perf_counter()
        make(place / "archive.db", Size())
        print(f"made in {time.perf_counter() - begun:.0f} s", end=", ", flush=True)
        begun = time.perf_counter()
        found = release(place / "archive.db", releases, "2026-01-01")
        print(
            f"released in {time.perf_counter() - begun:.0f} s, {found.database.stat().st_size / 1e6:.0f} MB"
        )
    return releases


def main() -> None:
    """Measure; exit 1 if a bar is not met."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(sys.argv[1] if len(sys.argv) > 1 else directory)
        place.mkdir(parents=True, exist_ok=True)
        releases = _release(place)
        newest = latest(releases)
        assert newest
        sys.exit(0 if compare(newest.database, releases) else 1)


if __name__ == "__main__":
    main()
