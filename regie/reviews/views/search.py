"""Search through all minutes and decisions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regie.reviews.searching import search


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:200]
    found = search(request.user, sought, request.GET.get("page")) if sought else None
    return render(request, "reviews/search.html", {"sought": sought, "found": found})
