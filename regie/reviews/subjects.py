"""What stands behind a point while it is talked about: the metric's number and line, the driver's words, the decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from regie.metrics import words as metric_words
from regie.metrics.models import Metric
from regie.metrics.models import Reading as Standing
from regie.objectives.models import Objective
from regie.objectives.reading import pursuits
from regie.reviews import queries
from regie.reviews.models import Decision, Driver, Item


@dataclass
class Point:
    item: Item
    driver: Driver | None = None
    breach: Any = None
    metric: Any = None
    standing: Any = None
    value: str = ""
    period: str = ""
    bound: str = ""
    points: list = field(default_factory=list)
    became: Any = None
    due: list = field(default_factory=list)
    follow_up: Any = None
    objective: Any = None
    thing: Any = None  # what a higher or lower room brought, with a page of its own


def points_with_facts(items: list[Item]) -> list[Point]:
    """Each item with its subject read: one query a kind of subject, two for readings."""
    prefetch_related_objects(items, "subject")
    objectives = [item.subject for item in items if isinstance(item.subject, Objective)]
    prefetch_related_objects(objectives, "metric", "owner", "audiences")
    points = [_point(item) for item in items]
    for row in pursuits.rows_with_tests(objectives) if objectives else ():
        for point in points:
            if point.item.subject is row.objective:
                point.objective = row
    drivers = [point.driver for point in points if point.driver]
    prefetch_related_objects(drivers, "breach__metric", "breach__threshold", "opened_by")
    breaches = [point.breach for point in points if point.breach]
    prefetch_related_objects(breaches, "metric", "threshold")
    decisions = [item.subject for item in items if isinstance(item.subject, Decision)]
    prefetch_related_objects(decisions, "metric", "owner", "review")
    became = queries.before_and_after(decisions) if decisions else {}
    for point in points:
        if point.driver and point.driver.breach_id:
            point.breach = point.driver.breach
        if point.breach:
            point.metric = point.breach.metric
        if isinstance(point.item.subject, Decision):
            point.became = became[point.item.subject.pk]
            point.metric = point.item.subject.metric
    metrics = {point.metric.pk for point in points if point.metric}
    standings = {each.metric_id: each for each in Standing.objects.filter(metric__in=metrics, dimension="")} if metrics else {}
    for point in points:
        if point.metric:
            _tell(point, standings.get(point.metric.pk))
        if point.item.kind == Item.Kind.METRIC:
            point.due = _due(point.item)
    return points


def _point(item: Item) -> Point:
    subject = item.subject
    point = Point(item)
    if isinstance(subject, Driver):
        point.driver = subject
    elif isinstance(subject, Metric):
        point.metric = subject
    elif isinstance(subject, Objective):
        if not subject.dimension:  # else the metric over all would say another number than the objective
            point.metric = subject.metric
    elif item.kind == Item.Kind.BREACH:
        point.breach = subject
    elif item.kind == Item.Kind.FOLLOW_UP:
        point.follow_up = subject
    elif hasattr(subject, "get_absolute_url") and not isinstance(subject, Decision):
        point.thing = subject
    return point


def _tell(point: Point, standing) -> None:
    point.standing = standing
    if standing is None:
        return
    point.points = [(each[1] if len(each) > 1 else None) for each in standing.points]
    if point.breach:
        point.value = metric_words.value_of(point.metric, point.breach.value)
        point.period = metric_words.period_name(point.breach.last_period, point.breach.grain)
        point.bound = metric_words.value_of(point.metric, point.breach.bound) if point.breach.bound is not None else ""
    elif standing.value is not None:
        point.value = metric_words.value_of(point.metric, standing.value)
        point.period = metric_words.period_name(standing.period, standing.grain)


def _due(item: Item) -> list[tuple[Any, str, str, str]]:
    """The metrics of a point "metrics due": metric, value, period, state. 1 query."""
    rhythms = item.facts.get("rhythms", [])
    found = (
        Standing.objects.filter(dimension="", metric__retired_at=None, metric__reported__in=rhythms)
        .select_related("metric")
        .order_by("metric__name")
    )
    return [
        (
            each.metric,
            metric_words.value_of(each.metric, each.value),
            metric_words.period_name(each.period, each.grain) if each.period else "",
            each.state,
        )
        for each in found
    ]
