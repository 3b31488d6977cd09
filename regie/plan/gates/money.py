"""Whether a campaign goes above the money that it was given."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.lib import money
from regie.people.models import Organisation


@dataclass(frozen=True)
class Above:
    amount: Decimal  # in the organisation's currency
    said: str
    why: str


def above(campaign: Any) -> Above | None:
    """By how much: above its approved lines, or its envelopes by more than they hold. None where it stays within. 2 queries, and one an envelope."""
    from regie.plan.models import Envelope, Portion

    expected = Coalesce("forecast", "planned")
    lines = Portion.objects.filter(line__campaign=campaign, line__closed_at=None)
    sums = lines.aggregate(all=Sum(expected), allowed=Sum("planned", filter=Q(line__approved_at__isnull=False)))
    asked, allowed = sums["all"] or Decimal(0), sums["allowed"] or Decimal(0)
    if asked > allowed:
        over = asked - allowed
        return Above(over, _money(over), _("%(over)s above its approved lines") % {"over": _money(over)})
    drawn_on = Envelope.objects.filter(lines__campaign=campaign, lines__closed_at=None).values("pk")
    everything = Coalesce("lines__portions__forecast", "lines__portions__planned")
    found = Envelope.objects.filter(pk__in=drawn_on).annotate(expected=Sum(everything, filter=Q(lines__closed_at=None)))
    fullest = None
    for envelope in found:
        over = (envelope.expected or Decimal(0)) - (envelope.amount - envelope.given_on())
        if over > 0 and (fullest is None or over > fullest[0]):
            fullest = (over, envelope)
    if fullest is None:
        return None
    over, envelope = fullest
    why = _("the envelope “%(envelope)s” is %(over)s short") % {"envelope": envelope.name, "over": _money(over)}
    return Above(over, _money(over), why)


def _money(amount: Decimal) -> str:
    return money.money(amount, Organisation.here().currency, (get_language() or "en")[:2])
