"""Companies: names anchored at their ending and read back to a boundary, aliases joined.

Guarantees: no dictionary is asked (it eats new names: 隆华新材料 becomes 隆 and 华新); a name is never
longer than WIDEST; short forms (东岳集团, 隆华公司, 齐翔腾达 for 淄博齐翔腾达化工股份有限公司) get the
fullest name that the article gives.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from nlp.gazetteer import regions
from nlp.kept import kept
from nlp.patterns import compiled, lexicon, pattern
from nlp.spans import Company

WIDEST = 30  # characters before the ending
SHORTEST = 4
SHORTEST_BRAND = 3  # shorter ones are ordinary words too often
_BODY = r"[㐀-鿿A-Za-z0-9·&]|[（(][㐀-鿿A-Za-z]{1,8}[)）]"
_BEFORE = compiled(rf"(?:{_BODY})*$")
_COUNTY = compiled(
    r"[㐀-鿿]{0,4}(?:高新|经开|开发|新)区(?=[㐀-鿿]{4})|[㐀-鿿]{2,3}[县区](?=[㐀-鿿]{4})"
    r"|[㐀-鿿]{2,3}市(?=[㐀-鿿]{2,3}[县区]|[㐀-鿿]{4}公司$|[㐀-鿿]{2,4}集团$)"
)
_CITY = compiled(r"[㐀-鿿]{1,4}市(?=[㐀-鿿]{4})")
_COLONS, _LINE_ENDS = ("：", ":"), ("", "\n", "。")
_BRACKETS = compiled(r"[（(].*?[)）]")
_STEM = compiled(r"(?:股份|有限|责任|集团|控股|科技|总|公司|实业|[（(][^)）]*[)）])+$")


@cache
def _endings() -> re.Pattern[str]:
    endings = "|".join(sorted(lexicon("companies")["suffixes"], key=len, reverse=True))
    return compiled(rf"(?<!公司)(?:{endings})(?!有限|股份|集团|责任|(?<!公司)控股|总部|债|卡|贷)")


def _wide(text: str) -> Iterator[tuple[int, int, int]]:
    """Each ending with all that may be of the name before it, none reaching into the name before."""
    floor = 0
    for match in _endings().finditer(text):
        start = _BEFORE.search(text, max(floor, match.start() - WIDEST), match.start())
        yield (start.start() if start else match.start()), match.start(), match.end()
        floor = match.end()


@cache
def _boundary() -> re.Pattern[str]:
    return pattern("companies", "before")


def _begin(name: str, ending: int) -> int:
    """Where the name begins in what stands before its ending: behind the last boundary that leaves one."""
    cuts = [0]
    for match in _boundary().finditer(name, 0, ending):  # beyond the last cut that leaves one, for 同(?!仁)
        if match.end() <= ending - 2 and not (
            match[0] == "和" and _opens_brand(name, cuts[-1], match.start())
        ):
            cuts.append(match.end())
    fitting = [
        cut for cut in cuts if len(name) - cut >= 4 and name[cut:] not in lexicon("companies")["generic"]
    ]
    return fitting[-1] if fitting else 0


def _county_end(name: str) -> int:
    """Behind the county that a text puts before a name (汉川市福兴电器有限公司的…); a city is part of it."""
    county = _COUNTY.match(name)
    if county:
        return county.end()
    city = _CITY.match(name)
    return city.end() if city and city[0] in _county_cities() else 0


def _is_field(text: str, start: int, end: int) -> bool:
    """建设单位：兰考县中琴乐器配件有限公司 alone in its line, 由…公司投资: the name as it is registered."""
    led = text[start - 1 : start] == "由" and text.startswith(("投资", "建设", "承建", "出资"), end)
    return led or (text[max(0, start - 1) : start] in _COLONS and text[end : end + 1] in _LINE_ENDS)


def _opens_brand(name: str, begin: int, at: int) -> bool:
    """佛山市万和电气: a place or one letter before 和 is no company beside the next."""
    before = name[begin:at]
    place = _place().match(before)
    return bool(before) and len(before) - (place.end() if place else 0) <= 1


@cache
def _place() -> re.Pattern[str]:
    return compiled(rf"^(?:[㐀-鿿]{{2,3}}(?:省|市|县|区|州)|{'|'.join(lexicon('companies')['places'])})+")


def stem(name: str) -> str:
    """What tells a company from others: no place in front, no legal form behind.

    >>> stem("山东隆华新材料股份有限公司")
    '隆华新材料'
    """
    bare = _STEM.sub("", _place().sub("", name))
    return bare or name


@cache
def _cities() -> frozenset[str]:
    """Short names of divisions that open a name as 上饶 opens 上饶海创环境科技."""

    def named() -> list[str]:
        return [one.short for one in regions() if one.trust == "name" and len(one.short) >= 2]

    return frozenset(kept("companies", "cities", named))


@cache
def _county_cities() -> frozenset[str]:
    """Names of the cities of today that are counties, not cities with counties of their own."""

    def named() -> list[str]:
        today = (region for region in regions() if region.kind == "county" and region.valid_to is None)
        return [region.own for region in today if region.own[-1] == "市"]

    return frozenset(kept("companies", "county cities", named))


@cache
def _trade() -> re.Pattern[str]:
    return compiled(rf"(?:{'|'.join(sorted(lexicon('companies')['trades'], key=len, reverse=True))})$")


def brand(name: str) -> str:
    """What a company is called for short: its stem without a bare city in front and trades behind.

    >>> brand("淄博齐翔腾达化工股份有限公司"), brand("上饶海创环境科技有限责任公司")
    ('齐翔腾达', '海创')
    """
    bare = _BRACKETS.sub("", stem(name))
    if bare[:2] in _cities() and len(bare) >= 4:
        bare = bare[2:]
    while (shorter := _trade().sub("", bare)) != bare and len(shorter) >= 2:
        bare = shorter
    return bare


def find_brands(text: str, companies: list[Company]) -> list[Company]:
    """Places where a company of the article is called by its brand alone (of three characters or more)."""
    brands = {brand(company.name): company.name for company in companies}
    known = {word: name for word, name in brands.items() if len(word) >= SHORTEST_BRAND}
    if not known:
        return []
    called = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    return [
        Company(match.start(), match.end(), match[0], known[match[0]])
        for match in called.finditer(text)
        if not _covers(companies, match.start())
    ]


@cache
def _bare() -> re.Pattern[str]:
    bare, investing, owning = ("|".join(lexicon("companies")[key]) for key in ("bare", "investing", "owning"))
    invests = "(?:拟|计划|将)?(?:投资|在|斥资)|年产\\d"
    return compiled(
        rf"(?P<brand>[㐀-鿿]{{2,4}}?)(?:(?:{bare})(?=\d|{invests})|(?:{investing})(?=(?:{invests}))|(?:{owning})(?=的))"
    )


def bare_company(text: str, at: int, end: int) -> re.Match[str] | None:
    """荣信煤化100万吨…, 华瑞精密计划…: a company at `at` that nothing but its trade marks as one."""
    match = _bare().match(text, at, end)
    return None if match is None or pattern("companies", "no_owner").search(match["brand"]) else match


@cache
def _owner() -> re.Pattern[str]:
    trades = "|".join(lexicon("companies")["owners"])
    invests = r"(?=(?:拟|计划|将|总|还)*(?:投资|斥资)|在[^,。;]{2,12}投资)"
    return compiled(rf"(?P<name>(?P<brand>[㐀-鿿A-Za-z]{{2,5}}?)(?:{trades}))(?P<of>的|{invests})")


def behind_lead(text: str, at: int) -> int:
    """Behind what is said before a company that no ending marks (其中, 隔壁, 田东县)."""
    lead = pattern("companies", "owner_lead").match(text, at)
    return lead.end() if lead else at


def owning_company(text: str, at: int, end: int) -> str | None:
    """凯盛鞋业的(运动鞋项目): the owner at `at` whom only trade and 的 mark, or that it invests.

    Nothing stands between 的 and `end`, where the project is named.
    """
    match = _owner().match(text, at, end)
    if match is None or (match["of"] == "的" and match.end() != end):
        return None
    return None if pattern("companies", "no_owner").search(match["brand"]) else match["name"]


def investing_company(text: str, start: int, end: int) -> str | None:
    """港资企业裕盛国际投资1.2亿美元, 由卧龙电驱投资建设: a company that its sentence alone marks as one."""
    for match in pattern("companies", "led_by").finditer(text, start, end):
        if not pattern("companies", "no_name").search(match["name"]):
            return match["name"]
    for match in pattern("companies", "labelled").finditer(text, start, end):
        if not pattern("companies", "no_name").search(match["name"]):
            return match["name"]
    return None


@cache
def _opening() -> re.Pattern[str]:
    return compiled(rf"[㐀-鿿]{{2,4}}?(?:{'|'.join(lexicon('companies')['makers'])})(?=.{{4}})")


def opening_company(name: str) -> str | None:
    """The company that a project's name opens with though no ending marks it.

    >>> opening_company("齐鲁石化鲁油鲁炼转型升级技术改造项目")
    '齐鲁石化'
    """
    match = _opening().match(name)
    return match[0] if match else None


def _covers(companies: list[Company], at: int) -> bool:
    before = bisect_right(companies, at, key=lambda company: company.start) - 1
    return before >= 0 and at < companies[before].end


def _found(text: str) -> list[Company]:
    found: list[Company] = []
    for wide, ending, end in _wide(text):
        start = wide + _begin(text[wide:end], ending - wide)
        if pattern("companies", "counted").search(text[start:ending]):
            continue
        start += 0 if _is_field(text, start, end) else _county_end(text[start:end])
        if found and start == found[-1].end:  # 牧原集团 and 永济分公司 are one
            start = found.pop().start
        quote = text[start:end]
        unnamed = text.startswith("一家", start - len("一家")) and "有限" not in quote  # 一家文旅集团
        if not unnamed and not _is_generic(quote) and len(quote) >= SHORTEST:
            found.append(Company(start, end, quote, quote))
    return found


def _is_generic(quote: str) -> bool:
    """公司, 归属于上市公司, 香港某公司, 听说公司: a kind of company, not one."""
    lead = _boundary().match(quote)
    return (
        "某" in quote
        or (lead is not None and quote[lead.end() :] in lexicon("companies")["generic"])
        or quote in lexicon("companies")["generic"]
        or quote.endswith(tuple(lexicon("companies")["kinds"]))
    )


def _pairs(name: str) -> Iterator[str]:
    return (name[at : at + 2] for at in range(len(name) - 1))


def _by_pair(names: Iterable[str]) -> dict[str, set[str]]:
    """Names by each two characters in a row that they hold: few share those that a short form begins with."""
    found: dict[str, set[str]] = {}
    for name in names:
        for pair in _pairs(name):
            found.setdefault(pair, set()).add(name)
    return found


def _fullest(name: str, by_pair: dict[str, set[str]]) -> str:
    """The longest name of the article that the short form can stand for."""
    short = stem(name)
    if len(short) < 2 or short in lexicon("companies")["generic"]:
        return name
    same = [other for other in by_pair.get(short[:2], ()) if short in other]
    return max([name, *sorted(same)], key=len)


def _aliases(text: str, companies: list[Company]) -> dict[str, str]:
    alias = pattern("companies", "alias")
    found = {}
    for company in companies:
        match = alias.match(text, company.end)
        if match:
            found[match["alias"]] = company.name
    return found


def find_companies(text: str) -> list[Company]:
    """Companies in `text`, in order; `name` is the fullest form of each."""
    found = _found(text)
    by_pair = _by_pair({company.quote for company in found})
    aliases = _aliases(text, found)
    fullest = {
        quote: aliases.get(quote) or _fullest(quote, by_pair) for quote in {one.quote for one in found}
    }
    return [replace(company, name=fullest[company.quote]) for company in found]


def fullest_name(name: str, companies: Iterable[Company]) -> str:
    """The name of the one of `companies` that `name` is short for (嘉通能源 for 江苏嘉通能源有限公司)."""
    return _fullest(name, _by_pair({company.name for company in companies}))
