"""Reviews as other calendar programs read them (RFC 5545).

A series is one event with its rule; an occurrence that differs (moved, put off a rest day, longer) is an
override with RECURRENCE-ID, a cancelled one an EXDATE. What the rule no longer names stands as an event of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vRecur

from regie.reviews.calendar import recurrence


def ics_for(person) -> bytes:
    """The private feed of a person: all reviews that invite them, past and to come."""
    from regie.reviews.models import Review, Series

    with translation.override(person.language or settings.LANGUAGE_CODE):
        calendar = _calendar(_("Reviews"))
        mine = Q(pk__in=Review.objects.inviting(person).values("pk"))
        if person.is_member:
            mine |= Q(series__participants=None, participants=None)  # nobody named: the team is meant
        reviews = list(Review.objects.filter(mine).distinct().select_related("series").prefetch_related("items"))
        by_series: dict[int, list] = {}
        for review in reviews:
            if review.series_id and not review.series.retired_at and review.series.starts_on:
                by_series.setdefault(review.series_id, []).append(review)
            else:
                _add_alone(calendar, review)
        for series in Series.objects.filter(pk__in=by_series):
            _add_series(calendar, series, by_series[series.pk])
        return _written(calendar)


def ics_of(review) -> bytes:
    """One review as a file of its own."""
    calendar = _calendar(str(review.name))
    if review.cancelled_at:
        calendar.add("method", "CANCEL")
    event = _event(review, str(review.uid))
    event.add("dtstart", review.local_start)
    event.add("dtend", review.local_start + timedelta(minutes=review.minutes))
    calendar.add_component(event)
    return _written(calendar)


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Regie//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT1H")
    return calendar


def _written(calendar: Calendar) -> bytes:
    calendar.subcomponents[:0] = [_zone(name) for name in sorted(calendar.get_missing_tzids())]
    return calendar.to_ical()


@cache
def _zone(name: str) -> Timezone:
    """What a zone is: seventy years of summer times, which are the same in each file."""
    return Timezone.from_tzid(name)


def _event(thing, uid: str) -> Event:
    """What a series, an occurrence and a review of its own have in common."""
    event = Event()
    event.add("uid", f"{uid}@regie")
    event.add("dtstamp", timezone.now().astimezone(ZoneInfo("UTC")))
    event.add("sequence", thing.sequence)
    event.add("summary", thing.name)
    if thing.location:
        event.add("location", thing.location)
    event.add("url", thing.link or settings.SITE_ADDRESS + thing.get_absolute_url())
    if getattr(thing, "cancelled_at", None):
        event.add("status", "CANCELLED")
    return event


def _described(event: Event, review) -> None:
    points = [
        f"{number}. {item.shown_title}"
        for number, item in enumerate((each for each in review.items.all() if not each.removed_at), start=1)
    ]
    event.add("description", "\n".join([*points, settings.SITE_ADDRESS + review.get_absolute_url()]))


def _add_alone(calendar: Calendar, review) -> None:
    if review.cancelled_at:
        return
    event = _event(review, str(review.uid))
    event.add("dtstart", review.local_start)
    event.add("dtend", review.local_start + timedelta(minutes=review.minutes))
    _described(event, review)
    calendar.add_component(event)


def _add_series(calendar: Calendar, series, reviews: list) -> None:
    zone = ZoneInfo(series.time_zone)

    def usual(day) -> datetime:
        return recurrence.moment(day, series.at, series.time_zone)

    last = max((review.original_date for review in reviews if review.original_date), default=series.starts_on)
    named = set(series.days(max(last, series.starts_on)))
    master = _event(series, str(series.uid))
    master.add("dtstart", usual(series.starts_on))
    master.add("dtend", usual(series.starts_on) + timedelta(minutes=series.minutes_max))
    master.add("rrule", vRecur.from_ical(series.rule))
    off = [usual(review.original_date) for review in reviews if review.cancelled_at and review.original_date in named]
    if off:
        master.add("exdate", off)
    calendar.add_component(master)
    for review in reviews:
        if review.cancelled_at:
            continue
        if review.original_date not in named:
            _add_alone(calendar, review)
            continue
        at = usual(review.original_date)
        same = review.starts_at == at and review.minutes == series.minutes_max and review.name == series.name
        if same and review.location == series.location and not review.items.all():
            continue
        event = _event(review, str(series.uid))
        event["sequence"] = series.sequence + review.sequence
        event.add("recurrence-id", at)
        event.add("dtstart", review.starts_at.astimezone(zone))
        event.add("dtend", review.starts_at.astimezone(zone) + timedelta(minutes=review.minutes))
        _described(event, review)
        calendar.add_component(event)
