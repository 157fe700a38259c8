"""What a page turns into: a listing, an article or a hazard. Frozen, free of any framework.

Guarantees: text is decoded once, before parsing; URLs are absolute; dates are ISO 8601 with the
precision of the page, None when the page gives none (no date is better than a wrong one).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text, with how that was done; `replaced` counts U+FFFD put in for bad bytes."""

    text: str
    encoding: str
    encoding_source: str
    replaced: int


@dataclass(frozen=True, slots=True)
class Hazard:
    """Why a response is not the page it claims to be; `kind` is a stable name, `detail` the sign."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a listing; `date` is the listed day, which may differ from the page's own."""

    url: str
    title: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page: its articles in page order, the list pages after it, other listings it names.

    `pages` are further pages of the same list in order; `sections` are lists of their own (the
    pages of a newspaper issue, the channels of a portal).
    """

    items: tuple[Item, ...] = ()
    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the page gives it; `text` holds the body, paragraphs separated by newlines.

    `published` is `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS]`; `source` is the stated source;
    `next_page` continues a split article; `continued_on` and `continued_from` are the newspaper
    pages of 下转 and 上接; `attachments` are documents linked from the body.
    """

    title: str | None
    published: str | None
    source: str | None
    author: str | None
    text: str
    hazard: Hazard | None = None
    next_page: str | None = None
    continued_on: str | None = None
    continued_from: str | None = None
    attachments: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
