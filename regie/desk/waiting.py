"""What waits for a person: asked as rows by My day, and as one number, in one query, by the rail of each page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from regie.charter.models import Reading as CharterReading
from regie.charter.models import Version
from regie.lib import counting
from regie.metrics.models import Threshold
from regie.objectives.reading import waits
from regie.people.models import Person
from regie.plan.budget import asking
from regie.reviews import queries as review_queries
from regie.reviews.models import Decision
from regie.work.models import Approval, Delivery, Opinion, Task, Verdict
from regie.work.reading import requests as request_queries

MOST_DRAFTS, MOST_DECISIONS, MOST_WORK, MOST_QUIET, MOST_FOUND = 3, 5, 60, 3, 6


def versions(person) -> QuerySet:
    """Proposed versions of a charter, for whoever consents to them."""
    rows = Version.objects.visible_to(person).filter(state=Version.State.PROPOSED)
    return rows if person.is_delegator else rows.none()


def drafts(person) -> QuerySet:
    rows = CharterReading.objects.visible_to(person).drafts().filter(brought_by=person)
    return rows if person.is_member else rows.none()


def unsettled(person) -> QuerySet:
    """Thresholds that no person confirmed: all of them for a lead, those of their own metrics for others."""
    rows = Threshold.objects.visible_to(person).in_use().filter(confirmed_at=None, metric__retired_at=None)
    if not person.is_member:
        return rows.none()
    return rows if person.is_lead else rows.filter(metric__owner=person)


def proposals(person) -> QuerySet:
    """Decisions proposed in a review where the person is, on which they said nothing yet."""
    rows = Decision.objects.visible_to(person).proposed()
    rows = rows.filter(review__closed_at=None, review__presences__person=person, review__presences__left_at=None)
    return rows.exclude(voices__person=person).distinct()


def to_look_at(person, today: date) -> QuerySet:
    return review_queries.decisions_to_look_at(person, today)


def verdicts(person) -> QuerySet:
    """Decisions asked of the person in an approval."""
    return Verdict.objects.awaited().filter(decider=person)


def at_my_gate(person) -> QuerySet:
    """Submitted tasks that wait for the person who is accountable, once those consulted have spoken; not those of which an
    approval asks already.
    """
    rows = Task.objects.open().filter(status=Task.Status.AT_GATE, duties__person=person, duties__letter="A")
    asked = Approval.objects.open().exclude(task=None).values("task")
    rows = rows.exclude(kind=Task.Kind.APPROVAL).exclude(pk__in=asked)
    return rows.exclude(pk__in=Opinion.objects.awaited().values("task")).distinct()


def opinions(person) -> QuerySet:
    return Opinion.objects.awaited().filter(person=person)


def requests_to_answer(person) -> QuerySet:
    return request_queries.to_answer(person)


def requests_to_hand_over(person) -> QuerySet:
    """Requests whose work is done, for whoever accepted them."""
    return request_queries.to_hand_over(person)


def requests_to_receive(person) -> QuerySet:
    """What was delivered to the person: is it what they asked for?"""
    return request_queries.to_receive(person)


def deliveries_to_promise(person) -> QuerySet:
    """What marketing waits for from the person or their department, without a day."""
    return Delivery.objects.visible_to(person).unpromised().asked_of(person)


def quiet(person) -> QuerySet:
    """Tasks of the person that nobody touched for thirty days: do they still matter?"""
    return Task.objects.quiet().filter(duties__person=person, duties__letter="R").distinct()


def check_ins(person, today: date) -> QuerySet:
    """Objectives of the person that nobody spoke of for a fortnight, or whose time is over."""
    return waits.check_ins_due(person, today)


def surveys(person) -> QuerySet:
    return waits.surveys_to_answer(person)


def workshops(person) -> QuerySet:
    return waits.workshops_to_join(person)


def commitments(person) -> QuerySet:
    """What the person committed and nobody has invoiced by the end of the month: is it still to come?"""
    rows = asking.waiting_for(person)
    return rows if person.is_member else rows.none()


MOST = {
    "verdicts": MOST_WORK,
    "gates": MOST_WORK,
    "opinions": MOST_WORK,
    "requests": MOST_WORK,
    "hand_overs": MOST_WORK,
    "receipts": MOST_WORK,
    "promises": MOST_WORK,
    "quiet": MOST_QUIET,
    "drafts": MOST_DRAFTS,
    "proposals": MOST_DECISIONS,
    "looks": MOST_DECISIONS,
    "check_ins": MOST_FOUND,
    "surveys": MOST_FOUND,
    "workshops": MOST_FOUND,
    "commitments": MOST_FOUND,
}


def count(person) -> int:
    """How many things wait, as My day shows them: thresholds to confirm are one. One query."""
    found = counting.row(("desk.waiting", *counting.who(person)), lambda: _asked(person)) or ()
    return sum(min(number, MOST.get(name, number)) for name, number in zip(NAMES, found, strict=True))


NAMES = (
    "verdicts", "gates", "opinions", "requests", "hand_overs", "receipts", "promises", "quiet", "versions", "drafts", "unsettled",
    "proposals", "looks", "check_ins", "surveys", "workshops",
    "commitments",
)  # fmt: skip


def _asked(person) -> QuerySet:
    """One row: how many there are of each of `NAMES`."""
    asked = (
        _number(verdicts(person)),
        _number(at_my_gate(person)),
        _number(opinions(person)),
        _number(requests_to_answer(person)),
        _number(requests_to_hand_over(person)),
        _number(requests_to_receive(person)),
        _number(deliveries_to_promise(person)),
        _number(quiet(person)),
        _number(versions(person)),
        _number(drafts(person)),
        Case(When(Exists(unsettled(person)), then=1), default=0),
        _number(proposals(person)),
        _number(to_look_at(person, timezone.localdate())),
        _number(check_ins(person, timezone.localdate())),
        _number(surveys(person)),
        _number(workshops(person)),
        _number(commitments(person)),
    )
    return Person.objects.filter(pk=person.pk).values_list(*asked)


def _number(rows: QuerySet) -> Any:
    if rows.query.is_empty():
        return Value(0)
    keys = rows.order_by().distinct().values("pk")
    counted = rows.model._base_manager.filter(pk__in=keys).order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)
