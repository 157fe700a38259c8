"""Drawings as options of Apache ECharts: pure functions from rows to JSON.

Guarantees: no function and no markup in an option, so that the browser draws data and runs nothing;
series differ by pattern or shape as well as by colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Any

Option = dict[str, Any]
Number = float | int | None

COLOURS = ("#1f4f8a", "#b5531c", "#4c7a34", "#8a5aa8", "#a08018", "#9d2a20")  # 3:1 or more on the paper
SHAPES = ("circle", "rect", "triangle", "diamond", "pin", "arrow")
_LINES = ("solid", "dashed", "dotted")
_INK, _GRID, _GROUND = "#1d1d1b", "#d9d4c7", "#c9c3b3"
_ROW, _FRAME = 30, 120  # pixels of a category of horizontal bars, and of what stands around them

STATES: Mapping[str, tuple[str, str]] = {
    "held": ("#7fb77f", "●"),
    "not_found": ("#f4c766", "○"),
    "not_covered": ("#eeebe2", "·"),
}
"""Colour and sign of the three states of the calendar."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An option of ECharts and the height in pixels it needs; `even` if both axes have one scale."""

    height: int
    option: Option
    even: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """A place on a map and its amount, None if none is known."""

    name: str
    across: float
    up: float
    amount: Number


def _base() -> Option:
    return {
        "animation": False,
        "color": list(COLOURS),
        "textStyle": {"color": _INK, "fontFamily": "inherit"},
        "aria": {"enabled": True, "decal": {"show": True}},
        "grid": {"left": 8, "right": 40, "top": 56, "bottom": 28, "containLabel": True},
        "legend": {"type": "scroll", "top": 0, "left": 0, "itemGap": 16, "textStyle": {"color": _INK}},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
    }


def _alone(option: Option) -> Option:
    """Without a legend, which one series does not need; its name is in the picture's title."""
    return option | {"legend": {"show": False}, "grid": option["grid"] | {"top": 8}}


def _values(unit: str) -> Option:
    return {"type": "value", "name": unit, "splitLine": {"lineStyle": {"color": _GRID}}}


def bars(names: Sequence[str], series: Mapping[str, Sequence[Number]], unit: str) -> Drawing:
    """Horizontal bars, the first name on top."""
    many = len(series)
    option = _base() if many > 1 else _alone(_base())
    option["yAxis"] = {"type": "category", "data": list(names), "inverse": True, "axisTick": {"show": False}}
    option["xAxis"] = _values(unit) | {"nameLocation": "end"}
    option["grid"] = option["grid"] | {"right": 24 + 8 * len(unit)}
    label = {"show": many == 1, "position": "right", "color": _INK}
    option["series"] = [
        {"type": "bar", "name": name, "data": list(values), "label": label, "barMaxWidth": 18}
        for name, values in series.items()
    ]
    return Drawing((_FRAME if many > 1 else _FRAME // 2) + len(names) * max(_ROW, 16 * many), option)


def times(
    periods: Sequence[str],
    columns: Mapping[str, Sequence[Number]],
    lines: Mapping[str, Sequence[Number]],
    unit: str,
) -> Drawing:
    """Amounts over time: columns, and lines with marks of different shapes."""
    option = _base()
    option["xAxis"] = {"type": "category", "data": list(periods)}
    option["yAxis"] = _values(unit)
    standing: list[Option] = [
        {"type": "bar", "name": name, "data": list(values), "barMaxWidth": 26}
        for name, values in columns.items()
    ]
    running: list[Option] = [
        {
            "type": "line",
            "name": name,
            "data": list(values),
            "symbol": SHAPES[at % len(SHAPES)],
            "symbolSize": 9,
            "lineStyle": {"type": _LINES[at % len(_LINES)], "width": 2},
        }
        for at, (name, values) in enumerate(lines.items())
    ]
    option["series"] = standing + running
    return Drawing(340, option)


_RANKS: Option = {
    "inverse": True,
    "minInterval": 1,
    "min": 0,
    "axisLabel": {"showMinLabel": False},
    "nameLocation": "middle",
    "nameGap": 28,
}


def clouds(points: Mapping[str, Sequence[tuple[float, float, str]]], across: str, up: str) -> Drawing:
    """Points (x, y, name) by series; x grows to the left, as a rank's first is its best.

    Shapes and colours have periods without a common divisor, so thirty series look different.
    """
    option = _base()
    option["tooltip"] = {"trigger": "item"}
    option["grid"] = option["grid"] | {"bottom": 44}
    option["xAxis"] = _values(across) | _RANKS
    option["yAxis"] = _values(up) | {"scale": True, "position": "left", "axisLine": {"onZero": False}}
    option["series"] = [
        {
            "type": "scatter",
            "name": name,
            "symbol": SHAPES[at % len(SHAPES)],
            "color": COLOURS[at % (len(SHAPES) - 1)],
            "symbolSize": 12,
            "data": [{"value": [x, y], "name": label} for x, y, label in given],
            "tooltip": {"formatter": "{b}<br>{c}"},
        }
        for at, (name, given) in enumerate(points.items())
    ]
    return Drawing(420, option)


_LARGEST, _LEAST = 52, 5  # pixels across the symbols of the largest and of the smallest amounts


def _size(amount: Number, largest: float) -> float:
    """Pixels across: the area is proportional to the amount."""
    return max(_LEAST, round(_LARGEST * sqrt((amount or 0) / largest), 1)) if largest else _LEAST


def _side(symbol: Symbol, others: Sequence[Symbol]) -> str:
    """Where the name of a symbol stands: away from its neighbours, the nearer the more."""
    across = up = 0.0
    for other in others:
        apart = hypot(symbol.across - other.across, symbol.up - other.up)
        if apart:
            across += (symbol.across - other.across) / apart**3
            up += (symbol.up - other.up) / apart**3
    if abs(across) >= abs(up):
        return "left" if across < 0 else "right"
    return "top" if up > 0 else "bottom"


def _point(symbol: Symbol, largest: float, unit: str, side: str) -> Option:
    told = f"{symbol.name} {'—' if symbol.amount is None else f'{symbol.amount:g} {unit}'}"
    known = {"color": COLOURS[0], "opacity": 0.7} if symbol.amount else {"color": "#fff"}
    words = f"{symbol.name} {symbol.amount:g}" if symbol.amount else symbol.name
    return {
        "name": told,
        "value": [symbol.across, symbol.up],
        "symbolSize": _size(symbol.amount, largest),
        "itemStyle": known | {"borderColor": "#fff" if symbol.amount else COLOURS[0], "borderWidth": 1.5},
        "label": {"formatter": words, "position": side, "color": _INK},
        "tooltip": {"formatter": told},
    }


def _axis(span: tuple[float, float]) -> Option:
    return {"type": "value", "show": False, "min": span[0], "max": span[1]}


def symbols(
    given: Sequence[Symbol],
    ground: Sequence[tuple[float, float]],
    box: tuple[tuple[float, float], tuple[float, float]],
    unit: str,
) -> Drawing:
    """Circles where things lie, the largest first so that small ones stay in sight; hollow for no amount."""
    option = _base() | {"legend": {"show": False}, "tooltip": {"trigger": "item"}, "aria": {"enabled": True}}
    option["grid"] = {"left": 4, "right": 4, "top": 4, "bottom": 4}
    option["xAxis"], option["yAxis"] = _axis(box[0]), _axis(box[1])
    largest = max((symbol.amount or 0 for symbol in given), default=0)
    drawn = sorted(given, key=lambda symbol: -(symbol.amount or 0))
    label = {"show": True, "color": _INK, "textBorderColor": "#fff", "textBorderWidth": 3, "fontSize": 13}
    option["series"] = [
        {"type": "scatter", "silent": True, "symbolSize": 3, "color": _GROUND, "data": list(ground)},
        {
            "type": "scatter",
            "data": [_point(symbol, largest, unit, _side(symbol, drawn)) for symbol in drawn],
            "label": label,
            "labelLayout": {"hideOverlap": True},
        },
    ]
    return Drawing(520, option, even=True)


def _cell(length: int, state: str, told: str) -> Option:
    colour, sign = STATES[state]
    return {
        "value": length,
        "name": told,
        "itemStyle": {"color": colour, "borderColor": "#fff", "borderWidth": 2},
        "label": {"show": True, "formatter": sign, "color": _INK},
        "tooltip": {"formatter": told},
    }


def _strip(lanes: Sequence[Sequence[Option]], at: int) -> Option:
    cells = [lane[at] if at < len(lane) else {"value": 0} for lane in lanes]
    return {"type": "bar", "stack": "time", "barWidth": "80%", "data": cells}


def lanes(
    names: Sequence[str], months: Sequence[str], cells: Sequence[Sequence[tuple[int, str, str]]]
) -> Drawing:
    """A lane a name; its cells (months long, state, what is told) follow one another from the first month.

    A state of "" leaves the months empty.
    """
    drawn = [[_cell(*cell) if cell[1] else {"value": cell[0]} | _NOTHING for cell in lane] for lane in cells]
    option = _base()
    option |= {"legend": {"show": False}, "tooltip": {"trigger": "item"}, "aria": {"enabled": True}}
    option["grid"] = option["grid"] | {"top": 8}
    option["yAxis"] = {"type": "category", "data": list(names), "inverse": True, "axisTick": {"show": False}}
    option["xAxis"] = [
        {"type": "value", "max": len(months), "show": False},
        {"type": "category", "data": list(months), "position": "bottom"},
    ]
    option["series"] = [_strip(drawn, at) for at in range(max(map(len, drawn), default=0))]
    return Drawing(60 + 44 * len(names), option)


_NOTHING: Option = {"itemStyle": {"color": "transparent"}, "tooltip": {"show": False}}
