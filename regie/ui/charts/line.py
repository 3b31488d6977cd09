"""A line through periods: its band, the points that left it, what happened, what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import dates, money, numbers
from regie.ui.charts.chart import Chart, Key, labels, ticks, whole

MOST_TICKS = 16


@dataclass(frozen=True)
class Point:
    """The value of a period; None is a gap, never a zero. `state`: breach, watch or good; `forecast` is expected, not measured.
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


def line(
    name: str,
    title: Any,
    points: Sequence[Point],
    *,
    unit: str = "",
    rhythm: str = "month",
    low: float | None = None,
    high: float | None = None,
    edge: str = "",
    events: Sequence[Event] = (),
    height: int = 320,
    width: int | str = "container",
    compact: bool = False,
    says: str = "",
) -> Chart:
    """`edge` says the threshold in words ("at most €38"), written at its line."""
    language = get_language() or "en"

    def written(value: float | None) -> str:
        return money.measured(value, unit, language)

    clean = [point for point in points if point.value is None or numbers.exact(point.value) is not None]
    moving = any(point.low is not None or point.high is not None for point in clean)
    bands = {
        "low": [point.low if moving else low for point in clean],
        "high": [point.high if moving else high for point in clean],
    }
    known = [float(point.value) for point in clean if point.value is not None]
    edges = [float(value) for side in bands.values() for value in side if value is not None]
    marks = ticks(min(known + edges, default=0), max(known + edges, default=1), 3 if compact else 6)
    least, most = marks[0], marks[-1]
    layers: list[dict[str, Any]] = []
    x = {
        "field": "on",
        "type": "temporal",
        "scale": {"type": "utc", "padding": 0},
        "axis": _time_axis(clean, rhythm, language, compact),
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [least, most], "zero": False, "nice": False},
        "axis": {
            "values": marks,
            "labelExpr": labels({_key(mark): _tick(mark, unit, language) for mark in marks}, "datum.value"),
        },
    }
    if edges:
        band = [
            {
                "on": point.on.isoformat(),
                "from": least if bottom is None else float(bottom),
                "to": most if top is None else float(top),
            }
            for point, bottom, top in zip(clean, bands["low"], bands["high"], strict=True)
        ]
        layers.append(
            {
                "data": {"values": band},
                "mark": {"type": "area", "color": "var(--chart-band)", "interpolate": "linear"},
                "encoding": {"x": x, "y": {**y, "field": "from"}, "y2": {"field": "to"}},
            }
        )
        for side, shape in (("low", -1), ("high", 1)):
            rows = [{"on": p.on.isoformat(), "edge": v} for p, v in zip(clean, bands[side], strict=True) if v is not None]
            if not rows:
                continue
            layers.append(
                {
                    "data": {"values": outside(clean, bands[side], shape)},
                    "mark": {"type": "area", "color": "var(--breach-wash)"},
                    "encoding": {"x": x, "y": {**y, "field": "value"}, "y2": {"field": "edge"}, "detail": {"field": "part"}},
                }
            )
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "line", "color": "var(--chart-edge)", "strokeWidth": 1, "strokeDash": [4, 4]},
                    "encoding": {"x": x, "y": {**y, "field": "edge"}},
                }
            )
            if edge and not compact:
                layers.append(
                    {
                        "data": {"values": [{**rows[-1], "word": edge}]},
                        "mark": {"type": "text", "align": "right", "dy": -8, "dx": -2},
                        "encoding": {"x": x, "y": {**y, "field": "edge"}, "text": {"field": "word"}},
                    }
                )
    for event in () if compact else events:
        is_late = bool(clean) and event.on > clean[0].on + (clean[-1].on - clean[0].on) / 2
        at = {"data": {"values": [{"on": event.on.isoformat(), "word": event.label}]}}
        layers.append(
            {
                **at,
                "mark": {"type": "rule", "color": "var(--ink-faint)", "strokeDash": [1, 3], "strokeCap": "round"},
                "encoding": {"x": x},
            }
        )
        layers.append(
            {
                **at,
                "mark": {"type": "text", "align": "right" if is_late else "left", "dx": -6 if is_late else 6, "baseline": "top"},
                "encoding": {"x": x, "y": {"value": 2}, "text": {"field": "word"}},
            }
        )
    data: list[dict[str, Any]] = [
        {
            "on": point.on.isoformat(),
            "value": None if point.value is None else float(point.value),
            "state": point.state,
            "words": f"{dates.period(point.on, rhythm, language)}{_colon(language)} {written(point.value)}",
        }
        for point in clean
    ]
    measured = [row for row, point in zip(data, clean, strict=True) if not point.is_forecast]
    expected = [row for row, point in zip(data, clean, strict=True) if point.is_forecast]
    base = {"x": x, "y": y, "tooltip": {"field": "words"}}
    stroke = {
        "type": "line",
        "color": "var(--chart-line)",
        "strokeWidth": 1.5 if compact else 2,
        "strokeJoin": "round",
        "invalid": "break-paths-show-domains",
    }
    layers.append({"data": {"values": measured}, "mark": stroke, "encoding": {"x": x, "y": y}})
    last = next((row for row in reversed(measured) if row["value"] is not None), None)
    if expected and last:
        dots = {"type": "line", "color": "var(--ink-faint)", "strokeWidth": 1.5, "strokeDash": [2, 4], "strokeCap": "round"}
        layers.append({"data": {"values": [last, *expected]}, "mark": dots, "encoding": {"x": x, "y": y}})
    calm = [row for row in measured if row["state"] != "breach" and row["value"] is not None]
    out = [row for row in measured if row["state"] == "breach" and row["value"] is not None]
    if len(measured) <= 40 and not compact:
        dot = {
            "type": "point",
            "shape": "circle",
            "filled": True,
            "fill": "var(--sheet)",
            "stroke": "var(--chart-line)",
            "strokeWidth": 1.75,
            "size": 32,
            "opacity": 1,
        }
        layers.append({"data": {"values": calm}, "mark": dot, "encoding": base})
    elif not compact:
        ghost = {"type": "point", "size": 120, "opacity": 0, "filled": True}
        layers.append({"data": {"values": calm}, "mark": ghost, "encoding": base})
    diamond = {
        "type": "point",
        "shape": "diamond",
        "filled": True,
        "fill": "var(--breach-mark)",
        "stroke": "var(--sheet)",
        "strokeWidth": 1.5,
        "size": 60 if compact else 150,
        "opacity": 1,
    }
    layers.append({"data": {"values": out}, "mark": diamond, "encoding": base})
    if last and not compact:
        is_out = last["state"] == "breach"
        word = {
            "type": "text",
            "align": "left",
            "dx": 10,
            "dy": 14 if expected else 0,
            "fontWeight": 600,
            "color": "var(--breach-ink)" if is_out else "var(--ink)",
        }
        layers.append(
            {
                "data": {"values": [{**last, "word": written(last["value"])}]},
                "mark": word,
                "encoding": {"x": x, "y": y, "text": {"field": "word"}},
            }
        )
    spec = whole({"layer": layers}, width, height)
    if not compact:
        # Room at the right for the last value's word.
        spec["config"] = {**spec["config"], "padding": {"left": 0, "right": 64, "top": 4, "bottom": 0}}
    legend = [Key("line", title)]
    legend += [Key("dots", _("forecast"))] if expected else []
    legend += [Key("band", _("band, %(edge)s") % {"edge": edge} if edge else _("band"))] if edges else []
    legend += [Key("breach", _("out of the band"))] if out else []
    states = {"breach": _("Out of the band"), "watch": _("Close to the edge"), "good": _("In the band") if edges else ""}
    heads = [
        _("Period"),
        title,
        *([_("Lower edge")] if any(v is not None for v in bands["low"]) else []),
        *([_("Upper edge")] if any(v is not None for v in bands["high"]) else []),
        _("State"),
    ]
    table: list[list[Any]] = []
    values: list[list[Any]] = []
    for index in range(len(clean) - 1, -1, -1):
        point = clean[index]
        sides = [bands[side][index] for side in ("low", "high") if any(value is not None for value in bands[side])]
        said = states.get(point.state, point.state) if point.value is not None else _("not measured")
        said = _("forecast") if point.is_forecast else said
        table.append([dates.period(point.on, rhythm, language), written(point.value), *map(written, sides), said or "—"])
        values.append([point.on, point.value, *sides, said])
    aligned = frozenset(range(1, len(heads) - 1))
    return Chart(
        name,
        title,
        spec,
        heads,
        table,
        values,
        says or _said(title, clean, rhythm, written, language),
        legend,
        height=height,
        numbers=aligned,
    )


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


def _key(value: float) -> str:
    """A number as JavaScript writes it, to look up a tick."""
    return str(int(value)) if value == int(value) else repr(value)


def _tick(value: float, unit: str, language: str) -> str:
    if abs(value) >= 10_000:
        return numbers.short(value, language)
    return numbers.percent(value, language) if unit == "%" else numbers.number(value, language)


def _colon(language: str) -> str:
    return "\u00a0:" if language.startswith("fr") else ":"


def _time_axis(points: Sequence[Point], rhythm: str, language: str, compact: bool) -> dict[str, Any]:
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


def _said(title: Any, points: Sequence[Point], rhythm: str, written: Any, language: str) -> str:
    seen = [point for point in points if point.value is not None and not point.is_forecast]
    if not seen:
        return _("%(title)s: nothing was measured.") % {"title": title}
    first, last = seen[0], seen[-1]
    return _("%(title)s from %(first)s to %(last)s; lately %(value)s.") % {
        "title": title,
        "first": dates.period(first.on, rhythm, language),
        "last": dates.period(last.on, rhythm, language),
        "value": written(last.value),
    }
