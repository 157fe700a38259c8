"""What follows a short name can make it part of another: a street, a town, a river, a company.

Guarantees: looks at a bounded stretch behind one name; the words are data (`lexicon/places.toml`).
"""

from __future__ import annotations

import re
from functools import cache

from nlp.patterns import compiled, lexicon
from nlp.toponyms import Hit

_OTHERS = ("市", "县", "新区")
"""After a county's short name these make the name of something else (屏东市, 曲江新区)."""


@cache
def _street() -> re.Pattern[str]:
    data = lexicon("places")["street"]
    return compiled(f"[{data['middle']}]?(?:{'|'.join(data['endings'])})|{data['numbered']}")


@cache
def _endings(key: str) -> re.Pattern[str]:
    return compiled("|".join(lexicon("places")[key]))


@cache
def _organisation() -> re.Pattern[str]:
    return compiled(rf"[^\W\d_]{{0,10}}?(?:{_endings('organisations').pattern})")


def in_organisation(text: str, hit: Hit) -> bool:
    """Whether the name begins that of a company, bank or school (浦东发展银行)."""
    return _organisation().match(text, hit.end) is not None


@cache
def _behind_place() -> re.Pattern[str]:
    return compiled(rf"[\W\d_]|$|{lexicon('places')['behind_place']}")


def set_off(text: str, hit: Hit) -> bool:
    """Whether what follows leaves the name by itself (东阳的经验), as brands do not (东阳云达物流)."""
    return _behind_place().match(text, hit.end) is not None


def part_of_another(text: str, hit: Hit) -> bool:
    """Whether the short name is part of a street's, town's, river's or other county's name."""
    if _street().match(text, hit.end) or text[max(0, hit.start - 1) : hit.start] in {"路", "街", "号"}:
        return True
    county = hit.rows[0].kind == "county"
    if county and _endings("water").match(text, hit.end):
        return True
    if hit.above:
        return False
    return bool(_endings("part_of").match(text, hit.end)) or (county and text.startswith(_OTHERS, hit.end))
