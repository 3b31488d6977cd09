"""Short ways to the situations that the tests of reviews need."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.utils import timezone

from regie.metrics.models import Breach, Metric, Threshold
from regie.reviews.calendar import recurrence
from regie.reviews.models import Participant, Review, Series


def series_of(name: str, rhythm: str, first: date, *people, at=time(10), minutes: int = 60, by: str = "weekday") -> Series:
    series = Series.objects.create(name=name, rule=recurrence.RHYTHMS[rhythm], minutes_max=minutes, at=at)
    for person in people:
        Participant.objects.create(series=series, person=person)
    return planned(series, first, rhythm, by=by)


def planned(series: Series, first: date, rhythm: str, by: str = "weekday") -> Series:
    series.plan(by=None, starts_on=first, rule=recurrence.anchored(rhythm, first, by))
    return series


def called(by, *people, name: str = "Revue mensuelle") -> Review:
    return Review.call(
        by=by, name=name, starts_at=timezone.now() + timedelta(hours=1), minutes=60, time_zone="Europe/Paris", persons=people
    )


def in_session(by, *people) -> Review:
    review = called(by, *people)
    review.start(by=by)
    return review


def breach_of(owner, name: str = "Coût d’acquisition") -> Breach:
    metric = Metric.objects.create(
        key="cac", name=name, unit="currency", currency="EUR", decimals=2, direction="lower", owner=owner
    )
    threshold = Threshold.objects.create(metric=metric, sentence="Agir au-dessus de 38 €.")
    return Breach.objects.create(
        threshold=threshold,
        metric=metric,
        grain="month",
        period=date(2026, 10, 1),
        last_period=date(2026, 10, 1),
        value=42.6,
        bound=38,
    )
