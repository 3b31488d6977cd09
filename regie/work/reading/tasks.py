"""One task as its page shows it. At most sixteen queries, whatever it carries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from regie.metrics.models import Metric
from regie.people.models import Person
from regie.work import measured, models_of, pictures, places, written
from regie.work.channels import CHANNELS
from regie.work.models import Delivery, Duty, Opinion, Task
from regie.work.models.task import QUIET
from regie.work.reading.boards import hold_of


def open_to(reader: Any, task: Task) -> set[Any]:
    """What a task waits for, and what waits for it, that leads somewhere for who reads. Two queries."""
    near = Task.objects.visible_to(reader).filter(Q(holds__task=task) | Q(waits__on=task)).distinct()
    awaited = Delivery.objects.visible_to(reader).filter(holds__task=task).distinct()
    return {*near.only("pk"), *awaited.only("pk")}


def of_task(task: Task, reader: Any) -> dict[str, Any]:
    duties: dict[str, list] = defaultdict(list)
    for duty in task.duties.select_related("person", "role", "instead_of"):
        duties[duty.letter].append(duty)
    waits = list(task.waits.select_related("on", "delivery").order_by("pk"))
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
    node = models_of.node_of(task)
    attachments: dict[str, list] = defaultdict(list)
    for attachment in task.attachments.select_related("file", "file__brought_by"):
        attachments[attachment.name].append(attachment)
    return {
        "task": task,
        "content": getattr(task.run if task.run_id else task, "content", None),
        "is_held": bool(task.blocked_at or open_waits),
        "duties": [(letter, Duty.Letter(letter).label, duties[letter]) for letter in "RACI" if duties[letter]],
        "may_submit": may_edit
        and (not _has_people(duties) or any(duty.person == reader for duty in [*duties["R"], *duties["A"]])),
        "goes_to_gate": _goes_to_gate(duties, reader),
        "quiet_days": (timezone.now() - task.touched_at).days,
        "is_quiet": task.is_open and task.touched_at < timezone.now() - QUIET and not _is_put_off(task),
        "kind": CHANNELS[task.channel][0] if task.channel in CHANNELS else "",
        "text": _text(task, attachments),
        "waits": waits,
        "open_to_me": open_to(reader, task),
        "holds": list(task.holds.select_related("task")),
        "pieces": list(task.pieces.all()),
        "columns": [(key, Task.Status(key).label) for key in ("to_do", "doing", "at_gate", "done")],
        "places": places.WORDS.items(),
        **checks_of(task, may_edit),
        "files": [_kept(task, name, versions) for name, versions in attachments.items()],
        "opinions": list(task.opinions.select_related("person")),
        "my_opinion": Opinion.objects.editable_by(reader).awaited().filter(task=task).first(),
        "approvals": approvals,
        "my_verdict": next((verdict for verdict in awaited if verdict.decider_id == reader.pk), None),
        "hold": hold_of(task, open_waits[0] if open_waits else None, awaited, reader, timezone.now()),
        "measured": _measured(node, reader) if node and node.measured else [],
        "procedure": node.procedure if node else "",
        "documents": node.documents if node else (),
        "may_ask": may_edit and task.is_open and reader.has_perm("work.start"),
        "may_open_gate": may_edit
        and task.status == "at_gate"
        and task.kind != "approval"
        and accountable in {None, reader}
        and not awaited,
        "people": Person.objects.active().order_by("name") if may_edit else [],
    }


def _measured(node: Any, reader: Any) -> list[tuple[str, Any]]:
    """What its step is measured by: each with its name, and its metric where the reader may see one. Two queries."""
    found = measured.asked(measured.keys_in(node.measured))
    seen = Metric.objects.visible_to(reader).in_bulk([each.metric.pk for each in found if each.metric])
    return [(each.name, seen.get(each.metric.pk) if each.metric else None) for each in found]


def _holds(wait: Any) -> bool:
    if wait.on is not None:
        return wait.on.ended_at is None
    return wait.delivery.delivered_at is None and wait.delivery.dropped_at is None


def checks_of(task: Task, may_edit: bool = True) -> dict[str, Any]:
    checks = list(task.checks.select_related("done_by"))
    return {"task": task, "checks": checks, "checked": sum(check.done_at is not None for check in checks), "may_edit": may_edit}


@dataclass
class Kept:
    """A file with its versions, the newest first."""

    name: str
    newest: Any
    earlier: list[Any]
    picture: str = ""  # its address, when it can be shown


def _kept(task: Task, name: str, versions: list[Any]) -> Kept:
    newest = versions[0]
    return Kept(name, newest, versions[1:], _picture(task, newest) if pictures.can_be_shown(name) else "")


def _picture(task: Task, attachment: Any) -> str:
    return reverse("work:task_picture", args=[task.pk, attachment.file_id])


def _text(task: Task, attachments: dict[str, list]) -> str:
    own = {each.file_id: each for versions in attachments.values() for each in versions if pictures.can_be_shown(each.name)}
    return written.html_of(task.text, lambda key: _picture(task, own[key]) if key in own else None) if task.text else ""


def _goes_to_gate(duties: dict[str, list], reader: Any) -> bool:
    """Whether somebody else looks at it before it is done: then it is submitted, not finished."""
    answers = [duty.person for duty in duties["A"] if duty.person]
    return bool(duties["C"]) or any(person != reader for person in answers)


def _has_people(duties: dict[str, list]) -> bool:
    return any(duty.person for letter in "RA" for duty in duties[letter])


def _is_put_off(task: Task) -> bool:
    return task.starts_on is not None and task.starts_on > timezone.localdate()
