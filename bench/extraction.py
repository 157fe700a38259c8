"""Characters a second of each layer of extraction and of the whole: `python -m bench.extraction [ROUNDS]`.

Every figure is a ratio to `jieba.lcut` on the same articles in the same run, timed in turns with it on one
core (CPU time, best of the rounds): machines differ, the ratio does not. The layers of an article are timed
one after another, each with those that it builds on already there; `whole` is what `xianzhi facts` does with
an article. The articles are the development set of the contract, which is dense with facts, and the seed,
a newspaper page.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from time import process_time

import jieba

from bench.scores import articles
from nlp.document import Document
from nlp.extract import extract
from nlp.facts import Article
from nlp.numerals import scan
from nlp.projects import find_projects
from nlp.regions import find_mentions
from nlp.words import words

ROUNDS = 7
Work = Callable[[Document], object]
LAYERS: dict[str, Work] = {
    "folding": lambda document: document.folded,
    "paragraphs": lambda document: document.paragraphs,
    "sentences": lambda document: document.sentences,
    "numerals": lambda document: scan(document.folded),
    "numbers": lambda document: document.numbers,
    "money": lambda document: document.money,
    "dates": lambda document: document.dates,
    "places": lambda document: document.places,
    "deictics": lambda document: document.deictics,
    "companies": lambda document: document.companies,
    "indicators": lambda document: document.indicators,
    "figures": lambda document: document.figures,
    "events": lambda document: document.events,
    "projects": find_projects,
    "regions": find_mentions,
}
TOGETHER = ("folding", "numerals", "money", "dates", "places")


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _layers(given: list[Article]) -> dict[str, float]:
    """Seconds of CPU that each layer took, article by article."""
    taken: dict[str, float] = defaultdict(float)
    for article in given:
        document = Document(article)
        for name, work in LAYERS.items():
            taken[name] += _timed(partial(work, document))
    return taken


def _round(given: list[Article]) -> dict[str, float]:
    """Seconds of CPU that each layer took over all articles."""
    texts = [article.text for article in given]
    return {
        "jieba.lcut": _timed(lambda: [jieba.lcut(text) for text in texts]),
        "tokens": _timed(lambda: [words(text) for text in texts]),
        **_layers(given),
        "whole": _timed(lambda: [extract(article) for article in given]),
    }


def measure(given: list[Article], rounds: int = ROUNDS) -> dict[str, float]:
    """Characters a second of each layer, the best of `rounds`."""
    _round(given)  # dictionaries and expressions are loaded once
    taken = [_round(given) for _ in range(rounds)]
    best = {name: min(seconds[name] for seconds in taken) for name in taken[0]}
    best["money + dates + places"] = sum(best[name] for name in TOGETHER)
    size = sum(len(article.text) for article in given)
    return {name: size / seconds for name, seconds in best.items()}


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    reached = {name: measure(articles(name), rounds) for name in ("dev", "seed")}
    print(f"{'characters a second':24}" + "".join(f"{name:>14}{'× jieba.lcut':>14}" for name in reached))
    for layer in reached["dev"]:
        speeds = ((speed[layer], speed[layer] / speed["jieba.lcut"]) for speed in reached.values())
        print(f"{layer:24}" + "".join(f"{speed:14,.0f}{ratio:14.2f}" for speed, ratio in speeds))


if __name__ == "__main__":
    main()
