"""What can be wrong with a source or a crawl, said in one line for a person."""

from __future__ import annotations


class CrawlError(Exception):
    """Something failed that a person must see."""

    exit_code = 1


class SourceError(CrawlError):
    """A source file is wrong or unknown; the message names file, key and reason."""

    exit_code = 2
