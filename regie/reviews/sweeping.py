"""What the worker looks at: series to extend, agendas to gather, breaches that have no driver yet."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from regie.reviews.agenda import gather
from regie.reviews.models import Review, Series

NEAR = timedelta(days=31)  # the next monthly review is always among them


def extend() -> int:
    """Keep thirteen months of reviews ahead."""
    return sum(series.extend() for series in Series.objects.alive().exclude(starts_on=None))


def gather_near() -> int:
    """Agendas of the coming month follow what happens; returns how many points are new."""
    near = Review.objects.coming().filter(starts_at__lte=timezone.now() + NEAR).select_related("series")
    return sum(len(gather(review)) for review in near)
