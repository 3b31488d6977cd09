"""A reminder: figures that a metric should have by now and has not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from regie.metrics.models.seeing import seen_by


class ReminderQuerySet(models.QuerySet):
    def open(self) -> ReminderQuerySet:
        return self.filter(closed_at=None)

    def visible_to(self, person) -> ReminderQuerySet:
        return seen_by(self, person)


class Reminder(models.Model):
    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="reminders")
    measure = models.ForeignKey("metrics.Measure", models.CASCADE, related_name="reminders")
    grain = models.CharField(max_length=10)
    period = models.DateField()  # the oldest one that is missing at the end
    due_on = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "measure"], condition=Q(closed_at=None), name="one_open_reminder_a_metric_and_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric}, {self.measure}"
