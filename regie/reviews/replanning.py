"""A series gets other dates: what becomes of the reviews that are already in the calendar."""

from __future__ import annotations

from django.utils import timezone

from regie.reviews.calendar import recurrence
from regie.reviews.models.review import Review


def replan(series, *, moved: str = "keep") -> None:
    """Bring the coming reviews of `series` to its rule, inside the caller's transaction.

    Reviews keep their row, so that agendas survive: same day first, then in order. A moved review that is kept
    stays at its moment; where the rule no longer names its day, it stands for itself.
    """
    from regie.reviews.models.series import MONTHS_AHEAD

    today = timezone.localdate()
    coming = list(series.reviews.coming().order_by("starts_at"))
    held = set(
        series.reviews.exclude(pk__in=[review.pk for review in coming])
        .exclude(original_date=None)
        .values_list("original_date", flat=True)
    )
    days = [day for day in series.days(recurrence.months_ahead(today, MONTHS_AHEAD), today) if day not in held]
    kept = [review for review in coming if review.moved_at and moved == "keep"]
    free = [review for review in coming if review not in kept]
    country = series.country

    # Two rows may swap their days: none holds one while they are dealt again.
    Review.objects.filter(pk__in=[review.pk for review in coming]).update(original_date=None)
    left = list(days)
    for review in kept:
        if review.original_date in left:
            left.remove(review.original_date)
        else:
            review.original_date = None
    same = {review.original_date: review for review in free if review.original_date in left}
    dealt = dict(same)
    others = [review for review in free if review.pk not in {each.pk for each in same.values()}]
    open_days = [day for day in left if day not in same]
    for day, review in zip(open_days, others, strict=False):
        dealt[day] = review
    for day, review in dealt.items():
        review.original_date, review.moved_at, review.moved_by = day, None, None
        review.take_from(series, country)
        review.sequence += 1
    Review.objects.bulk_update(
        [*kept, *dealt.values()],
        ["original_date", "moved_at", "moved_by", "starts_at", "minutes", "name", "time_zone", "location", "link", "sequence"],
    )
    gone = others[len(open_days) :]
    Review.objects.filter(pk__in=[review.pk for review in gone]).untouched().delete()
    # What is left holds points that people wrote: it stays in the calendar as a review of its own.
