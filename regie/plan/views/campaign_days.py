"""The beginning of a campaign: what a change takes along, runs into and leaves behind is shown before it is done, and can be undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.plan import moves
from regie.plan.models import Campaign
from regie.plan.reading import staying
from regie.plan.reading.standings import day
from regie.plan.views.activity_days import ASKS, day_of, stay
from regie.plan.views.campaigns import ours
from regie.ui.acting import back, refuse


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for a day and shows what it takes along; POST moves, after a look where anything else moves, clashes or stays behind."""
    campaign = ours(request, pk)
    text = request.POST.get("day", request.GET.get("day", ""))
    chosen, fault = day_of(text)
    foreseen = None
    try:
        if request.method == "POST" and chosen is None:
            raise Refused(fault or _("Choose a day."))
        if chosen is not None:
            foreseen = moves.foresee(campaign, chosen, by=request.user)
            if request.method == "POST" and (request.POST.get("sure") or not foreseen.is_asked):
                return _moved(request, campaign, campaign.move(chosen, by=request.user))
    except Refused as refusal:
        if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
            return refuse(request, refusal)
        fault = refusal.sentence
    shown = {"campaign": campaign, "chosen": chosen, "typed": text, "fault": fault, "foreseen": foreseen, "next": back(request)}
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(render(request, "plan/campaigns/day.html#ask", shown).content, headers={ASKS: "yes"})
    return render(request, "plan/campaigns/day.html", shown, status=422 if fault else 200)


def _moved(request: HttpRequest, campaign: Campaign, moved: list[Any]) -> HttpResponse:
    if not moved:
        return stay(request, _("It begins on that day already."))
    said = _("“%(name)s” begins on %(day)s, and all that is in it moved along.") % {"name": campaign, "day": day(moved[0].now)}
    lines = staying.left(moved)
    if lines:
        words = ngettext(
            "It has left a quarter: its %(count)d budget line (%(first)s) stays in its months and its envelope until you move it.",
            "It has left a quarter: its %(count)d budget lines (%(first)s first) stay in their months and their envelopes until you move them.",
            len(lines),
        )
        said += " " + words % {"count": len(lines), "first": lines[0].name}
    return stay(request, said, moves.way_back(moved))
