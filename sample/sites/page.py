"""What all sites have in common: a page as bytes, templates, pictures and attachments made of nothing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sample.model import Edition

LABEL = "示例数据：本站内容全部虚构，仅供软件演示，与真实单位、企业、项目无关"
VIEWS = b"@views@"
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer. `modified` (ISO, local time) makes the validators; None means the site sends none.

    Where `body` holds the mark `VIEWS`, the server puts the number of times the page was asked for.
    """

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


Pages = dict[str, Page]


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its Chinese title, how it answers, and where a reader or a crawler comes in.

    `pages(night)` gives every page by path; `query`, if any, answers paths with a query string that no
    fixed page has. `address(edition)` is the path of an article, of its first part where it has several.
    """

    name: str
    title: str
    entries: Callable[[int], tuple[str, ...]]
    pages: Callable[[int], Pages]
    address: Callable[[Edition], str]
    query: Callable[[int, str, Mapping[str, str]], Page | None] | None = None
    parts: Callable[[Edition], tuple[str, ...]] | None = None

    def paths(self, edition: Edition) -> tuple[str, ...]:
        """Every address under which a part of an article stands."""
        return self.parts(edition) if self.parts else (self.address(edition),)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: Any) -> str:
    """A template of `templates/` with `values` and the label of the sample."""
    return _environment().get_template(template).render(label=LABEL, **values)


def png(width: int = 320, height: int = 200) -> bytes:
    """A grey picture with darker stripes, which looks like a scanned notice and holds no text."""
    rows = b"".join(b"\0" + bytes([190 if y // 12 % 2 else 235]) * width for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def pdf(lines: tuple[str, ...], width: int = 34) -> bytes:
    """A one-page PDF of `lines`, broken after `width` characters; codes map to Unicode one to one."""
    broken = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    shown = b"".join(b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*\n" for line in broken)
    content = b"BT /F1 12 Tf 18 TL 60 780 Td\n" + shown + b"ET"
    return _pdf_file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        _stream(_TO_UNICODE),
    )


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _pdf_file(*objects: bytes) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + tail
