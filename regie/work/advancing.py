"""How a run goes on: what the engine opens becomes tasks, what it closes is dropped, its timers are remembered.

Decisions lie in our rows; the engine's state is only where its tokens are. Everything here happens in the caller's transaction,
with the run's row held, so that two people who finish two branches in the same second both count.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.work import models_of
from regie.work.engine import running
from regie.work.reaching import keeper_of, open_task


def locked(pk: int):
    from regie.work.models import Run

    rows = Run.objects.select_for_update(of=("self",), no_key=True).select_related("version__workflow", "started_by")
    return rows.get(pk=pk)


def begin(run, *, by) -> None:
    run = locked(run.pk)
    settle(run, running.ENGINE.start(models_of.executable_of(run.version)), by=by)


def advance(task, *, ways: Iterable[str] = (), by) -> None:
    """The run after one of its tasks is done."""
    run = locked(task.run_id)
    if run.ended_at is not None:
        return
    moves = running.ENGINE.complete(models_of.executable_of(run.version), run.state, task.token, way=tuple(ways))
    settle(run, moves, by=by)


def wake(run) -> bool:
    """A timer has come to its time. Where the run cannot go on, it says why, once, and waits for a person; false then."""
    try:
        with transaction.atomic():
            current = locked(run.pk)
            if current.ended_at is None:
                moves = running.ENGINE.wake(models_of.executable_of(current.version), current.state, timezone.now())
                settle(current, moves, by=None)
        return True
    except Refused as refusal:
        stand_still(run, str(refusal.sentence))
        return False


def stand_still(run, because: str) -> None:
    with transaction.atomic():
        run = locked(run.pk)
        if run.ended_at is not None:
            return
        run.stuck_because, run.wake_at = because[:500], None
        run.save(update_fields=["stuck_because", "wake_at"])
        keeper = keeper_of(run)
        record("work.run_stuck", run, by=None, people=[keeper.pk] if keeper else [], reason=run.stuck_because)


def settle(run, moves, *, by) -> None:
    from regie.work.models import Task

    run.state, run.wake_at, run.stuck_because = moves.state, moves.wake_at, ""
    run.save(update_fields=["state", "wake_at", "stuck_because"])
    if moves.closed:
        for task in Task.objects.filter(run=run, token__in=list(moves.closed), ended_at=None):
            task.drop(by=None)
    for each in moves.opened:
        open_task(run, each, by=by)
    if moves.ended and run.ended_at is None:
        run.ended_at, run.ending = timezone.now(), "finished"
        run.save(update_fields=["ended_at", "ending"])
        record("work.run_finished", run, by=by)
