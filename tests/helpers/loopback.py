"""A small web site on loopback whose answers a test writes, and a crawl of it in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator

BODY = "高青县化工新材料项目举行开工仪式，总投资12亿元。项目位于高青经济开发区，建成后年产新材料5万吨。"


@dataclass(frozen=True)
class Answer:
    """What the site says to one request; `length` may promise more or less than the body holds.

    `framing` takes the place of the length, and the end of the connection ends the answer.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    wait: float = 0.0
    framing: Mapping[str, str] | None = None


Say = Callable[[str, Mapping[str, str]], Answer]


def html(text: str, title: str = "", head: str = "") -> Answer:
    page = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{text}</body></html>"
    return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def article(number: int, body: str = BODY, day: str = "2026-02-20") -> Answer:
    title = f'<meta name="ArticleTitle" content="第{number}个项目开工">'
    head = f'{title}<meta name="PubDate" content="{day} 10:00">'
    paragraphs = "".join(f"<p>{body}（之{number}）{part}</p>" for part in ("上午举行。", "下午结束。"))
    return html(
        f"<h1>第{number}个项目开工</h1><div id=zoom>{paragraphs}</div>", f"第{number}个项目开工", head
    )


def listing(rows: Mapping[str, str], following: str = "", title: str = "要闻") -> Answer:
    items = "".join(
        f"<li><a href='{url}'>县里的第{at}条重要新闻报道</a><span>{day}</span></li>"
        for at, (url, day) in enumerate(rows.items())
    )
    more = f"<div class=page><a href='{following}'>下一页</a></div>" if following else ""
    return html(f"<ul class=list>{items}</ul>{more}", title)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawl that is killed leaves open connections behind; anything else deserves its traceback."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Site:
    """Serves `say(path, headers)`; `asked` holds every path in order of arrival."""

    def __init__(self, say: Say) -> None:
        self.say, self.asked = say, list[str]()
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def pages(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [path for path in self.asked if path != "/robots.txt"]

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        answer = self.site.say(self.path, {name.lower(): value for name, value in self.headers.items()})
        time.sleep(answer.wait)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = {} if answer.status == 304 else {"Content-Length": str(answer.length or len(answer.body))}
        for name, value in (length if answer.framing is None else answer.framing).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        if answer.length or answer.framing is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@dataclass
class Bench:
    """A directory with one source file, an archive and its data."""

    home: Path
    site: Site
    more: str = ""
    entry: str = "/list/"
    platform: str = "generic"

    def __post_init__(self) -> None:
        self.add("county", self.site.host, self.more, self.entry, self.platform)

    def add(
        self, name: str, host: str, more: str = "", entry: str = "/list/", platform: str = "generic"
    ) -> None:
        """Write the source file `name` for the site at `host`."""
        directory = self.home / "sources"
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "某县"\npublisher = "某县"\nhome = "淄博市高青县"\n'
            f'platform = "{platform}"\nentry = "http://{host}{entry}"\n'
            f'private = ["{host}"]\ndelay = 0\n{more}\n',
            encoding="utf-8",
        )

    def command(self, night: str, *more: str) -> list[str]:
        places = [
            "--sources",
            self.home / "sources",
            "--archive",
            self.home / "a.db",
            "--data",
            self.home / "data",
        ]
        command = [sys.executable, "-m", "xianzhi", "crawl", "--date", night, *map(str, places)]
        return [*command, *(() if "--delay" in more else ("--delay", "0")), *more]

    def crawl(self, night: str = "2026-02-27", *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(night, *more), capture_output=True, text=True, check=False)

    def start(self, night: str = "2026-02-27", *more: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(self.command(night, *more), stdout=pipe, stderr=pipe, text=True)

    def broken_off(self, asked: int, how: signal.Signals) -> None:
        """A crawl that gets a signal once it has asked so much."""
        running = self.start("2026-02-27", "--delay", "0.02")
        while len(self.site.asked) < asked:
            time.sleep(0.02)
        running.send_signal(how)
        running.communicate(timeout=60)

    @property
    def db(self) -> Database:
        return Database(self.home / "a.db")

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.db.execute(sql).fetchall()]

    def problems(self) -> set[str]:
        return {str(kind) for (kind,) in self.rows("SELECT kind FROM problem")}

    def warcs(self) -> list[Path]:
        return sorted((self.home / "data" / "warc").rglob("*.warc.gz*"))


def records(path: Path) -> list[tuple[str, str | None]]:
    """Type and address of every record of a WARC file, digests checked; it must be whole."""
    found = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
    return found
