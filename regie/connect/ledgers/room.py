"""How much may still be committed on a line and in its envelope: the gate before finance, for many orders at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from regie.people.models import Organisation
from regie.plan.models import BudgetLine, Commitment, Envelope, Expense, Portion

CENT = Decimal("0.01")


class Room:
    """The same sums as `BudgetLine.left` and `Envelope.left`, and the same lines that take nothing, as `Commitment.ask` has them."""

    def __init__(self) -> None:
        self.currency = Organisation.here().currency
        self._left: dict[tuple[str, int], Decimal] = {}
        self._envelope_of: dict[int, int] = {}
        self._names: dict[tuple[str, int], str] = {}
        self._shut: dict[int, str] = {}

    def look(self, lines: Collection[int]) -> None:
        """Four queries for the lines not asked for before, and three for their envelopes."""
        fresh = [line for line in lines if ("line", line) not in self._left]
        if not fresh:
            return
        rows = list(BudgetLine.objects.filter(pk__in=fresh).select_related("envelope"))
        used, planned = _used("line", fresh), _sums(Portion.objects.filter(line__in=fresh), "line", "planned")
        for line in rows:
            self._left["line", line.pk] = planned[line.pk] - used[line.pk]
            self._names["line", line.pk] = line.number
            self._envelope_of[line.pk] = line.envelope_id
            if line.closed_at is not None:
                self._shut[line.pk] = "line_closed"
            elif line.approved_at is None:
                self._shut[line.pk] = "line_not_approved"
            elif line.firmness == line.Firmness.HELD:
                self._shut[line.pk] = "line_held"
        envelopes = {line.envelope_id: line.envelope for line in rows if ("envelope", line.envelope_id) not in self._left}
        if envelopes:
            used = _used("line__envelope", list(envelopes))
            parts = _sums(Envelope.objects.filter(parent__in=envelopes), "parent", "amount")
            for pk, envelope in envelopes.items():
                self._left["envelope", pk] = envelope.amount - parts[pk] - used[pk]
                self._names["envelope", pk] = envelope.name

    def shut(self, line: int) -> str:
        """Why nothing may be committed on a line, as a code of `words.FAULTS`; empty where something may."""
        return self._shut.get(line, "")

    def name(self, line: int) -> str:
        return self._names["line", line]

    def taken(self, line: int, worth: Decimal) -> dict[str, Any] | None:
        """Take it, or say above what it would go; what is refused takes nothing."""
        keys = [("line", line), ("envelope", self._envelope_of[line])]
        for key in keys:
            if self._left[key] < worth:
                return {"of": key[0], "name": self._names[key], "over": str(worth - self._left[key]), "currency": self.currency}
        for key in keys:
            self._left[key] -= worth
        return None


def _used(by: str, among: list[int]) -> dict[int, Decimal]:
    """Spent or promised: each promise whole, and the invoices that are against none."""
    promised = Commitment.objects.standing().filter(**{f"{by}__in": among})
    spent = Expense.objects.standing().filter(**{f"{by}__in": among}).exclude(commitment__status=Commitment.Status.MADE)
    found = _sums(promised, by, "worth")
    for pk, amount in _sums(spent, by, "worth").items():
        found[pk] += amount
    return found


def _sums(rows: Any, by: str, amount: str) -> dict[int, Decimal]:
    """SQLite sums decimals as floats: the cents are put right again."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for pk, total in rows.order_by().values_list(by).annotate(total=Sum(amount)):
        found[pk] += Decimal(total or 0).quantize(CENT)
    return found
