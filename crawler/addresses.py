"""Addresses: one key for twins, resolution against a page, and what may never be reached.

Guarantees: nothing here raises, whatever a page calls an address; what cannot be one has no scheme or host.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

_MOBILE = re.compile(r"^(?:www|m|wap|h5|3g)\.")
_TRACKING = re.compile(
    r"^(?:from|utm_\w+|spm|share\w*|isappinstalled|scene|timestamp|div|v|jsessionid|phpsessid)$", re.I
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^?#/]*|/\([SAF]\([^/()]*\)\)(?=/)", re.I)
_SESSION_PARAMETER = re.compile(
    r"(?:^|&)(?:(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|cfid|cftoken)=[^&]*"
    r"|s(?:id|ess|ession)=[0-9a-z-]{16,})(?=&|$)",
    re.I,
)
_CACHE_BUSTER = re.compile(  # the moment a page was made, or a random number, beside what names a page
    r"&(?:_|_?t|ts|time|timestamp|rand|random|rnd)=(?:1[5-9]\d{8}(?:\d{3})?|0\.\d{6,})(?=&|$)", re.I
)
_NUMBERS = re.compile(r"(?:0x)?[0-9a-f]+(?:\.(?:0x)?[0-9a-f]+){0,3}", re.I)
_WITH_IPV4 = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")))
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.I)


def key_of(url: str) -> str:
    """What twins of an article share: host without www or m, path, and the parameters that matter.

    >>> key_of("https://m.zibo.gov.cn/art/1.html?from=singlemessage#top")
    'zibo.gov.cn/art/1.html'
    """
    parts = urlsplit(_SESSION.sub("", url))
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)]
    host = _MOBILE.sub("", parts.netloc.lower())
    path = _INDEX.sub("/", parts.path) or "/"
    path = path.replace("/mobile/", "/pc/")
    return host + path + ("?" + urlencode(sorted(query)) if query else "")


def place_of(url: str) -> str:
    """Where a copy of an article stands: host but www, path and the parameters that matter.

    >>> place_of("https://m.zibo.gov.cn/art/1.html?from=singlemessage#top")
    'm.zibo.gov.cn/art/1.html'
    """
    parts = urlsplit(url)
    host, key = parts.netloc.lower().removeprefix("www."), key_of(url)
    path = parts.path if "/mobile/" in parts.path else "/" + key.partition("/")[2]
    return host + path


def clean(base: str, href: str) -> str:
    """The absolute address of a link, without fragment, session id and the moment at which it was drawn.

    >>> clean("http://a.cn/x/y.html", "../z.html;jsessionid=1F?b=1&PHPSESSID=2E#top"), clean("", "http://[x/")
    ('http://a.cn/z.html?b=1', '')
    """
    try:
        absolute = urldefrag(urljoin(base, _SESSION.sub("", href.strip())))[0]
        parts = urlsplit(absolute)
        parts.port  # noqa: B018  raises for a port that is none
    except ValueError:
        return ""
    query = _CACHE_BUSTER.sub("", _SESSION_PARAMETER.sub("", parts.query).lstrip("&"))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    >>> is_public("127.0.0.1"), is_public("10.1.2.3"), is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, False, False, True)
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = _inner(parsed)
        return not parsed.is_site_local and (is_public(str(inner)) if inner else _is_global(parsed))
    return _is_global(parsed)


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not address.is_multicast


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a gateway reads out of an IPv6 one: mapped, compatible, 6to4 or translated."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if any(address in network for network in _WITH_IPV4):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def literal_ip(host: str) -> str | None:
    """The IP address that a host is, in any of the forms browsers take; None for a name.

    >>> [literal_ip(host) for host in ("127.0.0.1", "2130706433", "0177.1", "[::1]", "zibo.gov.cn")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '::1', None]
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    try:  # octal, hexadecimal and short forms, as the C library reads them
        return socket.inet_ntoa(socket.inet_aton(bare)) if _NUMBERS.fullmatch(bare) else None
    except OSError:
        return None
