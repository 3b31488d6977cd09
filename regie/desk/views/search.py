"""One search over all rooms: what the palette finds, as a page that works without script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.ui import palette


def show(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:200]
    found = palette.search(request, sought) if sought else {}
    return render(request, "desk/search.html", {"sought": sought, "found": found})
