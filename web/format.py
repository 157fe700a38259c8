"""Numbers and dates as Chinese readers expect them."""

from __future__ import annotations

from markupsafe import Markup, escape

_YI, _WAN = 100_000_000, 10_000


def _trim(value: float, places: int = 4) -> str:
    return f"{value:,.{places}f}".rstrip("0").rstrip(".")


def yi(value: int | None) -> str | None:
    """Whole yuan in 亿元 or 万元; None stays None.

    >>> yi(121700000000), yi(8_000_000), yi(350), yi(None)
    ('1,217 亿元', '800 万元', '350 元', None)
    """
    if value is None:
        return None
    return f"{_scaled(value)}元"


def number(value: float) -> str:
    """A number with its thousands apart and no idle zeros.

    >>> number(1106.80), number(3), number(-7.5)
    ('1,106.8', '3', '-7.5')
    """
    return _trim(value)


_CURRENCIES = {"CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元", "KRW": "韩元"}


def quantity(value: float | None, unit: str) -> str:
    """A statistic as Chinese readers write it: money in 亿 or 万, the unit behind.

    >>> quantity(680000000.0, "USD"), quantity(210.0, "人"), quantity(7.5, "%"), quantity(None, "%")
    ('6.8 亿美元', '210 人', '7.5%', '—')
    """
    if value is None:
        return "—"
    if unit in _CURRENCIES:
        return f"{_scaled(value)}{_CURRENCIES[unit]}"
    return f"{_trim(value)}{'' if unit == '%' else ' '}{unit}"


def _scaled(value: float) -> str:
    for size, name in ((_YI, "亿"), (_WAN, "万")):
        if abs(value) >= size:
            return f"{_trim(value / size)} {name}"
    return f"{_trim(value)} "


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
