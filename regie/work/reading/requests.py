"""One request as both sides see it: where it stands in plain words, what comes next, who has it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regie.work.models import Request


@dataclass(frozen=True)
class Step:
    name: str
    state: str  # good, wait, watch, none
    word: str
    day: date | None = None
    who: Any = None  # who has it now


@dataclass
class Shown:
    request: Request
    steps: list[Step]
    holders: list[Any] = field(default_factory=list)  # who has it now
    answers: list[tuple[str, Any, list]] = field(default_factory=list)  # label, words, files
    handed: list[Any] = field(default_factory=list)  # files delivered

    @property
    def is_finished_inside(self) -> bool:
        """The work for it is done, and nobody has handed it over yet."""
        request = self.request
        if request.status != "under_way":
            return False
        run = getattr(request, "run", None)
        return bool((run and run.ended_at) or (request.task and request.task.ended_at))


def of_request(request: Request) -> Shown:
    """At most ten queries, whatever the length of the run."""
    files: dict[str, list] = {}
    for enclosure in request.enclosures.select_related("file"):
        files.setdefault(enclosure.question, []).append(enclosure.file)
    answers = [
        (each["label"], each.get("said", ""), files.get(each["key"], []))
        for each in request.answers
        if each.get("said") or files.get(each["key"])
    ]
    work, holders = _work(request)
    return Shown(request, [_asked(request), *work, *_end(request)], holders, answers, files.get("", []))


def _asked(request: Request) -> Step:
    day = timezone.localtime(request.asked_at).date()
    return Step(_("Asked"), "good", _("done"), day)


def _work(request: Request) -> tuple[list[Step], list[Any]]:
    """The steps of the run, or the one task, without anything that is the team's own."""
    run = getattr(request, "run", None)
    if request.status == "asked":
        people = request.offer.receivers()
        return [Step(_("The team answers"), "wait", _("now"), None, people[0] if len(people) == 1 else None)], people
    if request.status == "refused":
        return [Step(_("Refused"), "none", _("ended"), _day(request.ended_at))], []
    answered = Step(_("Accepted"), "good", _("done"), _day(request.answered_at))
    if run is None:
        return [answered, *_alone(request)], [request.answered_by] if request.status == "accepted" and request.answered_by else []
    tasks: dict[str, list] = {}
    for task in run.tasks.order_by("pk").prefetch_related("duties__person"):
        tasks.setdefault(task.node, []).append(task)
    steps, holders = [answered], []
    for planned in run.steps.all():
        mine = tasks.get(planned.node, [])
        now = next((task for task in reversed(mine) if task.ended_at is None), None)
        if now is not None:
            who = [
                duty.person
                for duty in now.duties.all()
                if duty.letter == ("A" if now.status == "at_gate" else "R") and duty.person
            ]
            holders += who
            due = timezone.localtime(now.due_at).date() if now.due_at else None
            steps.append(Step(planned.name, "watch" if now.is_late else "wait", _("now"), due, who[0] if who else None))
        elif any(task.status == "done" for task in mine):
            steps.append(Step(planned.name, "good", _("done"), _day(mine[-1].ended_at)))
        elif run.ended_at is None:
            steps.append(Step(planned.name, "none", _("to come"), _day(planned.due_at)))
    return steps, list(dict.fromkeys(holders))


def _alone(request: Request) -> list[Step]:
    task = request.task
    if task is None:
        return []
    if task.ended_at or request.delivered_at:
        return [Step(_("Made"), "good", _("done"), _day(task.ended_at or request.delivered_at))]
    who = next(iter(task.responsible()), None)
    return [Step(_("Being made"), "watch" if task.is_late else "wait", _("now"), request.promised_on, who)]


def _end(request: Request) -> list[Step]:
    if request.status in {"refused", "withdrawn"}:
        return (
            [Step(pgettext("request", "Withdrawn"), "none", _("ended"), _day(request.ended_at))]
            if request.status == "withdrawn"
            else []
        )
    steps = []
    if request.delivered_at:
        steps.append(Step(_("Delivered"), "good", _("done"), _day(request.delivered_at)))
    else:
        steps.append(
            Step(
                _("Delivered to you"),
                "watch" if request.is_late else "none",
                _("late") if request.is_late else _("to come"),
                request.promised_on,
            )
        )
    if request.status == "received":
        steps.append(Step(_("Accepted by whoever asked"), "good", _("done"), _day(request.ended_at)))
    elif request.status == "delivered":
        steps.append(Step(_("Accepted by whoever asked"), "wait", _("now"), None, request.asked_by))
    return steps


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None


# What waits for one person; each is one query, asked by My day and by the rail.


def to_answer(person: Any) -> QuerySet[Request]:
    """Requests that nobody answered, for those who receive them; for a lead all."""
    from django.db.models import Q

    from regie.people.models import Holding

    rows = Request.objects.unanswered()
    if not person.is_member:
        return rows.none()
    if person.is_lead:
        return rows
    roles = Holding.objects.current().filter(person=person).values("role")
    mine = Q(offer__receiver__in=roles) | Q(offer__receiver=None, offer__deliverable__owner=person)
    mine |= Q(offer__receiver=None, offer__deliverable__owner_role__in=roles)
    return rows.filter(mine)


def to_hand_over(person: Any) -> QuerySet[Request]:
    """Requests whose work is done, for whoever accepted them."""
    from django.db.models import Q

    rows = Request.objects.filter(status="under_way", answered_by=person)
    return rows.filter(Q(run__ended_at__isnull=False) | Q(task__ended_at__isnull=False))


def to_receive(person: Any) -> QuerySet[Request]:
    """What was delivered to this person and waits for their word."""
    return Request.objects.filter(status="delivered", asked_by=person)
