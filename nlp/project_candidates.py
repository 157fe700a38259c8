"""Candidates: where in a text the name of a project may stand, before it is judged.

A name ends in a head (项目, 产业园 …), stands in a row that 项目 closes for all, heads a numbered line, or is
what an amount leads to. Guarantees: candidates reach back to the last stop, no further than WIDEST, and one
pass over the text finds them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from nlp.numerals import value
from nlp.patterns import compiled, lexicon, pattern

WIDEST = 36  # characters of a name
_STOP = r",，。;；:：、!！?？\n【】—()（）《》▲●■◆★"
_STOPS = compiled(
    r"[，,。;；:：、!！?？\n【】—《》▲●■◆★]"
    r"|[(（](?!(?:[台套件]|[一二三四五六]期|[㐀-鿿]{1,6}[段区])[)）](?:$|[^,，。;；:：、\n]))"
    r"|(?<![(（][台套件])(?<![(（][一二三四五六]期)(?<!段)(?<!区)[)）]"
)
_ROW_STOPS = ",，。;；:：!！?？\n【】"
_ROW_END = compiled(
    r"等(?!方式|形式|渠道|途径|措施)[^,，。;；:：、\n“”的]{0,10}项目(?!\d)|(?P<count>[两二三四五六七八九]|[2-9])个(?:重[大点])?项目"
    r"|(?<!\d家)(?:相继|先后|双双|陆续|均已?)(?:建成|顺利|正式|全面)*(?:投产|开工|竣工|动工|启用|投用|建成|通车|落成)"
)
_TOLD = compiled(r"项目(?=\d{1,2}月|[^项]{0,6}(?:开工|投产|竣工|签约|完工|封顶|落户))")  # of a line, its name
_TWO = "[㐀-鿿]{2}"  # in the lexicon: what a head needs before it
_ROW_JOINT = compiled(r"、|(?:以及|[和及])(?=[^、]{4,}$)")
_COUNTED = compiled(r"\d[个家项]|^$")
_ROW = 240  # characters before 等项目 in which its projects are listed
_FEWEST = 2  # names of a row
_LISTED = range(2, 30)  # characters of a name in such a row


@cache
def _head() -> re.Pattern[str]:
    """How a name ends; a lesser head (基地) only where no 项目 or 工程 follows in the same breath."""
    lesser = "|".join(sorted(lexicon("projects")["names"]["heads"], key=len, reverse=True))
    lesser = lesser.replace(_TWO, f"(?<={_TWO})")  # 机场东环线: found by 环, not tried at every character
    phase = "(?:[(（][一二三四]期[)）]|[一二三四]期(?:工程)?)?"
    beyond = lexicon("projects")["names"]["goes_beyond"]
    named = rf"[^{_STOP}的由]{{0,14}}(?:项目|工程(?!机械|有限|股份|集团|公司))"
    return compiled(rf"(?:项目|(?:(?:{lesser})+)(?!{named}|{beyond})){phase}")


def _after_last(stops: list[int], at: int, floor: int) -> int:
    """The character behind the last of `stops` before `at`, not before `floor`."""
    before = bisect_left(stops, at) - 1
    return max(floor, stops[before] + 1 if before >= 0 else 0)


def listed(folded: str) -> Iterator[tuple[int, int]]:
    """A、B等项目, A、B两个项目: A、B相继投产: names of a row that is closed for all, and counts right."""
    for match in _ROW_END.finditer(folded):
        floor = max(0, match.start() - _ROW)
        at = max(floor, *(folded.rfind(stop, floor, match.start()) + 1 for stop in _ROW_STOPS))
        parts = _ROW_JOINT.split(folded[at : match.start()])
        if _COUNTED.search(parts[-1]) or (match["count"] and len(parts) != value(match["count"])):
            continue
        for part in parts:
            at = folded.index(part, at)
            if not part.endswith("项目") and len(part) in _LISTED:
                yield at, at + len(part)
            at += len(part)


def enumerated(folded: str) -> Iterator[tuple[int, int]]:
    """4个分现场分别是A二期、B生产线、C改造项目: names without an end of their own in a row of others."""
    for match in pattern("projects", "names", "enumerated").finditer(folded):
        parts = _ROW_JOINT.split(match["row"])
        if 2 * sum(_ends_in_head(part) for part in parts) < len(parts) or len(parts) < _FEWEST:
            continue
        at = match.start("row")
        for part in parts:
            at = folded.index(part, at)
            if not part.endswith("项目") and len(part) in _LISTED:
                yield at, at + len(part)
            at += len(part)


def _ends_in_head(part: str) -> bool:
    return any(match.end() == len(part) for match in _head().finditer(part))


def headed(folded: str) -> Iterator[tuple[int, int]]:
    """Names that end in a head, with what stands before it in its breath."""
    stops = [match.start() for match in _STOPS.finditer(folded)]
    last = 0
    for match in _head().finditer(folded):
        floor = max(last, match.start() - WIDEST)
        last = match.end()
        if folded[match.start() - 1] != "等" or not _ROW_END.search(folded, floor, last):
            yield _after_last(stops, match.start(), floor), last


def items(folded: str) -> Iterator[tuple[int, int]]:
    """3.G106东明黄河公路大桥。全长…总投资…: what heads a numbered line that tells of building."""
    for match in pattern("projects", "names", "item").finditer(folded):
        start, end = match.span("name")
        told = _TOLD.search(folded, start, end)
        yield start, told.end() if told else end


def led(folded: str) -> Iterator[tuple[int, int]]:
    """总投资120亿元的隆基单晶硅棒三期: what an amount leads to, though nothing calls it a project."""
    for match in pattern("projects", "names", "led").finditer(folded):
        start, end = match.span("name")
        if not folded.startswith("项目", end):
            yield start, end
