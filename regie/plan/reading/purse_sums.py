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

from django.db.models import Case, Count, DecimalField, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from regie.plan.models import BudgetLine, Commitment

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


def of_lines(by: str, envelopes: Collection[int], today: date | None = None) -> dict[Any, Sums]:
    """Of the lines of these envelopes, by envelope, campaign, channel, audience, objective or cost type. One query; with `today` one
    more, for what is `due` by then."""
    if not envelopes:
        return {}
    lines = BudgetLine.objects.filter(envelope__in=envelopes).order_by().values_list(_key(by, ""))
    rows = lines.annotate(
        many=Count("pk"),
        unapproved=Count("pk", filter=Q(approved_at=None, closed_at=None)),
        open_ones=Sum("total_open"),
        **{name: Sum(f"total_{name}") for name in ("planned", "forecast", "promised", "against", "spent")},
        planned_to_come=Sum(_rest("total_planned")),
        foreseen_to_come=Sum(_rest("total_forecast")),
    )
    late = _late(by, envelopes, today) if today else {}
    found = {}
    for name, count, unapproved, open_ones, *sums in rows:
        planned, foreseen, promised, against, spent, to_come, expected = (_exact(each) for each in sums)
        committed = max(promised - against, NOTHING)
        due = max(min(late.get(name, NOTHING) - against, committed), NOTHING)
        found[name] = Sums(count, planned, foreseen, committed, due, spent, to_come, expected, unapproved, open_ones or 0)
    return found


def _key(by: str, through: str) -> Any:
    own = F(f"{through}{by}")
    return Coalesce(own, F(f"{through}activity__{by}")) if by in SHARED else own


def _rest(total: str) -> Any:
    """What a line's plan or forecast adds to what is used of it; nothing more once it is closed."""
    more = When(Q(closed_at=None) & Q(**{f"{total}__gt": USED}), then=F(total) - USED)
    return Case(more, default=Value(NOTHING), output_field=DecimalField())


def _late(by: str, envelopes: Collection[int], today: date) -> dict[Any, Decimal]:
    rows = Commitment.objects.standing().filter(expected_on__lte=today, line__envelope__in=envelopes).order_by()
    return {key: _exact(amount) for key, amount in rows.values_list(_key(by, "line__")).annotate(amount=Sum("worth"))}


def by_envelope(envelopes: Collection[int]) -> dict[int, Sums]:
    """As of today. Two queries."""
    return of_lines("envelope", envelopes, timezone.localdate())


def _exact(value: object) -> Decimal:
    return NOTHING if value is None else Decimal(str(value)).quantize(CENT)
