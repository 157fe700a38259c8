"""Decoding: one rule for every label and every damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.decode import canonical, decode
from crawler.pages.model import Decoded

RARE = "〇囍镕淏䶮㛃𬭎"
SENTENCE = "全县规模以上工业增加值同比增长百分之八，固定资产投资增速居全市首位。"


def page(label: str, encoding: str, text: str = RARE) -> bytes:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>{text}</p>'.encode(
        encoding
    )


@pytest.mark.parametrize("label", ["gb2312", "GB2312", "gbk", "x-gbk", "gb18030", "cp936"])
def test_every_gb_label_is_gb18030(label: str) -> None:
    decoded = decode(page(label, "gb18030"))
    assert (decoded.encoding, decoded.encoding_source, decoded.replaced) == ("gb18030", "page", 0)
    assert RARE in decoded.text


def test_utf8_bytes_beat_a_wrong_label() -> None:
    decoded = decode(page("gb2312", "utf-8"), "text/html; charset=gb2312")
    assert (decoded.encoding, decoded.encoding_source, RARE in decoded.text) == ("utf-8", "bytes", True)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/html; charset=ISO-8859-1", None])
def test_gb_bytes_beat_a_wrong_header(content_type: str | None) -> None:
    decoded = decode(page("utf-8", "gb18030", SENTENCE), content_type)
    assert (decoded.encoding, decoded.replaced, SENTENCE in decoded.text) == ("gb18030", 0, True)


def test_byte_order_mark_comes_first_and_is_removed() -> None:
    assert decode(b"\xef\xbb\xbf" + "县".encode()) == Decoded("县", "utf-8", "bom", 0)
    assert decode("县".encode("utf-16")) == Decoded("县", "utf-16-le", "bom", 0)


def test_big5_is_read_when_declared() -> None:
    decoded = decode(page("big5", "big5", "縣政府發展經濟的新聞，產業園區開工。"))
    assert (decoded.encoding, decoded.replaced) == ("big5hkscs", 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_character_costs_one_replacement(encoding: str) -> None:
    decoded = decode((SENTENCE * 3).encode(encoding)[:-1])
    assert (decoded.encoding, decoded.replaced) == (encoding, 1)
    assert decoded.text.startswith(SENTENCE * 2)


def test_a_stray_byte_does_not_change_the_encoding() -> None:
    body = page("utf-8", "utf-8", SENTENCE * 4).replace("首位".encode(), b"\xff" + "首位".encode(), 1)
    assert (decode(body).encoding, decode(body).replaced) == ("utf-8", 1)


def test_nul_bytes_are_removed() -> None:
    assert decode(b"<p>a\x00b</p>").text == "<p>ab</p>"


@pytest.mark.parametrize(
    ("label", "codec"), [("x-gbk", "gb18030"), ("Big5-HKSCS", "big5hkscs"), ("klingon", None)]
)
def test_canonical_label(label: str, codec: str | None) -> None:
    assert canonical(label) == codec


@given(st.binary(max_size=400), st.none() | st.text(max_size=30))
def test_no_bytes_and_no_header_raise(body: bytes, content_type: str | None) -> None:
    decoded = decode(body, content_type)
    assert "\x00" not in decoded.text
    assert decoded.replaced == decoded.text.count("\ufffd") or decoded.encoding_source == "bytes"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60))
def test_declared_gb_text_comes_back_whole(text: str) -> None:
    decoded = decode(page("gb2312", "gb18030", SENTENCE + text))
    assert f"<p>{SENTENCE}{text}</p>" in decoded.text
