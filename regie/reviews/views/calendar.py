"""The month with its reviews and rest days; one review as a file for other calendars."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from regie.lib import rest
from regie.people.models import Organisation
from regie.reviews.calendar import ics_of, recurrence
from regie.reviews.models import Review


@dataclass
class Day:
    date: date
    is_outside: bool
    is_rest: bool
    is_today: bool
    holiday: str
    reviews: list[Any] = field(default_factory=list)
    more: int = 0


SHOWN = 4


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here, today = Organisation.here(), timezone.localdate()
    first = _month_of(request.GET.get("month", ""), today)
    language = (get_language() or "en")[:2]
    weeks = [
        [
            Day(
                day,
                day.month != first.month,
                rest.is_rest(day, here.country),
                day == today,
                rest.holiday(day, here.country, language),
            )
            for day in week
        ]
        for week in months.Calendar(0).monthdatescalendar(first.year, first.month)
    ]
    begin, end = weeks[0][0].date, weeks[-1][-1].date
    zone = ZoneInfo(here.time_zone)
    reviews = (
        Review.objects.visible_to(request.user)
        .filter(
            starts_at__gte=datetime.combine(begin, time(), zone),
            starts_at__lt=datetime.combine(end + timedelta(days=1), time(), zone),
        )
        .select_related("series")
        .order_by("starts_at")
    )
    days = {day.date: day for week in weeks for day in week}
    for review in reviews:
        if day := days.get(review.starts_at.astimezone(zone).date()):
            day.reviews.append(review)
    everything = request.GET.get("all") == "1"
    for day in days.values():
        if not everything and len(day.reviews) > SHOWN:
            day.more = len(day.reviews) - SHOWN + 1
            day.reviews = day.reviews[: SHOWN - 1]
    held = [review for day in days.values() if not day.is_outside for review in day.reviews]
    return render(
        request,
        "reviews/calendar.html",
        {
            "first": first,
            "weeks": weeks,
            "names": [day.date for day in weeks[0]],
            "before": recurrence.months_ahead(first, -1),
            "after": recurrence.months_ahead(first, 1),
            "count": len([review for review in held if not review.cancelled_at]),
            "shifted": [review for review in held if review.gave_way and not review.cancelled_at],
            "subscribe": _subscribe(),
            "today": today,
        },
    )


def _subscribe() -> str:
    """Where private feeds are made, in a room above this one."""
    try:
        return reverse("connect:index")
    except NoReverseMatch:
        return ""


def _month_of(asked: str, today: date) -> date:
    try:
        year, month = (int(part) for part in asked.split("-"))
        return date(year, month, 1) if 1990 < year < 2100 else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review.objects.visible_to(request.user).prefetch_related("items"), pk=pk)
    response = HttpResponse(ics_of(review), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(review.name) or "review"}-{review.day:%Y-%m-%d}.ics"'
    return response
