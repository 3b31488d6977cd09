"""A formula looked at while it is written: what it means and gives, or what is wrong with it and where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from regie.metrics.checking import checked
from regie.metrics.forms import formula_fault
from regie.metrics.models import Metric, Rhythm, Unit
from regie.people import rights
from regie.people.models import Organisation


@require_GET
@rights.needs("metrics.edit_metrics")
def check(request: HttpRequest) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("metrics:metric_new")  # the address of a part: a person who opens it wants the page
    asked = request.GET
    unit, shown, decimals = asked.get("unit", ""), asked.get("shown", ""), asked.get("decimals", "")
    metric = Metric(
        key=asked.get("key", ""),
        unit=unit if unit in Unit.values else Unit.COUNT,
        currency=asked.get("currency", "").strip().upper()[:3] or Organisation.here().currency,
        decimals=int(decimals) if decimals.isascii() and decimals.isdigit() and len(decimals) < 3 else 2,
        shown=shown if shown in Rhythm.values else Rhythm.MONTH,
    )
    found = checked(asked.get("formula", ""), metric)
    fault = formula_fault(found.fault) if found.fault else ""
    return render(request, "metrics/form.html#formula_said", {"checked": found, "fault": fault})
