"""What the command palette finds of work."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from regie.ui.palette import Found
from regie.work.models import Run, Task, Workflow


def workflows(person: Any, sought: str) -> list[Found]:
    """One query."""
    rows = Workflow.objects.visible_to(person).in_use().filter(name__icontains=sought)[:6]
    return [Found(str(row), row.get_absolute_url(), "fork", _("Work, workflows")) for row in rows]


def tasks(person: Any, sought: str) -> list[Found]:
    """Those still open first. One query."""
    rows = Task.objects.visible_to(person).filter(title__icontains=sought).select_related("run")
    found = rows.order_by(F("ended_at").desc(nulls_first=True), "due_at", "pk")[:6]
    return [Found(row.title, row.get_absolute_url(), "board", row.run.title if row.run_id else _("Work, tasks")) for row in found]


def runs(person: Any, sought: str) -> list[Found]:
    """One query."""
    rows = Run.objects.visible_to(person).filter(title__icontains=sought)
    found = rows.order_by(F("ended_at").desc(nulls_first=True), "-started_at")[:4]
    return [Found(str(row), row.get_absolute_url(), "run", _("Work, runs")) for row in found]
