"""Events: all of them, a new one with its activity, what the one of an activity is, its guests and its tasks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.event_forms import CountForm, EventForm, NewEventForm
from regie.plan.event_lists import Events
from regie.plan.models import Activity, Event
from regie.plan.reading import events as reading
from regie.plan.views.activities import ours
from regie.ui.acting import acts, done


def _at(activity: Activity, part: str) -> str:
    return f"{activity.get_absolute_url()}#{part}"


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    table = Events(request, reading.rows(request.user))
    context = {"table": table, "may_prepare": request.user.has_perm("plan.prepare")}
    return table.export() or render(request, "plan/events/index.html", context)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("campaign", "")
    initial = {"owner": request.user.pk, "campaign": asked if asked.isdecimal() else None}
    form = NewEventForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        told, data = form.fields_of_event, form.cleaned_data
        try:
            made = Event.plan(data["campaign"], data["name"], data["channel"], told.pop("begins_at"), by=request.user, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            return done(request, _at(made.activity, "event"), _("The event is planned."))
    return render(request, "plan/events/new.html", {"form": form}, status=422 if form.is_bound else 200)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
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
