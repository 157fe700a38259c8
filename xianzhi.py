"""The front door: every command of Xianzhi, thin over the rooms.

Exit codes: 0 fine · 1 something failed that a person must see · 2 wrong use. Rooms are imported by
the command that needs them, so that `xianzhi facts` starts without Scrapy or Datasette.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from archive.sheets import Refused

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


def _keeping(command: Command) -> Command:
    told = "Remove all but the newest N releases, and say which; never one that is served or has a file KEEP."
    return click.option("--keep", type=click.IntRange(1), metavar="N", help=told)(command)


def _today() -> str:
    from archive.nights import today

    return today().isoformat()


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


def _night(command: Command) -> Command:
    return click.option("--date", "night", callback=_day, help="Night it stands for (default today).")(
        command
    )


def _crawling(command: Command) -> Command:
    for decorate in (
        click.option(
            "--contact", envvar="XIANZHI_CONTACT", default="", help="Who crawls; sent to real sites."
        ),
        click.option("--delay", type=click.FloatRange(0), help="Seconds between requests, for all sources."),
        click.option("--limit", type=click.IntRange(1), help="At most so many requests a source."),
        click.option("--until", callback=_day, help="Last day of newspaper issues."),
        click.option("--since", callback=_day, help="First day of newspaper issues."),
        _night,
        _data,
        _archive,
        _sources,
        click.argument("source", nargs=-1),
    ):
        command = decorate(command)
    return command


def _request(options: dict[str, Any]) -> Any:
    from crawler.run import Request

    days = {name: options[name] and date.fromisoformat(options[name]) for name in ("since", "until")}
    return Request(
        sources=options["source"],
        directory=options["sources"],
        archive=options["archive"],
        data=options["data"],
        night=date.fromisoformat(options["night"] or _today()),
        limit=options["limit"],
        contact=options["contact"],
        delay=options["delay"],
        **days,
    )


@main.command(epilog=EXAMPLE + "xianzhi crawl zbrb --since 2026-03-01 --contact you@example.org")
@_crawling
def crawl(**options: Any) -> None:
    """Crawl sources now (all, or those named), a progress line a source."""
    from crawler.run import crawl

    outcomes = crawl(_request(options), click.echo)
    sys.exit(0 if all(outcome == "finished" for outcome in outcomes.values()) else 1)


@main.command(epilog=EXAMPLE + "xianzhi nightly --contact you@example.org --report night.json")
@_crawling
@click.option("--releases", type=click.Path(path_type=Path, file_okay=False), default=Path("releases"))
@click.option("--report", type=click.Path(path_type=Path), help="Write the report here (JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON; progress goes to stderr.")
@_keeping
def nightly(releases: Path, report: Path | None, as_json: bool, keep: int | None, **options: Any) -> None:
    """The scheduled run: crawl, merge, check, release, report. Safe to start twice."""
    from crawler.nightly import nightly

    def say(message: str) -> None:
        click.echo(message, err=as_json)

    made = nightly(_request(options), releases, say)
    _prune(releases, keep, say)
    click.echo(made.as_json() if as_json else made.summary())
    if report:
        _write(report, made.as_json())
    sys.exit(1 if made.needs_person else 0)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error


@main.command(epilog=EXAMPLE + "xianzhi status --json")
@_archive
@_sources
@_night
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def status(archive: Path, sources: Path, night: str | None, as_json: bool) -> None:
    """The health of every source: last success, silence, blocks; exit 1 when a person is needed."""
    from archive.database import read_archive
    from crawler.source import load_sources
    from crawler.status import health, line

    db, wrong = read_archive(archive), list[str]()
    known = load_sources(sources, lambda error: wrong.append(f"skipped: {error}"))
    click.echo("".join(f"{message}\n" for message in wrong), err=True, nl=False)
    found = [health(db, source, night or _today()) for source in known.values()]
    if as_json:
        click.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(line, found)))
    sys.exit(1 if wrong or any(one.needs_person for one in found) else 0)


@main.command("import", epilog=EXAMPLE + "xianzhi import page.txt --source dzrb --published 2022-05-20")
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", help="Source the documents belong to.")
@click.option("--published", callback=_day, help="Day they were published.")
@click.option("--title", help="Title, if the document does not give it.")
@_archive
@_data
@_sources
@_night
def import_(file: tuple[Path, ...], archive: Path, data: Path, sources: Path, **given: Any) -> None:
    """Archive local text, HTML or PDF pages, or many articles at once from a .jsonl file."""
    from archive.database import open_archive
    from crawler.importing import Importer, import_files
    from crawler.lock import only_one
    from crawler.source import load_sources

    known = load_sources(sources, lambda error: click.echo(f"skipped: {error}", err=True))
    if given["source"] and given["source"] not in known:
        raise click.BadParameter(f"unknown source {given['source']!r}; see {sources}", param_hint="--source")
    with only_one(archive):
        importer = Importer(open_archive(archive), data, given["night"] or _today(), known)
        done = import_files(
            list(file),
            importer,
            source=given["source"],
            published=given["published"],
            title=given["title"],
            warn=lambda message: click.echo(f"xianzhi: {message}", err=True),
        )
    click.echo(f"{done.new} new, {done.changed} changed, {done.unchanged} known, {done.failed} failed")
    sys.exit(1 if done.failed else 0)


@main.command(epilog=EXAMPLE + "xianzhi article page.html --url https://www.example.gov.cn/art/1.html")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", default="", help="Address of the page, for relative links and dates in it.")
@click.option("--fetched", help="When it was fetched (ISO), for relative dates on the page.")
@click.option("--content-type", help="Content-Type as sent, if it names an encoding.")
def article(file: Path, url: str, fetched: str | None, content_type: str | None) -> None:
    """Read one HTML page as an article: title, published, source, author, text, hazard (JSON)."""
    from crawler.pages.report import article_json

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


@main.command(epilog=EXAMPLE + "xianzhi fixture page.html --url URL --platform jcms --name opening")
@click.argument("place")
@click.option("--url", help="Address of the page, if PLACE is a file.")
@click.option("--platform", required=True, help="Family of the site, as in source files.")
@click.option("--name", required=True, help="Short name of the recording.")
@click.option("--list", "is_list", is_flag=True, help="A list page rather than an article.")
@click.option("--into", type=click.Path(path_type=Path), default=Path("tests/crawler/pages/recorded"))
@click.option("--contact", envvar="XIANZHI_CONTACT", default="", help="Who asks; sent to real sites.")
def fixture(
    place: str, url: str | None, platform: str, name: str, is_list: bool, into: Path, contact: str
) -> None:
    """Record a page (URL or file) as a test, with a draft of its result to review."""
    from crawler.fixture import read_page, record

    kind = "list" if is_list else "article"
    click.echo(f"review {record(into, name, read_page(place, contact), url or place, platform, kind)}")


@main.command(epilog=EXAMPLE + "xianzhi extract --changed-only --report changes.json")
@_archive
@click.option("--changed-only", is_flag=True, help="Only articles last read by older rules.")
@click.option("--report", type=click.Path(path_type=Path), help="Write every change here (JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print every change as JSON.")
@click.option("--show", type=click.IntRange(0), default=20, show_default=True, help="Changes to print.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes that read.")
@click.option("--dask", metavar="ADDRESS", help="Read on the Dask cluster with this scheduler instead.")
def extract(
    archive: Path, report: Path | None, show: int, workers: int, dask: str | None, **given: bool
) -> None:
    """Read the facts of stored articles again; say what was added, dropped, changed, by rule; merge."""
    from archive.database import open_archive
    from archive.merge.run import merge
    from archive.readers import cluster, processes
    from archive.reextraction import reextract

    db = open_archive(archive, create=False)
    with cluster(dask) if dask else processes(workers) as read:
        difference = reextract(db, _today(), read, changed_only=given["changed_only"])
    if difference.counts:
        merge(db)
    told = json.dumps(difference.as_dict(), ensure_ascii=False, indent=2)
    if report:
        report.write_text(told, encoding="utf-8")
    click.echo(told if given["as_json"] else difference.told(show))
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
    from archive.checks.run import check
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

    _sheet(file, "corrections applied", *correct(open_archive(archive, create=False), file))


@main.command(epilog=EXAMPLE + "xianzhi decide decisions.csv")
@click.argument("file", type=click.Path(path_type=Path))
@_archive
def decide(file: Path, archive: Path) -> None:
    """Note which project reports are one, from a CSV file (left, right, verdict, reason, who, when).

    left and right are the reports of a row of project_join, verdict is `same` or `different`.
    """
    from archive.database import open_archive
    from archive.decisions import decide

    _sheet(file, "decisions noted", *decide(open_archive(archive, create=False), file))


def _sheet(file: Path, what: str, applied: int, refused: Sequence[Refused]) -> None:
    """Say what became of a table that a person filled in; exit 1 if rows were refused."""
    for row in refused:
        click.echo(f"{file}:{row.line}: {row.reason}", err=True)
    click.echo(f"{applied} {what}, {len(refused)} refused; run xianzhi merge to carry them over")
    sys.exit(1 if refused else 0)


@main.command(epilog=EXAMPLE + "xianzhi release releases")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_archive
@click.option("--date", "day", callback=_day, help="Date of the release (default today).")
@_keeping
def release(directory: Path, archive: Path, day: str | None, keep: int | None) -> None:
    """Publish a checked, dated, read-only copy of the archive."""
    from archive.release import release

    made = release(archive, directory, day or _today())
    click.echo(f"{made.database}: {made.counts['article']:,} articles, {sum(made.counts.values()):,} rows")
    _prune(directory, keep, click.echo)


def _prune(releases: Path, keep: int | None, say: Callable[[str], None]) -> None:
    from archive.pruning import prune

    for old in prune(releases, keep) if keep else []:
        say(str(old))


@main.command(epilog=EXAMPLE + "xianzhi serve --releases releases --port 8001")
@click.option("--releases", type=click.Path(path_type=Path, file_okay=False), default=Path("releases"))
@_data
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--prefix", default="/", help="Path below which a proxy offers the site, like /xianzhi/.")
def serve(releases: Path, data: Path, host: str, port: int, prefix: str) -> None:
    """Serve the newest release with Datasette, moving to newer ones as they appear."""
    from web.serving import serve

    click.echo(f"http://{host}:{port}/{prefix.strip('/')}  (Ctrl-C ends)")
    serve(releases, data, host, port, prefix)


@main.command(epilog=EXAMPLE + "xianzhi demo --no-serve")
@_archive
@_data
@click.option("--releases", type=click.Path(path_type=Path, file_okay=False), default=Path("releases"))
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--serve/--no-serve", "serving", default=True, help="Serve the result with Datasette.")
def demo(archive: Path, data: Path, releases: Path, port: int, serving: bool) -> None:
    """Crawl the embedded sample web over HTTP, build an archive of sample data and serve it."""
    from demo import build

    build(archive, data, releases, click.echo)
    if serving:
        from web.serving import serve

        click.echo(f"示例数据 sample data: http://127.0.0.1:{port}/  (Ctrl-C ends)")
        serve(releases, data, "127.0.0.1", port)


if __name__ == "__main__":
    main()
