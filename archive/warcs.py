"""Reading captures back from their WARC files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from archive.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Payload:
    """What a server sent: decoded of transfer and content encodings; header names in lower case."""

    url: str
    date: str
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str | None:
        """The Content-Type as sent."""
        return self.headers.get("content-type")


def read_payload(data: Path, warc: str, offset: int) -> Payload:
    """The record at `offset` of `warc` below `data`; ArchiveError naming the file if it is not there."""
    path = data / warc
    if not path.is_file():
        path = path.with_name(path.name + ".open")
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            body = record.content_stream().read()
    except (OSError, StopIteration, ValueError) as error:
        raise ArchiveError(f"{data / warc}: no record at {offset}: {error}") from error
    sent = record.http_headers.headers if record.http_headers else []
    return Payload(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        date=record.rec_headers.get_header("WARC-Date") or "",
        headers={name.lower(): value for name, value in sent},
        body=body,
    )
