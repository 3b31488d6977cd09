"""Whether a campaign goes above the money that it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


def above(campaign: Any, day: date) -> Above | None:
    """By how much: above its approved lines, or its envelopes of that day and after by more than they hold. None within. 4 queries."""
    from regie.plan.models import Envelope, Portion
    from regie.plan.reading.purse_sums import by_envelope

    lines = Portion.objects.filter(line__campaign=campaign, line__closed_at=None, line__envelope__ends_on__gte=day)
    approved = Q(line__approved_at__isnull=False)
    sums = lines.aggregate(all=Sum(Coalesce("forecast", "planned")), allowed=Sum("planned", filter=approved))
    over = (sums["all"] or Decimal(0)) - (sums["allowed"] or Decimal(0))
    if over > 0:
        return Above(over, _money(over), _("%(over)s above its approved lines") % {"over": _money(over)})
    drawn_on = Envelope.objects.filter(lines__campaign=campaign, lines__closed_at=None, ends_on__gte=day).values("pk")
    rows = list(Envelope.objects.filter(pk__in=drawn_on).annotate(given=Coalesce(Sum("parts__amount"), Decimal(0))))
    expected = by_envelope([row.pk for row in rows])
    short = [(expected[row.pk].forecast - (row.amount - row.given), row) for row in rows if row.pk in expected]
    over, envelope = max(short, key=lambda pair: pair[0], default=(Decimal(0), None))
    if over <= 0 or envelope is None:
        return None
    why = _("the envelope “%(envelope)s” is %(over)s short") % {"envelope": envelope.name, "over": _money(over)}
    return Above(over, _money(over), why)


def _money(amount: Decimal) -> str:
    return money.money(amount, Organisation.here().currency, (get_language() or "en")[:2])
