"""Objectives: the tree, and one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from regie.objectives.models import Objective
from regie.people.rights import needs


@needs("objectives.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Objective.objects.visible_to(request.user).select_related("metric", "owner")
    return render(request, "objectives/pursuits/index.html", {"objectives": rows})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    objective = get_object_or_404(Objective.objects.visible_to(request.user).select_related("metric", "owner"), pk=pk)
    return render(request, "objectives/pursuits/show.html", {"objective": objective})
