"""What evaluation keeps, rebuilt exactly from the figures: values of metrics by period, and how each metric stands."""

from __future__ import annotations

from django.db import models

from regie.metrics.models.seeing import seen_by
from regie.metrics.models.units import State


class ValueQuerySet(models.QuerySet):
    def visible_to(self, person) -> ValueQuerySet:
        return seen_by(self, person)

    def overall(self) -> ValueQuerySet:
        return self.filter(dimension="")


class Value(models.Model):
    """The value of a metric for one period, over all or for one value of a dimension; without a value, the reason why."""

    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="values", db_index=False)
    grain = models.CharField(max_length=10)
    dimension = models.CharField(max_length=40, blank=True)
    dimension_value = models.CharField(max_length=200, blank=True)
    period = models.DateField()
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=20, blank=True)  # engine.missing.Reason: no_figure, no_denominator, …
    reason_about = models.CharField(max_length=80, blank=True)  # the key of the measure or metric that is missing
    formula = models.ForeignKey("metrics.Formula", models.SET_NULL, null=True, related_name="+", db_index=False)

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering = ["period"]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "grain", "dimension", "dimension_value", "period"], name="one_value_a_metric_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.period}: {self.value if self.value is not None else self.reason}"


class ReadingQuerySet(models.QuerySet):
    def overall(self) -> ReadingQuerySet:
        return self.filter(dimension="")

    def visible_to(self, person) -> ReadingQuerySet:
        return seen_by(self, person)


class Reading(models.Model):
    """How a metric stands now, over all (dimension empty) or for one value: all that a card shows, in one row."""

    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="readings", db_index=False)
    dimension = models.CharField(max_length=40, blank=True)
    dimension_value = models.CharField(max_length=200, blank=True)
    grain = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices, default=State.UNJUDGED, db_index=True)
    period = models.DateField(null=True)  # of the newest value
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=20, blank=True)  # why the newest period has none
    reason_about = models.CharField(max_length=80, blank=True)
    previous = models.FloatField(null=True)  # the period before
    year_before = models.FloatField(null=True)
    low = models.FloatField(null=True)  # the edges of the band at that period, from the thresholds in force
    high = models.FloatField(null=True)
    over_for = models.PositiveSmallIntegerField(default=0)  # how many periods running a threshold has held
    waits_for = models.DateField(null=True)  # a period that has ended and has no value
    points = models.JSONField(default=list)  # newest 14 periods for the small line: [[start, value or null, low, high], …]
    seen_on = models.DateField(null=True)  # the day for which it was last evaluated: periods end by themselves

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["metric", "dimension", "dimension_value"]
        constraints = [
            models.UniqueConstraint(fields=["metric", "dimension", "dimension_value"], name="one_reading_a_metric_and_value")
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.dimension_value}: {self.value if self.value is not None else self.reason}"
