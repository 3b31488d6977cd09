"""Small multiples: one small line for each value of a dimension, on one scale of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from regie.ui.charts.chart import CONFIG, Chart, Key
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
    before: Mapping[str, Sequence[float | None]] | None = None,
    before_label: str = "",
    by: str = "",
    columns: int = 3,
) -> Chart:
    """`series` by name, in the order they are drawn; each keeps its own scale of values, since shapes are compared.

    `by` names what the series are, at the head of their column. `before` holds the values that each is compared with, at the places of its points; they lie under the line.
    """
    then = {key: values for key, values in (before or {}).items() if any(value is not None for value in values)}
    small = {
        key: line(
            key,
            key,
            points,
            unit=unit,
            rhythm=rhythm,
            low=low,
            high=high,
            width=WIDTH,
            height=HEIGHT,
            compact=True,
            before=then.get(key, ()),
            before_label=before_label,
        )
        for key, points in series.items()
    }
    parts = []
    for key, chart in small.items():
        heading = {"text": key, "anchor": "start", "fontSize": 12, "fontWeight": 600, "color": "var(--ink)", "offset": 8}
        parts.append({"title": heading, "width": WIDTH, "height": HEIGHT, "layer": chart.spec["layer"]})
    rows, values = [], []
    for key, chart in small.items():
        rows += [[key, row[0], row[1], *_earlier(row, key in then, bool(then), "—"), row[-1]] for row in chart.rows]
        values += [[key, row[0], row[1], *_earlier(row, key in then, bool(then), None), row[-1]] for row in chart.values]
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
    heads = [by, _("Period"), title, *([before_label] if then else []), _("State")]
    legend = [Key("line", title), Key("earlier", before_label)] if then else []
    numbers = frozenset({2, 3} if then else {2})
    return Chart(name, title, spec, heads, rows, values, says, legend, height=height, numbers=numbers)


def _earlier(row: Sequence[Any], has_its_own: bool, has_any: bool, none: Any) -> list[Any]:
    """The cell of what a row is compared with, where any row is."""
    return [row[2] if has_its_own else none] if has_any else []
