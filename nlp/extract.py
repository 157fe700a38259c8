"""The whole of extraction: an article in, facts with evidence out. Pure and deterministic."""

from __future__ import annotations

from dataclasses import replace

from nlp.document import Document
from nlp.facts import Article, Facts
from nlp.projects import find_projects
from nlp.regions import find_mentions
from nlp.rules import edition
from nlp.spacing import restored, tightened

VERSION = edition()
"""The version of the rules as a whole; each fact names its own rule and version besides."""


def extract(article: Article) -> Facts:
    """All facts that `article` states, each by a rule of docs/rules.md."""
    tight = tightened(article.text)
    return restored(_read(Document(replace(article, text=tight.text))), tight)


def _read(document: Document) -> Facts:
    return Facts(
        figures=tuple(document.figures),
        projects=tuple(find_projects(document)),
        events=tuple(document.events),
        indicators=tuple(document.indicators),
        mentions=tuple(find_mentions(document)),
    )
