"""The same tasks by time: a month, a timeline, and what each person carries."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regie.people.models import Person
from regie.people.rights import needs
from regie.work import choosing
from regie.work.models import Run, Task
from regie.work.reading import calendars, loads, timelines


@needs("work.read")
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    asked = choosing.asked_of(request)
    seen = Task.objects.visible_to(request.user)
    alone = any(asked[key] for key in ("person", "channel", "due"))
    shown = calendars.month_of(
        _month(request.GET.get("month", "")), choosing.chosen(seen, asked), reader=request.user, campaign=asked["campaign"],
        alone=alone, opened=_day(request.GET.get("day", "")),
    )  # fmt: skip
    return render(request, "work/calendars/month.html", {"month": shown, **_around(request, seen, "calendar")})


@needs("work.read")
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Of all that is asked for, or of one run."""
    asked = choosing.asked_of(request)
    seen = Task.objects.visible_to(request.user)
    tasks, runs = choosing.chosen(seen, asked), Run.objects.visible_to(request.user)
    run = runs.filter(pk=choosing.number_of(request.GET.get("run", ""))).first()
    if run is not None:
        tasks, runs = tasks.filter(run=run), runs.filter(pk=run.pk)
    elif asked["campaign"]:
        runs = runs.filter(campaign=asked["campaign"])
    alone = any(asked[key] for key in ("person", "channel", "due"))
    shown = timelines.of_tasks(tasks, reader=request.user, runs=None if alone else runs, whole="whole" in request.GET or alone)
    return render(request, "work/calendars/timeline.html", {"shown": shown, "run": run, **_around(request, seen, "timeline")})


@needs("work.read")
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    people = Person.objects.team().order_by("name")
    if person := choosing.number_of(request.GET.get("person", "")):
        people = people.filter(pk=person)
    shown = loads.of_team(people)
    around = _around(request, Task.objects.visible_to(request.user), "load", without=["channel", "due", "campaign"])
    return render(request, "work/loads/show.html", {"load": shown, **around})


def _around(request: HttpRequest, seen, here: str, *, without=()) -> dict:
    return {
        "here": here,
        "questions": choosing.questions(request, seen, without=without),
        "carried": choosing.carried(request),
        "is_asked": any(request.GET.get(key) for key in choosing.KEYS),
    }


def _month(text: str) -> date:
    try:
        found = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        found = timezone.localdate().replace(day=1)
    return found if 1990 <= found.year <= 2200 else timezone.localdate().replace(day=1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
