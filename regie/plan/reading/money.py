"""How much is planned, forecast, committed and spent: the sums that pages, reports and metrics read.

    totals("campaign", first, last) -> {pk: Money}       # four queries; None is the key of what names no campaign
    used({"line__envelope": 3})                          # what is spent or promised; two queries

All amounts are in the organisation's currency, without VAT. `committed` is promised and not yet invoiced, so that nothing is counted
twice: a commitment's invoices are taken off it, and stand in `actual`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

CENT, NOTHING = Decimal("0.01"), Decimal(0)
BY = ("campaign", "channel", "audience", "objective", "activity", "envelope", "line", "cost", "owner")


@dataclass(frozen=True)
class Money:
    planned: Decimal = NOTHING
    forecast: Decimal = NOTHING
    committed: Decimal = NOTHING
    actual: Decimal = NOTHING

    @property
    def used(self) -> Decimal:
        return self.committed + self.actual

    @property
    def to_come(self) -> Decimal:
        """What is planned and neither committed nor spent."""
        return max(self.forecast - self.used, NOTHING)

    @property
    def left(self) -> Decimal:
        return self.planned - self.used

    @property
    def to_plan(self) -> Decimal:
        """Variance of what is spent to what was planned; more than nothing is over."""
        return self.actual - self.planned

    @property
    def to_forecast(self) -> Decimal:
        return self.actual - self.forecast

    def __add__(self, other: Money) -> Money:
        return Money(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Money)))

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(Money))


def totals(by: str, first: date | None = None, last: date | None = None, **where: Any) -> dict[Any, Money]:
    """Money by what lines name, of the months and days from `first` to `last` (always, where none is given). Four queries.

    A line that names no campaign, channel, audience or objective has that of its activity. `where` narrows the lines, with lookups
    of `BudgetLine`: `envelope__in=[…]`.
    """
    from regie.plan.models import Commitment, Expense, Portion

    if by not in BY:
        raise ValueError(by)
    narrowed = {f"line__{lookup}": value for lookup, value in where.items()}
    months, days = _between("month", first and first.replace(day=1), last), _between("on", first, last)
    found: dict[Any, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))

    def take(name: str, rows: Any, amount: Any, sign: int = 1) -> None:
        keyed = rows.filter(**narrowed).order_by().values(key=_key(by)).annotate(total=Sum(amount))
        for row in keyed:
            found[row["key"]][name] += sign * _exact(row["total"])

    portions = Portion.objects.filter(months).filter(**narrowed).order_by().values(key=_key(by))
    for row in portions.annotate(planned_=Sum("planned"), forecast_=Sum(Coalesce("forecast", "planned"))):
        found[row["key"]]["planned"] += _exact(row["planned_"])
        found[row["key"]]["forecast"] += _exact(row["forecast_"])
    standing, spent = Commitment.objects.standing().filter(days), Expense.objects.standing()
    take("committed", standing, "worth")
    against = _between("commitment__on", first, last) & Q(commitment__status=Commitment.Status.MADE)
    take("committed", spent.filter(against), "worth", -1)
    take("actual", spent.filter(days), "worth")
    return {key: _money(amounts) for key, amounts in found.items()}


def _key(by: str) -> Any:
    if by == "line":
        return F("line")
    if by in ("campaign", "channel", "audience", "objective"):
        return Coalesce(f"line__{by}", f"line__activity__{by}")
    return F(f"line__{by}")


def _between(field: str, first: date | None, last: date | None) -> Q:
    wanted = Q()
    if first is not None:
        wanted &= Q(**{f"{field}__gte": first})
    if last is not None:
        wanted &= Q(**{f"{field}__lte": last})
    return wanted


def _money(amounts: dict[str, Decimal]) -> Money:
    return Money(amounts["planned"], amounts["forecast"], max(amounts["committed"], NOTHING), amounts["actual"])


def _exact(value: Any) -> Decimal:
    """SQLite sums decimals as floats: the cents are put right again."""
    return NOTHING if value is None else Decimal(value).quantize(CENT)


def used(where: dict[str, Any], *, but: Any = None) -> Decimal:
    """Spent or promised: each promise whole, and the invoices that are against none. `where` holds lookups through `line`."""
    from regie.plan.models import Commitment, Expense

    promised = Commitment.objects.standing().filter(**where)
    spent = Expense.objects.standing().filter(**where).exclude(commitment__status=Commitment.Status.MADE)
    if but is not None:
        promised = promised.exclude(pk=but.pk)
    total = promised.aggregate(total=Sum("worth"))["total"], spent.aggregate(total=Sum("worth"))["total"]
    return _exact(total[0]) + _exact(total[1])


def outstanding(where: dict[str, Any]) -> Decimal:
    """Promised and not yet invoiced. Two queries."""
    from regie.plan.models import Commitment, Expense

    promised = Commitment.objects.standing().filter(**where).aggregate(total=Sum("worth"))["total"]
    against = Expense.objects.standing().filter(**where, commitment__status=Commitment.Status.MADE)
    return max(_exact(promised) - _exact(against.aggregate(total=Sum("worth"))["total"]), NOTHING)
