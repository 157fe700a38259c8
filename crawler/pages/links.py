"""Where an article goes on, and what hangs on it: next pages, 下转 and 上接, attachments, pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from crawler.pages.listings.trs import stated_pages
from crawler.pages.tree import Element, absolute, text_of

_NEXT_LINKS = etree.XPath("//a[contains(., '页') or contains(., '頁') or contains(., '全文')]")
_NUMBER_LINKS = etree.XPath(
    "//a[string-length(.) < 12 and number(translate(., '[]【】()（） \n\t', '')) < 100]"
)
_NEXT = re.compile(
    r"^[\[【(（]?\s*(?:下一页|下页|后一页|余下全文|阅读全文|查看余下全文|下一頁)\s*[\]】)）]?\s*[>＞»]*$"
)
_NUMBER = re.compile(r"^[\[【(（]?\s*(\d{1,2})\s*[\]】)）]?$")
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|rtf|zip|rar|7z|csv|txt)(?:$|[?&#])", re.I)
_DOWNLOAD = re.compile(r"/down\w*\.(?:jsp|do|action|aspx?|php)\?", re.I)
_MAY_BE_DOCUMENT = re.compile(f"{_ATTACHMENT.pattern}|down", re.I)  # spares resolving every link of a page
_PAGE_OF = r"第?\s*([A-Za-zＡ-Ｚ]{0,3}\s*[\d０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_ON = re.compile(r"下\s*转\s*" + _PAGE_OF)
_FROM = re.compile(r"上\s*接\s*" + _PAGE_OF)
_HANZI = {char: number for number, char in enumerate("〇一二三四五六七八九")}
_PAGE_KEYS = frozenset({"page", "p", "pn", "pageno", "pagenum", "pageindex", "curpage", "currentpage"})
_NAME = re.compile(r"(?:\d[^/]*|/index)$")
_PAGE_NUMBER = re.compile(r"[_-]p?\d{1,2}$")


def find_next_page(root: Element, html: str, base: str, url: str) -> str | None:
    """The following page of a split article; 下一篇 is another article and never followed."""
    scripted = next(iter(stated_pages(html, url)), None)
    if scripted and _is_sibling(scripted, url):
        return scripted
    for link in _links(_NEXT_LINKS, root):
        if _NEXT.match(text_of(link)):
            target = absolute(base, link.get("href"))
            if target and _is_sibling(target, url):
                return target
    return _next_number(root, base, url)


def find_continued(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """The newspaper pages that the text is continued on and comes from, as `02` or `A02`."""
    joined = "\n".join(texts)
    on, from_ = _ON.search(joined), _FROM.search(joined)
    return _page_name(on), _page_name(from_)


def find_attachments(element: Element, base: str) -> tuple[str, ...]:
    """Documents linked below `element`, in order."""
    hrefs = (href for link in element.iter("a") if _MAY_BE_DOCUMENT.search(href := link.get("href") or ""))
    found = (absolute(base, href) for href in hrefs)
    wanted = (target for target in found if target and _is_document(target))
    return tuple(dict.fromkeys(wanted))


def find_images(element: Element, base: str) -> tuple[str, ...]:
    """Pictures below `element`, in order; lazy ones by their real address."""
    found = (
        absolute(base, image.get("data-original") or image.get("data-src") or image.get("src"))
        for image in element.iter("img")
    )
    return tuple(dict.fromkeys(target for target in found if target))


def _links(query: etree.XPath, root: Element) -> list[Element]:
    return cast("list[Element]", query(root))


def _is_document(target: str) -> bool:
    return bool(_ATTACHMENT.search(urlsplit(target).path) or _DOWNLOAD.search(target))


def _next_number(root: Element, base: str, url: str) -> str | None:
    """In 【1】【2】【3】 the link after the current page, whose own number is no link or leads here."""
    numbered = {
        int(match[1]): target
        for link in _links(_NUMBER_LINKS, root)
        if (match := _NUMBER.match(text_of(link))) and (target := absolute(base, link.get("href")))
        if _is_sibling(target, url) or target == url
    }
    own = next((number for number, target in numbered.items() if target == url), None)
    current = own if own is not None else min(numbered, default=0) - 1
    following = numbered.get(current + 1) if current > 0 else None
    return following if following != url else None


def _is_sibling(target: str, url: str) -> bool:
    """Whether two addresses are pages of one article: alike but for a page number in name or query."""
    one, other = urlsplit(target), urlsplit(url)
    if one.path == other.path:
        return one.query != other.query and _without_page(one.query) == _without_page(other.query)
    return not _stems(one.path).isdisjoint(_stems(other.path))


def _without_page(query: str) -> list[tuple[str, str]]:
    return [pair for pair in parse_qsl(query) if pair[0].lower() not in _PAGE_KEYS]


def _stems(path: str) -> frozenset[str]:
    """The path without extension, and without page number; content_12 and content_13 have none."""
    stem = path.rpartition(".")[0] or path
    bare = _PAGE_NUMBER.sub("", stem)
    return frozenset({stem, bare} if _NAME.search(bare) else {stem})


def _page_name(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    name = unicodedata.normalize("NFKC", re.sub(r"\s", "", match[1])).upper()
    letters, digits = re.match(r"([A-Z]*)(.*)", name).groups()  # type: ignore[union-attr]
    return f"{letters}{_number(digits):02d}"


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_HANZI.get(tens, 1) * 10 if ten else 0) + _HANZI.get(ones, 0)
