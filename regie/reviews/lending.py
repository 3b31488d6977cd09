"""Metrics that a review puts before those invited from other departments: what its agenda speaks of."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from regie.metrics.models import Breach, Metric
from regie.reviews.models import Decision, Driver, Item, Review


def metrics_before(person) -> Q:
    """The metrics on the agendas of the person's reviews. One query, whatever the number of reviews."""
    points = Item.objects.on_agenda().filter(review__in=Review.objects.inviting(person))
    spoken: dict[type, set[str]] = {Metric: set(), Breach: set(), Driver: set(), Decision: set()}
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in spoken}
    rhythms: set[str] = set()
    for kind, subject, facts in points.order_by().values_list("subject_type", "subject_id", "facts"):
        if kind in kinds and subject:
            spoken[kinds[kind]].add(subject)
        rhythms.update(facts.get("rhythms", []))
    breached = Breach.objects.filter(Q(pk__in=spoken[Breach]) | Q(drivers__in=spoken[Driver]))
    return (
        Q(pk__in=spoken[Metric])
        | Q(pk__in=breached.values("metric"))
        | Q(pk__in=Decision.objects.filter(pk__in=spoken[Decision]).exclude(metric=None).values("metric"))
        | Q(reported__in=rhythms)
    )
