"""The plan by time: everything dated in a month or a week, and the timeline of activities."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regie.people.rights import needs
from regie.plan import choosing, dated, spans
from regie.plan.reading import calendars, conflicts, timelines
from regie.plan.views.plans import around
from regie.ui.tables import Asked, Filter

CLASHES = 6  # named before the others are folded
SHOWN = 40
BARS = 8  # of the timeline under a month


@needs("plan.read")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month, or a week with `view=week`, by group with `by`."""
    asked, kind = choosing.asked_of(request), request.GET.get("kind", "")
    is_week, by = request.GET.get("view") == "week", request.GET.get("by", "")
    opened = _day(request.GET.get("day", ""))
    if is_week:
        day = _day(request.GET.get("week", "")) or timezone.localdate()
        first = day - timedelta(days=day.weekday())
        last = first + timedelta(days=6)
        things = calendars.collected(first, last, request.user, asked, kind)
        month = calendars.week_of(first, things, by, opened)
    else:
        by = ""
        start = _month(request.GET.get("month", ""))
        first, last = calendars.bounds(start)
        things = calendars.collected(first, last, request.user, asked, kind)
        month = calendars.month_of(start, things, opened)
    clashes = conflicts.between(first, last)
    span = spans.of(month.first, spans.MONTHS)
    below = None if is_week else timelines.of(request.user, span, asked, by="", most=BARS, tied=True)
    return render(
        request,
        "plan/schedule/calendar.html",
        {
            "month": month,
            "is_week": is_week,
            "by": by,
            "groups": [(key, choosing.LABELS[key]) for key in calendars.GROUPS],
            "counted": _counted(things),
            "gate": timelines.gate(request.user, asked),
            "clashes": clashes[:CLASHES],
            "more_clashes": clashes[CLASHES:SHOWN],
            "clash_count": len(clashes),
            "shown": below,
            "questions": [_kinds(request), *choosing.questions(request)],
            "is_asked": bool(asked) or kind in dated.SOURCES,
            "may_prepare": request.user.has_perm("plan.prepare"),
            **around(request, span),
        },
    )


@needs("plan.read")
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    span, asked, by = spans.asked_of(request), choosing.asked_of(request), request.GET.get("by", "")
    by = by if by in timelines.BY else "channel"
    return render(
        request,
        "plan/schedule/timeline.html",
        {
            "shown": timelines.of(request.user, span, asked, by),
            "gate": timelines.gate(request.user, asked),
            "by": by,
            "groups": [(key, choosing.LABELS[key]) for key in timelines.BY],
            "questions": choosing.questions(request),
            "is_asked": bool(asked),
            "may_prepare": request.user.has_perm("plan.prepare"),
            **around(request, span),
        },
    )


def _counted(things: list[Any]) -> list[tuple[str, int]]:
    found = Counter(each.kind for each in things)
    return [(str(source.label), found[key]) for key, source in dated.SOURCES.items() if found[key]]


def _kinds(request: HttpRequest) -> Asked:
    choices = [(key, str(source.label)) for key, source in dated.SOURCES.items()]
    return choosing.asked_as(request, Filter("kind", _("What"), choices))


def _month(text: str) -> date:
    try:
        found = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        found = timezone.localdate().replace(day=1)
    return found if 1990 <= found.year <= 2200 else timezone.localdate().replace(day=1)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None
