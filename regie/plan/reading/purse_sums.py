"""The sums of envelopes, line by line: one statement for any number of lines, since “not yet committed” is a line's own remainder.

Lines keep their own sums (`plan.models.tallying`), so that no month, commitment or invoice is read here, but what is promised for a
day that has come.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, FloatField, Q, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from regie.plan.models import BudgetLine, Commitment
from regie.plan.models.tallying import TOTALS
from regie.plan.reading.money import Money

NOTHING, CENT = Decimal(0), Decimal("0.01")
SHARED = ("campaign", "channel", "audience", "objective")  # a line that names none has that of its activity
USED = F("total_promised") - F("total_against") + F("total_spent")


@dataclass(frozen=True)
class Sums:
    """Of some lines. `to_come`: planned and not yet committed; `expected`: what forecasts still add to what is used; `due`: promised
    for a day that has come."""

    lines: int = 0
    planned: Decimal = NOTHING
    foreseen: Decimal = NOTHING
    committed: Decimal = NOTHING
    due: Decimal = NOTHING
    spent: Decimal = NOTHING
    to_come: Decimal = NOTHING
    expected: Decimal = NOTHING
    unapproved: int = 0
    open_commitments: int = 0

    @property
    def used(self) -> Decimal:
        return self.committed + self.spent

    @property
    def forecast(self) -> Decimal:
        return self.used + self.expected

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Sums)))


def by_envelope(envelopes: Collection[int], today: date | None = None) -> dict[int, Sums]:
    """Of the lines of each of these envelopes, as of `today`. Two queries."""
    if not envelopes:
        return {}
    rows = BudgetLine.objects.filter(envelope__in=envelopes).order_by().values_list("envelope")
    rows = rows.annotate(
        many=Count("pk"),
        unapproved=Count("pk", filter=Q(approved_at=None, closed_at=None)),
        open_ones=Sum("total_open"),
        **{f"{total}_": Sum(total) for total in TOTALS},
        planned_to_come=Sum(_rest("total_planned")),
        foreseen_to_come=Sum(_rest("total_forecast")),
    )
    late = _late(envelopes, today or timezone.localdate())
    found = {}
    for envelope, count, unapproved, open_ones, *sums in rows:
        planned, foreseen, promised, against, spent, to_come, expected = (_exact(each) for each in sums)
        committed = max(promised - against, NOTHING)
        due = max(min(late.get(envelope, NOTHING) - against, committed), NOTHING)
        found[envelope] = Sums(count, planned, foreseen, committed, due, spent, to_come, expected, unapproved, open_ones or 0)
    return found


def money_of_lines(by: str, envelopes: Collection[int]) -> dict[Any, Money]:
    """The four figures, by campaign, channel, audience, objective or cost type. One query."""
    key = Coalesce(by, f"activity__{by}") if by in SHARED else F(by)
    lines = BudgetLine.objects.filter(envelope__in=envelopes).order_by().values_list(key)
    found = {}
    # As floats: of hundreds of sums Django's decimals cost more than the database; `_exact` puts the cents right.
    for name, *amounts in lines.annotate(**{f"{total}_": Sum(total, output_field=FloatField()) for total in TOTALS}):
        planned, forecast, promised, against, spent = (_exact(each) for each in amounts)
        found[name] = Money(planned, forecast, max(promised - against, NOTHING), spent)
    return found


def _rest(total: str) -> Any:
    """What a line's plan or forecast adds to what is used of it; nothing more once it is closed."""
    more = When(Q(closed_at=None) & Q(**{f"{total}__gt": USED}), then=F(total) - USED)
    return Case(more, default=Value(NOTHING), output_field=DecimalField())


def _late(envelopes: Collection[int], today: date) -> dict[int, Decimal]:
    rows = Commitment.objects.standing().filter(expected_on__lte=today, line__envelope__in=envelopes).order_by()
    return {key: _exact(amount) for key, amount in rows.values_list("line__envelope").annotate(amount=Sum("worth"))}


def _exact(value: object) -> Decimal:
    return NOTHING if value is None else Decimal(str(value)).quantize(CENT)
