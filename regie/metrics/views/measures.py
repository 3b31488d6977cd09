"""Measures: listed, made, edited, and what was recorded of one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from regie.lib.periods import Period
from regie.metrics import words
from regie.metrics.forms import MeasureForm
from regie.metrics.lists import MeasureTable, measure_rows
from regie.metrics.models import Batch, Figure, Series
from regie.metrics.overlaps import overlaps_in
from regie.metrics.views.doors import measure_of
from regie.metrics.views.editing import edited
from regie.people import rights


def index(request: HttpRequest) -> HttpResponseBase:
    table = MeasureTable(request, measure_rows(request.user))
    return table.export() or render(
        request, "metrics/measures.html", {"table": table, "may_edit": request.user.has_perm("metrics.edit_measures")}
    )


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The measure, its series, its newest figures, what needs it, what counts twice. Eight queries, and one more for each set of
    dimensions where figures come by several."""
    measure = measure_of(request, key)
    series = Series.objects.visible_to(request.user).filter(measure=measure)
    spans = series.annotate(many=Count("figures"), first=Min("figures__period"), last=Max("figures__period")).order_by("address")[
        :100
    ]
    newest = (
        Figure.objects.visible_to(request.user)
        .of(measure)
        .select_related("series", "batch__by", "batch__file")
        .order_by("-period", "series")[:40]
    )
    for figure in newest:
        figure.series.measure = measure
    context = {
        "measure": measure,
        "series": spans,
        "series_count": series.count(),
        "figures": [
            (figure, words.period_name(figure.period, measure.rhythm), words.figure_of(measure, figure.value))
            for figure in newest
        ],
        "metrics": measure.metrics.in_use().order_by("name"),
        "batches": Batch.objects.visible_to(request.user)
        .filter(figures__series__measure=measure)
        .select_related("by")
        .distinct()[:8],
        "may_edit": request.user.has_perm("metrics.edit_measures"),
        "overlaps": overlaps_in(measure),
        "newest_period": Period.of(newest[0].period, measure.rhythm) if newest else None,
    }
    return render(request, "metrics/measure.html", context)


@rights.needs("metrics.edit_measures")
def new(request: HttpRequest) -> HttpResponse:
    form = MeasureForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        try:
            measure = form.create(by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("%(measure)s is made. Its figures may come now.") % {"measure": measure})
            return redirect(measure)
    return render(request, "metrics/measure_form.html", {"form": form}, status=422 if form.errors else 200)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    return edited(request, lambda: measure_of(request, key, to_edit=True), MeasureForm, "metrics/measure_form.html", "measure")


@require_POST
def rhythm(request: HttpRequest, key: str) -> HttpResponse:
    """Kept by another period, from the grid: its figures may come by month where the charter said by day."""
    measure = measure_of(request, key, to_edit=True)
    try:
        measure.edit(by=request.user, rhythm=request.POST.get("rhythm", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = gettext("%(measure)s is kept so from now on: %(rhythm)s.")
        messages.success(request, said % {"measure": measure, "rhythm": measure.get_rhythm_display()})
    return redirect(f"{reverse('metrics:grid')}?{urlencode({'measure': measure.key})}")


@require_POST
def retirement(request: HttpRequest, key: str) -> HttpResponse:
    measure = measure_of(request, key, to_edit=True)
    try:
        if "back" in request.GET:
            measure.take_back(by=request.user)
            return redirect(measure)
        measure.retire(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(measure)
    undo = reverse("metrics:measure_retirement", args=[measure.key]) + "?back"
    messages.success(request, gettext("%(measure)s is out of use.") % {"measure": measure}, extra_tags=f"undo:{undo}")
    return redirect("metrics:measures")
