"""What the worked question about the league's cells answers, counted."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import urlencode

from tests.helpers.web import get


def parts(site: str, region: str, quarter: str) -> Counter[str]:
    """Projects by what they are part of, in a county's quarter."""
    asked = urlencode({"region": region, "quarter": quarter, "_shape": "array"})
    rows = json.loads(get(f"{site}/archive/parts_of_league.json?{asked}")[1])
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row["构成"]] += row["项目数"] or 0
    return counted
