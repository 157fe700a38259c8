"""The Scrapy project: sources, platforms, capture, frontier, robots, address guard, monitoring."""
