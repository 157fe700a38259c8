"""The whole of extraction: an article in, facts with evidence out. Pure and deterministic."""

from __future__ import annotations

from dataclasses import replace

from nlp.document import Document
from nlp.facts import Article, Facts
from nlp.projects import find_projects
from nlp.regions import find_mentions
from nlp.rules import edition
from nlp.spacing import Tight, headline_end, restored, tightened

VERSION = edition()
"""The version of the rules as a whole; each fact names its own rule and version besides."""


def extract(article: Article) -> Facts:
    """All facts that `article` states, each by a rule of docs/rules.md."""
    tight = tightened(article.text)
    end = headline_end(tight.text, article.title)
    facts = restored(_read(_document(article, tight.text[end:])), tight.behind(end))
    return _with_headline(facts, _document(article, tight.text[:end]), tight) if end else facts


def _with_headline(facts: Facts, headline: Document, tight: Tight) -> Facts:
    """With the amounts and places of a headline that the text repeats; what it announces the text tells."""
    told = Facts(figures=tuple(headline.figures), mentions=tuple(find_mentions(headline)))
    above = restored(told, tight)
    return replace(
        facts, figures=(*above.figures, *facts.figures), mentions=(*above.mentions, *facts.mentions)
    )


def _document(article: Article, text: str) -> Document:
    return Document(replace(article, text=text))


def _read(document: Document) -> Facts:
    return Facts(
        figures=tuple(document.figures),
        projects=tuple(find_projects(document)),
        events=tuple(document.events),
        indicators=tuple(document.indicators),
        mentions=tuple(find_mentions(document)),
    )
