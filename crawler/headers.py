"""Headers of Scrapy as text: bytes that are no ASCII are percent-encoded, so that none is lost."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

from scrapy.http import Headers

_ASCII = "".join(map(chr, range(0x20, 0x7F)))


def _text(value: bytes) -> str:
    return value.decode("ascii") if value.isascii() else quote_from_bytes(value, safe=_ASCII)


def header(headers: Headers, name: str) -> str | None:
    """The value of a header, None if it was not sent."""
    value = headers.get(name)
    return _text(value) if value else None


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """All headers, repeated ones too."""
    return [(_text(name), _text(value)) for name, values in headers.items() for value in values]


def as_text(headers: Headers) -> dict[str, str]:
    """All headers; the values of a repeated one are joined by a semicolon."""
    return {_text(name): "; ".join(map(_text, values)) for name, values in headers.items()}
