"""Bytes to text, once, before any parser sees them.

Guarantees: never raises; the first of byte-order mark, zero bytes as UTF-16 has them, strict UTF-8 and
declared label that fits the bytes wins, and where none fits strictly the reading with the fewest replaced
bytes and the most everyday Chinese characters is taken; `replaced` says what it cost. Every label of the GB
family means GB18030, its superset (a page declared gb2312 usually holds GBK bytes). NUL bytes, which cut a
page short in libxml2, are removed.
"""

from __future__ import annotations

import codecs
import re

from crawler.pages.model import Decoded

_HEAD = 4096
_WIDE_LEAST, _WIDE_SHARE = (
    8,
    0.2,
)  # zero bytes; share of the characters of a page's head are ASCII, in any script
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER_LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_PAGE_LABEL = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_GB = re.compile(r"^(?:x-)?(?:gb|cp936|ms936|936|hz-gb|chinese|euc-?cn)", re.I)
_BIG5 = re.compile(r"^(?:x-)?big-?5", re.I)
_EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必"
    "战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打"
    "市县镇新闻报网站首页信息版權國會為個來們這時說對發經產業動後過縣開長電話區"
)
_REPLACEMENT_COST = 4  # one lost byte outweighs a few lucky everyday characters


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Read `body` as text; `content_type` is the HTTP header, None when there was none."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _replacing(body[len(bom) :], name, "bom")
    wide = _wide(body)
    if wide is not None:
        return _replacing(body, wide, "bytes")
    strict = _strict(body, "utf-8", "bytes")
    if strict is not None:
        return strict
    return max(_readings(body, content_type), key=_plausibility)


def _wide(body: bytes) -> str | None:
    """The form of UTF-16 that bytes without a mark are in: every second byte of markup is zero."""
    head = body[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    least = max(_WIDE_LEAST, _WIDE_SHARE * len(head) / 2)
    if max(even, odd) < least or min(even, odd) > max(even, odd) / 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def canonical(label: str) -> str | None:
    """The Python codec that reads pages declared with `label`, None for a label nobody knows."""
    if _GB.match(label):
        return "gb18030"
    if _BIG5.match(label):
        return "big5hkscs"
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def _readings(body: bytes, content_type: str | None) -> list[Decoded]:
    """Every reading worth weighing, the declared ones first: max() keeps the first of equals."""
    labels = [(name, source) for name, source in _declared(body, content_type) if name != "utf-8"]
    tried = [*labels, ("gb18030", "bytes"), ("utf-8", "bytes"), ("big5hkscs", "bytes")]
    return [_replacing(body, name, source) for name, source in dict(reversed(tried)).items()][::-1]


def _declared(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    found = []
    header = _HEADER_LABEL.search(content_type or "")
    if header:
        found.append((canonical(header[1]), "header"))
    page = _PAGE_LABEL.search(body, 0, _HEAD)
    if page:
        found.append((canonical(page[1].decode("ascii", "replace")), "page"))
    return [(name, source) for name, source in found if name is not None and name not in _BINARY]


# Codecs that Python lists but that are no character encodings, or that no page is written in.
_BINARY = frozenset(
    {"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode", "undefined"}
)


def _plausibility(reading: Decoded) -> int:
    return sum(char in _EVERYDAY for char in reading.text) - _REPLACEMENT_COST * reading.replaced


def _strict(body: bytes, encoding: str, source: str) -> Decoded | None:
    try:
        return Decoded(_without_nul(body.decode(encoding)), encoding, source, 0)
    except UnicodeDecodeError:
        return None


def _replacing(body: bytes, encoding: str, source: str) -> Decoded:
    text = body.decode(encoding, "replace")
    return Decoded(_without_nul(text), encoding, source, text.count("\ufffd"))


def _without_nul(text: str) -> str:
    return text.replace("\x00", "")
