"""Writing exchanges as WARC/1.1: request and response, or revisit; one gzip member a record.

Guarantees: payloads are the bytes as sent (transfer encoding undone, content encoding kept); repeated
headers, query strings and the server's address are kept; nothing is committed before it is on disk;
after a crash the file is cut to its last committed byte.
"""

from __future__ import annotations

import base64
import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from http.client import responses
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers, Response
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.headers import header, pairs
from crawler.transport import CUT

LIMIT = 1_000_000_000  # bytes; then the next serial begins
OPEN = ".open"
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_FRAMING = {"transfer-encoding", "connection"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The capture that a revisit refers to."""

    id: int
    url: str
    date: str
    digest: str


@dataclass(frozen=True, slots=True)
class Written:
    """Where a record lies in its file, and the SHA-256 of its payload."""

    warc: str
    offset: int
    length: int
    sha256: str


def size_on_disk(data: Path, name: str) -> int:
    """Bytes of a WARC file, open or closed; 0 if there is none."""
    places = (data / (name + OPEN), data / name)
    return next((place.stat().st_size for place in places if place.exists()), 0)


def payload_digest(body: bytes) -> str:
    """The WARC-Payload-Digest of a body."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    """All headers, repeated ones too, without those of the framing, which is undone."""
    return [pair for pair in pairs(headers) if pair[0].lower() not in _FRAMING]


def _request_head(request: Request) -> StatusAndHeaders:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), *_pairs(request.headers)]
    return StatusAndHeaders(f"{request.method} {target} HTTP/1.1", headers, is_http_request=True)


def _response_head(response: Response) -> StatusAndHeaders:
    line = f"{response.status} {responses.get(response.status, '')}".strip()
    return StatusAndHeaders(line, _pairs(response.headers), protocol=response.protocol or "HTTP/1.1")


def _is_short(response: Response) -> bool:
    """Whether fewer bytes came than were promised, and not more."""
    promised = header(response.headers, "Content-Length") or ""
    return not promised.isdecimal() or len(response.body) < int(promised)


class WarcFile:
    """One file of a source and night, `.open` while it grows."""

    def __init__(self, data: Path, name: str, committed: int = 0) -> None:
        self.name = name
        self.path = data / name
        self._open = self.path.with_name(self.path.name + OPEN)
        self._open.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():  # closed on disk, but cut off before that was committed
            self.path.rename(self._open)
        self._stream = self._open.open("r+b" if self._open.exists() else "w+b")
        self._stream.truncate(committed)  # what a crash left behind was never committed
        self._stream.seek(committed)
        self._writer = WARCWriter(self._stream, gzip=True, warc_version="WARC/1.1")

    @property
    def size(self) -> int:
        """Bytes written."""
        return self._stream.tell()

    def info(self, fields: dict[str, str]) -> None:
        """Write the warcinfo record that opens a file."""
        self._writer.write_record(self._writer.create_warcinfo_record(Path(self.name).name, fields))

    def _write(self, record: ArcWarcRecord) -> tuple[int, int]:
        start = self.size
        try:
            self._writer.write_record(record)
            self._stream.flush()
        except OSError:
            self._rewind(start)
            raise
        return start, self.size - start

    def _rewind(self, start: int) -> None:
        """Drop half a record, so that the file stays valid when the disk is full."""
        raw = self._open.open("r+b")
        with raw:
            raw.truncate(start)
        with suppress(OSError):  # what is still buffered cannot be written either
            self._stream.close()
        self._stream = self._open.open("r+b")
        self._stream.truncate(start)
        self._stream.seek(start)
        self._writer = WARCWriter(self._stream, gzip=True, warc_version="WARC/1.1")

    def exchange(self, request: Request, response: Response, date: str, earlier: Earlier | None) -> Written:
        """Write a request and its response (or a revisit of `earlier`)."""
        headers = {"WARC-Date": date}
        if response.ip_address:
            headers["WARC-IP-Address"] = str(response.ip_address)
        if response.protocol:
            headers["WARC-Protocol"] = response.protocol.lower()
        if CUT in response.flags:
            headers["WARC-Truncated"] = "disconnect" if _is_short(response) else "unspecified"
        record = self._response(request.url, response, headers, earlier)
        start, length = self._write(record)
        self._request(request, record, date)
        if earlier and response.status == 304:
            self._head(request.url, record, response, date)
        return Written(self.name, start, length, hashlib.sha256(response.body).hexdigest())

    def _response(
        self, url: str, response: Response, headers: dict[str, str], earlier: Earlier | None
    ) -> ArcWarcRecord:
        head = _response_head(response)
        if earlier is None:
            headers["WARC-Payload-Digest"] = payload_digest(response.body)
            return self._writer.create_warc_record(
                url, "response", payload=BytesIO(response.body), http_headers=head, warc_headers_dict=headers
            )
        unchanged = response.status == 304  # replays as the page it confirms: its own head stands beside it
        record = self._writer.create_revisit_record(
            url,
            earlier.digest,
            earlier.url,
            earlier.date,
            http_headers=None if unchanged else head,
            warc_headers_dict=headers,
        )
        record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED if unchanged else _UNCHANGED)
        return record

    @staticmethod
    def _link(record: ArcWarcRecord, date: str) -> dict[str, str]:
        return {"WARC-Date": date, "WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID")}

    def _request(self, request: Request, response: ArcWarcRecord, date: str) -> None:
        self._write(
            self._writer.create_warc_record(
                request.url,
                "request",
                payload=BytesIO(request.body),
                http_headers=_request_head(request),
                warc_headers_dict=self._link(response, date),
            )
        )

    def _head(self, url: str, revisit: ArcWarcRecord, response: Response, date: str) -> None:
        """The head of a 304, as fields of a metadata record."""
        fields = [("http-status", "304"), *_pairs(response.headers)]
        text = "".join(f"{name}: {value}\r\n" for name, value in fields)
        self._write(
            self._writer.create_warc_record(
                url,
                "metadata",
                payload=BytesIO(text.encode("ascii")),
                warc_content_type="application/warc-fields",
                warc_headers_dict=self._link(revisit, date),
            )
        )

    def resource(self, url: str, body: bytes, content_type: str, date: str) -> Written:
        """Write a local document, which was never sent by a server."""
        headers = {"WARC-Date": date, "WARC-Payload-Digest": payload_digest(body)}
        record = self._writer.create_warc_record(
            url, "resource", payload=BytesIO(body), warc_content_type=content_type, warc_headers_dict=headers
        )
        start, length = self._write(record)
        return Written(self.name, start, length, hashlib.sha256(body).hexdigest())

    def sync(self) -> int:
        """Bring everything to disk; the size that may now be committed."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return self.size

    def close(self) -> str:
        """Close the file under its final name; its SHA-256."""
        self.sync()
        self._stream.close()
        self._open.rename(self.path)
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def abandon(self) -> None:
        """Let go of the file without closing it, as a crash would."""
        self._stream.close()
