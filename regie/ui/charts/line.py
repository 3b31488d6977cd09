"""A line through periods: its band, the points that left it, what happened, what is expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import dates, money, numbers
from regie.ui.charts import layers
from regie.ui.charts.chart import Chart, Key, labels, ticks, whole
from regie.ui.charts.layers import Event, Point

__all__ = ["Event", "Point", "line"]


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
    before: Sequence[float | None] = (),
    before_label: str = "",
) -> Chart:
    """`edge` says the threshold in words ("at most €38"), written at its line; `compact` is one of small multiples; `before`
    are the values that the points are compared with, one for each, such as those of a year ago."""
    language = get_language() or "en"

    def written(value: float | None) -> str:
        return money.measured(value, unit, language)

    clean = [point for point in points if point.value is None or numbers.exact(point.value) is not None]
    is_moving = any(point.low is not None or point.high is not None for point in clean)
    lows = [point.low if is_moving else low for point in clean]
    highs = [point.high if is_moving else high for point in clean]
    then = list(before) if len(before) == len(clean) else []
    axes = _axes(clean, [*lows, *highs, *then], unit, rhythm, language, compact)
    rows = [_row(point, rhythm, written, language) for point in clean]
    measured = [row for row, point in zip(rows, clean, strict=True) if not point.is_forecast]
    expected = [row for row, point in zip(rows, clean, strict=True) if point.is_forecast]
    last = next((row for row in reversed(measured) if row["value"] is not None), None)
    has_band = any(value is not None for value in (*lows, *highs))

    drawn: list[layers.Layer] = []
    if has_band:
        drawn.append(layers.ground(axes, clean, lows, highs))
        words = "" if compact else edge
        beside = last["value"] if last and not compact else None
        drawn += layers.edge(axes, clean, lows, -1, words, beside) + layers.edge(axes, clean, highs, 1, words, beside)
    room = 0
    if events and clean and not compact and isinstance(height, int):
        happened, room = layers.happened(axes, events, clean[0].on, clean[-1].on, height)
        drawn += happened
    if then:
        drawn.append(layers.earlier(axes, rows, then))
    drawn.append(layers.stroke(axes, measured, compact))
    if expected and last:
        drawn.append(layers.forecast(axes, [last, *expected]))
    drawn += layers.dots(axes, measured, compact)
    if last and not compact:
        drawn.append(layers.last_word(axes, last, written(last["value"]), bool(expected)))

    spec = whole({"layer": drawn}, width, height)
    if not compact:
        # The words at the right and above make their own room: the picture is fitted with them.
        spec["config"] = {**spec["config"], "padding": {"left": 4, "right": 8, "top": 4, "bottom": 0}}
    is_out = any(row["state"] == "breach" and row["value"] is not None for row in measured)
    legend = [Key("line", title)]
    legend += [Key("earlier", before_label)] if then else []
    legend += [Key("dots", _("forecast"))] if expected else []
    legend += [Key("band", _("band, %(edge)s") % {"edge": edge} if edge else _("band"))] if has_band else []
    legend += [Key("breach", _("out of the band"))] if is_out else []
    heads, table, values = _table(title, clean, lows, highs, rhythm, written, language, then, before_label)
    sentence = says or _said(title, clean, rhythm, written, language)
    aligned = frozenset(range(1, len(heads) - 1))
    return Chart(name, title, spec, heads, table, values, sentence, legend, height=height + room, numbers=aligned)


def _axes(
    points: Sequence[Point], edges: Sequence[float | None], unit: str, rhythm: str, language: str, compact: bool
) -> layers.Axes:
    known = [float(value) for value in (*(point.value for point in points), *edges) if value is not None]
    marks = ticks(min(known, default=0), max(known, default=1), 3 if compact else 6)
    words = {layers.key(mark): layers.tick(mark, unit, language) for mark in marks}
    x = {
        "field": "on",
        "type": "temporal",
        "scale": {"type": "utc", "padding": 0},
        "axis": layers.time_axis(points, rhythm, language, compact),
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": [marks[0], marks[-1]], "zero": False, "nice": False},
        "axis": {"values": marks, "labelExpr": labels(words, "datum.value")},
    }
    return layers.Axes(x, y, marks[0], marks[-1])


def _row(point: Point, rhythm: str, written: Callable[[float | None], str], language: str) -> layers.Layer:
    colon = "\u00a0:" if language.startswith("fr") else ":"
    return {
        "on": point.on.isoformat(),
        "value": None if point.value is None else float(point.value),
        "state": point.state,
        "words": f"{dates.period(point.on, rhythm, language)}{colon} {written(point.value)}",
    }


def _table(
    title: Any,
    points: Sequence[Point],
    lows: Sequence[float | None],
    highs: Sequence[float | None],
    rhythm: str,
    written: Callable[[float | None], str],
    language: str,
    before: Sequence[float | None] = (),
    before_label: str = "",
) -> tuple[list[Any], list[list[Any]], list[list[Any]]]:
    """Heads, rows as they are read and rows as values, the latest first."""
    sides = [
        (head, side) for head, side in ((_("Lower edge"), lows), (_("Upper edge"), highs)) if any(v is not None for v in side)
    ]
    states = {"breach": _("Out of the band"), "watch": _("Close to the edge"), "good": _("In the band") if sides else ""}
    sides = [(before_label, before), *sides] if before else sides
    said = {key: str(words) for key, words in states.items()}
    unknown, forecast = str(_("not measured")), str(_("forecast"))
    rows, values = [], []
    for index in range(len(points) - 1, -1, -1):
        point, edges = points[index], [side[index] for _head, side in sides]
        state = said.get(point.state, str(point.state)) if point.value is not None else unknown
        state = forecast if point.is_forecast else state
        rows.append([dates.period(point.on, rhythm, language), written(point.value), *map(written, edges), state or "—"])
        values.append([point.on, point.value, *edges, state])
    return [_("Period"), title, *(head for head, _side in sides), _("State")], rows, values


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
