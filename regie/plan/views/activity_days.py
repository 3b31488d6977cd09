"""The day of an activity, of a content and of a milestone: what a change takes along is shown before it is done, and can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan import moves
from regie.plan.models import Activity, Milestone, Piece
from regie.plan.reading.standings import day, sentence
from regie.ui.acting import acts, back, done, refuse
from regie.ui.toasts import toast

ASKS = "X-Asks-First"  # the answer is a dialog, and nothing was done yet


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for a day and shows what it takes along; POST moves, after a look where anything else moves or clashes."""
    activity = get_object_or_404(Activity.objects.editable_by(request.user).select_related("campaign", "channel"), pk=pk)
    text = request.POST.get("day", request.GET.get("day", ""))
    chosen, fault = day_of(text)
    foreseen = None
    if chosen is not None:
        try:
            foreseen = moves.foresee(activity, chosen, by=request.user)
            if request.method == "POST" and (request.POST.get("sure") or not foreseen.is_asked):
                return _moved(request, activity, activity.move(chosen, by=request.user))
        except Refused as refusal:
            if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
                return refuse(request, refusal)
            fault = refusal.sentence
    elif request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return refuse(request, Refused(fault))
    shown = {"activity": activity, "chosen": chosen, "typed": text, "fault": fault, "foreseen": foreseen, "next": back(request)}
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(render(request, "plan/activities/day.html#ask", shown).content, headers={ASKS: "yes"})
    return render(request, "plan/activities/day.html", shown, status=422 if fault else 200)


def _moved(request: HttpRequest, activity: Any, moved: list[Any]) -> HttpResponse:
    if not moved:
        return stay(request, _("It begins on that day already."))
    said = _("“%(name)s” begins on %(day)s.") % {"name": activity, "day": day(moved[0].now)}
    others = len(moved) - 1
    if others:
        words = ngettext("%(count)d activity went along.", "%(count)d activities went along.", others)
        said += " " + words % {"count": others}
    return stay(request, said, moves.way_back(moved))


@acts
@needs("plan.prepare")
def undo(request: HttpRequest) -> HttpResponse:
    moves.put_back(request.GET.get("moves", ""), request.GET.get("campaign", ""), by=request.user)
    return stay(request, _("They are back where they were."))


@acts
@needs("plan.prepare")
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Piece.objects.filter(activity__in=Activity.objects.editable_by(request.user)).select_related("activity"), pk=pk
    )
    chosen = _must(request)
    was = found.goes_out_on
    found.edit(by=request.user, goes_out_on=chosen)
    undone = f"{request.path}?day={was.isoformat()}" if was else ""
    return stay(request, _("“%(name)s” goes out on %(day)s.") % {"name": found, "day": day(chosen)}, undone)


@acts
@needs("plan.prepare")
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Milestone.objects.editable_by(request.user), pk=pk)
    chosen = _must(request)
    was = found.move(chosen, by=request.user)
    said = _("“%(name)s” is on %(day)s.") % {"name": found, "day": day(chosen)}
    return stay(request, said, f"{request.path}?day={was.isoformat()}")


def day_of(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None, _("Choose a day.")
    return (found, "") if 1990 <= found.year <= 2200 else (None, _("Choose a day."))


def _must(request: HttpRequest) -> date:
    found, _fault = day_of(request.POST.get("day", request.GET.get("day", "")))
    if found is None:
        raise Refused(_("Choose a day."))
    return found


def stay(request: HttpRequest, said: str, undone: str = "") -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return toast(HttpResponse(), sentence(said), undone)
    return done(request, back(request, "/plan/calendar/"), sentence(said), undone)
