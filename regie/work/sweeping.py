"""What the worker looks at: timers of runs, silence of those consulted, deadlines of stages, people away, tasks nobody touches."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from regie.journal.models import record
from regie.lib.leases import LeaseLost
from regie.work import advancing, homes, letting_in
from regie.work.lending import stand_in as stand_in
from regie.work.models import Errand, Opinion, Run, Stage, Task, Verdict
from regie.work.models.deciding import authors_of
from regie.work.standing_in import delegator_for

logger = logging.getLogger(__name__)
QUIET = timedelta(days=30)


def wake_runs() -> int:
    """Runs whose timer has come; a lease a run, so that any number of workers may look."""
    woken: set[int] = set()
    while run := Run.objects.to_wake().exclude(pk__in=woken).order_by("wake_at").take(seconds=60):
        woken.add(run.pk)  # once in a sweep, whatever it says about when it wants to be woken next
        try:
            advancing.wake(run)
        except Exception:
            logger.exception("The run %s could not be woken; its lease ends in a minute, and it is tried again", run.pk)
        else:
            run.release()
    return len(woken)


def do_errands() -> int:
    """The operations of automatic steps; a lease each."""
    tried: set[int] = set()
    rows = Errand.objects.due().select_related("task__run__version__workflow", "task__run__started_by")
    while errand := rows.exclude(pk__in=tried).order_by("next_at", "pk").take(seconds=300):
        tried.add(errand.pk)
        try:
            errand.do()
        except LeaseLost:
            continue
        errand.release()
    return len(tried)


def hear_silence() -> int:
    """Those consulted who said nothing by their date have no remark."""
    heard = 0
    for opinion in Opinion.objects.awaited().filter(due_at__lte=timezone.now()).select_related("task", "person"):
        with transaction.atomic():
            if Opinion.objects.awaited().filter(pk=opinion.pk).update(silent_at=timezone.now()):
                record("work.opinion_silent", opinion.task, by=None, who=str(opinion.person))
                heard += 1
                pass_gate(opinion.task)
    return heard


def pass_gate(task: Task) -> None:
    """A task that only waited for those consulted, with nobody else accountable, is done when the last has spoken."""
    if task.status != "at_gate" or task.opinions.awaited().exists() or task.kind == "approval":
        return
    accountable = task.accountable()
    if accountable is None or task.has_part(accountable, "R"):
        task.finish(by=None if accountable is None else accountable, way=None)


def watch_stages() -> int:
    """Remind a working day before the deadline, or at half of a short time; ask the delegator at the deadline, give up when as long again has passed."""
    now, week, done = timezone.now(), homes.week(), 0
    open_stages = Stage.objects.filter(closed_at=None, opened_at__isnull=False, due_at__isnull=False, approval__closed_at=None)
    for stage in open_stages.filter(due_at__lte=now + timedelta(days=7)).select_related("approval"):
        if stage.due_at <= now and stage.escalated_at is None:
            done += escalate(stage)
        elif stage.due_at <= now and week.after(stage.due_at, float(stage.hours or 7)) <= now:
            stage.close_unanswered()
            done += 1
        elif (
            stage.reminded_at is None
            and stage.due_at > now
            and week.between(now, stage.due_at) <= min(7, float(stage.hours or 14) / 2)
        ):
            done += remind(stage)
    return done


def remind(stage: Stage) -> int:
    with transaction.atomic():
        stage.approval.held()
        if not Stage.objects.filter(pk=stage.pk, closed_at=None, reminded_at=None).update(reminded_at=timezone.now()):
            return 0
        waiting = stage.verdicts.filter(decision="")
        people = list(waiting.exclude(decider=None).values_list("decider", flat=True))
        for verdict in waiting.filter(decider=None).select_related("link", "stage__approval__edition"):
            letting_in.write(verdict, again=True)
        page = stage.approval.subject or stage.approval
        record("work.stage_reminded", stage, by=None, page=page, people=people, thing=str(stage.approval))
    return 1


def escalate(stage: Stage) -> int:
    """The delegator above those who are late is asked too, and may decide alone; never about their own work."""
    with transaction.atomic():
        stage.approval.held()
        if not Stage.objects.filter(pk=stage.pk, closed_at=None, escalated_at=None).update(escalated_at=timezone.now()):
            return 0
        late = list(stage.verdicts.filter(decision="").select_related("decider__domain__delegator"))
        there = set(stage.verdicts.exclude(decider=None).values_list("decider", flat=True))
        above = delegator_for([each.decider for each in late if each.decider], but=there | _authors(stage.approval))
        asked = [above] if above else []
        for person in asked:
            Verdict.objects.create(stage=stage, decider=person)
        if asked:
            Stage.objects.filter(pk=stage.pk).update(rule="one")
        who = ", ".join(str(each.decider or each.outsider) for each in late)
        page = stage.approval.subject or stage.approval
        record("work.stage_escalated", stage, by=None, page=page, people=[person.pk for person in asked], who=who)
    return 1


def _authors(approval) -> set[int]:
    return set() if approval.own_work_allowed else authors_of(approval.task, approval.asked_by)


def ask_quiet_tasks() -> int:
    """Tasks that nobody touched for thirty days ask, once in thirty days, whether they still matter."""
    before, asked = timezone.now() - QUIET, 0
    quiet = (
        Task.objects.open()
        .filter(touched_at__lt=before)
        .exclude(asked_at__gte=before)
        .exclude(starts_on__gt=timezone.localdate())
        .owed()
    )
    for task in quiet[:200]:
        with transaction.atomic():
            if Task.objects.filter(pk=task.pk).exclude(asked_at__gte=before).update(asked_at=timezone.now()):
                record("work.task_asked_whether_it_matters", task, by=None, count=(timezone.now() - task.touched_at).days)
                asked += 1
    return asked
