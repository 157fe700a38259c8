"""The whole of extraction: an article in, facts with evidence out. Pure and deterministic."""

from __future__ import annotations

from nlp.document import Document
from nlp.facts import Article, Facts
from nlp.projects import find_projects
from nlp.regions import find_mentions
from nlp.rules import edition

VERSION = edition()
"""The version of the rules as a whole; each fact names its own rule and version besides."""


def extract(article: Article) -> Facts:
    """All facts that `article` states, each by a rule of docs/rules.md."""
    document = Document(article)
    return Facts(
        figures=tuple(document.figures),
        projects=tuple(find_projects(document)),
        events=tuple(document.events),
        indicators=tuple(document.indicators),
        mentions=tuple(find_mentions(document)),
    )
