"""Small multiples: one small line for each value of a dimension, on one scale of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from regie.ui.charts.chart import CONFIG, Chart
from regie.ui.charts.line import Point, line

WIDTH, HEIGHT = 220, 96


def multiples(
    name: str,
    title: Any,
    series: Mapping[str, Sequence[Point]],
    *,
    unit: str = "",
    rhythm: str = "month",
    low: float | None = None,
    high: float | None = None,
    columns: int = 3,
) -> Chart:
    """`series` by name, in the order they are drawn; each keeps its own scale of values, since shapes are compared."""
    small = {
        key: line(key, key, points, unit=unit, rhythm=rhythm, low=low, high=high, width=WIDTH, height=HEIGHT, compact=True)
        for key, points in series.items()
    }
    parts = []
    for key, chart in small.items():
        heading = {"text": key, "anchor": "start", "fontSize": 12, "fontWeight": 600, "color": "var(--ink)", "offset": 8}
        parts.append({"title": heading, "width": WIDTH, "height": HEIGHT, "layer": chart.spec["layer"]})
    rows, values = [], []
    for key, chart in small.items():
        rows += [[key, row[0], row[1], row[-1]] for row in chart.rows]
        values += [[key, row[0], row[1], row[-1]] for row in chart.values]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": CONFIG,
        "concat": parts,
        "columns": columns,
        "spacing": {"row": 28, "column": 32},
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }
    says = _("%(title)s, in %(count)s small pictures.") % {"title": title, "count": len(small)}
    height = -(-len(small) // columns) * (HEIGHT + 76)
    return Chart(
        name, title, spec, ["", _("Period"), title, _("State")], rows, values, says, height=height, numbers=frozenset({2})
    )
