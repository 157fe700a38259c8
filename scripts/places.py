"""Make `nlp/lexicon/places.tsv` from the public tables of divisions named in `places.md` beside it.

    python scripts/places.py areacodes.csv data_location-list.json data_location-diff.json

Every province, prefecture and county since 1981 becomes a row: code, level, name, short name, first
year, year of its end (empty while it exists), parent's name and code, successors' codes and how far the
short name alone can be trusted (see `trust`). Deterministic: the same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import jieba

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "nlp" / "lexicon" / "places.tsv"
LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
HEAD = ("code", "level", "above", "name", "short", "since", "until", "parent", "successors", "trust")
NEWS_SINCE = {"653132": "2025", "659013": "2025"}
"""First years of codes newer than areacodes; other new codes are of the year below."""
NEWS_YEAR = "2026"

LEXICON = tomllib.loads((TARGET.parent / "places.toml").read_text(encoding="utf-8"))
_PEOPLE = re.compile(
    "(?:"
    + "|".join(f"{name}族" for name in LEXICON["peoples"])
    + "|维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯)+$"
)
_AUTONOMOUS = re.compile(r"(?:自治区|自治州|自治县|自治旗)$")
_SUFFIX = re.compile(r"(?:特别行政区|省|市|地区|盟|林区|特区|新区|县|区|旗)$")
_NO_SHORT = re.compile(r"(?:[左右前后中]旗|矿区|(?<!特别)行政区|群岛|海域|园区)$")

COMMON_TAGS = {"v", "vn", "a", "ad", "d", "m", "f", "c", "r", "q", "s", "b", "t", "z", "i"}
COMMON_FROM, NAME_FROM, PLACE_FROM = 100, 400, 300
"""Frequencies in jieba's dictionary from which a word of that kind is taken as an ordinary word."""


class Row(NamedTuple):
    """One division over the years in which neither its code, name nor prefecture changed."""

    code: str
    level: str
    name: str
    since: str
    until: str
    prefecture: str
    province: str
    successors: tuple[str, ...]


def short(name: str) -> str:
    """The name as people say it, `""` where there is none of two characters.

    >>> short("延边朝鲜族自治州"), short("高青县"), short("单县")
    ('延边', '高青', '')
    """
    if _NO_SHORT.search(name):
        return ""
    if _AUTONOMOUS.search(name):
        plain = _AUTONOMOUS.sub("", name)
        bare = _PEOPLE.sub("", plain)
        return bare if len(bare) > 1 else plain.removesuffix("族")
    plain = _SUFFIX.sub("", name)
    return plain if 2 <= len(plain) < len(name) else ""


def dictionary() -> dict[str, tuple[int, str]]:
    """Frequency and tag of every word of jieba's dictionary (MIT)."""
    words = {}
    path = Path(jieba.__file__).parent / "dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        words[word] = (int(frequency), tag)
    return words


def trust(word: str, level: str, words: dict[str, tuple[int, str]]) -> str:
    """How far `word` alone names the place: `name`, `context`, `unknown` to the segmenter, `word`."""
    if not word or level == "province":
        return "name" if word else ""
    if word not in words:
        return "unknown"
    frequency, tag = words[word]
    if level == "prefecture" or word in LEXICON["known"]:
        return "name"
    common = (tag in COMMON_TAGS and frequency >= COMMON_FROM) or frequency >= NAME_FROM
    if common or (tag == "ns" and frequency >= PLACE_FROM):
        return "word"
    return "name" if tag == "ns" else "context"


def codes_after(record: dict[str, str], diff: dict[str, list[str]]) -> tuple[str, ...]:
    """Codes that took over when the row ended; partial transfers before its end do not count."""
    final = tuple(code for code in record["新代码"].split(";") if code and "[" not in code)
    if not record["变更/弃用时间"] or final:
        return final if record["变更/弃用时间"] else ()
    if record["状态"] == "变更":
        return (record["代码"],)
    return tuple(diff.get(record["代码"], ()))


def official(path: Path, diff: dict[str, list[str]]) -> list[Row]:
    """Rows of areacodes."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Row(
                record["代码"],
                LEVELS[record["级别"]],
                record["名称"],
                record["启用时间"],
                record["变更/弃用时间"],
                record["二级行政区"],
                record["一级行政区"],
                codes_after(record, diff),
            )
            for record in csv.DictReader(lines)
        ]


def news(rows: list[Row], listed: dict[str, str], diff: dict[str, list[str]]) -> list[Row]:
    """`rows` brought up to date: codes that came or went after areacodes, Taiwan and Hong Kong."""
    current = {row.code: row for row in rows if not row.until}
    provinces = {row.code[:2]: row.name for row in current.values() if row.level == "province"}
    prefectures = {row.code[:4]: row.name for row in current.values() if row.level == "prefecture"}
    fresh = [
        added(code, name, provinces, prefectures)
        for code, name in listed.items()
        if code not in current
        and code != "830000"
        and (code[:2] != "83" or code[4:] == "00" or code[:4] == "8390")
    ]
    ended = {code for code in current if code not in listed and diff.get(code, ["83"])[0][:2] != "83"}
    return [ending(row, diff) if row.code in ended and not row.until else row for row in rows] + fresh


def added(code: str, name: str, provinces: dict[str, str], prefectures: dict[str, str]) -> Row:
    """A row for a code that only the newer list has (Taiwan stands under 83 there)."""
    home = provinces["71" if code[:2] == "83" else code[:2]]
    island = code[:2] in {"81", "82", "83"}
    level = "prefecture" if code[:2] == "83" and code[4:] == "00" else "county"
    since = "1981" if island else NEWS_SINCE.get(code, NEWS_YEAR)
    plain = re.sub(r"\(.*\)", "", name)
    return Row(code, level, plain, since, "", prefectures.get(code[:4], "直辖"), home, ())


def ending(row: Row, diff: dict[str, list[str]]) -> Row:
    """`row` with its end in the year of the newer list."""
    return row._replace(until=NEWS_YEAR, successors=tuple(diff[row.code]))


def parents(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Provinces and prefectures by province and name."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.level != "county":
            found.setdefault((row.province, row.name), []).append(row)
    return found


def parent(row: Row, above: dict[tuple[str, str], list[Row]]) -> tuple[str, str]:
    """Name and code of the prefecture (or province) that `row` belonged to when it began."""
    if row.level == "province":
        return "", ""
    name = row.province if row.level == "prefecture" or row.prefecture == "直辖" else row.prefecture
    choices = above[row.province, name]
    then = [choice for choice in choices if choice.since <= row.since < (choice.until or "9999")]
    return name, (then or choices)[0].code


def lines(rows: list[Row]) -> list[str]:
    """The table, one line a row, sorted by code and year."""
    above, words = parents(rows), dictionary()
    table = ["\t".join(HEAD)]
    for row in sorted(rows):
        alias = short(row.name)
        over, code = parent(row, above)
        cells = (row.code, row.level, over, row.name, alias, row.since, row.until, code)
        table.append("\t".join((*cells, " ".join(row.successors), trust(alias, row.level, words))))
    return table


def main(areacodes: str, listed: str, diff: str) -> None:
    """Read the three sources and write the table."""
    changes = json.loads(Path(diff).read_text(encoding="utf-8"))
    newer = json.loads(Path(listed).read_text(encoding="utf-8"))
    rows = news(official(Path(areacodes), changes), newer, changes)
    TARGET.write_text("\n".join(lines(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
