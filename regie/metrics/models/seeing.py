"""Who reads the numbers: the team and the delegator all of them, other departments those of metrics that they answer for.

A higher room that shows a metric to somebody says so: `READERS["reviews"] = lambda person: Q(…)`, a condition on metrics.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

READERS: dict[str, Callable[[Any], Q]] = {}
NOTHING = Q(pk__in=())


def is_here(person) -> bool:
    return bool(person.is_authenticated and person.is_active)


def reads_all(person) -> bool:
    return is_here(person) and (person.is_member or person.is_delegator)


def metrics_of(person) -> Q:
    """The metrics of somebody who does not read all."""
    if not is_here(person):
        return NOTHING
    mine = Q(owner=person)
    for reader in READERS.values():
        mine |= reader(person)
    return mine


def measures_of(person) -> Q:
    """The measures of somebody who does not read all: their own, and what their metrics are made of."""
    from regie.metrics.models.metric import Metric

    if not is_here(person):
        return NOTHING
    return Q(owner=person) | Q(pk__in=Metric.objects.visible_to(person).exclude(measures=None).values("measures"))


def seen_by[Rows: models.QuerySet](rows: Rows, person) -> Rows:
    """Those of `rows` whose metric the person may see."""
    if reads_all(person):
        return rows
    from regie.metrics.models.metric import Metric

    return rows.filter(metric__in=Metric.objects.visible_to(person))


def measured_for[Rows: models.QuerySet](rows: Rows, person, measure: str = "measure") -> Rows:
    """Those of `rows` whose measure, found by the path `measure`, the person may see."""
    if reads_all(person):
        return rows
    from regie.metrics.models.measure import Measure

    return rows.filter(**{f"{measure}__in": Measure.objects.visible_to(person)})
