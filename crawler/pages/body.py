"""Which element of a page holds the article: the deepest one with most of its sentences.

Every text node that holds sentence punctuation outside links and furniture gives its length to all of
its ancestors; the body is found by walking down from the root while one child keeps most of the weight. A
container whose name is known to hold bodies ends the walk early. What stands before the headline, and beside
the heading of a list (comments, related news) after it, has no weight: on such pages it often outweighs a
short article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from lxml import etree

from crawler.pages.lexicon import body_names, is_end, is_list_heading, is_outside
from crawler.pages.tree import Element, Text, owner_of, squeeze, text_of

_MARKS = "，。、；：！？,."
_MARKED = re.compile(f"[{_MARKS}]")
_MAY_HEAD_LIST = re.compile("推荐|评论|相关|更多|排行|猜你|在看")  # spares most lines the lexicon's patterns
_LIST_HEADING = 20  # characters: what heads a list is shorter
_NO_HEADLINE = "\u2063"  # an invisible separator, which no page has in its text
_HEADLINE_START = 8  # characters by which a headline is known again
_BESIDE_HEADLINE = 12  # characters that may stand in one text with it
_BEHIND_HEADLINE = 0.05  # share of all sentences that must follow a headline for it to be the article's
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.I
)
_NAMED = etree.XPath("//*[@id or @class]")
_FOUNDER = ("founder-content",)
_MISNAMED = 0.6  # share of the weight above which a part cannot be furniture, whatever its name
_BRIEF = 80  # characters of sentences: no line of credits or tools has so many
_KEEPS = 0.6  # share of the weight that a child must keep for the walk to go on
_ANY_TEXT = 60  # sentence characters; with fewer the container is known by its name or not at all
_NAMED_KEEPS = 0.4  # share of all weight that a container of a known name needs to be the body
_TEASERS, _TEASER_SHARE = 3, 0.7  # so many parts, and so much of all of them, make a list of other articles
_TEASED, _TEASER = 8, 240  # characters of a linked headline at least; of headline and teaser at most
_TEASER_TAGS = frozenset({"div", "li", "article", "section", "dl", "tr", "td"})
_PARAGRAPHS = frozenset(
    {"p", "span", "font", "strong", "b", "em", "i", "u", "h1", "h2", "h3", "h4", "section", "br", "pre"}
)
_LISTS, _LIST_KEEPS = frozenset({"ol", "ul", "dl", "blockquote"}), 0.95  # parts of a text, mostly
_CELLS = 6  # of a table of data
_NEVER = frozenset({"header", "footer", "nav", "aside"})
Weights = dict[Element, float]


def find_body(root: Element, texts: Sequence[Text], headline: str = "") -> Element | None:
    """The element that holds the text of the article in a stripped tree, None where nothing looks like it.

    `texts` are the visible texts of `root`; `headline` is what the page's tags call the article.
    """
    weights = _weigh(root, texts, headline)
    total = weights.get(root, 0.0)
    named = _heaviest_named(weights, total) if total >= _ANY_TEXT else _named_container(root)
    if named is not None or not total:
        return named
    return _walk_down(root, weights)


def _weigh(root: Element, texts: Sequence[Text], headline: str) -> Weights:
    """The sentence characters below each element; hidden and foreign parts weigh nothing."""
    start = headline[:_HEADLINE_START] if len(headline) >= _HEADLINE_START else _NO_HEADLINE
    nodes = [text for text in texts if _counts(text, start) and not _is_linked(text)]
    at = _headline_at(nodes, start, len(headline) + _BESIDE_HEADLINE)
    weights = _sum_up(nodes if at is None else nodes[at:])
    everything = _sum_up(nodes) if at else weights
    if weights[root] < max(_ANY_TEXT, _BEHIND_HEADLINE * everything[root]):
        at, weights = None, everything
    for part in _foreign(weights, _MISNAMED * weights[root]):
        _discard(weights, part)
    for part in [part for part in weights if _lists_teasers(part, weights)]:
        _discard(weights, part)
    for node in nodes[at or 0 :]:
        _discount_list(weights, node, below_headline=at is not None)
    return {element: weight for element, weight in weights.items() if weight > 0}


def _counts(text: Text, start: str) -> bool:
    """Whether a text is a sentence, shows the headline or may head a list."""
    if _MARKED.search(text) or start in text:
        return True
    return len(text) < _LIST_HEADING and _MAY_HEAD_LIST.search(text) is not None


def _is_linked(text: Text) -> bool:
    owner = owner_of(text)
    return owner is not None and (owner.tag == "a" or next(owner.iterancestors("a"), None) is not None)


def _headline_at(nodes: list[Text], start: str, limit: int) -> int | None:
    """Index of the first text that shows the headline, None when none does."""
    shown = (at for at, node in enumerate(nodes) if start in node and len(squeeze(str(node))) <= limit)
    return next(shown, None)


def _sum_up(nodes: list[Text]) -> Weights:
    weights: Weights = defaultdict(float)
    for node in nodes:
        line, owner = squeeze(str(node)), owner_of(node)
        if owner is not None and len(line) > 1 and _MARKED.search(line) and not is_end(line):
            _add(weights, owner, len(line))
    return weights


def _discount_list(weights: Weights, node: Text, below_headline: bool) -> None:
    """Take the weight from what stands beside a list's heading; above the headline it may name the column."""
    line, head = squeeze(str(node)), owner_of(node)
    if head is None or not (is_list_heading(line) or (below_headline and is_end(line))):
        return
    parent = head.getparent()
    while parent is not None and text_of(parent) == line:
        head, parent = parent, parent.getparent()
    for part in head.itersiblings():
        _discard(weights, part)


def _lists_teasers(element: Element, weights: Weights) -> bool:
    """Whether most parts of an element are a linked headline with a few words below it."""
    if len(element) < _TEASERS:
        return False
    parts = [child for child in element if child.tag in _TEASER_TAGS and child in weights]
    return len(parts) >= _TEASERS and _TEASER_SHARE * len(parts) <= sum(_is_teaser(part) for part in parts)


def _is_teaser(part: Element) -> bool:
    headline = part.find(".//a")
    return headline is not None and len(text_of(headline)) >= _TEASED and len(text_of(part)) <= _TEASER


def _add(weights: Weights, element: Element, amount: float) -> None:
    weights[element] += amount
    for ancestor in element.iterancestors():
        weights[ancestor] += amount


def _discard(weights: Weights, part: Element) -> None:
    """Take a part and all below it out of `weights`, and from what is around it."""
    amount = weights.get(part, 0.0)
    if amount:
        for ancestor in part.iterancestors():
            weights[ancestor] -= amount
        for element in part.iter():
            weights.pop(element, None)


def _foreign(weights: Weights, limit: float) -> list[Element]:
    """The outermost parts that do not belong to the article; what holds most of the text is misnamed."""
    parts = {
        part
        for part, weight in weights.items()
        if is_hidden(part) or (weight < limit and is_foreign(part, weight))
    }
    return [part for part in parts if parts.isdisjoint(part.iterancestors())]


def is_foreign(element: Element, length: float) -> bool:
    """Whether an element by itself is hidden or named as something other than a body of that length."""
    if element.tag in ("html", "body"):
        return False
    if element.tag in _NEVER or is_hidden(element):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return names != " " and is_outside(names, length < _BRIEF) and not _is_named(element)


def is_hidden(element: Element) -> bool:
    """Whether the element's own attributes keep it from being shown."""
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def _is_named(element: Element) -> bool:
    if element.tag in _FOUNDER:
        return True
    names = body_names()
    identifier = (element.get("id") or "").lower()
    return identifier in names or not names.isdisjoint((element.get("class") or "").lower().split())


def _heaviest_named(weights: Weights, total: float) -> Element | None:
    """The innermost of the known containers that hold enough of the page's sentences."""
    enough = [
        element for element in weights if weights[element] >= _NAMED_KEEPS * total and _is_named(element)
    ]
    return min(enough, key=lambda element: (weights[element], -_depth(element)), default=None)


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _walk_down(root: Element, weights: Weights) -> Element:
    node = root
    while True:
        blocks = [child for child in node if child in weights and child.tag not in _PARAGRAPHS]
        best = max(blocks, key=lambda child: weights[child], default=None)
        keeps = _LIST_KEEPS if best is not None and best.tag in _LISTS else _KEEPS
        if best is None or weights[best] < keeps * weights[node]:
            return node
        node = best


def _named_container(root: Element) -> Element | None:
    """For pages without a sentence: the known container with the most in it, or the one table of data."""
    named = [element for element in cast("list[Element]", _NAMED(root)) if _is_named(element)]
    weightiest = max(
        named, key=lambda element: len(text_of(element)) + 50 * len(element.findall(".//img")), default=None
    )
    return _data_table(root) if weightiest is None else weightiest


def _data_table(root: Element) -> Element | None:
    """The longest table of several cells a row, none of them a link or another table."""
    tables = [
        table
        for table in root.iter("table")
        if table.find(".//a") is None and table.find(".//table") is None and len(table.findall(".//tr")) > 1
        if len(table.findall(".//td")) >= _CELLS
    ]
    return max(tables, key=lambda table: len(text_of(table)), default=None)
