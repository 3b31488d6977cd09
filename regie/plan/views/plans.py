"""The plan on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regie.people.rights import needs


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "plan/plans/index.html", {})
