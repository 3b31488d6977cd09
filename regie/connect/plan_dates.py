"""The plan for calendar programs: campaigns with their embargoes, activities, contents, milestones and what others promised, on days
without hours; an event at its hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Event

from regie.connect.due_dates import BACK, written
from regie.plan.models import Activity, Campaign, Milestone, Piece
from regie.work.models import Delivery

MOST = 2_000
BRIEF = timedelta(days=6)  # what lasts longer is told by its first and its last day


def ics_for(person: Any) -> bytes:
    """What is over for two months, and all that is to come. Five queries."""
    since = timezone.localdate() - BACK
    with translation.override(person.language or settings.LANGUAGE_CODE):
        rows = Activity.objects.visible_to(person).exclude(status=Activity.Status.DROPPED).exclude(starts_on=None)
        seen = rows.between(since, date.max).select_related("campaign", "channel", "event").order_by("starts_on", "pk")
        found = [event for each in seen[:MOST] for event in _activity(each)]
        pieces = Piece.objects.filter(activity__in=rows.order_by(), goes_out_on__gte=since).select_related("activity")
        found += [
            _event(f"content-{each.pk}", each.title, each.goes_out_on, each.goes_out_on, each.activity, str(each.activity))
            for each in pieces.order_by("goes_out_on", "pk")[:MOST]
            if each.goes_out_on
        ]
        dates = Milestone.objects.visible_to(person).filter(on__gte=since).order_by("on", "pk")
        found += [
            _event(f"milestone-{each.pk}", each.name, each.on, each.until or each.on, each, each.get_kind_display())
            for each in dates[:MOST]
        ]
        campaigns = Campaign.objects.visible_to(person).filter(
            Q(starts_on__gte=since) | Q(ends_on__gte=since) | Q(embargo_until__gte=since)
        )
        found += [event for each in campaigns.order_by("starts_on", "pk")[:MOST] for event in _campaign(each, since)]
        promised = Delivery.objects.visible_to(person).open().filter(promised_on__gte=since).order_by("promised_on", "pk")
        found += [
            _event(f"promise-{each.pk}", each.what, each.promised_on, each.promised_on, each, _("promised"))
            for each in promised[:MOST]
            if each.promised_on
        ]
        return written(str(_("The plan")), found)


def _campaign(each: Any, since: date) -> list[Event]:
    """The days on which it begins and ends, and the last one of its embargo."""
    facts = {"name": each.name}
    return [
        _event(f"campaign-{each.pk}-{part}", words % facts, day, day, each, "")
        for part, words, day in (
            ("begins", _("%(name)s: campaign begins"), each.starts_on),
            ("ends", _("%(name)s: campaign ends"), each.ends_on),
            ("embargo", _("%(name)s: embargo until then"), each.embargo_until),
        )
        if day and day >= since
    ]


def _activity(each: Any) -> list[Event]:
    first, last = each.starts_on, each.ends_on or each.starts_on
    about, key = f"{each.campaign}, {each.channel}", f"activity-{each.pk}"
    held = getattr(each, "event", None)
    if held is not None:
        event = _bare(key, each.name, each, about)
        event.add("dtstart", held.begins_at)
        event.add("dtend", held.ends_at or held.begins_at + timedelta(hours=1))
        event.add("location", held.place or held.address)
        return [event]
    if last - first <= BRIEF:
        return [_event(key, each.name, first, last, each, about)]
    begins, ends = _("%(name)s begins") % {"name": each.name}, _("%(name)s: last day") % {"name": each.name}
    return [_event(key, begins, first, first, each, about), _event(f"{key}-end", ends, last, last, each, about)]


def _event(key: str, title: str, first: date, last: date, thing: Any, about: str) -> Event:
    event = _bare(key, title, thing, about)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # a plan makes nobody busy
    return event


def _bare(key: str, title: str, thing: Any, about: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{settings.SITE_ADDRESS.partition('://')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", thing.revision)
    event.add("summary", title)
    address = f"{settings.SITE_ADDRESS}{thing.get_absolute_url()}"
    event.add("url", address)
    event.add("description", "\n".join(filter(None, [about, address])))
    return event
