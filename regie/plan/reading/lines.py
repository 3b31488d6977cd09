"""How a budget line stands, in a shape and a word; and one line's months, with what was committed and spent in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import TruncMonth
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from regie.lib.money import money
from regie.lib.periods import Grain, Period
from regie.people.models import Organisation
from regie.plan.models import BudgetLine, Commitment, Expense
from regie.plan.reading.money import Money

CENT = Decimal("0.01")


def listed(rows: Any) -> Any:
    """Budget lines ready for a list: their money, and where the newest of it came from."""
    newest = Expense.objects.standing().filter(line=OuterRef("pk")).order_by("-at", "-pk")
    rows = rows.with_money().annotate(
        ledger_=Subquery(newest.values("ledger__file_name")[:1]),
        recorded_by_=Subquery(newest.values("by__name")[:1]),
        currency_=Value(Organisation.here().currency),  # asked once, and not for each amount
    )
    return rows.select_related("envelope", "activity", "campaign", "channel", "owner")


def money_of(line: Any) -> Money:
    """Of a line that was read `with_money`."""
    amounts = (Decimal(str(each)).quantize(CENT) for each in (line.planned_, line.forecast_, line.committed_, line.spent_))
    return Money(*amounts)


def standing(line: Any) -> tuple[str, str]:
    """Its state and a word. Of a line that was read `with_money`."""
    amounts = money_of(line)
    if line.is_asked_:
        return "wait", _("Waits for finance")
    if line.closed_at is not None:
        return "good", _("Closed")
    if line.approved_at is None:
        return "wait", _("Waits for approval")
    over = amounts.used - amounts.planned
    if over > 0:
        said = {"amount": money(over, line.currency_, (get_language() or "en")[:2])}
        return "watch", _("%(amount)s above plan") % said
    if line.to_come_:
        return "wait", ngettext("%(count)s invoice to come", "%(count)s invoices to come", line.to_come_) % {
            "count": line.to_come_
        }
    if line.firmness == BudgetLine.Firmness.HELD:
        return "", _("Held")
    if amounts.actual:
        return "good", _("Reconciled")
    return "", _("Nothing committed yet")


def above_plan(envelopes: Collection[int], many: int) -> tuple[list[Any], int]:
    """Lines on which more was spent than planned, the widest first, and how many there are. Two queries."""
    rows = BudgetLine.objects.filter(envelope__in=envelopes, total_spent__gt=F("total_planned"))
    widest = rows.with_money().select_related("owner").order_by(F("total_planned") - F("total_spent"), "pk")
    shown = list(widest[: many + 1])
    return shown[:many], len(shown) if len(shown) <= many else rows.count()


def source(line: Any) -> str:
    """Where the newest of its expenses came from."""
    if line.ledger_:
        return line.ledger_
    name = line.recorded_by_ or (line.owner.name if line.owner_id else "")
    return _("by hand, %(name)s") % {"name": name} if name else _("by hand")


@dataclass(frozen=True)
class Month:
    start: date
    planned: Decimal
    forecast: Decimal | None  # None: as planned
    committed: Decimal
    spent: Decimal

    @property
    def key(self) -> str:
        return f"{self.start:%Y-%m}"


def months(line: BudgetLine) -> list[Month]:
    """The months of its envelope, and any other in which something was spent. Four queries."""
    portions = {each.month: each for each in line.portions.all()}
    promised: dict[date, Decimal] = defaultdict(Decimal)
    spent: dict[date, Decimal] = defaultdict(Decimal)
    rows = line.expenses.standing().order_by().annotate(month=TruncMonth("on")).values_list("month")
    for month, total in rows.annotate(total=Sum("worth")):
        spent[month] = Decimal(total).quantize(CENT)
    standing_ones = line.commitments.standing().order_by().annotate(month=TruncMonth("on")).values_list("month")
    for month, total in standing_ones.annotate(total=Sum("worth")):
        promised[month] += Decimal(total).quantize(CENT)
    against = line.expenses.standing().filter(commitment__status=Commitment.Status.MADE).order_by()
    for month, total in against.annotate(month=TruncMonth("commitment__on")).values_list("month").annotate(total=Sum("worth")):
        promised[month] -= Decimal(total).quantize(CENT)
    first, last = (Period.of(day, Grain.MONTH) for day in (line.envelope.starts_on, line.envelope.ends_on))
    days = sorted({*(each.start for each in first.to(last)), *portions, *promised, *spent})
    return [
        Month(
            day,
            portions[day].planned if day in portions else Decimal(0),
            portions[day].forecast if day in portions else None,
            promised.get(day, Decimal(0)),
            spent.get(day, Decimal(0)),
        )
        for day in days
    ]
