"""Tables of projects: rows of cells below a line that names the columns (序号 项目名称 建设单位 总投资).

Guarantees: a row is read only if it has as many cells as its header; cells are parted by tabs or bars, or by
spaces where neither stands in the header. A number without a unit takes the one its column states
(总投资(亿元)); a column of unknown meaning is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Stage
from nlp.patterns import compiled, lexicon, pattern
from nlp.project_amounts import yuan
from nlp.project_milestones import Milestone
from nlp.project_names import SHORTEST
from nlp.spans import Span

_PART = compiled(r"[^\t|]*")
_WORD = compiled(r"\S+")
_NUMBER = compiled(r"\d{1,9}(?:\.\d{1,6})?")
_UNIT = compiled(r"亿元|万元|亿|万")
_UNITS = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4}
_FEWEST = 3  # cells of a header
_STAGES: dict[str, Stage] = {"start_date": "started", "operation_date": "operating"}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and the yuan that one of its numbers stands for (None if not stated)."""

    field: str | None
    unit: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its span, and its cells by the field of their column."""

    start: int
    end: int
    cells: Mapping[str, Span]
    units: Mapping[str, int | None]


@cache
def _columns() -> list[tuple[str, re.Pattern[str]]]:
    return [(field, pattern("projects", "columns", field)) for field in lexicon("projects")["columns"]]


@cache
def _own_unit(heading: str) -> int | None:
    match = _UNIT.search(heading)
    return _UNITS[match[0]] if match else None


def _column(heading: str) -> Column:
    field = next((field for field, words in _columns() if words.search(heading)), None)
    return Column(field, _own_unit(heading))


def _cells(text: str, line: Span, pattern: re.Pattern[str]) -> list[Span]:
    """The cells of a line, without the space around them."""
    found = []
    for match in pattern.finditer(text, line.start, line.end):
        quote = match[0].strip()
        at = match.start() + (match[0].index(quote) if quote else 0)
        found.append(Span(at, at + len(quote), quote))
    return found


def _parting(folded: str, line: Span) -> re.Pattern[str]:
    stands = any(mark in folded[line.start : line.end] for mark in "\t|")
    return _PART if stands else _WORD


def find_rows(document: Document) -> list[Row]:
    """The rows of every table of projects, in order."""
    return (
        list(_rows(document))
        if lexicon("projects")["columns"]["name"].split("|")[0] in document.folded
        else []
    )


def _rows(document: Document) -> Iterator[Row]:
    columns: list[Column] = []
    parting = _WORD
    for line in document.paragraphs:
        heading = _header(document, line)
        if heading:
            columns, parting = heading, _parting(document.folded, line)
        elif columns:
            cells = _cells(document.folded, line, parting)
            if len(cells) == len(columns):
                yield _row(document, line, columns, cells)


def _header(document: Document, line: Span) -> list[Column] | None:
    if lexicon("projects")["columns"]["name"].split("|")[0] not in line.quote:
        return None
    cells = _cells(document.folded, line, _parting(document.folded, line))
    columns = [_column(cell.quote) for cell in cells]
    return columns if len(columns) >= _FEWEST and any(one.field == "name" for one in columns) else None


def _row(document: Document, line: Span, columns: list[Column], cells: list[Span]) -> Row:
    pairs = [(column, cell) for column, cell in zip(columns, cells, strict=True) if column.field]
    fields = {column.field or "": _raw(document, cell) for column, cell in reversed(pairs) if cell.quote}
    units = {column.field or "": column.unit for column, _ in reversed(pairs)}
    return Row(line.start, line.end, fields, units)


def _raw(document: Document, cell: Span) -> Span:
    return Span(cell.start, cell.end, document.text[cell.start : cell.end])


def name_of(row: Row) -> Span | None:
    """The name of the row's project; a total (合计) has none."""
    cell = row.cells.get("name")
    total = cell is None or pattern("projects", "columns_not", "names").fullmatch(cell.quote)
    return None if total or cell is None or len(cell.quote) < SHORTEST else cell


def amount_of(document: Document, row: Row, field: str) -> int | None:
    """The amount in yuan in the cell of `field`, by its own unit or its column's."""
    cell = row.cells.get(field)
    if cell is None:
        return None
    found = within(document.figures, cell.start, cell.end)
    if found:
        return yuan(found[0])
    unit, number = row.units[field], _NUMBER.fullmatch(document.folded, cell.start, cell.end)
    return round(float(number[0]) * unit) if unit and number else None


def company_of(document: Document, row: Row) -> str | None:
    """The builder, where its cell holds a company rather than an office."""
    cell = row.cells.get("company")
    if cell is None:
        return None
    found = within(document.companies, cell.start, cell.end)
    return found[-1].name if found else None


def milestones_of(document: Document, row: Row) -> list[Milestone]:
    """When the row's cells say that it begins and runs; what lies behind publication lies ahead."""
    found = [_milestone(document, row, field, stage) for field, stage in _STAGES.items()]
    return [one for one in found if one]


def _milestone(document: Document, row: Row, field: str, stage: Stage) -> Milestone | None:
    cell = row.cells.get(field)
    stated = within(document.dates, cell.start, cell.end) if cell else ()
    value = stated[0].value if stated else None
    if value is None:
        return None
    published = document.article.published
    ahead = not published or value > published[: len(value)]
    return Milestone(stage, stated[0].start, value, None, ahead, dates_operation=stage == "operating")


def region_of(document: Document, row: Row) -> str | None:
    """The county that the row's cell of the site or its name holds; several make it the region's."""
    for field in ("site", "name"):
        cell = row.cells.get(field)
        places = within(document.places, cell.start, cell.end) if cell else ()
        named = [place.name for place in places if place.name and place.level in ("county", "zone")]
        if named:
            return named[0] if len(set(named)) == 1 else document.home
    return document.home
