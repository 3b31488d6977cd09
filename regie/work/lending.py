"""Duties that go to somebody else: for as long as a person is away, and for good when they have left the company.

One duty moves and no other: of two who are responsible, one may be away. What was lent goes back when its owner does, unless
somebody has begun it by then.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.people.models import Absence, Holding
from regie.work.models import Duty, Opinion, Verdict
from regie.work.models.deciding import authors_of
from regie.work.standing_in import instead_of


def stand_in() -> int:
    """Open tasks, and decisions asked, of somebody who is away go to their deputy for as long, and come back with them."""
    moved = 0
    absences = list(Absence.objects.on().exclude(deputy=None).select_related("person", "deputy"))
    away = {absence.person_id for absence in absences}
    for absence in absences:
        if not absence.deputy.is_active or absence.deputy_id in away:
            continue
        owed = Duty.objects.filter(person=absence.person, letter__in=["R", "A"], task__isnull=False, task__ended_at=None)
        for duty in owed.filter(task__due_at__date__lte=absence.last_day).select_related("task", "person"):
            moved += pass_duty(duty, absence.deputy, by=None)
        awaited = Verdict.objects.awaited().filter(decider=absence.person).exclude(stage__verdicts__decider=absence.deputy)
        for verdict in awaited.select_related("stage__approval__task", "stage__approval__asked_by"):
            if absence.deputy_id not in _authors(verdict.stage.approval):
                moved += _lend(verdict, absence)
    return moved + give_back()


def give_back() -> int:
    """To those who are here again, what nobody has begun in their place."""
    away = Absence.objects.on().values("person")
    lent = Duty.objects.filter(task__isnull=False, task__ended_at=None, instead_of__left_at=None).exclude(instead_of=None)
    lent = lent.filter(Q(letter="A") | Q(letter="R", task__status="to_do")).exclude(instead_of__in=away)
    given = sum(pass_duty(duty, duty.instead_of, by=None) for duty in lent.select_related("task", "person", "instead_of"))
    asked = Verdict.objects.awaited().filter(instead_of__left_at=None).exclude(instead_of=None).exclude(instead_of__in=away)
    for verdict in asked.select_related("stage__approval", "decider", "instead_of"):
        given += _return(verdict)
    return given


def pass_duty(duty, to, *, by, reason: str = "") -> bool:
    """This duty of a task is `to`'s from now on; whose it was is remembered, unless it is theirs again."""
    with transaction.atomic():
        task = duty.task.locked()
        duty = task.duties.filter(pk=duty.pk, person=duty.person_id).select_related("person").first()
        if task.ended_at is not None or duty is None or task.duties.filter(letter=duty.letter, person=to).exists():
            return False
        had, duty.person = duty.person, to
        owner = duty.instead_of_id or had.pk
        duty.instead_of_id = None if owner == to.pk else owner
        duty.save(update_fields=["person", "instead_of"])
        task.seen_moving()
        changes = {"RACI": [f"{duty.letter} {had}", f"{duty.letter} {to}"]}
        record(
            "work.task_handed_over", task, by=by, letter=duty.letter, to=str(to), people=[to.pk], reason=reason, changes=changes
        )
    return True


def leave(person, *, by) -> None:
    """What `person` was to do and to answer for in work under way is somebody's who is here; it says so to them."""
    reason = _("%(name)s has left.") % {"name": person}
    for opinion in Opinion.objects.awaited().filter(person=person).select_related("task"):
        opinion.delete()
        _pass_gate(opinion.task)
    for duty in Duty.objects.filter(person=person, task__isnull=False, task__ended_at=None).select_related("task", "person"):
        to = successor(duty, duty.task.accountable()) if duty.letter in "RA" else None
        if to is None or not pass_duty(duty, to, by=by, reason=reason):
            _let_go(duty)
    runs = defaultdict(set)
    planned = Duty.objects.filter(person=person, step__run__ended_at=None, step__isnull=False)
    for duty in planned.select_related("step__run", "person"):
        accountable = duty.step.duties.filter(letter="A").exclude(person=None).select_related("person").first()
        to = successor(duty, accountable.person if accountable else None) if duty.letter in "RA" else None
        if to is None or duty.step.duties.filter(letter=duty.letter, person=to).exists():
            _let_go(duty)
        else:
            duty.instead_of_id, duty.person = duty.instead_of_id or person.pk, to
            duty.save(update_fields=["person", "instead_of"])
            runs[duty.step.run].add(to.pk)
    for run, people in runs.items():
        record("work.run_handed_on", run, by=by, who=str(person), people=sorted(people))


def successor(duty, accountable):
    """Who holds the duty's role now, else who stands in for its owner, the accountable before the delegator."""
    if duty.role_id:
        held = Holding.objects.current().filter(role=duty.role_id, person__left_at=None).exclude(person=duty.person_id)
        holding = held.select_related("person").order_by("since", "pk").first()
        if holding is not None:
            return holding.person
    absence = Absence.objects.on().filter(person=duty.person_id, deputy__left_at=None).select_related("deputy").first()
    if absence is not None and absence.deputy:
        return absence.deputy
    if duty.letter == "R" and accountable is not None and accountable.is_active and accountable.pk != duty.person_id:
        return accountable
    return instead_of(duty.person)


def _let_go(duty) -> None:
    """Nobody has it any more; where a role is known, the matrix goes on naming it."""
    if duty.role_id or duty.wanted:
        Duty.objects.filter(pk=duty.pk).update(person=None, instead_of=None)
    else:
        Duty.objects.filter(pk=duty.pk).delete()


def _pass_gate(task) -> None:
    from regie.work.sweeping import pass_gate

    pass_gate(task)


def _authors(approval) -> set[int]:
    return set() if approval.own_work_allowed else authors_of(approval.task, approval.asked_by)


def _lend(verdict, absence) -> int:
    with transaction.atomic():
        verdict.stage.approval.held()
        still = Verdict.objects.filter(pk=verdict.pk, decision="", decider=absence.person)
        if not still.update(instead_of=F("decider"), decider=absence.deputy):
            return 0
        page = verdict.stage.approval.subject or verdict.stage.approval
        who, to = str(absence.person), str(absence.deputy)
        record("work.verdict_lent", verdict.stage, by=None, page=page, who=who, to=to, people=[absence.deputy_id])
    return 1


def _return(verdict) -> int:
    owner = verdict.instead_of
    with transaction.atomic():
        if verdict.stage.verdicts.filter(decider=owner).exists() or owner.pk in _authors(verdict.stage.approval):
            return 0
        verdict.stage.approval.held()
        still = Verdict.objects.filter(pk=verdict.pk, decision="", decider=verdict.decider_id)
        if not still.update(instead_of=None, decider=owner):
            return 0
        page = verdict.stage.approval.subject or verdict.stage.approval
        record("work.verdict_returned", verdict.stage, by=None, page=page, who=str(owner), people=[owner.pk])
    return 1
