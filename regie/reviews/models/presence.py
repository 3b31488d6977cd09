"""A presence: somebody who sat in a review, from when to when. A page that is open says so; who falls silent has left."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from regie.journal.models import record

BEAT = timedelta(seconds=20)  # how often a page that is open says so
SILENCE = timedelta(minutes=5)  # who has not been heard of for so long is no longer here; a page without a script speaks seldom


class PresenceQuerySet(models.QuerySet):
    def here(self) -> PresenceQuerySet:
        """Whose page was heard of lately, and whom somebody noted as sitting in the room without one."""
        return self.filter(left_at=None).filter(Q(seen_at__gte=timezone.now() - SILENCE) | Q(is_noted=True))


class Presence(models.Model):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    came_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    is_noted = models.BooleanField(default=False)  # by somebody else: stays until somebody notes the leaving

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="one_presence_a_review_and_person")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_here(self) -> bool:
        return self.left_at is None and (self.is_noted or self.seen_at >= timezone.now() - SILENCE)

    @classmethod
    def arrive(cls, review, person, *, by=None) -> Presence:
        """`person` is here; another may say so for somebody who sits in the room without a screen."""
        noted = by is not None and by != person
        with transaction.atomic():
            presence, made = cls.objects.get_or_create(review=review, person=person, defaults={"is_noted": noted})
            if made or not presence.is_here:
                presence.left_at, presence.seen_at, presence.is_noted = None, timezone.now(), noted
                presence.save(update_fields=["left_at", "seen_at", "is_noted"])
                review.touch()
                record("reviews.presence_noted", presence, by=by or person, page=review)
        return presence

    @classmethod
    def leave(cls, review, person, *, by=None) -> None:
        with transaction.atomic():
            left = cls.objects.filter(review=review, person=person, left_at=None)
            if presence := left.first():
                left.update(left_at=timezone.now(), is_noted=False)
                review.touch()
                record("reviews.presence_left", presence, by=by or person, page=review)

    @classmethod
    def beat(cls, review, person) -> None:
        """The person's page is open. A read at most beats, a write at most every twenty seconds."""
        now = timezone.now()
        mine = cls.objects.filter(review=review, person=person, left_at=None, seen_at__lt=now - BEAT)
        if mine.exists():
            mine.update(seen_at=now)

    @classmethod
    def end(cls, review) -> None:
        """The review is over: who is here leaves now, who fell silent left when last heard of."""
        cls.objects.filter(review=review).here().update(left_at=timezone.now())
        cls.objects.filter(review=review, left_at=None).update(left_at=F("seen_at"))
