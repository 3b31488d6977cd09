"""The money and the results of some activities, and of all of a plan by cell."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Avg, Case, Count, Exists, F, FloatField, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Cast

from regie.plan.choosing import condition
from regie.plan.models import CampaignTarget, Commitment, PieceTarget, Portion
from regie.plan.reading.money import Money, totals
from regie.plan.reading.standings import Harvest, Purse
from regie.plan.spans import Span


def planned(activities: Iterable[int], span: Span) -> dict[int, Decimal]:
    """What is planned for each in these months. One query."""
    rows = Portion.objects.filter(line__activity__in=activities, month__range=(span.first, span.last)).order_by()
    return dict(rows.values_list("line__activity").annotate(amount=Sum("planned")))


def of(activities: list[int], span: Span) -> dict[int, Purse]:
    """What is planned in these months; the whole plan, what is committed and not yet invoiced, spent and asked at any time. Six
    queries."""
    within, whole = planned(activities, span), totals("activity", activity__in=activities)
    waiting = Commitment.objects.filter(line__activity__in=activities, status=Commitment.Status.ASKED).order_by()
    asked = dict(waiting.values_list("line__activity").annotate(amount=Sum("worth")))
    found = {}
    for pk in {*whole, *asked}:
        money = whole.get(pk, Money())
        found[pk] = Purse(within.get(pk, Decimal(0)), money.planned, money.committed, money.actual, asked.get(pk, Decimal(0)))
    return found


class Share(NamedTuple):
    """Money of one place of the matrix: of its activities, or of lines that name no activity yet."""

    objective: int | None
    audience: int | None
    is_of_activities: bool
    is_judged: bool  # the campaign has a target of its own
    amount: Decimal


def by_cell(asked: dict[str, Any], span: Span) -> list[Share]:
    """What is planned in these months, by cell. One query."""
    through = Q(line__activity__isnull=False) & ~Q(line__activity__status="dropped") & condition(asked, "line__activity__")
    own = (
        Q(line__activity=None) & (Q(line__objective__isnull=False) | Q(line__audience__isnull=False)) & condition(asked, "line__")
    )
    rows = Portion.objects.filter(through | own, month__range=(span.first, span.last)).order_by()
    judged = Exists(CampaignTarget.objects.filter(campaign=OuterRef("line__campaign")))
    grouped = rows.annotate(
        aim=Case(When(line__activity=None, then="line__objective"), default="line__activity__objective"),
        whom=Case(When(line__activity=None, then="line__audience"), default="line__activity__audience"),
        is_tied=Case(When(line__activity=None, then=Value(False)), default=Value(True)),
        is_judged=judged,
    ).values_list("aim", "whom", "is_tied", "is_judged")
    return [Share(*each) for each in grouped.annotate(amount=Sum("planned"))]


def harvests(activities: list[int]) -> dict[int, Harvest]:
    """How far the targets of their contents are reached, on average. One query."""
    rows = PieceTarget.objects.filter(piece__activity__in=activities, target__gt=0).order_by()
    share = Avg(Cast(F("reached"), FloatField()) / F("target"))
    counted = rows.values_list("piece__activity").annotate(Count("pk"), Count("reached"), share=share)
    return {pk: Harvest(targets, measured, found) for pk, targets, measured, found in counted}
