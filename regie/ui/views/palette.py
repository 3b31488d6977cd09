"""The command palette: a page that works without script, and the list under the field that script asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from regie.ui import palette


def index(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "")[:200]
    words = {"go": _("Go to"), "create": _("Create"), "run": _("Run")}
    groups = [(words[group], lines) for group, lines in palette.search(request, sought).items()]
    part = "#found" if request.headers.get("HX-Request") or request.headers.get("X-Requested-With") == "fetch" else ""
    return render(request, "ui/palette.html" + part, {"sought": sought.lstrip(">@").strip(), "asked": sought, "groups": groups})
