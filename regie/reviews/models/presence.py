"""A presence: somebody who sat in a review, from when to when."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from regie.journal.models import record

BEAT = timedelta(seconds=20)  # how often a page that is open says so


class Presence(models.Model):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    came_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="one_presence_a_review_and_person")]

    def __str__(self) -> str:
        return str(self.person)

    @classmethod
    def arrive(cls, review, person, *, by=None) -> Presence:
        """`person` is here; another may say so for somebody who sits in the room without a screen."""
        with transaction.atomic():
            presence, made = cls.objects.get_or_create(review=review, person=person)
            if made or presence.left_at:
                presence.left_at, presence.seen_at = None, timezone.now()
                presence.save(update_fields=["left_at", "seen_at"])
                review.touch()
                record("reviews.presence_noted", presence, by=by or person, page=review)
        return presence

    @classmethod
    def leave(cls, review, person, *, by=None) -> None:
        with transaction.atomic():
            left = cls.objects.filter(review=review, person=person, left_at=None)
            if presence := left.first():
                left.update(left_at=timezone.now())
                review.touch()
                record("reviews.presence_left", presence, by=by or person, page=review)

    @classmethod
    def beat(cls, review, person) -> None:
        """The person's page is open; written at most every twenty seconds."""
        now = timezone.now()
        cls.objects.filter(review=review, person=person, seen_at__lt=now - BEAT).update(seen_at=now)
