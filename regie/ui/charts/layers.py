"""The layers of a line, from the ground up: band, what left it, edges, events, line, points, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from regie.lib import dates, numbers
from regie.ui.charts.chart import labels

Layer = dict[str, Any]
MOST_TICKS = 16
# A letter of a label in pixels, and the least width that a chart is drawn at: enough to keep words apart.
LETTER, LEAST_WIDTH = 6.4, 520
# The height of a row of words above the picture.
ROW = 16


@dataclass(frozen=True)
class Point:
    """The value of a period; None is a gap, never a zero. `state`: breach, watch or good; `is_forecast`: expected, not measured.
    `low` and `high` are the band at that period where it moves."""

    on: date
    value: float | None
    state: str = "good"
    is_forecast: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, told by a line with its words."""

    on: date
    label: str


@dataclass(frozen=True)
class Axes:
    x: dict[str, Any]
    y: dict[str, Any]
    least: float
    most: float

    def at(self, field: str = "value") -> dict[str, Any]:
        return {"x": self.x, "y": {**self.y, "field": field}}


Edges = Sequence[float | None]


def ground(axes: Axes, points: Sequence[Point], low: Edges, high: Edges) -> Layer:
    """The band: between its edges, or from an edge to the end of the picture."""
    rows = [
        {
            "on": point.on.isoformat(),
            "from": axes.least if bottom is None else float(bottom),
            "to": axes.most if top is None else float(top),
        }
        for point, bottom, top in zip(points, low, high, strict=True)
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": "var(--chart-band)", "interpolate": "linear"},
        "encoding": {**axes.at("from"), "y2": {"field": "to"}},
    }


def edge(axes: Axes, points: Sequence[Point], edges: Edges, side: int, words: str, beside: float | None = None) -> list[Layer]:
    """One edge of the band, the ground beyond it that the line took, and the threshold in words: in the margin, or within
    the picture where the last value (`beside`) has its own word near."""
    known = [(point, float(value)) for point, value in zip(points, edges, strict=True) if value is not None]
    if not known:
        return []
    rows = [{"on": point.on.isoformat(), "edge": value} for point, value in known]
    taken: Layer = {
        "data": {"values": outside(points, edges, side)},
        "mark": {"type": "area", "color": "var(--breach-wash)"},
        "encoding": {**axes.at(), "y2": {"field": "edge"}, "detail": {"field": "part"}},
    }
    line: Layer = {
        "data": {"values": rows},
        "mark": {"type": "line", "color": "var(--chart-edge)", "strokeWidth": 1, "strokeDash": [4, 4]},
        "encoding": axes.at("edge"),
    }
    is_near = beside is not None and abs(beside - known[-1][1]) < (axes.most - axes.least) / 12
    mark = {"align": "right", "dy": -8, "dx": -2} if is_near else {"align": "left", "dx": 10}
    said: Layer = {
        "data": {"values": [{**rows[-1], "word": words}]},
        "mark": {"type": "text", **mark},
        "encoding": {**axes.at("edge"), "text": {"field": "word"}},
    }
    return [taken, line, said] if words else [taken, line]


def happened(axes: Axes, events: Sequence[Event], first: date, last: date, height: int) -> tuple[list[Layer], int]:
    """A dotted line on the day of each event, its words above the picture, one row higher where they would meet; and how
    much room the words need there."""
    placed: list[tuple[Event, bool, int]] = []
    ends: list[float] = []  # where the last words of each row end
    span = max((last - first).days, 1)
    for event in sorted(events, key=lambda event: event.on):
        at = (event.on - first).days / span * LEAST_WIDTH
        is_late = at > LEAST_WIDTH / 2
        width = len(event.label) * LETTER
        begins, stops = (at - width, at) if is_late else (at, at + width)
        row = next((index for index, end in enumerate(ends) if end + 12 < begins), len(ends))
        ends[row : row + 1] = [stops]
        placed.append((event, is_late, row))
    drawn: list[Layer] = []
    for event, is_late, row in placed:
        data = {"values": [{"on": event.on.isoformat(), "word": event.label}]}
        rule = {"type": "rule", "color": "var(--ink-faint)", "strokeDash": [1, 3], "strokeCap": "round"}
        words = {"type": "text", "align": "right" if is_late else "left", "dx": -6 if is_late else 6, "baseline": "top"}
        top = {"value": -ROW * (row + 1) - 4}
        drawn.append({"data": data, "mark": rule, "encoding": {"x": axes.x, "y": top, "y2": {"value": height}}})
        drawn.append({"data": data, "mark": words, "encoding": {"x": axes.x, "y": top, "text": {"field": "word"}}})
    return drawn, ROW * len(ends) + 4


def stroke(axes: Axes, rows: list[Layer], compact: bool) -> Layer:
    """The line itself: ink, broken where nothing was measured."""
    mark = {
        "type": "line",
        "color": "var(--chart-line)",
        "strokeWidth": 1.5 if compact else 2,
        "strokeJoin": "round",
        "invalid": "break-paths-show-domains",
    }
    return {"data": {"values": rows}, "mark": mark, "encoding": axes.at()}


def earlier(axes: Axes, rows: list[Layer], values: Edges) -> Layer:
    """The values that the line is compared with: thin and faint, under it."""
    then = [{"on": row["on"], "value": value} for row, value in zip(rows, values, strict=True)]
    mark = {
        "type": "line",
        "color": "var(--ink-faint)",
        "strokeWidth": 1.5,
        "opacity": 0.7,
        "invalid": "break-paths-show-domains",
    }
    return {"data": {"values": then}, "mark": mark, "encoding": axes.at()}


def forecast(axes: Axes, rows: list[Layer]) -> Layer:
    mark = {"type": "line", "color": "var(--ink-faint)", "strokeWidth": 1.5, "strokeDash": [2, 4], "strokeCap": "round"}
    return {"data": {"values": rows}, "mark": mark, "encoding": axes.at()}


def dots(axes: Axes, rows: list[Layer], compact: bool) -> list[Layer]:
    """A ring on each measured point while they are few, a diamond on each that left the band; both say their value. A small
    picture rings only what no line would show: a point that stands alone."""
    seen = [row for row in rows if row["value"] is not None]
    calm, out = [row for row in seen if row["state"] != "breach"], [row for row in seen if row["state"] == "breach"]
    ring = {"fill": "var(--sheet)", "stroke": "var(--chart-line)", "strokeWidth": 1.75, "size": 32, "opacity": 1}
    ghost = {"size": 120, "opacity": 0}
    diamond = {
        "fill": "var(--breach-mark)",
        "stroke": "var(--sheet)",
        "strokeWidth": 1.5,
        "size": 60 if compact else 150,
        "opacity": 1,
    }
    encoding = {**axes.at(), "tooltip": {"field": "words"}}
    if compact:
        calm = [row for row in calm if row in _alone(rows)]
    shapes = [(calm, "circle", ring if compact or len(rows) <= 40 else ghost)]
    return [
        {"data": {"values": some}, "mark": {"type": "point", "shape": shape, "filled": True, **look}, "encoding": encoding}
        for some, shape, look in [*shapes, (out, "diamond", diamond)]
    ]


def _alone(rows: list[Layer]) -> list[Layer]:
    """Those with a value between two that have none."""
    known = [False, *(row["value"] is not None for row in rows), False]
    return [row for place, row in enumerate(rows, 1) if known[place] and not known[place - 1] and not known[place + 1]]


def last_word(axes: Axes, row: Layer, words: str, lower: bool) -> Layer:
    """The last value, written beside its point; below it where a forecast goes on from there."""
    ink = "var(--breach-ink)" if row["state"] == "breach" else "var(--ink)"
    mark = {"type": "text", "align": "left", "dx": 10, "dy": 14 if lower else 0, "fontWeight": 600, "color": ink}
    return {"data": {"values": [{**row, "word": words}]}, "mark": mark, "encoding": {**axes.at(), "text": {"field": "word"}}}


def outside(points: Sequence[Point], edges: Sequence[float | None], side: int) -> list[dict[str, Any]]:
    """The ground between the line and an edge that it crossed, from crossing to crossing; `side` 1 above, -1 below."""
    rows: list[dict[str, Any]] = []
    part = 0

    def row(on: str, value: float, edge: float) -> dict[str, Any]:
        return {"on": on, "value": value, "edge": edge, "part": part}

    seen = [
        (p.on, float(p.value), float(e)) if p.value is not None and e is not None and not p.is_forecast else None
        for p, e in zip(points, edges, strict=True)
    ]
    for before, here in pairwise([None, *seen]):
        if here is None or before is None:
            part += 1
        was = before is not None and (before[1] - before[2]) * side > 0
        is_out = here is not None and (here[1] - here[2]) * side > 0
        if before is not None and here is not None and was != is_out:
            gap_before, gap_here = before[1] - before[2], here[1] - here[2]
            share = gap_before / (gap_before - gap_here)
            seconds = (here[0] - before[0]) / timedelta(seconds=1) * share
            on = before[0].isoformat() if seconds == 0 else _moment(before[0], seconds)
            edge = before[2] + (here[2] - before[2]) * share
            if is_out:
                part += 1
            rows.append(row(on, edge, edge))
        if is_out and here is not None:
            rows.append(row(here[0].isoformat(), here[1], here[2]))
    return rows


def _moment(day: date, seconds: float) -> str:
    whole_days, rest = divmod(int(seconds), 86400)
    on = day + timedelta(days=whole_days)
    return f"{on.isoformat()}T{rest // 3600:02}:{rest % 3600 // 60:02}:{rest % 60:02}Z"


def time_axis(points: Sequence[Point], rhythm: str, language: str, compact: bool) -> dict[str, Any]:
    """Ticks on the periods themselves, as many as fit, the year under the first of each."""
    days = [point.on for point in points]
    step = max(1, -(-len(days) // (3 if compact else MOST_TICKS)))
    shown = days[::-1][::step][::-1]
    words: dict[str, Any] = {}
    year = None
    for on in shown:
        if rhythm == "month":
            word = dates.period(on, "month", language, brief=True).rsplit(" ", 1)[0]
        elif rhythm == "year":
            word = str(on.year)
        elif rhythm in ("quarter", "half", "half_year"):
            word = dates.period(on, rhythm, language).split("\u00a0")[0]
        else:
            word = dates.day(on, language, "short", on)
        words[on.isoformat()] = [word, str(on.year)] if on.year != year and rhythm != "year" else word
        year = on.year
    return {
        "values": [on.isoformat() for on in shown],
        "grid": False,
        "labelExpr": labels(words, "utcFormat(datum.value, '%Y-%m-%d')"),
        "labelOverlap": "greedy",
        "labelFlush": False,
    }


def key(value: float) -> str:
    """A number as JavaScript writes it, to look up a tick."""
    return str(int(value)) if value == int(value) else repr(value)


def tick(value: float, unit: str, language: str) -> str:
    """A value on the axis, in few signs."""
    if abs(value) >= 10_000:
        return numbers.short(value, language)
    return numbers.percent(value, language) if unit == "%" else numbers.number(value, language)
