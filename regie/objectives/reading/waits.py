"""What objectives, surveys and workshops wait for from one person, as rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from regie.objectives.models import Asked, CheckIn, Objective, Seat, Survey, Workshop

RHYTHM = timedelta(days=14)  # an adopted objective is followed at least so often


def check_ins_due(person: Any, today: date) -> QuerySet:
    """Adopted objectives of the person of which nobody said anything for a fortnight, and those whose time is over."""
    said = CheckIn.objects.filter(objective=OuterRef("pk"), on__gt=today - RHYTHM)
    quiet = Q(adopted_at__date__lte=today - RHYTHM) & ~Exists(said)
    return Objective.objects.adopted().filter(owner=person).filter(quiet | Q(due_on__lt=today))


def with_last_check_in(objectives: QuerySet) -> QuerySet:
    return objectives.annotate(said_on=Max("check_ins__on")).order_by("due_on", "pk")


def surveys_to_answer(person: Any) -> QuerySet:
    """Open surveys in which the person is asked by name and has not answered."""
    return Asked.objects.filter(person=person, has_answered=False, survey__in=Survey.objects.open())


def workshops_to_join(person: Any) -> QuerySet:
    """Workshops under way in which a seat of the person is empty."""
    return Seat.objects.filter(person=person, taken_at=None, workshop__in=Workshop.objects.open())


def workshops_between(person: Any, start: datetime, end: datetime) -> QuerySet:
    """Those that begin in that time and in which the person has a seat, or which they lead."""
    rows = Workshop.objects.filter(Q(seats__person=person) | Q(facilitator=person), starts_at__gte=start, starts_at__lt=end)
    return rows.distinct().order_by("starts_at")
