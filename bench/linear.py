"""Whether extraction takes time in proportion to the length of a text: `python -m bench.linear [CHARACTERS]`.

For texts that invite quadratic work (no stops, one endless row, nothing but digits or brackets …) prints the
CPU time of a text and of one four times as long; a factor near 4 is linear, near 16 quadratic.
"""

from __future__ import annotations

import sys
from random import Random
from time import process_time

from bench.scores import articles
from nlp.extract import extract
from nlp.facts import Article

CHARACTERS = 20_000
TIMES = 4
_STOPS = str.maketrans(dict.fromkeys("，。；、：！？\n“”（）"))
PIECES = {
    "rows of counties": "张店区15个、42亿元、",
    "rates in a row": "增长12.5%、",
    "projects in a row": "总投资73亿元的PA66项目、",
    "openings in a row": "5月16日，高青县集中开工项目12个，总投资30亿元，",
    "respectively": "分别增长12.5%、8%和9%，居全省第3位，",
    "ranks": "上半年固定资产投资增长5%，居全省第3位，",
    "companies": "山东隆华化工有限公司、",
    "amounts": "3亿元",
    "dates": "5月16日至",
    "counties": "淄博市高青县",
    "ceremonies": "集中签约仪式举行",
    "projects": "项目",
    "digits": "1",
    "digits and commas": "1,",
    "numerals": "一",
    "scales": "万",
    "points": "一点",
    "quotation marks": "“",
    "brackets": "（",
    "spaces": " ",
    "lines": "\n",
}


def _random(size: int) -> str:
    draw = Random(size)
    return "".join(chr(draw.randrange(0x20, 0xD800)) for _ in range(size))


def texts(size: int) -> dict[str, str]:
    """Texts of `size` characters by what is odd in them."""
    genre = "".join(article.text for article in articles("dev"))
    filled = {"articles": genre, "articles without stops": genre.translate(_STOPS)} | PIECES
    return {name: (piece * (size // len(piece) + 1))[:size] for name, piece in filled.items()} | {
        "random characters": _random(size)
    }


def seconds(text: str) -> float:
    """CPU time of the whole extraction of `text`."""
    began = process_time()
    extract(Article("x", text, "2022-05-20", "淄博市"))
    return process_time() - began


def main() -> None:
    """Print the times and their growth."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else CHARACTERS
    seconds("淄博市高青县")  # tables are loaded once
    long = texts(TIMES * size)
    print(f"{'text':24}{size:>12,}{TIMES * size:>12,}{'factor':>10}")
    for name, text in texts(size).items():
        first, second = seconds(text), seconds(long[name])
        print(f"{name:24}{first:11.2f}s{second:11.2f}s{second / first:10.1f}", flush=True)


if __name__ == "__main__":
    main()
