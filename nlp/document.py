"""One article with what every layer sees in it, computed once and shared by all rules.

Guarantees: each layer is computed at most once for an article, on first use, from the raw text
before any segmentation; a document is as pure as its article.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from nlp.companies import find_companies
from nlp.dates import find_dates
from nlp.deictics import find_deictics
from nlp.facts import Article, Event, Figure, Indicator
from nlp.gazetteer import is_province
from nlp.money import find_money
from nlp.numbers import find_numbers
from nlp.places import find_places
from nlp.sections import Section, find_sections
from nlp.spans import Company, Date, Money, Number, Place, Span
from nlp.text import count_alike, fold, paragraphs, sentences


def _city(place: Place) -> str | None:
    """The city a place is or lies in."""
    if place.name is None or place.level == "province":
        return None
    return place.name[: place.name.find("市") + 1] or None


@dataclass(frozen=True)
class Document:
    """An article and its layers; offsets of every layer are those of `article.text`."""

    article: Article

    @property
    def text(self) -> str:
        """The raw text that all offsets count in."""
        return self.article.text

    @cached_property
    def folded(self) -> str:
        """The text with widths, look-alike punctuation and counts of projects folded, of the same length."""
        return count_alike(fold(self.text))

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraphs (split at line breaks), without surrounding space."""
        return paragraphs(self.text)

    @cached_property
    def sections(self) -> list[Section]:
        """What headings say of the paragraphs below them."""
        return find_sections(self.folded, self.paragraphs)

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences; closing quotation marks and brackets stay with their sentence."""
        return sentences(self.text)

    @cached_property
    def numbers(self) -> list[Number]:
        """Plain numbers with their units."""
        return find_numbers(self.text)

    @cached_property
    def money(self) -> list[Money]:
        """Amounts of money."""
        return find_money(self.text)

    @cached_property
    def figures(self) -> list[Figure]:
        """Amounts with their roles."""
        from nlp.figures import find_figures  # a rule over this very class

        return find_figures(self)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """Statistics of regions, whose amounts are figures of a role of their own."""
        from nlp.indicators import find_indicators  # a rule over this very class

        return find_indicators(self)

    @cached_property
    def events(self) -> list[Event]:
        """Events, of which projects are part."""
        from nlp.events import find_events  # a rule over this very class

        return find_events(self)

    @cached_property
    def dates(self) -> list[Date]:
        """Dates and periods, resolved against the publication date."""
        return find_dates(self.text, self.article.published)

    @cached_property
    def places(self) -> list[Place]:
        """Regions of every level, resolved as of the publication date."""
        return find_places(self.text, self.article.published, self.article.home)

    @cached_property
    def home(self) -> str | None:
        """The source's home; for a province's paper the city that most of the article's places are in."""
        home = self.article.home
        if home is None or not is_province(home):
            return home
        cities = Counter(city for place in self.places if (city := _city(place)))
        (city, times), *others = [*cities.most_common(2), (home, 0)]
        return city if times >= 3 and times > 2 * others[0][1] else home

    @cached_property
    def deictics(self) -> list[Place]:
        """Regions meant by 全市, 我区, 该县 …, resolved against home and the places before."""
        return find_deictics(self.text, self.article.published, self.home, self.places)

    @cached_property
    def companies(self) -> list[Company]:
        """Companies, aliases joined."""
        return find_companies(self.text)
