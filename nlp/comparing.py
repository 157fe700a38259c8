"""Comparisons and ranks in a clause: 比一季度提高1.3个百分点, 分别高于全省、全国8.3个、10.2个百分点.

Guarantees: works on folded text within one clause; `against` and `within` are as in the text, without
平均水平 and the like; differences below are negative. What is compared is decided by the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.numerals import value
from nlp.patterns import compiled, lexicon, pattern
from nlp.statements import rows, words

_POINTS = r"(?P<values>\d[\d.]*(?:个?(?:百分点)?\s?[、和与]\s?\d[\d.]*)*个?百分点)"
_TELLING = compiled("[第首榜前]|头名")
_POSITION = compiled(r"\d{1,3}|[一二三四五六七八九十]{1,3}")


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as written: spans of what is compared with (none for 同比), and differences."""

    start: int
    end: int
    against: tuple[tuple[int, int], ...]
    differences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A rank, or several in a row; `spread` where it belongs to every statistic before it."""

    start: int
    end: int
    within: tuple[int, int]
    positions: tuple[int, ...]
    spread: bool
    top: bool = False  # 前三位: the first ones, in the order that their values follow
    apart: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    given = lexicon("indicators")["comparison"]
    level = f"(?:{given['level_words']})?"
    above = (
        rf"(?:分别)?(?:(?P<up>{given['above']})|(?P<down>{given['below']}))(?:了|出)?"
        rf"(?P<against>(?!出|于|了|\d[\d.]*(?:\s|个|、|和|百))[^,;。:]{{1,30}}?){level}(?:分别|各)?[约达近]?{_POINTS}"
    )
    than = (
        rf"(?:(?:{given['than']})(?P<against>[^,;。:]{{1,30}}?){level}(?:相比)?,?|(?P<same>同比|环比))?"
        rf"(?:增速|增幅|占比|比重)?(?:分别|均|都|又|各|再)?"
        rf"(?:(?P<up>{given['up']})|(?P<down>{given['down']}))(?:了|出|约|达)?{_POINTS}"
    )
    return compiled(above), compiled(than)


@cache
def _rank() -> re.Pattern[str]:
    given = lexicon("indicators")["rank"]
    alone = rf"(?=(?:在|、)?(?:{given['groups']}){given['grouped']})"
    nth = r"第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名)?"
    return compiled(
        rf"(?P<spread>均|都)?(?P<apart>分别|分)?(?:{given['verbs']}|{alone})(?:于|在)?(?P<apart2>分别)?"
        rf"(?P<within>(?:[^,;。:第首\d]|\d+(?=个)){{0,16}}?)(?:{given['joined']}){{0,2}}(?P<apart3>分别)?"
        rf"(?:(?P<nth>第(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:位|名)?(?:[、和与]{nth})*)|前(?P<top>[二两三四五六七八九十])[位名]?|(?:{given['first']}))"
        rf"(?!{given['not_after']})"
    )


_BRACKET = compiled(r"\([^()]*\)|的?\d[\d.]*%")  # 全省(7.7%), 全省的7.7%: the rival's own rate
_PAIR = compiled(r"(?P<name>[^\d、和与及,;。:]{2,12}?)(?P<by>\d[\d.]*)(?:个百分点|个)?(?:[、,]|和|与)")


def _pairs(text: str, start: int, end: int) -> list[re.Match[str]]:
    """高于全国0.7、全省2.3个百分点: each rival before the last with a difference of its own."""
    found: list[re.Match[str]] = []
    while match := _PAIR.match(text, found[-1].end() if found else start, end):
        found.append(match)
    return found


def _names(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of the regions or periods in text[start:end], without 平均水平 behind the last."""
    start, end = _without_level(text, start, end)
    spans, at = [], start
    brackets = [bracket.span() for bracket in _BRACKET.finditer(text, start, end)]
    for joint in words("subject", "joints").finditer(text, start, end):
        if not overlaps(*joint.span(), brackets):
            spans.append((at, joint.start()))
            at = joint.end()
    return tuple(_without_level(text, *span) for span in (*spans, (at, end)) if span[0] < span[1])


@cache
def _tail() -> re.Pattern[str]:
    given = lexicon("indicators")["comparison"]
    around = "|".join((given["level_words"], given["up"], given["down"], _BRACKET.pattern))
    return compiled(rf"(?:还|又|再|仍|{around}|\s)+$")


def _without_level(text: str, start: int, end: int) -> tuple[int, int]:
    """比全省平均水平: what is compared with, without the words around it."""
    tail, lead = _tail().search(text[start:end]), words("comparison", "than").match(text[start:end])
    return start + (lead.end() if lead else 0), start + tail.start() if tail else end


def _by_pairs(pairs: list[re.Match[str]], sign: int) -> tuple[float, ...]:
    return tuple(sign * float(pair["by"]) for pair in pairs)


def _compared(match: re.Match[str]) -> Compared:
    sign = 1 if match["up"] else -1
    start, end = match.span("values")
    differences = tuple(sign * point.number for row in rows(match.string, start, end) for point in row)
    if match.groupdict().get("same"):
        return Compared(match.start(), match.end(), (match.span("same"),), differences)
    if match["against"] is None:
        return Compared(match.start(), match.end(), (), differences)
    first, last = match.span("against")
    pairs = _pairs(match.string, first, last)
    rest = _names(match.string, pairs[-1].end() if pairs else first, last)
    against = (*(_without_level(match.string, *pair.span("name")) for pair in pairs), *rest)
    return Compared(match.start(), match.end(), against, (*_by_pairs(pairs, sign), *differences))


@cache
def _more() -> re.Pattern[str]:
    level = lexicon("indicators")["comparison"]["level_words"]
    return compiled(rf"(?:[、,]|和|与)(?P<against>全[国省市县区州盟])(?:{level})?{_POINTS}")


def _continued(first: Compared, text: str, end: int) -> Compared:
    """高于全省3.2个百分点、全市1.4个百分点: what goes on without a verb of its own."""
    more = _more().match(text, first.end, end)
    if more is None or not first.differences:
        return first
    sign = -1 if first.differences[-1] < 0 else 1
    by = tuple(sign * point.number for row in rows(text, *more.span("values")) for point in row)
    against = (*first.against, more.span("against"))
    return Compared(first.start, more.end(), against, (*first.differences, *by))


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether [start, end) meets one of `spans`, which are in order and apart."""
    at = bisect_left(spans, (end,))
    return at > 0 and spans[at - 1][1] > start


def may_relate(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] can hold a comparison or a rank."""
    return text.find("百分点", start, end) >= 0 or _TELLING.search(text, start, end) is not None


def comparisons(text: str, start: int, end: int) -> list[Compared]:
    """Comparisons in text[start:end], in order."""
    if text.find("百分点", start, end) < 0:
        return []
    above, than = _patterns()
    found = [_continued(_compared(match), text, end) for match in above.finditer(text, start, end)]
    taken = [(one.start, one.end) for one in found]
    found += [
        _continued(_compared(match), text, end)
        for match in than.finditer(text, start, end)
        if not overlaps(*match.span(), taken)
    ]
    found = [one for one in found if one.differences and not _is_other(text, start, one)]
    return sorted(found, key=lambda one: one.start)


def _is_other(text: str, start: int, one: Compared) -> bool:
    """拉动工业增长3.1个百分点 (a contribution), 由低于全省2个百分点 (what was once), 高出2个百分点 (whom)."""
    before = max(start, one.start - 20)
    if words("comparison", "contribution").search(text, before, one.start):
        return True
    return not one.against and words("comparison", "standing").match(text, one.start) is not None


def _position(text: str) -> int:
    number = value(text)
    return int(number) if number is not None else 0


def _positions(match: re.Match[str]) -> tuple[int, ...]:
    """第3位、第5位 one by one; 分列前三位 the first three; 首位 the first."""
    if match["top"]:
        return tuple(range(1, _position(match["top"]) + 1))
    return tuple(map(_position, _POSITION.findall(match["nth"]))) if match["nth"] else (1,)


def _within(match: re.Match[str]) -> tuple[int, int]:
    """The group ranked in: behind the last verb (从排名靠后跃居苏北县市第一)."""
    start, end = match.span("within")
    verbs = list(_verbs().finditer(match.string, start, end))
    return (verbs[-1].end() if verbs else start, end)


@cache
def _verbs() -> re.Pattern[str]:
    return pattern("indicators", "rank", "verbs")


def ranks(text: str, start: int, end: int) -> Iterator[Ranked]:
    """Ranks in text[start:end], in order."""
    if not _TELLING.search(text, start, end):
        return
    for match in _rank().finditer(text, start, end):
        apart = match["apart"] or match["apart2"] or match["apart3"]
        if "倒数" in match["within"]:
            continue
        positions = _positions(match)
        spread = bool(match["spread"] or (apart and len(positions) == 1))
        top = match["top"] is not None
        yield Ranked(match.start(), match.end(), _within(match), positions, spread, top, bool(apart))
