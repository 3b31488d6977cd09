"""What of the work waits for one person. One query each."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from regie.work.models import Opinion, Task, Verdict

MOST = 60


def tasks_of(person: Any) -> list[Task]:
    """Open tasks for which the person is responsible and that are not at the gate or put off, nearest date first."""
    mine = Task.objects.open().filter(duties__person=person, duties__letter="R").exclude(status=Task.Status.AT_GATE)
    mine = mine.filter(Q(starts_on=None) | Q(starts_on__lte=timezone.localdate()))
    return list(mine.select_related("run", "made_by").distinct().order_by("due_at", "pk")[:MOST])


def at_my_gate(person: Any) -> list[Task]:
    """Submitted tasks that wait for the person who is accountable."""
    mine = Task.objects.open().filter(status=Task.Status.AT_GATE, duties__person=person, duties__letter="A")
    return list(
        mine.exclude(kind=Task.Kind.APPROVAL)
        .exclude(opinions__said_at=None, opinions__silent_at=None, opinions__isnull=False)
        .distinct()[:MOST]
    )


def decisions_asked(person: Any) -> list[Verdict]:
    mine = Verdict.objects.awaited().filter(decider=person).select_related("stage__approval__asked_by")
    verdicts = list(mine.order_by("stage__due_at", "pk")[:MOST])
    from django.db.models import prefetch_related_objects

    prefetch_related_objects([verdict.stage.approval for verdict in verdicts], "subject")
    return verdicts


def opinions_asked(person: Any) -> list[Opinion]:
    return list(Opinion.objects.awaited().filter(person=person).select_related("task").order_by("due_at")[:MOST])
