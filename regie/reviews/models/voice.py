"""A voice in a round of consent: consents, or objects with a reason; and how the objection was met."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Voice(models.Model):
    decision = models.ForeignKey("reviews.Decision", models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    consents = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    how_met = models.TextField(blank=True)

    class Meta:
        ordering = ["round", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "person", "round"], name="one_voice_a_decision_person_and_round"),
            models.CheckConstraint(condition=Q(consents=True) | ~Q(reason=""), name="an_objecting_voice_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {'consent' if self.consents else self.reason}"

    @property
    def is_open_objection(self) -> bool:
        return not self.consents and self.met_at is None
