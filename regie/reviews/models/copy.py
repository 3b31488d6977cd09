"""A copy of the minutes for one person: written when the review closes, sent by the sweep, so that none is lost."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class CopyQuerySet(models.QuerySet):
    def to_send(self) -> CopyQuerySet:
        """Waiting, and not in the hands of another worker."""
        return self.filter(sent_at=None, tries__lt=5).filter(Q(leased_until=None) | Q(leased_until__lt=timezone.now()))


class Copy(models.Model):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    closing = models.DateTimeField()  # of which closing: a reopened review sends its corrected minutes
    sent_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "person", "closing"], name="one_copy_a_person_and_closing")]

    def __str__(self) -> str:
        return f"{self.review}: {self.person}"
