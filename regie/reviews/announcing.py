"""Telling those invited that a review was cancelled, restored or moved: after a while, and only if it is still so.

A change that is taken back at once is told to nobody. What was last told stands on the review, so that each state is told once.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from regie.journal.models import Event
from regie.reviews.models import Review

WAIT = timedelta(minutes=5)
VERBS = {"cancelled": "reviews.review_cancelled", "restored": "reviews.review_restored", "moved": "reviews.review_moved"}


def announce() -> int:
    """Tell what has stood for five minutes; returns how many reviews were told of."""
    waiting = Review.objects.filter(unsettled_at__lte=timezone.now() - WAIT).values_list("pk", flat=True)
    return sum(_announce(pk) for pk in list(waiting[:200]))


def _announce(pk: int) -> bool:
    with transaction.atomic():
        review = Review.objects.select_for_update(of=("self",)).get(pk=pk)
        if review.unsettled_at is None or review.unsettled_at > timezone.now() - WAIT:
            return False  # another worker told it, or somebody changed it again
        change = change_since(review)
        review.unsettled_at, review.last_told = None, {}
        review.save(update_fields=["unsettled_at", "last_told"])
        if not change or review.started_at or review.ends_at < timezone.now():
            return False
        event = Event.objects.about(review).filter(verb=VERBS[change]).first()
        if event is None:
            return False
        event.tell(review.expected())
        return True


def change_since(review: Review) -> str:
    """What differs from what those invited know: "cancelled", "restored", "moved", or "" for nothing."""
    known = review.last_told
    if bool(review.cancelled_at) != known.get("cancelled", False):
        return "cancelled" if review.cancelled_at else "restored"
    if not review.cancelled_at and review.starts_at.isoformat() != known.get("starts_at"):
        return "moved"
    return ""
