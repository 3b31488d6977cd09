"""The journal as a whole, for leads; the history of one thing, for whoever may see the thing."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from regie.journal import queries, things, undoing
from regie.journal.differences import changes_of
from regie.journal.models import Event
from regie.ui import exports

A_PAGE = 50
for_leads = permission_required("journal.read_all", raise_exception=True)


@for_leads
def index(request: HttpRequest) -> HttpResponse:
    filters = queries.Filters.read(request.GET)
    events = filters.applied(Event.objects.visible_to(request.user))
    page = Paginator(events, A_PAGE).get_page(request.GET.get("page"))
    words = {
        "filters": filters,
        "page": page,
        "days": queries.shaped(page.object_list),
        "rooms": queries.rooms(),
        "people": queries.people(),
        "verbs": queries.verbs_of(filters.room),
    }
    return render(request, "journal/index.html", words)


@for_leads
def show(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("actor", "subject_type", "page_type"), pk=pk)
    words = {"event": event, "changes": changes_of(event), "address": things.address_of(event.page)}
    return render(request, "journal/event.html", words)


def of_thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    thing = things.find(kind, key, request.user)
    page = Paginator(Event.objects.about(thing), A_PAGE).get_page(request.GET.get("page"))
    day = queries.day_in(request.GET.get("on"))
    words = {
        "thing": thing,
        "address": things.address_of(thing),
        "page": page,
        "days": queries.shaped(page.object_list, request.user),
        "stood_on": day,
        "first": Event.objects.about(thing).order_by("at").values_list("at", flat=True).first(),
        "stood": undoing.as_it_stood(thing, day) if day else [],
        "people": len(set(Event.objects.about(thing).exclude(actor=None).order_by().values_list("actor", flat=True).distinct())),
    }
    return render(request, "journal/of_thing.html", words)


@for_leads
def export(request: HttpRequest) -> HttpResponseBase:
    events = queries.Filters.read(request.GET).applied(Event.objects.visible_to(request.user))
    head = [_("When"), _("Who"), _("What"), _("Verb"), _("Thing"), _("Field"), _("From"), _("To")]
    return exports.csv_response("journal", head, _rows(events), request.LANGUAGE_CODE)


def _rows(events) -> Iterator[list]:
    """One row a change; an event without changes is one row."""
    for event in events.iterator(chunk_size=500):
        start = [event.at, event.actor_name or "Régie", event.sentence, event.verb, event.subject_name]
        lines = [[*start, change.label, change.old, change.new] for change in changes_of(event)]
        yield from lines or [[*start, "", "", ""]]
