"""What people have corrected, shown beside what the machine read: both values, who, when and why.

Guarantees: no correction is left out because it no longer applies; it says so instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from datasette.app import Datasette

from archive.shape import shape
from web.cells import CODED, IN_UNIT
from web.format import quantity
from web.labels import column_label
from web.language import name_of
from web.query import Row, rows
from web.regions import region_name

_SQL = """SELECT correction.*, coalesce((SELECT unit FROM indicator WHERE id = fact),
  (SELECT currency FROM figure WHERE id = fact), 'CNY') AS unit FROM correction
WHERE fact IN (SELECT value FROM json_each(?)) AND field NOT IN ('region_code', 'host_code')
ORDER BY made_on DESC, fact, field"""
"""The code of a region is corrected with its name, which says enough."""
_NAMES = ("region", "host")


async def of_facts(datasette: Datasette, facts: Iterable[str]) -> dict[str, list[Row]]:
    """The corrections of facts by their ids."""
    found: dict[str, list[Row]] = {}
    for row in await rows(datasette, _SQL, [json.dumps(list(facts))]):
        found.setdefault(row["fact"], []).append(row)
    return found


def _is_amount(kind: str, field: str) -> bool:
    money = any(column.name == field and column.unit == "CNY" for column in shape().table(kind).columns)
    return money or (kind, field) in IN_UNIT


def _value(correction: Row, value: str | None, lang: str) -> str | None:
    """A value of the field, which a correction keeps as text, as the other pages show it."""
    kind, field = correction["kind"], correction["field"]
    if not value:
        return None
    if _is_amount(kind, field):
        return quantity(float(value), correction["unit"], lang)
    if field in _NAMES:
        return region_name(value, lang)
    return name_of(CODED.get(kind, {}).get(field), value, lang)


def told(correction: Row, lang: str) -> Row:
    """A correction for a page: the field by its label, both values as they are shown elsewhere."""
    return correction | {
        "label": column_label(correction["kind"], correction["field"], lang),
        "read": _value(correction, correction["old"], lang),
        "now": _value(correction, correction["new"], lang),
    }
