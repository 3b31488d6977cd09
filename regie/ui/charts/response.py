"""A chart as a file: PNG and SVG drawn on the server, CSV of its table."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import get_language

from regie.ui import exports
from regie.ui.assets import HERE
from regie.ui.charts.chart import Chart
from regie.ui.charts.lettering import lettered
from regie.ui.colours import Theme, resolved

TYPES = {"png": "image/png", "svg": "image/svg+xml"}
WIDTH = 840


@cache
def _renderer() -> Any:
    """Costs a second and 100 MB: loaded by the first picture that is asked for, not at start."""
    import vl_convert

    if (HERE / "built" / "fonts").is_dir():
        vl_convert.register_font_directory(str(HERE / "built" / "fonts"))
    return vl_convert


def picture(chart: Chart, kind: str, theme: Theme = "light") -> bytes:
    """The chart as the bytes of a PNG (twice its size, for print) or an SVG, on the theme's own ground."""
    spec = resolved(copy.deepcopy(chart.spec), theme)
    if spec.get("width") == "container":
        spec["width"] = WIDTH
        spec["autosize"] = {"type": "pad"}
    spec["config"] = {
        **spec["config"],
        "background": resolved("var(--sheet)", theme),
        "padding": {"left": 24, "right": 24, "top": 16, "bottom": 24},
    }
    spec.setdefault(
        "title",
        {
            "text": str(chart.title),
            "anchor": "start",
            "fontSize": 16,
            "offset": 20,
            "color": resolved("var(--ink)", theme),
        },
    )
    drawn = _renderer()
    if kind == "svg":
        return lettered(drawn.vegalite_to_svg(spec)).encode()
    return drawn.vegalite_to_png(spec, scale=2)


def drawing(chart: Chart, width: int, theme: Theme = "light") -> str:
    """The chart alone as SVG, without title and ground, to be set in a document that brings Inter itself."""
    spec = resolved(copy.deepcopy(chart.spec), theme)
    spec |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return _renderer().vegalite_to_svg(spec)


def chart_response(chart: Chart, kind: str, theme: Theme = "light") -> HttpResponseBase:
    """The download of a chart: `csv`, `png` or `svg`; anything else is not found."""
    if kind == "csv":
        return exports.csv_response(
            str(chart.title), [head or "—" for head in chart.heads], chart.values or chart.rows, get_language() or "en"
        )
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(picture(chart, kind, theme), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(str(chart.title)) or chart.name}.{kind}"'
    return response
