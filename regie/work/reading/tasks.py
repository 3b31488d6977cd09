"""One task as its page shows it. At most sixteen queries, whatever it carries."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils import timezone

from regie.people.models import Person
from regie.work import models_of
from regie.work.models import Opinion, Task
from regie.work.reading.boards import hold_of


def of_task(task: Task, reader: Any) -> dict[str, Any]:
    duties: dict[str, list] = defaultdict(list)
    for duty in task.duties.select_related("person", "role", "instead_of"):
        duties[duty.letter].append(duty)
    waits = list(task.waits.select_related("on", "delivery"))
    open_waits = [wait.on or wait.delivery for wait in waits if _holds(wait)]
    approvals = list(task.approvals.select_related("edition", "asked_by").prefetch_related("stages__verdicts__decider"))
    awaited = [
        verdict
        for approval in approvals
        if approval.closed_at is None
        for stage in approval.stages.all()
        if stage.opened_at and not stage.closed_at
        for verdict in stage.verdicts.all()
        if not verdict.decision
    ]
    for verdict in awaited:
        verdict.stage.opened_at  # noqa: B018 - prefetched with its stage
    may_edit = Task.objects.editable_by(reader).filter(pk=task.pk).exists()
    accountable = next((duty.person for duty in duties["A"]), None)
    node = models_of.model_of(task.run.version).nodes.get(task.node) if task.run_id and task.node else None
    attachments: dict[str, list] = defaultdict(list)
    for attachment in task.attachments.select_related("file", "file__brought_by"):
        attachments[attachment.name].append(attachment)
    return {
        "task": task,
        "duties": [(letter, duties[letter]) for letter in "RACI" if duties[letter]],
        "waits": waits,
        "holds": list(task.holds.select_related("task")),
        "pieces": list(task.pieces.all()),
        "checks": list(task.checks.select_related("done_by")),
        "files": dict(attachments),
        "opinions": list(task.opinions.select_related("person")),
        "my_opinion": Opinion.objects.editable_by(reader).awaited().filter(task=task).first(),
        "approvals": approvals,
        "my_verdict": next((verdict for verdict in awaited if verdict.decider_id == reader.pk), None),
        "hold": hold_of(task, open_waits[0] if open_waits else None, awaited, reader, timezone.now()),
        "procedure": node.procedure if node else "",
        "documents": node.documents if node else (),
        "may_edit": may_edit,
        "may_open_gate": may_edit and task.status == "at_gate" and task.kind != "approval" and accountable in {None, reader},
        "people": Person.objects.active().order_by("name") if may_edit else [],
    }


def _holds(wait: Any) -> bool:
    if wait.on is not None:
        return wait.on.ended_at is None
    return wait.delivery.delivered_at is None and wait.delivery.dropped_at is None
