"""One saved page as the JSON of `xianzhi article`."""

from __future__ import annotations

from crawler.pages.article import parse_article
from crawler.pages.decode import decode


def article_json(
    body: bytes, url: str = "", fetched: str | None = None, content_type: str | None = None
) -> dict[str, str | None]:
    """Title, published, source, author, text and the kind of hazard (None for a sound page)."""
    page = parse_article(decode(body, content_type).text, url, fetched)
    return {
        "title": page.title,
        "published": page.published,
        "source": page.source,
        "author": page.author,
        "text": page.text,
        "hazard": page.hazard.kind if page.hazard else None,
    }
