"""List pages, one module a CMS family; `PARSERS` finds a family's parser by its name in source files."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from crawler.pages.listings import (
    dated,
    disclosure,
    founder_classic,
    founder_new,
    generic,
    jcms,
    jpaas,
    nbs,
    paperindex,
    trs,
)
from crawler.pages.model import Listing

Parser = Callable[[str, str], Listing]

PARSERS: MappingProxyType[str, Parser] = MappingProxyType(
    {
        "jcms": jcms.parse_listing,
        "jpaas": jpaas.parse_listing,
        "trs": trs.parse_listing,
        "founder_new": founder_new.parse_listing,
        "founder_classic": founder_classic.parse_listing,
        "paperindex": paperindex.parse_listing,
        "dated": dated.parse_listing,
        "nbs": nbs.parse_listing,
        "disclosure": disclosure.parse_listing,
        "generic": generic.parse_listing,
    }
)
