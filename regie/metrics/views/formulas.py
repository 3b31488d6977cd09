"""A formula looked at while it is written: what it means, or what is wrong with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.formula import FormulaError
from regie.metrics.forms import formula_fault
from regie.people import rights


@require_GET
@rights.needs("metrics.edit_metrics")
def check(request: HttpRequest) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("metrics:metric_new")  # the address of a part: a person who opens it wants the page
    text, key = request.GET.get("formula", "").strip(), request.GET.get("key", "")
    catalogue = Catalogue()
    said: dict = {"text": text, "names": sorted(catalogue.names.items(), key=lambda pair: pair[1].casefold())}
    if text:
        try:
            parsed = catalogue.parse(text, for_metric=key)
            said["display"] = parsed.display(catalogue.names)
            tree = catalogue.tree(parsed.canonical)
            said["measures"] = catalogue.measures(sorted(catalogue.measures_of(tree)))
        except FormulaError as error:
            said["fault"] = formula_fault(error)
    return render(request, "metrics/form.html#formula_said", said)
