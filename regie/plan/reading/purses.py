"""The money and the results of some activities, and of all of a plan by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, F, FloatField, OuterRef, Sum
from django.db.models.functions import Cast, Coalesce

from regie.plan.models import CampaignTarget, Commitment, Expense, PieceTarget, Portion
from regie.plan.reading.standings import Harvest, Purse

FORESEEN = Coalesce("forecast", "planned")


def planned(activities: Iterable[int]) -> dict[int, Decimal]:
    """What is foreseen for each: the forecast where there is one, else the plan. One query."""
    rows = Portion.objects.filter(line__activity__in=activities, line__closed_at=None).order_by()
    return dict(rows.values_list("line__activity").annotate(total=Sum(FORESEEN)))


def of(activities: list[int]) -> dict[int, Purse]:
    """Four queries."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for pk, amount in planned(activities).items():
        found[pk]["planned"] = amount
    standing = Commitment.objects.filter(line__activity__in=activities).order_by()
    for name, rows in (
        ("committed", standing.standing()),
        ("asked", standing.filter(status=Commitment.Status.ASKED)),
        ("spent", Expense.objects.standing().filter(line__activity__in=activities).order_by()),
    ):
        for pk, amount in rows.values_list("line__activity").annotate(Sum("worth")):
            found[pk][name] = amount
    return {pk: Purse(**amounts) for pk, amounts in found.items()}


def by_cell(activities: Any) -> list[tuple[int | None, int | None, bool, Decimal]]:
    """Objective, audience, whether the campaign is judged by a metric, and the money foreseen. One query."""
    judged = Exists(CampaignTarget.objects.filter(campaign=OuterRef("line__activity__campaign")))
    rows = Portion.objects.filter(line__closed_at=None, line__activity__in=activities.order_by().values("pk")).order_by()
    grouped = rows.annotate(is_judged=judged).values_list("line__activity__objective", "line__activity__audience", "is_judged")
    return list(grouped.annotate(total=Sum(FORESEEN)))


def harvests(activities: list[int]) -> dict[int, Harvest]:
    """How far the targets of their contents are reached, on average. One query."""
    rows = PieceTarget.objects.filter(piece__activity__in=activities, target__gt=0).order_by()
    share = Avg(Cast(F("reached"), FloatField()) / F("target"))
    counted = rows.values_list("piece__activity").annotate(Count("pk"), Count("reached"), share)
    return {pk: Harvest(targets, measured, found) for pk, targets, measured, found in counted}
