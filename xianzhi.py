"""The front door: every command of Xianzhi, thin over the rooms.

Exit codes: 0 fine · 1 something failed that a person must see · 2 wrong use. Rooms are imported by
the command that needs them, so that `xianzhi facts` starts without Scrapy or Datasette.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

SOURCES = Path(__file__).parent / "crawler" / "sources"
EXAMPLE = "\b\nExample / 例:\n  "


class House(click.Group):
    """Turns the errors that rooms raise for people into one line and an exit code."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; `failure_code` on an error marks those meant for people."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            code = getattr(error, "exit_code", None)
            if code is None:
                raise
            click.echo(f"xianzhi: {error}", err=True)
            raise click.exceptions.Exit(code) from error


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """县志 Xianzhi: an archive of what China's counties report of their economy."""


def _archive(command: Command) -> Command:
    given = click.Path(path_type=Path, dir_okay=False)
    return click.option("--archive", type=given, default=Path("archive.db"), show_default=True)(command)


def _data(command: Command) -> Command:
    given = click.Path(path_type=Path, file_okay=False)
    return click.option(
        "--data", type=given, default=Path("data"), show_default=True, help="Where WARCs are."
    )(command)


def _sources(command: Command) -> Command:
    given = click.Path(path_type=Path, file_okay=False, exists=True)
    return click.option("--sources", type=given, default=SOURCES, help="Directory of source files.")(command)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date like 2026-03-01") from error


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


@main.command(epilog=EXAMPLE + "xianzhi facts < articles.jsonl > facts.jsonl")
def facts() -> None:
    """Read articles (JSONL) from standard input, write their facts (JSONL)."""
    from nlp.stream import facts

    sys.exit(facts(sys.stdin.buffer, sys.stdout, sys.stderr))


@main.command(epilog=EXAMPLE + 'xianzhi explain --text "总投资73亿元" --published 2022-05-20 --home 淄博市')
@click.option("--text", help="One text, explained for people; without it, JSONL is read.")
@click.option("--published", callback=_day, help="Day against which dates are resolved.")
@click.option("--home", help="Region the text reports on.")
def explain(text: str | None, published: str | None, home: str | None) -> None:
    """Show what each layer sees in a text: numbers, money, dates, places, companies, tokens."""
    from nlp.stream import explain, explain_text

    if text is None:
        sys.exit(explain(sys.stdin.buffer, sys.stdout, sys.stderr))
    click.echo(explain_text(text, published, home))


@main.command(epilog=EXAMPLE + "xianzhi article page.html --url https://www.example.gov.cn/art/1.html")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", default="", help="Address of the page, for relative links and dates in it.")
@click.option("--fetched", help="When it was fetched (ISO), for relative dates on the page.")
@click.option("--content-type", help="Content-Type as sent, if it names an encoding.")
def article(file: Path, url: str, fetched: str | None, content_type: str | None) -> None:
    """Read one HTML page as an article: title, published, source, author, text, hazard (JSON)."""
    from crawler.pages.article import article_json

    body = _bytes(file)
    found = article_json(body, url, fetched, content_type)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _bytes(file: Path) -> bytes:
    try:
        body = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error
    if not body.strip():
        raise click.FileError(str(file), "the file is empty")
    return body


@main.command(epilog=EXAMPLE + "xianzhi extract --changed-only --report changes.json")
@_archive
@click.option("--changed-only", is_flag=True, help="Only articles last read by older rules.")
@click.option("--report", type=click.Path(path_type=Path), help="Write every change here (JSON).")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes that read.")
def extract(archive: Path, changed_only: bool, report: Path | None, workers: int) -> None:
    """Read the facts of stored articles again; say what was added, dropped, changed, by rule."""
    from archive.database import open_archive
    from archive.reextraction import reextract

    db = open_archive(archive, create=False)
    difference = reextract(db, _today(), workers=workers, changed_only=changed_only)
    if report:
        report.write_text(json.dumps(difference.as_dict(), ensure_ascii=False, indent=2), encoding="utf-8")
    click.echo(f"{difference.articles} articles read, {difference.failed} failed")
    for (what, table, rule), count in sorted(difference.counts.items()):
        click.echo(f"{count:7} {what:8} {table:22} {rule}")
    sys.exit(1 if difference.failed else 0)


@main.command(epilog=EXAMPLE + "xianzhi merge")
@_archive
def merge(archive: Path) -> None:
    """Derive events, projects, calendar and league from the reports."""
    from archive.database import open_archive
    from archive.merge.run import merge

    for table, count in merge(open_archive(archive, create=False)).items():
        click.echo(f"{count:9,} {table}")


@main.command(epilog=EXAMPLE + "xianzhi check")
@_archive
@click.option("--date", "night", callback=_day, help="Night to note the findings under (default today).")
def check(archive: Path, night: str | None) -> None:
    """Look for numbers that cannot be right; each finding becomes a row of `problem`."""
    from archive.checks import check
    from archive.database import open_archive

    found = check(open_archive(archive, create=False), night or _today())
    for problem in found:
        click.echo(f"{problem.severity:8} {problem.kind:24} {problem.message}")
    click.echo(f"{len(found)} findings")
    sys.exit(1 if any(problem.severity == "error" for problem in found) else 0)


@main.command(epilog=EXAMPLE + "xianzhi correct corrections.csv")
@click.argument("file", type=click.Path(path_type=Path))
@_archive
def correct(file: Path, archive: Path) -> None:
    """Apply corrections from a CSV file (fact, field, old, new, reason, who, when)."""
    from archive.corrections import correct
    from archive.database import open_archive

    applied, refused = correct(open_archive(archive, create=False), file)
    for row in refused:
        click.echo(f"{file}:{row.line}: {row.reason}", err=True)
    click.echo(f"{applied} corrections applied, {len(refused)} refused; run xianzhi merge to carry them over")
    sys.exit(1 if refused else 0)


@main.command(epilog=EXAMPLE + "xianzhi release releases")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_archive
@click.option("--date", "day", callback=_day, help="Date of the release (default today).")
def release(directory: Path, archive: Path, day: str | None) -> None:
    """Publish a checked, dated, read-only copy of the archive."""
    from archive.release import release

    made = release(archive, directory, day or _today())
    click.echo(f"{made.database}: {made.counts['article']:,} articles, {sum(made.counts.values()):,} rows")


@main.command(epilog=EXAMPLE + "xianzhi serve --releases releases --port 8001")
@click.option("--releases", type=click.Path(path_type=Path, file_okay=False), default=Path("releases"))
@_data
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
def serve(releases: Path, data: Path, host: str, port: int) -> None:
    """Serve the newest release with Datasette, moving to newer ones as they appear."""
    from web.serving import serve

    click.echo(f"http://{host}:{port}/  (Ctrl-C ends)")
    serve(releases, data, host, port)


if __name__ == "__main__":
    main()
