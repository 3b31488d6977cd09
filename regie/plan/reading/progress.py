"""How far the work for activities is: it comes back by itself from their runs and tasks. Four queries, however many activities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.work.models import PlannedStep, Task

OWED = ["event", "automatic"]  # kinds of tasks that nobody owes


@dataclass
class Progress:
    """Of one activity. `ready_on` is the day on which its work is planned to be done."""

    done: int = 0
    whole: int = 0
    late: int = 0
    ready_on: date | None = None
    needed_on: date | None = None
    after: int = 0  # steps of its run that are planned after the day on which it is to be seen
    is_over: bool = False

    @property
    def percent(self) -> int | None:
        return round(100 * self.done / self.whole) if self.whole else None

    @property
    def is_too_late(self) -> bool:
        """Most of its work is planned after the day on which it is to be seen; some, such as looking back, always is."""
        return not self.is_over and 2 * self.after > self.whole

    @property
    def state(self) -> str:
        if self.whole and self.done >= self.whole:
            return "good"
        return "watch" if self.late or self.is_too_late else "wait" if self.whole else "none"

    @property
    def words(self) -> str:
        if not self.whole:
            return ""
        said = ngettext("%(done)d of %(count)d step done", "%(done)d of %(count)d steps done", self.whole) % {
            "done": self.done, "count": self.whole,
        }  # fmt: skip
        if self.late:
            said += ", " + ngettext("%(count)d late", "%(count)d late", self.late) % {"count": self.late}
        elif self.is_too_late:
            said += ", " + ngettext("%(count)d after its day", "%(count)d after its day", self.after) % {"count": self.after}
        return said

    @property
    def lateness(self) -> str:
        """Why it is late, alone; nothing where it is not."""
        if self.late:
            return ngettext("%(count)d task is late", "%(count)d tasks are late", self.late) % {"count": self.late}
        return _("most of its work comes after its day") if self.is_too_late else ""


def of_activities(activities: Iterable[Any]) -> dict[int, Progress]:
    """By activity; whatever has neither a run nor tasks has an empty one. Four queries."""
    rows = list(activities)
    found = {each.pk: Progress(needed_on=each.starts_on, is_over=not each.is_open) for each in rows}
    runs = {each.run_id: each.pk for each in rows if each.run_id}
    now = timezone.now()
    if runs:
        known = set()
        for run, node, due_at in PlannedStep.objects.filter(run__in=runs).order_by().values_list("run", "node", "due_at"):
            mine, day = found[runs[run]], timezone.localtime(due_at).date() if due_at else None
            known.add((run, node))
            mine.whole += 1
            mine.ready_on = max(filter(None, (mine.ready_on, day)), default=None)
            mine.after += bool(day and mine.needed_on and day > mine.needed_on)
        tasks = Task.objects.filter(run__in=runs).exclude(kind__in=OWED).order_by().values("run")
        for run, node in Task.objects.filter(run__in=runs, status="done").values_list("run", "node").distinct():
            found[runs[run]].done += (run, node) in known
        for row in tasks.annotate(late=Count("pk", filter=Q(ended_at=None, due_at__lt=now))):
            found[runs[row["run"]]].late += row["late"]
    own = Task.objects.filter(activities__in=found).exclude(status="dropped").order_by().values("activities")
    counted = own.annotate(
        count=Count("pk"), done=Count("pk", filter=Q(status="done")), late=Count("pk", filter=Q(ended_at=None, due_at__lt=now)),
    )  # fmt: skip
    for each in counted:
        mine = found[each["activities"]]
        mine.whole, mine.done, mine.late = mine.whole + each["count"], mine.done + each["done"], mine.late + each["late"]
    return found
