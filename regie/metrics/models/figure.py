"""A figure: one recorded value of a series for a period, with the batch and the row it came from."""

from __future__ import annotations

from django.db import models

from regie.metrics.models.seeing import measured_for


class FigureQuerySet(models.QuerySet):
    def visible_to(self, person) -> FigureQuerySet:
        return measured_for(self, person, "series__measure")

    def of(self, measure) -> FigureQuerySet:
        return self.filter(series__measure=measure)

    def between(self, first, last) -> FigureQuerySet:
        """Whose period begins between two days, both included."""
        return self.filter(period__gte=first, period__lte=last)


class Figure(models.Model):
    """Written by `Batch` alone; whatever is written another way has no origin and cannot be undone."""

    # No constraint in the database on these two: `Batch`, the only writer, has read both rows in its own transaction, and
    # looking them up again for each figure costs a quarter of an import.
    series = models.ForeignKey("metrics.Series", models.CASCADE, related_name="figures", db_index=False, db_constraint=False)
    period = models.DateField()  # the first day of a period of the measure's rhythm
    value = models.FloatField()
    batch = models.ForeignKey("metrics.Batch", models.PROTECT, related_name="figures", db_index=False, db_constraint=False)
    row = models.PositiveIntegerField(default=0)  # in the batch's file or grid, counted from 1 as a spreadsheet does

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["series", "period"]
        # Serves every read: all figures of a series in order of time.
        constraints = [models.UniqueConstraint(fields=["series", "period"], name="one_figure_a_series_and_period")]
        # The first figures of a batch: without the second column PostgreSQL goes through all figures in order of `id`.
        indexes = [models.Index(fields=["batch", "id"], name="figures_of_a_batch")]

    def __str__(self) -> str:
        return f"{self.series}, {self.period}: {self.value:g}"


class Replaced(models.Model):
    """What a batch overwrote: given back when the batch is undone, read where one asks where a number came from."""

    batch = models.ForeignKey("metrics.Batch", models.CASCADE, related_name="replaced")
    series = models.ForeignKey("metrics.Series", models.CASCADE, related_name="+", db_index=False)
    period = models.DateField()
    value = models.FloatField()
    old_batch = models.ForeignKey("metrics.Batch", models.PROTECT, related_name="+", db_index=False)
    old_row = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["series", "period"], name="replaced_of_a_figure")]

    def __str__(self) -> str:
        return f"{self.series}, {self.period}: {self.value:g}"
