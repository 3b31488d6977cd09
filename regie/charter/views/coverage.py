"""The page of holes: what the charter promises and nothing keeps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from regie.charter.models import Charter
from regie.charter.pages import coverage
from regie.people import rights


@rights.needs("charter.read_coverage")
def index(request: HttpRequest) -> HttpResponse:
    charter = Charter.objects.visible_to(request.user).home()
    version = charter.in_force() or charter.proposed() if charter else None
    if charter is None or version is None:
        return redirect("charter:index")
    groups = coverage(version, request.user)
    wanted = request.GET.get("kind", "")
    shown = [each for each in groups if each.holes[0].kind == wanted] or groups
    context = {
        "charter": charter,
        "version": version,
        "groups": groups,
        "shown": shown,
        "kind": wanted,
        "count": sum(len(each.holes) for each in groups),
    }
    return render(request, "charter/coverage/index.html", context)
