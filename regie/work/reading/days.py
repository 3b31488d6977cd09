"""What of the work waits for one person. One query each, two for the decisions."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from regie.work.models import Task, Verdict

MOST = 60


def tasks_of(person: Any) -> list[Task]:
    """Open tasks for which the person is responsible and that are not at the gate or put off, nearest date first."""
    mine = Task.objects.open().filter(duties__person=person, duties__letter="R").exclude(status=Task.Status.AT_GATE)
    mine = mine.filter(Q(starts_on=None) | Q(starts_on__lte=timezone.localdate()))
    return list(mine.select_related("run", "made_by").distinct().order_by("due_at", "pk")[:MOST])


def decisions_asked(person: Any) -> list[Verdict]:
    mine = Verdict.objects.awaited().filter(decider=person).select_related("stage__approval__asked_by")
    verdicts = list(mine.order_by("stage__due_at", "pk")[:MOST])
    prefetch_related_objects([verdict.stage.approval for verdict in verdicts], "subject")
    return verdicts
