"""The body element as paragraphs: what a reader reads, and nothing else.

BeautifulSoup parses the piece of the page that `crawler.pages.body` found. Paragraphs end at block elements
and at line breaks; a row of a data table is one line, its cells parted by tabs, the header row first; hidden
parts, scripts, style blocks, comments, controls and lists of links are left out; full-width indents are
stripped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from lxml import etree

from crawler.pages.body import is_foreign, is_hidden
from crawler.pages.datelines import is_bare, is_dateline
from crawler.pages.lexicon import is_end, is_furniture, is_head, is_list_heading
from crawler.pages.tree import Element, squeeze, text_of

_DROPPED = (
    "input",
    "nav",
    "footer",
    "aside",
    "video",
    "audio",
    "canvas",
    "svg",
    "map",
    "area",
    "embed",
    "head",
    "title",
)
_INLINE = (
    "a",
    "abbr",
    "b",
    "big",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "label",
    "o:p",
    "small",
    "span",
    "strong",
    "u",
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "blockquote", "pre", "center", "figure"}
    | {"figcaption", "hr", "br", "main", "header", "form", "founder-content"}
)
_ATTRIBUTED = etree.XPath("descendant::*[@class or @id or @style or @hidden]")
_STYLED = etree.XPath(
    "descendant-or-self::*[self::p or self::div or self::section][contains(@style, 'white-space')]"
)
_AS_TYPED = re.compile(r"white-space\s*:\s*pre", re.I)
_MISNAMED = 0.5  # share of the text above which a part cannot be furniture, whatever its name
_LISTS = ("ul", "ol", "dl", "div", "table", "p", "tr", "td")
_SENTENCE_END = re.compile(r"[。！？；…”]")
_LINKED_SHARE = 0.6  # share of linked characters above which a block is a list of links
_LINK_LIST = 3  # fewer links are references of a text
_CELL_LENGTH = 120  # characters: longer cells make a table of layout
_PARAGRAPH = 80  # characters of sentences behind which a list of recommendations ends the text
_NOT_WORD = re.compile(r"\W")


def soup_of(element: Element) -> BeautifulSoup:
    """The piece of the page below `element`, what is foreign to it cut out, parsed by BeautifulSoup."""
    etree.strip_elements(element, *_DROPPED, with_tail=False)
    total = len(text_of(element))
    for block in [*_foreign_parts(element, total), *_link_lists(element)]:
        _remove(block)
    for block in cast("list[Element]", _STYLED(element)):
        block.tag = "pre" if _AS_TYPED.search(block.get("style") or "") else block.tag
    etree.strip_tags(element, *_INLINE)
    for node in element.iter():
        node.attrib.clear()
    piece = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return BeautifulSoup(piece, "lxml")


def lines_of(soup: Tag) -> list[str]:
    """All lines of a piece, furniture still among them."""
    raw_lines = "".join(_pieces(soup)).split("\n")
    return [line for raw in raw_lines if (line := "\t".join(map(squeeze, raw.split("\t"))).strip())]


def without_furniture(lines: Iterable[str], title: str | None = None) -> list[str]:
    """The lines that belong to the text; `title` is dropped where the body repeats it at its head."""
    kept = [line for line in _until_end(list(lines)) if not is_furniture(line)]
    while kept and _is_head_line(kept[0], title) and not _begins_chronicle(kept):
        kept.pop(0)
    return kept


def _begins_chronicle(lines: list[str]) -> bool:
    """Whether the first line is one of several bare dates, which head the parts of the text."""
    return is_bare(lines[0]) and any(is_bare(line) for line in lines[2:])


def _until_end(lines: list[str]) -> list[str]:
    """The lines before related news and legal notices; most of these end nothing before half of the text."""
    weights = [len(line) if _SENTENCE_END.search(line) else 0 for line in lines]
    seen, half = 0, sum(weights) / 2
    for number, line in enumerate(lines):
        if (seen > half and is_end(line)) or (seen > _PARAGRAPH and is_list_heading(line)):
            return lines[:number]
        seen += weights[number]
    return lines


def _is_head_line(line: str, title: str | None) -> bool:
    return is_head(line) or is_dateline(line) or (title is not None and _bare(line) == _bare(title))


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text)


def _foreign_parts(element: Element, total: int) -> Iterator[Element]:
    """Hidden parts, and parts named as something else; one that holds most of the text is misnamed."""
    for part in cast("list[Element]", _ATTRIBUTED(element)):
        length = len(text_of(part))
        if is_hidden(part) or (length < _MISNAMED * total and is_foreign(part, length)):
            yield part


def _link_lists(element: Element) -> Iterator[Element]:
    """Blocks below `element` that hold little but links."""
    linked: Counter[Element] = Counter()
    count: Counter[Element] = Counter()
    for link in element.iter("a"):
        length = len(text_of(link))
        for ancestor in link.iterancestors(*_LISTS):
            if ancestor is element:
                break
            linked[ancestor] += length
            count[ancestor] += 1
    for block, links in count.items():
        if links >= _LINK_LIST and linked[block] >= _LINKED_SHARE * len(text_of(block)):
            yield block


def _remove(element: Element) -> None:
    """Take an element out of its tree, keeping the text behind it."""
    parent = element.getparent()
    if parent is None:  # it went with a part around it
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _pieces(root: Tag) -> Iterator[str]:
    """Text with newlines at block borders, by an explicit stack: pages nest deeper than Python recurses."""
    stack: list[PageElement | str] = list(reversed(root.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            yield _inline(node)
        elif isinstance(node, str):
            yield node
        elif isinstance(node, Tag) and node.name == "pre" and node.find(True) is None:
            yield f"\n{node.get_text()}\n"
        elif isinstance(node, Tag):
            border = "\n" if node.name in _BLOCKS else ""
            yield border
            stack.append(border)
            stack.extend(_rows(node) if _is_data_table(node) else reversed(node.contents))


def _inline(node: NavigableString) -> str:
    if isinstance(node, PreformattedString):
        return ""
    return " ".join(node.split("\n")).replace("\r", " ").replace("\t", " ")


def _is_data_table(tag: Tag) -> bool:
    """Rows of short cells; a table that holds long text or another table lays out the page."""
    if tag.name != "table" or tag.find("table") is not None:
        return False
    cells = tag.find_all(["td", "th"])
    wide = any(len(row.find_all(["td", "th"])) > 1 for row in tag.find_all("tr"))
    return wide and all(len(cell.get_text()) <= _CELL_LENGTH for cell in cells)


def _rows(table: Tag) -> list[str]:
    """The rows of a data table, last first, each as a line of its own."""
    rows = [[squeeze(cell.get_text()) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
    return ["\n" + "\t".join(cells) for cells in reversed(rows)]
