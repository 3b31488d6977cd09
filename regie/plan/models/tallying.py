"""The sums that a budget line keeps of its months, commitments and invoices, so that a quarter of lines is added up from lines alone.

Every verb that writes a month, a commitment or an invoice ends with `tally` of the lines it touched, in its own transaction. They are
counted anew and never added to: whoever comes second holds the line after the first has ended, and counts what the first has written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import batched
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round

AT_ONCE = 2_000  # lines of one statement
TOTALS = ("total_planned", "total_forecast", "total_promised", "total_against", "total_spent")


def _kept() -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=2, default=0, editable=False)


class Tallied(models.Model):
    """What `tally` keeps. In the organisation's currency, without VAT."""

    total_planned = _kept()
    total_forecast = _kept()  # each month's forecast, or its plan where there is none
    total_promised = _kept()  # of commitments that are made and not closed
    total_against = _kept()  # of the invoices that are against those
    total_spent = _kept()
    total_open = models.PositiveIntegerField(default=0, editable=False)  # how many commitments are made and not closed

    class Meta:
        abstract = True


def tally(lines: Iterable[Any]) -> None:
    """Count these lines anew; lines or their numbers, None among them is left out. Call it inside the transaction that wrote.

    Two queries for up to `AT_ONCE` lines. Lines are held in the order of their numbers, after any commitment: as everywhere.
    """
    from regie.plan.models.budget import BudgetLine

    if not connection.in_atomic_block:
        raise RuntimeError("sums are kept in the transaction of what they sum up")
    keys = sorted({getattr(line, "pk", line) for line in lines if line is not None})
    for some in batched(keys, AT_ONCE):
        rows = BudgetLine.objects.filter(pk__in=some)
        held = list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
        if held:
            marks = ", ".join(["%s"] * len(held))
            with connection.cursor() as cursor:
                cursor.execute(_COUNT.format(lines=marks), held * 4)


# One pass over each table whatever a database knows of its size: after a large import it knows nothing yet, and a subquery for
# each line would read the whole table each time.
_COUNT = """
UPDATE plan_budgetline SET
  total_planned = ROUND(COALESCE(s.planned, 0), 2), total_forecast = ROUND(COALESCE(s.forecast, 0), 2),
  total_promised = ROUND(COALESCE(s.promised, 0), 2), total_against = ROUND(COALESCE(s.against, 0), 2),
  total_spent = ROUND(COALESCE(s.spent, 0), 2), total_open = COALESCE(s.many, 0)
FROM (
  SELECT l.id, p.planned, p.forecast, c.promised, c.many, e.against, e.spent FROM plan_budgetline l
  LEFT JOIN (SELECT line_id, SUM(planned) AS planned, SUM(COALESCE(forecast, planned)) AS forecast FROM plan_portion
             WHERE line_id IN ({lines}) GROUP BY line_id) p ON p.line_id = l.id
  LEFT JOIN (SELECT line_id, SUM(worth) AS promised, COUNT(*) AS many FROM plan_commitment
             WHERE status = 'made' AND line_id IN ({lines}) GROUP BY line_id) c ON c.line_id = l.id
  LEFT JOIN (SELECT x.line_id, SUM(x.worth) AS spent, SUM(CASE WHEN k.status = 'made' THEN x.worth ELSE 0 END) AS against
             FROM plan_expense x LEFT JOIN plan_commitment k ON k.id = x.commitment_id
             WHERE x.taken_back_at IS NULL AND x.line_id IN ({lines}) GROUP BY x.line_id) e ON e.line_id = l.id
  WHERE l.id IN ({lines})
) s WHERE plan_budgetline.id = s.id
"""


def untallied(among: Any = None) -> list[int]:
    """Lines whose kept sums are not what their rows make: none, unless somebody wrote past the verbs. One query."""
    from regie.plan.models.budget import BudgetLine

    sums = {f"{name}_now": amount for name, amount in _sums().items()}
    differs = Q()
    for name in _sums():
        differs |= ~Q(**{name: F(f"{name}_now")})
    rows = BudgetLine.objects.all() if among is None else among
    return list(rows.annotate(**sums).filter(differs).order_by("pk").values_list("pk", flat=True))


def mend() -> int:
    """Count anew what was written past the verbs, by hand in the database or by a program that died; how many lines that was."""
    differing = untallied()
    if differing:
        with transaction.atomic():
            tally(differing)
    return len(differing)


def _sums() -> dict[str, Any]:
    from regie.plan.models.budget import Portion
    from regie.plan.models.spending import Commitment, Expense

    months, standing, spent = Portion.objects, Commitment.objects.standing(), Expense.objects.standing()
    return {
        "total_planned": _sum(months, "planned"),
        "total_forecast": _sum(months, Coalesce("forecast", "planned")),
        "total_promised": _sum(standing, "worth"),
        "total_against": _sum(spent.filter(commitment__status=Commitment.Status.MADE), "worth"),
        "total_spent": _sum(spent, "worth"),
        "total_open": Coalesce(Subquery(_of_line(standing).annotate(many=Count("pk")).values("many")), Value(0)),
    }


def _of_line(rows: Any) -> Any:
    return rows.filter(line=OuterRef("pk")).order_by().values("line")


def _sum(rows: Any, amount: Any) -> Any:
    """SQLite sums decimals as floats: the cents are put right again."""
    exact = models.DecimalField(max_digits=16, decimal_places=2)
    total = Subquery(_of_line(rows).annotate(total=Sum(amount)).values("total"), output_field=exact)
    return Round(Coalesce(total, Value(Decimal(0)), output_field=exact), precision=2, output_field=exact)


def lines_of(ledger: Any) -> Collection[int]:
    """The lines that a ledger's rows are on. Two queries."""
    found: set[int] = set()
    for rows in (ledger.commitments, ledger.expenses):
        found |= set(rows.exclude(line=None).order_by().values_list("line", flat=True).distinct())
    return found
