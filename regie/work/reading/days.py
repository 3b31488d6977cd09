"""What of the work waits for one person. One query each, two for the decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from regie.work.models import Task, Verdict

MOST = 60


def tasks_of(person: Any) -> list[Task]:
    """Tasks for which the person is responsible: open ones that are not at the gate or put off, nearest date first, then those they
    finished today. Three queries.
    """
    mine = Task.objects.filter(duties__person=person, duties__letter="R").select_related("run", "made_by")
    mine = mine.prefetch_related("duties__instead_of").distinct()
    here = mine.open().filter(Q(starts_on=None) | Q(starts_on__lte=timezone.localdate())).exclude(status=Task.Status.AT_GATE)
    today = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time()))
    done = mine.filter(ended_at__gte=today, ended_by=person, status=Task.Status.DONE)
    return [*here.order_by("due_at", "pk")[:MOST], *done.order_by("ended_at", "pk")[:MOST]]


def decisions_asked(person: Any) -> list[Verdict]:
    mine = Verdict.objects.awaited().filter(decider=person).select_related("stage__approval__asked_by", "instead_of")
    verdicts = list(mine.order_by("stage__due_at", "pk")[:MOST])
    prefetch_related_objects([verdict.stage.approval for verdict in verdicts], "subject")
    return verdicts
