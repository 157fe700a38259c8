"""The Scrapy project: sources, platforms, capture, frontier, robots, address guard, monitoring."""

__version__ = "0.1.0"
