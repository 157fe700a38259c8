"""HTML text to an lxml tree, and the few questions every parser of this room asks of it.

Guarantees: `parse` never raises on any text; after `strip_unread` the text of an element is what a reader
reads; runs of space are collapsed.
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree

Element = etree._Element
Text = etree._ElementUnicodeResult

_WIDTHLESS = ("\u200b", "\ufeff")  # spaces that Python does not count among them
_NO_PAGE = re.compile(r"\s*(?:javascript|mailto|tel|data|about|file):", re.I)
_CLOSING = re.compile(r"</(?:html|body)\s*>", re.I)
_LONG_TAG, _ATTRIBUTES = 10_000, 1_000  # characters, and spaces or equals signs, that no honest tag has
_LONG_TAGS = re.compile(rf"<[a-zA-Z][^<>]{{{_LONG_TAG},}}>?")
_UNREAD = ("script", "style", "noscript", "template", "textarea", "select", "button", "iframe", "object")
_PREAMBLE = 4000  # characters: browsers note the address before the markup
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)")
_TEXTS = etree.XPath("descendant::text()")
_VISIBLE = etree.XPath("descendant::text()[normalize-space()][not(parent::title)]")
_STRING = etree.XPath("string()")


def parse(html: str) -> Element:
    """The root of `html`; an empty or hopeless text gives an empty `html` element.

    Some pages close `html` and begin again: what follows would be lost, so nothing closes it but the end.
    """
    if len(html) > _LONG_TAG:
        html = _LONG_TAGS.sub(_without_crowd, html)
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_CLOSING.sub("", html).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("html") if root is None else root


def _without_crowd(tag: re.Match[str]) -> str:
    """A long tag, unless it is long by its many attributes: libxml2 compares each with all others."""
    return "" if tag[0].count("=") + tag[0].count(" ") > _ATTRIBUTES else tag[0]


def squeeze(text: str | None) -> str:
    """`text` with every run of space (also full-width and no-break space) as one blank."""
    text = text or ""
    for space in _WIDTHLESS:
        text = text.replace(space, " ")
    return " ".join(text.split())


def read(html: str) -> Element:
    """The root of `html` as a reader sees it: parsed, what is never read taken out."""
    return strip_unread(parse(html))


def strip_unread(root: Element) -> Element:
    """`root` without what no reader reads: comments, scripts, styles, controls. Changes the tree."""
    etree.strip_elements(root, *_UNREAD, etree.Comment, with_tail=False)
    return root


def text_of(element: Element) -> str:
    """All text below `element` on one line."""
    return squeeze(cast("str", _STRING(element)))


def texts_of(element: Element) -> list[Text]:
    """The text nodes below `element` that hold more than space, in document order."""
    return cast("list[Text]", _VISIBLE(element))


def owner_of(text: Text) -> Element | None:
    """The element that a text node is a direct part of."""
    parent = text.getparent()
    return parent.getparent() if text.is_tail and parent is not None else parent


def spaced_text_of(element: Element) -> str:
    """All text below `element` on one line, with a blank between the texts of different elements."""
    return squeeze(" ".join(cast("list[str]", _TEXTS(element))))


def base_of(root: Element, url: str) -> str:
    """The address that relative links of the page are resolved against."""
    base = root.find(".//base[@href]")
    return url if base is None else urljoin(url, (base.get("href") or "").strip())


def own_address(root: Element, html: str) -> str:
    """The address a page gives as its own or was saved from, empty when it gives none."""
    link = root.find(".//link[@rel='canonical'][@href]")
    meta = root.find(".//meta[@property='og:url'][@content]")
    stated = link.get("href") if link is not None else meta.get("content") if meta is not None else ""
    saved = None if stated else _SAVED_FROM.search(html, 0, _PREAMBLE)
    return stated or (saved[1] if saved else "")


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
