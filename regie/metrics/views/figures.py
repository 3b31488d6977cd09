"""What a value is made of, down to the figures, their file and their row."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from regie.lib.periods import Period
from regie.metrics import words
from regie.metrics.course import figures_behind, formula_words, provenance, told
from regie.metrics.views.doors import metric_of


def show(request: HttpRequest, key: str, period: str) -> HttpResponse:
    page = told(metric_of(request, key))
    try:
        first = Period.of(date.fromisoformat(period), page.metric.shown)
    except ValueError as error:
        raise Http404 from error
    by, value = request.GET.get("by", ""), request.GET.get("value", "")
    dots = page.dots(by if value else "", value)
    dot = next((each for each in dots if each.period == first), None)
    if dot is None:
        raise Http404
    lines, many = figures_behind(page, first, by if value else "", value)
    place = dots.index(dot)
    context = {
        "metric": page.metric,
        "dot": dot,
        "said": words.value_of(page.metric, dot.value),
        "period": first,
        "value": value,
        "formula": formula_words(page.catalogue, page.metric.formula),
        "provenance": provenance(page, dot, by if value else "", value),
        "lines": [(line, words.figure_of(line.figure.series.measure, line.figure.value)) for line in lines],
        "many": many,
        "before": dots[place - 1].period if place else None,
        "after": dots[place + 1].period if place + 1 < len(dots) else None,
    }
    return render(request, "metrics/figures.html", context)
