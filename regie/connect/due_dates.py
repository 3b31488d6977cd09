"""The due dates of one's work, for calendar programs: days without hours, that move when the work does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from regie.people.models import Organisation
from regie.work.models import Delivery, Request, Task

MOST = 500
BACK = timedelta(days=60)  # what is over leaves the calendar slowly


def ics_for(person: Any) -> bytes:
    """Tasks that are one's to do or to answer for, requests one made or answered, deliveries one asked or promised. Four queries."""
    return written(str(_("Due dates of my work")), [*_tasks(person), *_requests(person), *_deliveries(person)])


def campaigns_ics_for(person: Any) -> bytes:
    """Every dated task of the campaigns in which the person has something open, whoever does it. Two queries."""
    seen = Task.objects.visible_to(person)
    mine = seen.open().filter(duties__person=person).exclude(campaign="").values("campaign")
    rows = seen.filter(campaign__in=mine, due_at__isnull=False).exclude(status=Task.Status.DROPPED)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now() - BACK)).select_related("run").distinct()
    events = [
        _event(
            "task", task, f"{task.campaign}: {task.title}", timezone.localtime(task.due_at).date(), task.campaign, task.revision
        )
        for task in rows.order_by("due_at", "pk")[:MOST]
    ]
    return written(str(_("Due dates of my campaigns")), events)


def _tasks(person: Any) -> list[Event]:
    rows = Task.objects.visible_to(person).filter(duties__person=person, duties__letter__in=["R", "A"], due_at__isnull=False)
    rows = rows.exclude(status=Task.Status.DROPPED).filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now() - BACK))
    events = []
    for task in rows.select_related("run").distinct().order_by("due_at", "pk")[:MOST]:
        title = f"✓ {task.title}" if task.ended_at else task.title
        where = task.run.title if task.run_id else task.campaign
        events.append(_event("task", task, title, timezone.localtime(task.due_at).date(), where, task.revision))
    return events


def _requests(person: Any) -> list[Event]:
    rows = Request.objects.visible_to(person).open().filter(Q(asked_by=person) | Q(answered_by=person), promised_on__isnull=False)
    return [
        _event("request", each, _("Promised: %(what)s") % {"what": each.title}, each.promised_on, each.offer.name, each.revision)
        for each in rows.select_related("offer").order_by("promised_on", "pk")[:MOST]
    ]


def _deliveries(person: Any) -> list[Event]:
    mine = Q(asked_by=person) | Q(promised_by=person) | Q(asked_of=person)
    rows = (
        Delivery.objects.visible_to(person).open().filter(mine).filter(Q(promised_on__isnull=False) | Q(needed_on__isnull=False))
    )
    return [
        _event("delivery", each, _("Awaited: %(what)s") % {"what": each.what}, each.until, str(each.domain), each.revision)
        for each in rows.select_related("domain").order_by("needed_on", "pk")[:MOST]
    ]


def _event(kind: str, thing: Any, title: str, day: Any, about: str, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{thing.pk}@{settings.SITE_ADDRESS.partition('://')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", sequence)
    event.add("summary", title)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # a due date makes nobody busy
    address = f"{settings.SITE_ADDRESS}{thing.get_absolute_url()}"
    event.add("url", address)
    event.add("description", "\n".join(filter(None, [about, address])))
    return event


def written(name: str, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Regie//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{name}, {Organisation.here().name}")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()
