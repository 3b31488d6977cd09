"""Contents of an activity with their targets, and the event that it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.activity_forms import CountForm, EventForm, PieceForm
from regie.plan.models import Activity, Event, Piece, PieceTarget
from regie.plan.reading import activities as reading
from regie.plan.views.activities import ours
from regie.ui.acting import acts, done


def _piece(request: HttpRequest, pk: int) -> Piece:
    rows = Piece.objects.filter(activity__in=Activity.objects.editable_by(request.user))
    return get_object_or_404(rows.select_related("activity__campaign").prefetch_related("targets"), pk=pk)


def _at(activity: Activity, part: str) -> str:
    return f"{activity.get_absolute_url()}#{part}"


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    form = PieceForm(request.POST or None, initial={"goes_out_on": activity.starts_on})
    if request.method == "POST" and form.is_valid():
        try:
            Piece.add(activity, by=request.user, targets=form.targets, **form.told)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, _at(activity, "pieces"), _("The content is there, with its targets."))
    return _form(request, form, activity, None)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    piece = _piece(request, pk)
    form = PieceForm(request.POST or None, instance=piece)
    if request.method == "POST" and form.is_valid():
        piece.edit(by=request.user, targets=form.targets, **form.told)
        return done(request, _at(piece.activity, "pieces"), _("The content is kept."))
    return _form(request, form, piece.activity, piece)


def _form(request: HttpRequest, form: PieceForm, activity: Activity, piece: Piece | None) -> HttpResponse:
    context = {"form": form, "activity": activity, "campaign": activity.campaign, "piece": piece}
    return render(request, "plan/activities/piece.html", context, status=422 if form.is_bound else 200)


@acts
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """What it brought: a number beside each of its targets; what is left empty stays as it is."""
    piece = _piece(request, pk)
    typed = {what: request.POST.get(what, "").strip() for what in PieceTarget.Of.values}
    reached: dict[str, int] = {}
    for what, text in typed.items():
        if text:
            digits = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "")
            if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
                raise Refused(_("“%(text)s” is not a whole number.") % {"text": text[:40]})
            reached[what] = int(digits)
    if not reached:
        raise Refused(_("Write what was reached beside a target."))
    piece.count(reached, by=request.user)
    return done(request, _at(piece.activity, "pieces"), _("It is counted."))


@acts
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    piece = _piece(request, pk)
    piece.erase(by=request.user)
    return done(request, _at(piece.activity, "pieces"), _("The content is erased."))


# The event


@needs("plan.read")
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    rows = reading.events(request.user)
    return render(request, "plan/events/index.html", {"rows": rows, "currency": reading.Organisation.here().currency})


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the activity an event, or changes the one that it is."""
    activity = ours(request, pk)
    held = Event.objects.filter(activity=activity).select_related("activity").first()
    start: dict[str, Any] = {"on": activity.starts_on} if held is None else {}
    form = EventForm(request.POST or None, event=held, **({} if held else {"initial": start}))
    if request.method == "POST" and form.is_valid():
        try:
            if held is None:
                told = form.fields_of_event
                Event.hold(activity, told.pop("begins_at"), by=request.user, **told)
            else:
                held.edit(by=request.user, **form.fields_of_event)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, _at(activity, "event"), _("The event is kept."))
    context = {"form": form, "activity": activity, "campaign": activity.campaign, "event": held}
    return render(request, "plan/activities/event.html", context, status=422 if form.is_bound else 200)


def _event(request: HttpRequest, pk: int) -> Event:
    rows = Event.objects.filter(activity__in=Activity.objects.editable_by(request.user)).select_related("activity__campaign")
    return get_object_or_404(rows, activity=pk)


@acts
def count_guests(request: HttpRequest, pk: int) -> HttpResponse:
    held = _event(request, pk)
    form = CountForm(request.POST, event=held)
    if not form.is_valid():
        raise Refused(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
    held.count(by=request.user, **form.cleaned_data)
    return done(request, _at(held.activity, "event"), _("The guests are counted."))


@acts
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    held = _event(request, pk)
    made = held.prepare(by=request.user, owner=held.activity.owner or request.user)
    said = ngettext(
        "%(count)d task is laid out, backwards from the day.", "%(count)d tasks are laid out, backwards from the day.", len(made)
    )
    return done(request, _at(held.activity, "tasks"), said % {"count": len(made)})
