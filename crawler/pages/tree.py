"""HTML text to an lxml tree, and the few questions every parser of this room asks of it.

Guarantees: `parse` never raises on any text; `text_of` joins the text of an element, comments, scripts and
styles left out, with runs of space collapsed.
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree

Element = etree._Element

_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff\u3000]+")
_NO_PAGE = re.compile(r"\s*(?:javascript|mailto|tel|data|about|file):", re.I)
_TEXTS = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
)


def parse(html: str) -> Element:
    """The root of `html`; an empty or hopeless text gives an empty `html` element."""
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("html") if root is None else root


def squeeze(text: str | None) -> str:
    """`text` with every run of space (also full-width and no-break space) as one blank."""
    return _SPACE.sub(" ", text or "").strip()


def text_of(element: Element, separator: str = "") -> str:
    """All readable text below `element` on one line, its pieces joined by `separator`."""
    return squeeze(separator.join(texts_of(element)))


def texts_of(element: Element) -> list[str]:
    """The text nodes below `element` that a reader sees, in document order."""
    return cast("list[str]", _TEXTS(element))


def base_of(root: Element, url: str) -> str:
    """The address that relative links of the page are resolved against."""
    base = root.find(".//base[@href]")
    return url if base is None else urljoin(url, (base.get("href") or "").strip())


def own_address(root: Element) -> str:
    """The address a page gives as its own, empty when it gives none."""
    link = root.find(".//link[@rel='canonical'][@href]")
    meta = root.find(".//meta[@property='og:url'][@content]")
    stated = link.get("href") if link is not None else meta.get("content") if meta is not None else ""
    return stated or ""


def absolute(base: str, href: str | None) -> str | None:
    """`href` as an address without fragment, None for scripts, mail and empty links."""
    href = (href or "").strip()
    if not href or href.startswith("#") or _NO_PAGE.match(href):
        return None
    try:
        joined = urljoin(base, href)
        urlsplit(joined)
    except ValueError:
        return None
    return joined.partition("#")[0]


def same_page(left: str, right: str) -> bool:
    """Whether two addresses differ at most by scheme and fragment."""
    return path_key(left) == path_key(right)


def path_key(url: str) -> str:
    """Host, path and query: what makes two addresses the same page."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path or '/'}?{parts.query}"
