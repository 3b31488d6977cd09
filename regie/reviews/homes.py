"""Where an open point goes: on one agenda, the nearest that has room for it, never on that of every series at once."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Q

from regie.reviews.models import Review, Series

OFTEN = ("daily", "weekly", "fortnightly", "monthly")  # a yearly review is no place for what is open this week
ROOM = 2  # a review has room for a point that takes at most half of it


def fits(series: Series, minutes: int) -> bool:
    return series.rhythm in OFTEN and series.minutes_max >= ROOM * minutes


class Home:
    """Says of open points whether they belong on the agenda of one review. Two queries, however many points."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def takes(self, minutes: int) -> bool:
        """A point of so many minutes; 0 asks only for the nearest.

        Where no living series has room for it, the nearest review of any takes it: nothing that is open goes unseen.
        """
        if self.review.series_id is None or self.review.series.retired_at:
            return False
        if fits(self.review.series, minutes):
            return not any(fits(series, minutes) for series in self._earlier)
        return not self._earlier and not any(fits(series, minutes) for series in self._others)

    @cached_property
    def _coming(self):
        return Review.objects.coming().filter(series__retired_at=None).exclude(series=None).exclude(pk=self.review.pk)

    @cached_property
    def _earlier(self) -> list[Series]:
        at = self.review.starts_at
        before = Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=self.review.pk)
        return list(Series.objects.filter(reviews__in=self._coming.filter(before)).distinct())

    @cached_property
    def _others(self) -> list[Series]:
        return list(Series.objects.alive().filter(reviews__in=self._coming).distinct())
