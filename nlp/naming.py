"""Names of statistics: what stands between places, dates and verbs before a value.

Guarantees: a name is one only if it ends as names of statistics do and nothing around it says that a
project, a firm or a person is meant; words are data (lexicon/indicators.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.patterns import compiled, lexicon
from nlp.statements import words

_EDGES = "的、和与及 \u3000(),【】[]▲●■◆★"
_LONGEST = 30
_FIRMS = ("家", "户", "个", "万家", "万户")  # what enterprises are counted in
_PLAIN = ("项目", "工程")
AVERAGE = "两年平均增长"


@cache
def _headed() -> re.Pattern[str]:
    return compiled(rf"(?s).*(?:{'|'.join(lexicon('indicators')['names']['heads'])})")


def is_rate(name: str) -> bool:
    """Whether a percentage of this name is a share (投资完成率, 税收占比)."""
    return name.endswith("率") or words("names", "share_of").search(name) is not None


def is_bare_rate(name: str) -> bool:
    """开工率, 投资完成率: whose projects' is said elsewhere in the sentence."""
    return words("names", "rates").fullmatch(name) is not None


def bare_rate(name: str) -> str:
    """31个项目开工率: the rate without the projects it is of, which its sentence tells better."""
    return words("names", "rates").sub(r"\g<rate>", name)


def is_private(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] speaks of a project or a firm."""
    return words("names", "never").search(text, start, end) is not None


def is_firm(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] names a firm, whose amounts follow."""
    return words("names", "firms").search(text, start, end) is not None


def is_headed(name: str) -> bool:
    """Whether `name` ends as names of statistics do."""
    return 2 <= len(name) <= _LONGEST and _headed().fullmatch(name) is not None


def is_counted_in(name: str, unit: str) -> bool:
    """Whether `name` can have values in `unit`: prices have rates alone, enterprises are counted."""
    if words("names", "indexes").search(name):
        return unit == "%"
    if name.endswith("业") and unit in _FIRMS and not name.endswith("企业"):
        return False
    if not name.endswith("企业") or unit == "%":
        return True
    return unit in _FIRMS and words("names", "enterprises").search(name) is not None


def is_average(name: str) -> bool:
    """Whether `name` is of growth over two years (规模以上工业增加值两年平均增长)."""
    return name.endswith(AVERAGE)


def is_soft(name: str) -> bool:
    """Whether firms and projects have amounts of this name too (营业收入, 投资)."""
    name = name.removesuffix("占比")
    soft = words("names", "soft").search(name) is not None
    return soft and words("names", "public").search(name) is None


def _uncut(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of [start, end) without `spans` and the words that belong to no name."""
    cuts = [*spans, *(stop.span() for stop in words("subject", "stops").finditer(text, start, end))]
    left, at = [], start
    for first, last in sorted(cuts):
        if first > at:
            left.append((at, first))
        at = max(at, last)
    return [*left, (at, end)] if at < end else left


def _of_sector(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """第一产业完成投资, 对东盟、韩国分别出口: a verb alone parts a sector from what is counted of it."""
    if text.startswith("对", left[0]) and text[left[1] : right[0]] == "分别":
        return True
    return (
        words("subject", "sector_ends").search(text, *left) is not None
        and _parts_alone(text, left[1], right[0])
        and words("names", "bare").match(text, *right) is not None
    )


def _parts_alone(text: str, start: int, end: int) -> bool:
    """Whether only a verb or a period stands there (金融业前三季度增加值)."""
    key = "season" if text[end - 1] in "度年" else "achieved"
    return words("subject", key).fullmatch(text, start, end) is not None


def pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The pieces of text[start:end] that may be names, in order; a sector and its amount are one."""
    found: list[str] = []
    before: tuple[int, int] | None = None
    for at in _uncut(text, start, end, spans):
        piece = text[slice(*at)].strip(_EDGES)
        if before and found and _of_sector(text, before, at):
            found[-1] += piece
        elif piece:
            found.append(piece)
        before = at
    return found


def is_bare(name: str) -> bool:
    """投资, 收入: what is counted, without a word of whose or of what kind."""
    return words("names", "bare").fullmatch(name) is not None


def _both(match: re.Match[str]) -> str:
    """城乡居民收入: the towns' and the country's, in this order."""
    return "、".join(lexicon("indicators")["pairs"][match.group()])


def split(name: str, count: int) -> list[str]:
    """The names that 、 and 和 join, one for each of `count` values; one without a head takes the last's.

    >>> split("城镇、农村居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    """
    name = words("subject", "pair").sub(_both, name) if count == 2 else name
    name = words("subject", "counted").sub("", name) if count > 1 else name
    parts = [part for part in words("subject", "joints").split(name) if part]
    if count == 1 or len(parts) != count:
        return [name]
    if parts[0].startswith("对"):  # 对东盟、美国出口
        parts = [part if part.startswith("对") else f"对{part}" for part in parts]
    tail = _tail().search(parts[-1])
    if tail is None or is_category(parts[-1]):
        return parts
    return [part if is_headed(part) and not is_category(part) else _joined(part, tail[0]) for part in parts]


@cache
def _tail() -> re.Pattern[str]:
    """What the last of several names says for all: 居民人均可支配收入, 产业增加值."""
    return compiled(
        rf"(?:(?:常住)?居民|产业|行业|企业|单位)?(?:人均)?(?:{'|'.join(lexicon('indicators')['names']['heads'])})$"
    )


def _joined(part: str, tail: str) -> str:
    """`part` and `tail` without saying twice what ends the one and begins the other."""
    said = next(size for size in range(len(tail), -1, -1) if part.endswith(tail[:size]))
    return part + tail[said:]


def is_category(name: str) -> bool:
    """制造业, 私营企业: what is grouped, not what is counted of it."""
    return words("names", "categories").search(name) is not None


def amount_of(name: str) -> str:
    """What `name` counts: 增加值 of 采矿业增加值; nothing if it is no amount that categories have."""
    found = words("names", "amounts_of").search(name)
    return found.group() if found else ""


def completed(name: str, text: str, start: int, end: int) -> str:
    """`name` with what its sentence said before and left out (市重大项目 + 投资完成率)."""
    key = "whose_rate" if is_bare_rate(name) else "whose_amount" if is_private_amount(name) else ""
    if not key:
        return name
    found = [match.group() for match in words("names", key).finditer(text, start, end) if match.group()]
    told = [one for one in found if one not in _PLAIN] or found  # 市重大项目库的31个项目
    return told[-1] + name if told else name


def continued(name: str, before: str) -> str:
    """各项贷款余额 behind 金融机构本外币各项存款余额: of the same institutions."""
    at = before.find("各项")
    return before[:at] + name if name.startswith("各项") and at > 0 else name


def is_private_amount(name: str) -> bool:
    """利润总额, 营业收入: amounts that enterprises have."""
    return words("names", "amounts").fullmatch(name) is not None


def is_stock(name: str) -> bool:
    """贷款余额, 市场主体: counted at a day, not over a span."""
    return words("names", "stocks").search(name) is not None


def beginning(piece: str) -> str | None:
    """The name that `piece` begins with, if it does (GDP总量突破千亿元: GDP)."""
    match = _headed().match(piece)
    name = match.group() if match else ""
    return name if is_headed(name) and not is_soft(name) and not is_category(name) else None
