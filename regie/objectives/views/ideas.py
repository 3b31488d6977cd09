"""Ideas on the wall of a workshop, as the facilitator arranges them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from regie.objectives.models import Idea, Seat, Workshop
from regie.objectives.views.themes import theme_chosen
from regie.objectives.views.workshops import language_here, renewed, writable
from regie.ui.acting import acts, done
from regie.ui.toasts import toast


def _mine(request: HttpRequest, pk: int) -> Idea:
    rows = Idea.objects.filter(workshop__in=Workshop.objects.editable_by(request.user)).select_related("workshop")
    return get_object_or_404(rows, pk=pk)


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """From the facilitator's page: what somebody said aloud."""
    workshop = writable(request, pk)
    Idea.propose(workshop, request.POST.get("text", ""), inspiration=request.POST.get("inspiration", ""))
    return renewed(request, pk, "#wall")


@acts
def update(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _mine(request, pk)
    idea.reword(request.POST.get("text", ""))
    return renewed(request, idea.workshop_id, "#wall")


@acts
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _mine(request, pk)
    idea.drop()
    said, undo = _("The idea is off the wall."), reverse("objectives:idea_return", args=[pk])
    if not request.htmx:  # type: ignore[attr-defined]
        return done(request, f"{idea.workshop.get_absolute_url()}#wall", said, undo)
    return toast(renewed(request, idea.workshop_id), said, undo=undo)


@acts
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _mine(request, pk)
    idea.bring_back()
    return renewed(request, idea.workshop_id, "#wall")


@acts
def put(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _mine(request, pk)
    idea.put_in(theme_chosen(request, idea.workshop))
    if request.htmx and request.headers.get("X-Moved"):  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return renewed(request, idea.workshop_id, "#wall")


@acts
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    idea = _mine(request, pk)
    said = request.POST.get("into", "")
    if not said:
        idea.part()
    else:
        idea.merge_into(get_object_or_404(idea.workshop.ideas, pk=said if said.isdigit() else 0))
    return renewed(request, idea.workshop_id, "#wall")


@acts
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The idea becomes a draft objective."""
    idea = _mine(request, pk)
    idea.become_objective(by=request.user, text=request.POST.get("text", ""), language=language_here())
    return renewed(request, idea.workshop_id, "#drafts")


@acts
def unseat(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Seat.objects.filter(workshop__in=Workshop.objects.editable_by(request.user)).select_related("workshop")
    seat = get_object_or_404(rows, pk=pk)
    workshop = seat.workshop_id
    seat.leave(by=request.user)
    return renewed(request, workshop)
