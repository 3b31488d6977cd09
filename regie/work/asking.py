"""How an approval step of a run asks: its stages as the diagram says, its people as the run has them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.work import models_of
from regie.work.models.deciding import Asked, authors_of
from regie.work.planning import Holders


def ask_for(task, *, by, message: str = ""):
    """Ask for the approval of the run's content; refused when nobody may decide."""
    from regie.work.models import Approval

    gate = gate_of(task)
    return Approval.ask(
        subject_of(task),
        stages_of(task, gate, by=by),
        by=by,
        task=task,
        in_parallel=bool(gate and gate.parallel),
        own_work_allowed=bool(gate and gate.own),
        message=message,
    )


def ask_as(task, stages: list[Asked], *, by, **words):
    """Ask with stages that somebody looked at, and maybe changed: outsiders too. An approval step stands at the gate with it."""
    from regie.work.models import Approval

    gate = gate_of(task)
    with transaction.atomic():
        approval = Approval.ask(subject_of(task), stages, by=by, task=task, own_work_allowed=bool(gate and gate.own), **words)
        if task.kind == "approval":
            step = task.locked()
            step.status, step.submitted_at, step.started_at = "at_gate", timezone.now(), step.started_at or timezone.now()
            step._save("status", "submitted_at", "started_at")
            record("work.task_submitted", step, by=by, **step._stand)
    return approval


def subject_of(task):
    """What a task's approval is about: its own content, the content of its run where it is an approval step, or itself."""
    if task.run_id and task.kind == "approval":
        return task.run.content
    return getattr(task, "content", None) or task


def gate_of(task):
    node = models_of.node_of(task) if task.kind == "approval" else None
    return node.gate if node else None


def stages_of(task, gate, *, by=None) -> list[Asked]:
    """One stage with the accountable, unless the diagram says more; a stage without people of its own is the accountable's.

    Who holds a role of the diagram but made part of the work is stood in for; who was named by a person is not.
    """
    authors = set() if gate and gate.own else authors_of(task, by)
    duties = [duty for duty in task.duties.filter(letter="A").select_related("person") if duty.person]
    accountable = [duty.person for duty in duties] or task.responsible()
    if any(duty.wanted for duty in duties):
        accountable, instead = _others(accountable, authors)
    else:
        instead = {}
    hours = float(task.estimate) if task.estimate is not None else None
    if gate is None or not gate.stages:
        return [Asked(accountable, hours=hours, instead_of=instead)]
    holders = Holders()
    stages = []
    for stage in gate.stages:
        people = []
        for duty in stage.duties:
            known = holders.by_address.get(duty.person.casefold()) if duty.person else None
            role = holders.roles.get(duty.role.casefold()) if duty.role else None
            people += [known] if known else holders.people.get(role.pk, []) if role else []
        people, others = _others(list(dict.fromkeys(people)), authors)
        shown = (stage.name, stage.rule, stage.count, stage.hours if stage.hours is not None else hours)
        stages.append(Asked(people or accountable, *shown, others if people else instead))
    return stages


def _others(people: list, authors: set[int]) -> tuple[list, dict]:
    """Those of them who may decide; where none may, who stands in for the first."""
    from regie.work.standing_in import instead_of

    free = [person for person in people if person.pk not in authors]
    if free or not people:
        return free, {}
    other = instead_of(people[0], but=authors)
    return ([other], {other.pk: people[0]}) if other else (people, {})


def ask_at_once(task, *, by) -> bool:
    """For an approval step that nobody prepares: ask as soon as the run comes to it. When nobody may decide, it waits as a task."""
    responsible = set(task.responsible())
    accountable = task.accountable()
    if responsible and accountable and responsible != {accountable}:
        return False
    try:
        ask_for(task, by=by)
    except Refused:
        return False
    task.status = "at_gate"
    task.save(update_fields=["status"])
    return True
