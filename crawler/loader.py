"""Offers every source file as a spider: `scrapy list`, `scrapy crawl ID` and `scrapy shell` work."""

from __future__ import annotations

import builtins
import logging
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.source import Source, load_sources
from crawler.spider import spider_class

_log = logging.getLogger(__name__)


class SourceLoader:
    """Scrapy's spider loader over a directory of source files (setting SOURCES_DIR)."""

    def __init__(self, directory: Path) -> None:
        self._sources: dict[str, Source] = load_sources(
            directory, on_error=lambda error: _log.error("%s", error)
        )

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """The loader of the directory that the settings name."""
        return cls(Path(settings["SOURCES_DIR"]))

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a source; KeyError if there is none."""
        return spider_class(self._sources[spider_name])

    def list(self) -> builtins.list[str]:
        """All sources that load."""
        return sorted(self._sources)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The sources that a request's host belongs to."""
        host = urlsplit(request.url).netloc
        return [key for key, source in self._sources.items() if host in source.hosts]

    def __iter__(self) -> Any:
        """Iterate over ids."""
        return iter(self.list())
