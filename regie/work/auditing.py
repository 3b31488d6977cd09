"""An audit's work: its file read, rehearsed, written as passages that only its own page counts, and taken back.

Each job goes on from what its row says is done: a transaction for some thousand tasks, so that nobody waits for the database
meanwhile and a killed worker loses none of them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from regie.lib.leases import LeaseLost
from regie.work import folding, homes
from regie.work.flow import imported
from regie.work.flow.imported import Board, PastTask
from regie.work.models import Audit, Passage, PassedStep

logger = logging.getLogger(__name__)
BUCKETS = {"waiting": "waited", "working": "worked", "gate": "gated"}
AT_A_TIME = 2_000  # tasks written, or steps of passages taken back, in one transaction


def begin(audit: Audit) -> None:
    """Do it now for a small file, else have the queue wake a worker; what the queue loses, the sweep finds."""
    if not audit.job:
        return
    if not audit.is_large:
        go_on(audit.pk)
        audit.refresh_from_db()
        return
    from regie.work.tasks import go_on_with_audit

    transaction.on_commit(lambda: go_on_with_audit.enqueue(audit.pk), robust=True)


def sweep() -> None:
    from regie.work.tasks import go_on_with_audit

    for pk in Audit.objects.to_work_on().values_list("pk", flat=True)[:20]:
        go_on_with_audit.enqueue(pk)


def go_on(pk: int) -> None:
    """Do what an audit waits for, if nobody else does. Safe to call at any time and more than once."""
    audit = Audit.take(pk)
    if audit is None:
        return
    try:
        {"reading": read, "writing": write, "undoing": take_back}[audit.job](audit)
    except LeaseLost:
        logger.info("The past tasks of %s were stopped, or taken over by another worker", pk)
    except imported.Unreadable as fault:
        audit.give_up({"code": fault.code, **fault.facts})
    except FileNotFoundError:
        audit.give_up({"code": "file_gone"})


def board_of(audit: Any, listen: Callable[[int], None] | None = None) -> Board:
    with audit.file.content.open("rb") as content:
        return imported.read(content, audit.file.name, homes.week().time_zone, listen)


def rehearse(audit: Any, listen: Callable[[int], None] | None = None) -> Board:
    """Fill the audit with what its file says; what people said of its states stays said."""
    board = board_of(audit, listen)
    audit.tool, audit.name = board.tool, board.name[:200]
    audit.states = {state: audit.states.get(state) or imported.category(state) for state in board.states}
    audit.taken, audit.refused, audit.skipped = len(board.tasks), board.refused, board.skipped
    audit.refusals = [[code, len(rows), rows[:50]] for code, rows in board.refusals.items()]
    audit.skips = [[code, len(rows), rows[:50]] for code, rows in board.skips.items()]
    return board


def _telling(audit: Audit) -> Callable[[int], None]:
    """Says on the row, about once a second, how many rows were read."""
    last = time.monotonic()

    def told(rows: int) -> None:
        nonlocal last
        if time.monotonic() - last >= 1:
            last = time.monotonic()
            audit.tell(gone_through=rows)

    return told


def read(audit: Audit) -> None:
    rehearse(audit, _telling(audit))
    said = ("tool", "name", "states", "taken", "refused", "skipped", "refusals", "skips")
    audit.settle("read", gone_through=0, **{name: getattr(audit, name) for name in said})


def _alive(audit: Audit) -> Callable[[int], None]:
    """Holds the row while the file is read once more, without saying that anything was written."""
    last = time.monotonic()

    def told(_rows: int) -> None:
        nonlocal last
        if time.monotonic() - last >= 5:
            last = time.monotonic()
            audit.tell()

    return told


def write(audit: Audit) -> None:
    """One passage for each stay in which something was waited for or done, and one for the task as a whole."""
    board = board_of(audit, _alive(audit))
    clock = folding.clock()
    with transaction.atomic():
        audit.tell()
        if not audit.gone_through:
            audit.passed_steps.all().delete()  # of a writing that was stopped before it said how far it was
        whole = _step(audit, "", audit.name, "run")
        steps = {
            state: _step(audit, f"{place}", state, "approval" if audit.states[state] == "gate" else "step")
            for place, state in enumerate(board.states)
            if audit.states[state] in BUCKETS
        }
    for start in range(audit.gone_through, len(board.tasks), AT_A_TIME):
        tasks = board.tasks[start : start + AT_A_TIME]
        rows = [row for task in tasks for row in _passages(audit, task, whole, steps, clock)]
        with transaction.atomic():
            audit.tell(gone_through=start + len(tasks), attempts=0)
            Passage.objects.bulk_create(rows, batch_size=500)
    audit.settle("written", written_at=timezone.now(), undone_at=None, gone_through=0)


def take_back(audit: Audit) -> None:
    """Its passages go, some thousand at a time, then its steps; a writing that was stopped was never written."""
    was_stopped = audit.fault.get("code") == "halted"
    while pks := list(Passage.objects.filter(step__audit=audit).order_by("pk").values_list("pk", flat=True)[: AT_A_TIME * 2]):
        with transaction.atomic():
            Passage.objects.filter(pk__gte=pks[0], pk__lte=pks[-1], step__audit=audit).delete()
            audit.tell(gone_through=audit.gone_through + len(pks), attempts=0)
    with transaction.atomic():
        audit.passed_steps.all().delete()
        if was_stopped:
            audit.settle("", gone_through=0)
        else:
            audit.settle("undone", gone_through=0, undone_at=timezone.now())


def _step(audit: Any, node: str, name: str, kind: str) -> PassedStep:
    step, _is_new = PassedStep.objects.get_or_create(
        key=f"a{audit.pk}:{kind}:{node}", defaults={"audit": audit, "node": node, "name": name[:300], "kind": kind}
    )
    return step


def _passages(audit: Any, task: PastTask, whole: PassedStep, steps: dict[str, PassedStep], clock: Any) -> list[Passage]:
    last = audit.states[task.stays[-1].state]
    ended = task.ended
    if ended is None and last in {"done", "dropped"}:
        ended = task.stays[-1].entered  # it stands where things end since then
    is_dropped = last == "dropped"
    hours = {"waited": 0.0, "worked": 0.0, "gated": 0.0}
    seen: dict[str, int] = {}
    rows = []
    for stay, after in zip(task.stays, [*task.stays[1:], None], strict=True):
        bucket = BUCKETS.get(audit.states[stay.state])
        left = stay.left if stay.left is not None else ended
        if bucket is None:
            continue
        seen[stay.state] = seen.get(stay.state, 0) + 1
        spent = clock.span(stay.entered, left) if left is not None else 0.0
        hours[bucket] += spent
        state = {"waited": "waiting", "worked": "working", "gated": "gate"}[bucket]
        rows.append(
            Passage(
                step=steps[stay.state], run=task.row, visit=seen[stay.state], opened=stay.entered, begun=stay.entered if bucket != "waited" else 0,
                ended=left or 0, since=left or stay.entered, state="ended" if left is not None else state, due=0,
                is_dropped=is_dropped and stay is task.stays[-1], round=seen[stay.state], outcome=_sent_back(audit, stay, after, seen), **{bucket: spent},
            )
        )  # fmt: skip
    first_work = next((stay.entered for stay in task.stays if audit.states[stay.state] in {"working", "gate"}), 0)
    now = BUCKETS.get(last)
    since = ended if ended is not None else task.stays[-1].entered
    state = (
        "ended" if ended is not None else {"waited": "waiting", "worked": "working", "gated": "gate"}.get(now or "", "waiting")
    )
    rounds = max(seen.values(), default=1)
    if ended is not None:  # what no stay tells belongs to the whole all the same
        hours["worked"] += max(0.0, clock.span(task.opened, ended) - sum(hours.values()))
    rows.append(
        Passage(
            step=whole, run=task.row, opened=task.opened, begun=first_work, ended=ended or 0, since=since, due=task.due or 0,
            state=state, is_dropped=is_dropped, returns=rounds - 1, round=rounds, **hours,
        )
    )  # fmt: skip
    return rows


def _sent_back(audit: Any, stay: Any, after: Any, seen: dict[str, int]) -> str:
    """A check after which the task goes back to where it was before asked for something; where it goes on, it asked for nothing."""
    if audit.states[stay.state] != "gate" or after is None:
        return ""
    return "sent_back" if after.state in seen and audit.states[after.state] in {"waiting", "working"} else ""
