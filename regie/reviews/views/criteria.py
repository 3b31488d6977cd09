"""The criteria over time: one picture a criterion."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regie.reviews import queries


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    criteria, held = queries.criteria_over_time(request.user)
    rated = [each for each in criteria if each.reviews]
    shown = min(held, queries.CRITERIA_REVIEWS)
    return render(request, "reviews/criteria.html", {"criteria": criteria, "rated": rated, "shown": shown, "held": held})
