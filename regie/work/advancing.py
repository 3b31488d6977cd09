"""How a run goes on: what the engine opens becomes tasks, what it closes is dropped, its timers are remembered.

Decisions lie in our rows; the engine's state is only where its tokens are. Everything here happens in the caller's transaction,
with the run's row held, so that two people who finish two branches in the same second both count.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from regie.journal.models import record
from regie.work import homes, models_of
from regie.work.engine import running


def locked(run):
    return type(run).objects.select_for_update(of=("self",)).select_related("version").get(pk=run.pk)


def begin(run, *, by) -> None:
    run = locked(run)
    settle(run, running.ENGINE.start(models_of.executable_of(run.version)), by=by)


def advance(task, *, way: str | None, by) -> None:
    """The run after one of its tasks is done."""
    run = locked(task.run)
    if run.ended_at is not None:
        return
    moves = running.ENGINE.complete(models_of.executable_of(run.version), run.state, task.token, way=way)
    settle(run, moves, by=by, came_by=way or "")


def wake(run) -> None:
    """A timer has come to its time."""
    with transaction.atomic():
        run = locked(run)
        if run.ended_at is None:
            settle(run, running.ENGINE.wake(models_of.executable_of(run.version), run.state, timezone.now()), by=None)


def settle(run, moves, *, by, came_by: str = "") -> None:
    from regie.work.models import Task

    run.state, run.wake_at = moves.state, moves.wake_at
    run.save(update_fields=["state", "wake_at"])
    for task in Task.objects.filter(run=run, token__in=list(moves.closed), ended_at=None):
        task.drop(by=None)
    for each in moves.opened:
        open_task(run, each, by=by)
    if moves.ended and run.ended_at is None:
        run.ended_at, run.ending = timezone.now(), "finished"
        run.save(update_fields=["ended_at", "ending"])
        record("work.run_finished", run, by=by)


def open_task(run, opened, *, by) -> None:
    """The task of a node that the run has come to, with the duties planned for it."""
    from regie.work.models import Task
    from regie.work.planned import Who

    node = models_of.model_of(run.version).nodes.get(opened.node_id)
    step = run.steps.filter(node=opened.node_id).prefetch_related("duties__person", "duties__role").first()
    who = []
    if step:
        who = [Who(duty.letter, duty.person, duty.role, duty.instead_of, duty.wanted) for duty in step.duties.all()]
    visit = run.tasks.filter(node=opened.node_id).count() + 1
    now, due = timezone.now(), step.due_at if step else None
    hours = float(step.hours) if step and step.hours is not None else None
    if hours is not None and (visit > 1 or due is None or due < now):
        due = homes.week().after(now, hours)  # planned for an earlier visit, or overtaken: its hours count from now
    task = Task.make(
        step.name if step else (node.name if node else opened.node_id),
        by=None,
        who=who,
        checks=node.checklist if node else (),
        page=run,
        run=run,
        node=opened.node_id,
        token=opened.token,
        visit=visit,
        kind=opened.kind if opened.kind in {"approval", "choice"} else "step",
        ways=[list(choice) for choice in opened.choices],
        campaign=run.campaign,
        estimate=step.hours if step else None,
        due_at=due,
    )
    if task.kind == "approval":
        from regie.work import asking

        asking.ask_at_once(task, by=by)
