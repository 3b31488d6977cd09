"""The chart of a metric as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase

from regie.metrics.charts import chart_of
from regie.metrics.course import told
from regie.metrics.views.doors import metric_of
from regie.ui.charts import chart_response


def download(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """`csv`, `png` or `svg` of what the page shows with the same address."""
    chart = chart_of(told(metric_of(request, key)), request.GET)
    if chart is None:
        raise Http404
    return chart_response(chart, kind, getattr(request.user, "theme", "") or "light")
