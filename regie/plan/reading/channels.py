"""Channels as their list and their page show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, Sum
from django.utils import timezone

from regie.metrics import words
from regie.metrics.models import Metric, Reading
from regie.people.models import Holding
from regie.plan.models import Channel


@dataclass(frozen=True)
class Measured:
    """What a channel is measured by, for itself where figures name it, else over all."""

    metric: Any
    value: str
    of: str  # the value of the dimension, empty over all
    period: str
    state: str
    trend: tuple[str, str]
    points: list
    low: Any
    high: Any


def rows_of(person: Any) -> list[Channel]:
    """All channels with what a list shows of them, by ownership and name. Four queries."""
    held = Prefetch("role__holdings", Holding.objects.current().select_related("person"), to_attr="current")
    going = Count("activities", filter=Q(activities__status__in=["planned", "live"]))
    found: list[Any] = list(
        Channel.objects.visible_to(person).select_related("role", "metric").prefetch_related(held).annotate(going=going)
    )
    rank = {key: place for place, key in enumerate(("owned", "paid", "earned"))}
    found.sort(key=lambda each: (rank[each.ownership], each.sorted_by))
    measured = measured_of(found, person)
    for each in found:
        each.measured = measured.get(each.pk)
    return found


def names_of(channel: Channel) -> set[str]:
    """What figures may call it, folded."""
    from regie.metrics.engine.address import folded
    from regie.plan.known_channels import BY_KEY

    known = BY_KEY.get(channel.key or "")
    return {folded(each) for each in [str(channel), *channel.called, *(known.names if known else [])] if each}


def measured_of(channels: Iterable[Channel], person: Any) -> dict[int, Measured]:
    """The newest value of each one's metric. One query."""
    from regie.metrics.engine.address import folded

    wanted = {each.metric_id: each.metric for each in channels if each.metric_id}
    if not wanted:
        return {}
    seen = set(Metric.objects.visible_to(person).filter(pk__in=wanted).values_list("pk", flat=True))
    readings: dict[int, dict[tuple[str, str], Reading]] = {}
    for each in Reading.objects.filter(metric__in=seen, dimension__in=["", "channel", "platform"]):
        readings.setdefault(each.metric_id, {})[each.dimension, folded(each.dimension_value)] = each
    found = {}
    for channel in channels:
        those = readings.get(channel.metric_id or 0, {})
        own = next((row for (dim, value), row in those.items() if dim and value in names_of(channel)), None)
        reading = own or those.get(("", ""))
        if reading is None or channel.metric is None:
            continue
        metric = channel.metric
        found[channel.pk] = Measured(
            metric,
            words.value_of(metric, reading.value),
            reading.dimension_value if own else "",
            words.period_name(reading.period, reading.grain) if reading.period else "",
            reading.state,
            words.trend_of(metric, reading),
            [point[1] for point in reading.points],
            reading.low,
            reading.high,
        )
    return found


@dataclass(frozen=True)
class Spent:
    """Money that went through a channel in the last twelve months, and what is planned for it from here on."""

    spent: Any
    planned: Any


def money_of(channel: Channel) -> Spent:
    """Two queries."""
    from regie.plan.models import Expense, Portion

    today = timezone.localdate()
    through = Q(line__channel=channel) | Q(line__channel=None, line__activity__channel=channel)
    paid = Expense.objects.standing().filter(through, on__gt=today - timedelta(days=365)).aggregate(all=Sum("worth"))
    ahead = Portion.objects.filter(through, month__gte=today.replace(day=1)).aggregate(all=Sum("planned"))
    return Spent(paid["all"], ahead["all"])
