"""Who decides, or does, when the one who should is not there: their deputy, then the delegator of their domain, then the team's lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from regie.journal.models import record
from regie.people.models import Absence, Domain, Person


def instead_of(person, *, but: Iterable[int] = ()) -> Person | None:
    """The first who is here and not among `but`."""
    left_out = {person.pk, *but}
    return next((each for each in _in_order(person) if each.is_active and each.pk not in left_out), None)


def away_until() -> dict[int, date]:
    """The last day of those who are away today. One query."""
    return dict(Absence.objects.on().order_by("last_day").values_list("person", "last_day"))


def delegator_for(people: Iterable, *, but: Iterable[int] = ()) -> Person | None:
    """Who answers above `people`: the delegator of the domain of one of them, else of the home domain."""
    home = Domain.objects.select_related("delegator").home()
    domains = [person.domain for person in people if person.domain_id] + ([home] if home else [])
    above = [domain.delegator for domain in domains if domain.delegator_id]
    return next((each for each in above if each.is_active and each.pk not in set(but)), None)


def _in_order(person) -> Iterator[Person]:
    for absence in Absence.objects.on().filter(person=person).exclude(deputy=None).select_related("deputy"):
        yield absence.deputy
    if above := delegator_for([person]):
        yield above
    yield from Person.objects.leads().order_by("joined_at", "pk")


def leave(person, *, by) -> None:
    """`person` has left the company: what they were to decide, to do and to answer for is somebody else's from now on."""
    from regie.work import lending
    from regie.work.models import Verdict

    waiting = Verdict.objects.filter(decider=person, decision="", stage__closed_at=None, stage__approval__closed_at=None)
    for verdict in waiting.select_related("stage__approval__edition", "stage__approval__task"):
        _pass_on(verdict, by=by)
    lending.leave(person, by=by)


def _pass_on(verdict, *, by) -> None:
    from regie.work.models import Verdict

    with transaction.atomic():
        approval = verdict.stage.approval.held()
        still = (
            Verdict.objects.filter(pk=verdict.pk, decision="", stage__closed_at=None).select_related("stage", "decider").first()
        )
        if still is not None:
            still.stage.approval = approval
            _hand_on(still, by=by)


def _hand_on(verdict, *, by) -> None:
    from regie.work.models.deciding import authors_of

    stage, approval = verdict.stage, verdict.stage.approval
    there = set(stage.verdicts.exclude(decider=None).values_list("decider", flat=True))
    authors = set() if approval.own_work_allowed else authors_of(approval.task, approval.asked_by)
    other = instead_of(verdict.decider, but=there | authors)
    who, gone = str(other or ""), str(verdict.decider)
    if other is not None:
        verdict.instead_of, verdict.decider = verdict.instead_of or verdict.decider, other
        verdict.save(update_fields=["decider", "instead_of"])
    else:
        verdict.decision = "unanswered"
        verdict.save(update_fields=["decision"])
    record(
        "work.verdict_passed_on", stage, by=by, page=approval.subject or approval, who=gone, to=who or "—",
        people=[other.pk] if other is not None and stage.opened_at else [approval.asked_by_id] if approval.asked_by_id else [],
    )  # fmt: skip
    if other is None and stage.opened_at:
        stage.recount(by=by)
