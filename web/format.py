"""Numbers and dates as Chinese readers expect them."""

from __future__ import annotations

from markupsafe import Markup, escape

_YI, _WAN = 100_000_000, 10_000


def _trim(number: float, places: int = 4) -> str:
    return f"{number:,.{places}f}".rstrip("0").rstrip(".")


def yi(value: int | None) -> str | None:
    """Whole yuan in 亿元 or 万元; None stays None.

    >>> yi(121700000000), yi(8_000_000), yi(350), yi(None)
    ('1,217 亿元', '800 万元', '350 元', None)
    """
    if value is None:
        return None
    if abs(value) >= _YI:
        return f"{_trim(value / _YI)} 亿元"
    if abs(value) >= _WAN:
        return f"{_trim(value / _WAN)} 万元"
    return f"{value:,} 元"


def amount(value: int) -> Markup:
    """An amount for a table cell: readable, with the exact number at hand."""
    return Markup('<data class="amount" value="{}" title="{}">{}</data>').format(
        value, f"{value:,}", yi(value)
    )


def safe_link(url: str, text: str | None = None) -> Markup:
    """A link to an address from outside, or its text alone if it is no web address.

    >>> safe_link("javascript:alert(1)")
    Markup('javascript:alert(1)')
    """
    if not url.startswith(("http://", "https://")):
        return escape(text or url)
    return Markup('<a href="{}" rel="noreferrer nofollow">{}</a>').format(url, text or url)
