"""The envelopes that the charter's money becomes: one a period, grown when a version is accepted and on the first day of each period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.charter import growth
from regie.charter.growth import Grown
from regie.charter.models import Resource
from regie.journal.models import Event, record
from regie.lib import sweep
from regie.lib.refused import Refused
from regie.plan.models import Envelope, Rate
from regie.plan.models.enveloping import granted, team_size

NOUN = _("envelope")
PERIODS = ("month", "quarter", "half_year", "year")
BY_HAND = ("plan.envelope_edited", "plan.money_moved", "plan.money_received")


def money_of(charter: Any = None) -> Any:
    """Resources that are money for a period, whole or a person: what the charter grants for each campaign is no envelope."""
    found = (
        Resource.objects.current()
        .filter(period__in=PERIODS, per__in=["", "person", "team"])
        .exclude(Q(amount=None) | Q(currency=""))
    )
    found = found.select_related("line__charter")
    return found.filter(line__charter=charter) if charter else found.filter(line__charter__domain__is_home=True)


def grow(version: Any, by: Any) -> list[Grown]:
    """See `charter.growth`. An envelope whose amount people have changed is left as it is."""
    if not version.charter.domain.is_home:
        return []
    return [found for resource in money_of(version.charter) if (found := _grown(resource, by)) is not None]


def _grown(resource: Resource, by: Any, on: date | None = None) -> Grown | None:
    try:
        envelope, is_new = Envelope.open_for(resource, by=by, on=on)
        if is_new:
            return Grown(NOUN, envelope.name, "created", envelope.get_absolute_url())
        act = "changed" if _brought_up(envelope, resource, by) else "kept"
    except Refused:  # in a currency without a rate: the budget page says so
        return None
    return Grown(NOUN, envelope.name, act, envelope.get_absolute_url())


def _brought_up(envelope: Envelope, resource: Resource, by: Any) -> bool:
    people = team_size(resource) if resource.per == "person" else None
    amount = granted(resource, people)
    if amount == envelope.amount or _is_by_hand(envelope):
        return False
    with transaction.atomic():
        held = envelope._held()
        if amount < held.given_on() + held.used():
            return False
        held.amount, held.people = amount, people
        held.revision += 1
        held.save(update_fields=["amount", "people", "revision"])
        record("plan.envelope_regrown", held, by=None, amount=str(amount))
    return True


def _is_by_hand(envelope: Envelope) -> bool:
    kind = ContentType.objects.get_for_model(Envelope)
    return Event.objects.filter(subject_type=kind, subject_id=str(envelope.pk), verb__in=BY_HAND).exists()


def open_period(on: date | None = None, *, by: Any = None) -> int:
    """Open what the charter grants for the periods that hold `on` (today). Called again, it opens nothing twice."""
    day, made = on or timezone.localdate(), 0
    for resource in money_of():
        try:
            made += Envelope.open_for(resource, by=by, on=day)[1]
        except Refused:
            continue
    return made


def without_rate(on: date) -> list[str]:
    """Currencies of the charter's money that no rate turns into the organisation's on that day: nothing opens in them."""
    lacking = []
    for currency in dict.fromkeys(money_of().values_list("currency", flat=True)):
        try:
            Rate.on_day(currency, on)
        except Refused:
            lacking.append(currency)
    return lacking


def register() -> None:
    growth.GROWERS["plan.budget"] = grow
    sweep.register("plan.open_period", open_period, every=3600)
