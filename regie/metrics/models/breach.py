"""A breach: a threshold crossed, from opening to resolution."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class BreachQuerySet(models.QuerySet):
    def open(self) -> BreachQuerySet:
        return self.filter(closed_at=None, resolved_at=None, withdrawn_at=None)

    def stood(self) -> BreachQuerySet:
        """All but those that corrected figures took back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, person) -> BreachQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> BreachQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Breach(models.Model):
    threshold = models.ForeignKey("metrics.Threshold", models.CASCADE, related_name="breaches")
    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="breaches")
    dimension = models.CharField(max_length=40, blank=True)
    dimension_value = models.CharField(max_length=200, blank=True)
    grain = models.CharField(max_length=10)
    period = models.DateField()  # the period whose value made the rule hold
    last_period = models.DateField()  # the newest in which it still held
    values = models.JSONField(default=list)  # those that opened it: [{"period", "value", "bound"}], oldest first
    value = models.FloatField()  # at `last_period`
    bound = models.FloatField(null=True)  # what it should have stayed on the right side of, at `last_period`
    is_late = models.BooleanField(default=False)  # seen only when an old figure came or was corrected
    opened_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="taken_breaches")
    explanation = models.TextField(blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_period = models.DateField(null=True, blank=True)  # the first period back on the right side
    resolved_value = models.FloatField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=40, blank=True)  # corrected, undone, rule_changed, retired

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "breaches"
        constraints = [
            # The promise that a breach opens once, however many workers evaluate at the same time.
            models.UniqueConstraint(
                fields=["threshold", "dimension_value"],
                condition=Q(closed_at=None, resolved_at=None, withdrawn_at=None),
                name="one_open_breach_a_threshold_and_value",
            ),
            models.UniqueConstraint(
                fields=["threshold", "dimension_value", "period"],
                condition=Q(withdrawn_at=None),
                name="one_breach_a_threshold_value_and_period",
            ),
        ]
        indexes = [models.Index(fields=["metric", "-opened_at"], name="breach_of_a_metric")]

    def __str__(self) -> str:
        return f"{self.metric}, {self.dimension_value}" if self.dimension_value else str(self.metric)
