"""How an approval step of a run asks: its stages as the diagram says, its people as the run has them."""

from __future__ import annotations

from regie.lib.refused import Refused
from regie.work import models_of
from regie.work.models.deciding import Asked
from regie.work.planning import Holders


def ask_for(task, *, by, message: str = ""):
    """Ask for the approval of the run's content; refused when nobody may decide."""
    from regie.work.models import Approval

    node = models_of.model_of(task.run.version).nodes.get(task.node) if task.run_id else None
    gate = node.gate if node else None
    return Approval.ask(
        task.run.content if task.run_id else (getattr(task, "content", None) or task),
        stages_of(task, gate),
        by=by,
        task=task,
        in_parallel=bool(gate and gate.parallel),
        own_work_allowed=bool(gate and gate.own),
        message=message,
    )


def stages_of(task, gate) -> list[Asked]:
    """One stage with the accountable, unless the diagram says more; a stage without people of its own is the accountable's."""
    accountable = [duty.person for duty in task.duties.filter(letter="A").select_related("person") if duty.person]
    accountable = accountable or task.responsible()
    hours = float(task.estimate) if task.estimate is not None else None
    if gate is None or not gate.stages:
        return [Asked(accountable, hours=hours)]
    holders = Holders()
    stages = []
    for stage in gate.stages:
        people = []
        for duty in stage.duties:
            known = holders.by_address.get(duty.person.casefold()) if duty.person else None
            role = holders.roles.get(duty.role.casefold()) if duty.role else None
            people += [known] if known else holders.people.get(role.pk, []) if role else []
        people = list(dict.fromkeys(people)) or accountable
        stages.append(Asked(people, stage.name, stage.rule, stage.count, stage.hours if stage.hours is not None else hours))
    return stages


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
