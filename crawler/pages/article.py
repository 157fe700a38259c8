"""An article page of any family, or of none, as a `Page`.

The page is parsed once by lxml; only the piece that holds the body goes through BeautifulSoup. What a
family's markup states outright (meta tags, Founder's elements) comes first, what every page shows second. A
page whose text only its scripts hold is read from there.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.body import find_body
from crawler.pages.bylines import find_author, find_source, is_byline
from crawler.pages.hazard import page_hazard
from crawler.pages.links import find_attachments, find_continued, find_images, find_next_page
from crawler.pages.metadata import read_metadata
from crawler.pages.model import Hazard, Page
from crawler.pages.prose import lines_of, soup_of, without_furniture
from crawler.pages.published import find_published
from crawler.pages.scripted import find_scripted
from crawler.pages.surroundings import Lines, near_title, surroundings
from crawler.pages.titles import find_title, likely_headline
from crawler.pages.tree import Element, base_of, own_address, read, text_of, texts_of

_UNDRAWN = frozenset({"shell", "no_body", "picture_only", "attachment_only"})
_NO_TEXT = 80  # characters: with a picture or document beside it, so little is a caption


def parse_article(html: str, url: str = "", fetched: str | None = None) -> Page:
    """The article of a page; `fetched` (ISO) anchors dates without a year. Never raises on any text."""
    root = read(html)
    return article_of(root, html, url, fetched, page_hazard(root, html, url))


def article_of(root: Element, html: str, url: str, fetched: str | None, hazard: Hazard | None) -> Page:
    """As `parse_article`, for a page that is read already, with its `hazard`. Changes the tree."""
    page = _parse(root, html, url, fetched, hazard)
    if len(page.text) >= _NO_TEXT or (page.hazard and page.hazard.kind not in _UNDRAWN):
        return page
    scripted = find_scripted(html)
    if scripted is None:
        return page
    drawn = parse_article(scripted.as_page(), url, fetched)
    return replace(drawn, title=drawn.title or page.title, published=drawn.published or page.published)


def _parse(root: Element, html: str, url: str, fetched: str | None, hazard: Hazard | None) -> Page:
    url = url or own_address(root, html)
    base = base_of(root, url)
    metadata = read_metadata(root, html)
    texts = texts_of(root)
    body = find_body(root, texts, likely_headline(root, metadata))
    above, opening, tail = surroundings(texts, body)
    title = find_title(root, metadata, body, above, opening)
    next_page = find_next_page(root, html, base, url)
    attachments = (find_attachments(body, base) if body is not None else ()) or find_attachments(root, base)
    images = find_images(body, base) if body is not None else ()
    lines = lines_of(soup_of(body)) if body is not None else []
    around = Lines(title, above, near_title(above, title), lines, opening, [*lines[-4:], *tail])
    paragraphs = without_furniture(lines, title)
    text = "\n".join(line for line in paragraphs if not is_byline(line))
    continued_on, continued_from = find_continued(lines)
    source = find_source(metadata, [*around.head, *lines[:6]], [*lines[-6:], *tail])
    author = find_author(metadata, [*around.head, *lines[:3]], paragraphs, _founder_author(root))
    return Page(
        title=title,
        published=find_published(metadata, around, (root, html), url, fetched),
        source=source,
        author=None if author == source else author,
        text=text,
        hazard=hazard or _body_hazard(text, attachments, images),
        next_page=next_page,
        continued_on=continued_on,
        continued_from=continued_from,
        attachments=attachments,
        images=images,
    )


def _founder_author(root: Element) -> str | None:
    node = root.find(".//founder-author")
    return text_of(node) or None if node is not None else None


def _body_hazard(text: str, attachments: tuple[str, ...], images: tuple[str, ...]) -> Hazard | None:
    """A body that is not there to read: in pictures, in documents, or not at all."""
    if len(text) >= _NO_TEXT:
        return None
    if attachments:
        return Hazard("attachment_only", attachments[0])
    if images:
        return Hazard("picture_only", images[0])
    return None if text else Hazard("no_body", "no text found")
