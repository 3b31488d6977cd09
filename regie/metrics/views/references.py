"""Benchmarks and targets of a metric."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from regie.metrics.forms import ReferenceForm
from regie.metrics.models import Reference
from regie.metrics.views.doors import metric_of


@require_POST
def create(request: HttpRequest, key: str) -> HttpResponse:
    metric = metric_of(request, key, to_edit=True)
    form = ReferenceForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        only_for = typed.pop("dimension_value", "").strip()
        dimension = metric.dimensions[0] if only_for and metric.dimensions else ""
        try:
            Reference.state(
                metric=metric,
                by=request.user,
                dimension=dimension,
                dimension_value=only_for if dimension else "",
                **{**typed, "value": float(typed["value"])},
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("Kept."))
            return redirect(metric.get_absolute_url() + "#references")
    return render(request, "metrics/references.html", {"metric": metric, "form": form}, status=422)


@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    reference = get_object_or_404(Reference.objects.editable_by(request.user).select_related("metric"), pk=pk)
    reference.withdraw(by=request.user)
    messages.success(request, gettext("Removed."))
    return redirect(reference.metric.get_absolute_url() + "#references")
