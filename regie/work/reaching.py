"""What a run comes to becomes a task: whose it is, what it is called, by when.

A step has the people and the date planned for it; who is away or gone is replaced now. What the diagram leaves to nobody (a
question, word to wait for) is for whoever looks after the run. What only may happen is no burden: nobody's, without a date.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from regie.people.models import Absence, Domain, Person
from regie.work import homes, models_of, operations
from regie.work.engine.model import Duty, Kind, Node
from regie.work.planned import Who

SENT = {"sendTask", "intermediateThrowEvent", "endEvent"}


def keeper_of(run) -> Person | None:
    """Who looks after a run: whoever started it, else a lead."""
    if run.started_by is not None and run.started_by.is_active:
        return run.started_by
    return Person.objects.leads().order_by("joined_at", "pk").first()


def open_task(run, opened, *, by) -> Any:
    from regie.work import asking
    from regie.work.models import Errand, Task

    node = models_of.model_of(run.version).nodes.get(opened.node_id)
    step = run.steps.filter(node=opened.node_id).first()
    kind = kind_of(opened, node)
    now, due = timezone.now(), step.due_at if step else None
    visit = run.tasks.filter(node=opened.node_id).count() + 1
    hours = float(step.hours) if step and step.hours is not None else None
    if hours is not None and (visit > 1 or due is None or due < now):
        due = homes.week().after(now, hours)  # planned for an earlier visit, or overtaken: its hours count from now
    task = Task.make(
        step.name if step and not opened.beside else title_of(run, opened, node, kind),
        by=None,
        who=who_of(run, node, step, kind, due),
        checks=node.checklist if node and kind not in {"event", "automatic"} else (),
        page=run,
        run=run,
        node=opened.node_id,
        token=opened.token,
        visit=visit,
        kind=kind,
        ways=[list(choice) for choice in opened.choices],
        several=opened.several,
        campaign=run.campaign,
        estimate=step.hours if step and kind != "event" else None,
        due_at=None if kind == "event" else due,
    )
    if kind == "approval":
        asking.ask_at_once(task, by=by)
    elif kind == "automatic" and node is not None:
        Errand.objects.create(task=task, operation=node.operation)
    elif kind in {"message", "step"} and node is not None and is_awaited(node):
        await_delivery(run, task, node, by=by)
    return task


def kind_of(opened, node: Node | None) -> str:
    if opened.beside:
        return "event"
    if opened.kind == Kind.AUTOMATIC:
        return "automatic" if node is not None and node.operation in operations.OPERATIONS else "step"
    return opened.kind if opened.kind in {"approval", "choice", "message"} else "step"


def title_of(run, opened, node: Node | None, kind: str) -> str:
    """In the words of the workflow: what stands on the diagram, and what is to be done about it where the diagram does not say."""
    name = (node.name if node else "") or opened.node_id
    with override(run.version.workflow.language):
        if kind == "choice":
            return name if name.rstrip().endswith("?") else _("Choose: %(what)s") % {"what": name}
        if kind != "message" or node is None:
            return name
        if node.kind is not Kind.MESSAGE and node.kind is not Kind.OTHER:
            return _("Once more? %(what)s") % {"what": name}  # where the engine holds a circle
        if node.type in SENT:
            said = _("Send to %(whom)s: %(what)s") if node.partner else _("Send: %(what)s")
        else:
            said = _("Wait for word of %(whom)s: %(what)s") if node.partner else _("Wait for: %(what)s")
        return said % {"whom": node.partner, "what": name}


def who_of(run, node: Node | None, step, kind: str, due) -> list[Who]:
    if kind in {"event", "automatic"}:
        return []
    if step is not None:
        who = [
            Who(duty.letter, duty.person, duty.role, duty.instead_of, duty.wanted)
            for duty in step.duties.select_related("person", "role")
        ]
    else:
        who = _of_diagram(node)
    who = _here(who, due)
    if not any(each.letter == "R" and each.person for each in who):
        keeper = keeper_of(run)
        who = [Who("R", keeper), *(each for each in who if each.letter != "R")] if keeper else who
    return who


def _of_diagram(node: Node | None) -> list[Who]:
    """A step that was not planned for: what the diagram says, or its lane."""
    if node is None or not (node.duties or node.lane):
        return []
    from regie.work import planning

    holders = planning.Holders()
    who = [each for duty in node.duties for each in holders.of(duty)]
    if not any(each.letter == "R" for each in who) and node.lane:
        who += holders.of(Duty("R", role=node.lane))
    return who


def _here(who: list[Who], due) -> list[Who]:
    """Those who do and answer, or who stands in: for who has left, and for who is away until after the day it is due."""
    from regie.work.standing_in import instead_of

    acting = {each.person.pk for each in who if each.person and each.letter in "RA"}
    away = {absence.person_id: absence for absence in Absence.objects.on().filter(person__in=acting).select_related("deputy")}
    until = homes.week().local(due).date() if due else None
    found, seen = [], set()
    for each in who:
        person, stands_for = each.person, each.instead_of
        absence = away.get(person.pk) if person else None
        if person is not None and not person.is_active:
            stands_for, person = person, instead_of(person)
        elif absence is not None and each.letter in "RA" and (until is None or until <= absence.last_day):
            other = absence.deputy
            if other is not None and other.is_active and other.pk not in away:
                stands_for, person = person, other
        key = (each.letter, person.pk if person else each.wanted)
        if key not in seen and (person or each.role or each.wanted):
            seen.add(key)
            found.append(Who(each.letter, person, each.role, stands_for, each.wanted))
    return found


def is_awaited(node: Node) -> bool:
    is_word = node.kind is Kind.MESSAGE or node.type == "receiveTask"
    return bool(node.partner) and is_word and node.type not in SENT


def await_delivery(run, task, node: Node, *, by) -> None:
    """Word from a department that the house knows is a delivery it is asked for; the task waits for it."""
    from regie.work.models import Delivery, Wait

    domain = Domain.objects.filter(name__iexact=node.partner).first()
    if domain is None or domain.is_home:
        return
    needed = timezone.localdate(task.due_at) if task.due_at else None
    delivery = Delivery.ask(
        node.name or task.title, domain, by=by or keeper_of(run), needed_on=needed, campaign=run.campaign, why=run.title
    )
    Wait.objects.create(task=task, delivery=delivery)
