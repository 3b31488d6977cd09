"""The gates before a launch. Each constraint in force is one; a campaign is launched when all of them are open.

`of(campaign, reader)` says how each stands, `passing(campaign, by=…)` is the door: what is launched is launched inside of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.people.models import Organisation
from regie.plan.gates.openers import openers
from regie.plan.gates.standing import Standing, standings

__all__ = ["Closed", "Standing", "changed", "must_be_open", "of", "openers", "passing"]


class Closed(Refused):
    """Some gates are closed; `standings` are those."""

    def __init__(self, closed: list[Standing]) -> None:
        self.standings = closed
        semicolon = pgettext("between parts of a sentence", "; ")
        self.named = semicolon.join(f"{each.constraint.name} ({each.why})" for each in closed)
        super().__init__(_("Not launched, closed: %(gates)s.") % {"gates": self.named})


def of(campaign: Any, reader: Any = None, day: date | None = None) -> list[Standing]:
    """How each gate stands before the campaign on a day; those that do not concern it are left out. A dozen queries at most."""
    return [each for each in standings(campaign, reader, day or timezone.localdate()) if each.concerns]


def must_be_open(campaign: Any, *, by: Any, day: date | None = None, kinds: Collection[str] = ()) -> None:
    """Raise `Closed` unless every gate is open; with `kinds`, every gate of those kinds."""
    closed = [each for each in of(campaign, by, day) if not each.is_open and (not kinds or each.constraint.kind in kinds)]
    if closed:
        raise Closed(closed)


@contextmanager
def passing(campaign: Any, *, by: Any, day: date | None = None) -> Iterator[Any]:
    """The campaign, held, with its gates open; a refusal is kept even though nothing else of the attempt is."""
    try:
        with transaction.atomic():
            held = type(campaign).objects.select_for_update(of=("self",)).get(pk=campaign.pk)
            must_be_open(held, by=by, day=day)
            yield held
    except Closed as closed:
        _keep(campaign, closed, by=by)
        raise


def changed(campaign: Any, *, by: Any) -> None:
    """Ask anew those whose gate saw another form of the campaign; call it in the transaction that changed it."""
    from regie.plan.models import Gate
    from regie.work.changing import changed as asked_anew

    for gate in Gate.objects.filter(campaign=campaign).select_related("constraint", "campaign"):
        asked_anew(gate, by=by)


def _keep(campaign: Any, closed: Closed, *, by: Any) -> None:
    from regie.plan.models import Refusal

    with transaction.atomic(), translation.override(Organisation.here().language):
        found = [
            {"constraint": each.constraint.pk, "name": each.constraint.name, "why": str(each.why)} for each in closed.standings
        ]
        Refusal.objects.create(campaign=campaign, by=by, gates=found)
        record("plan.launch_refused", campaign, by=by, gates=", ".join(each["name"] for each in found))
