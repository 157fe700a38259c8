"""Speed of page parsing against trafilatura in the same process: `python -m bench.pages [FILE.html…]`.

Over the recorded article pages of the tests, or the given files, alternating the two in each round. Prints
the milliseconds a page of ours and of trafilatura (text with metadata, as ours gives both), the ratio of
their best rounds, and the share of our time that each step takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import trafilatura

from crawler.pages.article import parse_article
from crawler.pages.body import find_body
from crawler.pages.decode import decode
from crawler.pages.hazard import page_hazard
from crawler.pages.metadata import read_metadata
from crawler.pages.prose import lines_of, soup_of
from crawler.pages.surroundings import surroundings
from crawler.pages.tree import Element, Text, parse, strip_unread, texts_of

RECORDED = Path("tests/crawler/pages/recorded")
ROUNDS = 7


def elapsed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def compare(pages: Sequence[str]) -> tuple[float, float]:
    """Seconds of the best round of all pages, ours and trafilatura's."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(elapsed(lambda: [parse_article(page) for page in pages]))
        theirs.append(
            elapsed(lambda: [trafilatura.bare_extraction(page, with_metadata=True) for page in pages])
        )
    return min(ours), min(theirs)


def steps(page: str) -> dict[str, float]:
    """Seconds of each step of one page; what `parse_article` does beside them is left over."""
    trees: list[Element] = []
    taken = {"parse": elapsed(lambda: trees.append(strip_unread(parse(page))))}
    (root,) = trees
    taken["metadata"] = elapsed(lambda: read_metadata(root, page))
    texts: list[Text] = []
    taken["texts"] = elapsed(lambda: texts.extend(texts_of(root)))
    taken["find body"] = elapsed(lambda: find_body(root, texts))
    body = find_body(root, texts)
    taken["surroundings"] = elapsed(lambda: surroundings(texts, body))
    taken["hazard"] = elapsed(lambda: page_hazard(root, page, ""))
    if body is not None:
        taken["lines of body"] = elapsed(lambda: lines_of(soup_of(body)))
    return taken


def main() -> None:
    """Print the comparison and where our time goes."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(RECORDED.glob("*/article*.html"))
    pages = [decode(file.read_bytes()).text for file in files]
    ours, theirs = compare(pages)
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages):,.0f} characters a page")
    print(f"ours {1000 * ours / len(pages):.2f} ms, trafilatura {1000 * theirs / len(pages):.2f} ms a page")
    print(f"ratio {theirs / ours:.1f}")
    shares = [steps(page) for page in pages]
    for name in shares[0]:
        seconds = sum(share.get(name, 0.0) for share in shares)
        print(f"  {name:14} {seconds / ours:6.1%}")


if __name__ == "__main__":
    main()
