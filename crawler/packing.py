"""Whether a packed body (Content-Encoding) is all there: what unpacks to the end of its stream is whole.

Guarantees: never raises; never holds more than a piece of what a body unpacks to. What is no such stream at
all is no cut one: unpacking it fails elsewhere, and says so.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress

import brotli

_PIECE = 1 << 18
_MOST = 64 << 20  # bytes unpacked, far beyond what the crawl takes; the rest is not looked at
_GZIP = b"\x1f\x8b"
_GZIPPED, _BARE = 31, -15  # window bits: with the head and tail of gzip, with none


def unpacks_short(packed: bytes, encoding: str | None) -> bool:
    """Whether bytes are missing at the end of a body packed as its header says.

    >>> import gzip
    >>> body = gzip.compress(b"one") + gzip.compress(b"two")
    >>> [unpacks_short(sent, "gzip") for sent in (body, body[:-1], b"no gzip")]
    [False, True, False]
    """
    check = _CHECKS.get((encoding or "").rpartition(",")[2].strip().lower())
    with suppress(zlib.error, brotli.error):
        return bool(packed) and check is not None and check(packed)
    return False


def _inflated(packed: bytes, bits: int) -> bytes | None:
    """What follows the stream at the start of `packed`; None if the stream does not end."""
    stream, unpacked = zlib.decompressobj(bits), 0
    while not stream.eof and unpacked < _MOST:
        piece = stream.decompress(packed, _PIECE)
        unpacked, packed = unpacked + len(piece), stream.unconsumed_tail
        if not piece and not packed:
            break
    return stream.unused_data if stream.eof or unpacked >= _MOST else None


def _gzip(packed: bytes) -> bool:
    rest: bytes | None = packed
    while rest and rest.startswith(_GZIP):  # several members make one body; garbage behind them is none of it
        rest = _inflated(rest, _GZIPPED)
    return rest is None


def _deflate(packed: bytes) -> bool:
    try:
        return _inflated(packed, zlib.MAX_WBITS) is None
    except zlib.error:  # without its head, as some servers send it
        return _inflated(packed, _BARE) is None


def _brotli(packed: bytes) -> bool:
    stream, unpacked = brotli.Decompressor(), 0
    piece = stream.process(packed, output_buffer_limit=_PIECE)
    while piece and not stream.is_finished() and unpacked < _MOST:
        unpacked += len(piece)
        piece = stream.process(b"", output_buffer_limit=_PIECE)
    return not stream.is_finished() and unpacked < _MOST


_CHECKS: Mapping[str, Callable[[bytes], bool]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
