"""An audit's work: its file read, rehearsed, and written as passages that only its own page counts."""

from __future__ import annotations

from typing import Any

from regie.work import folding, homes
from regie.work.flow import imported
from regie.work.flow.imported import Board, PastTask
from regie.work.models import Passage, PassedStep

BUCKETS = {"waiting": "waited", "working": "worked", "gate": "gated"}


def board_of(audit: Any) -> Board:
    with audit.file.content.open("rb") as content:
        return imported.read(content, audit.file.name, homes.week().time_zone)


def rehearse(audit: Any) -> Board:
    """Fill the audit with what its file says; what people said of its states stays said."""
    board = board_of(audit)
    audit.tool, audit.name = board.tool, board.name[:200]
    audit.states = {state: audit.states.get(state) or imported.category(state) for state in board.states}
    audit.taken, audit.refused = len(board.tasks), board.refused
    audit.refusals = [[code, len(rows), rows[:50]] for code, rows in board.refusals.items()]
    return board


def write(audit: Any) -> None:
    """One passage for each stay in which something was waited for or done, and one for the task as a whole."""
    board = rehearse(audit)
    audit.passed_steps.all().delete()
    clock = folding.clock()
    whole = _step(audit, "", board.name, "run")
    steps = {
        state: _step(audit, f"{place}", state, "approval" if audit.states[state] == "gate" else "step")
        for place, state in enumerate(board.states)
        if audit.states[state] in BUCKETS
    }
    rows: list[Passage] = []
    for task in board.tasks:
        rows += _passages(audit, task, whole, steps, clock)
        if len(rows) > 5_000:
            Passage.objects.bulk_create(rows, batch_size=500)
            rows = []
    Passage.objects.bulk_create(rows, batch_size=500)


def _step(audit: Any, node: str, name: str, kind: str) -> PassedStep:
    return PassedStep.objects.create(audit=audit, node=node, name=name[:300], kind=kind, key=f"a{audit.pk}:{kind}:{node}")


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
                is_dropped=is_dropped and stay is task.stays[-1], round=seen[stay.state], outcome=_sent_back(audit, stay, after), **{bucket: spent},
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


def _sent_back(audit: Any, stay: Any, after: Any) -> str:
    """A check after which the work is taken up again asked for something."""
    is_sent = audit.states[stay.state] == "gate" and after is not None and audit.states[after.state] in {"waiting", "working"}
    return "sent_back" if is_sent else ""
