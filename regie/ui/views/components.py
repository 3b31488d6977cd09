"""The page of components: every part of the house in each of its states. What is not there is not ours."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from regie.ui import icons, specimens
from regie.ui.charts import chart_response


def show(request: HttpRequest) -> HttpResponseBase:
    if not getattr(request.user, "is_lead", False):
        raise PermissionDenied
    table = specimens.table(request)
    drawn = {name: draw().at(reverse("ui:components_chart", args=[name, "csv"])[:-4]) for name, draw in specimens.CHARTS.items()}
    context = {
        "form": specimens.form(),
        "table": table,
        "people": [specimens.Somebody(name) for name in specimens.PEOPLE],
        "me": specimens.Somebody("Inès Carvalho", 1),
        "icons": sorted(icons.ICONS),
        "rising": [36.2, 35.1, 36.4, 35.8, 36.9, 37.4, 36.8, 39.6, 42.6],
        "falling": [3.1, 3, 3, 2.9, 2.8, 2.7, 2.6, 2.3, 2.1],
        "steady": [2.8, 2.9, None, 3, 3.1, 3, 3.2, 3.2, 3.4],
        "out": ["breach", "breach"],
        "near": ["watch"],
        "months": [(specimens.date(2026, month, 1), 30000 + 900 * month, 850 + 7 * month) for month in (8, 9, 10)],
        **drawn,
    }
    return table.export() or render(request, "ui/components.html", context)


def chart(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    if not getattr(request.user, "is_lead", False):
        raise PermissionDenied
    if name not in specimens.CHARTS:
        raise Http404
    return chart_response(specimens.CHARTS[name](), kind, "dark" if request.GET.get("theme") == "dark" else "light")
