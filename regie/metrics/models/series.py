"""A series: the figures of one measure for one set of dimension values."""

from __future__ import annotations

from django.db import models

from regie.metrics.engine.address import address_of, address_text
from regie.metrics.models.seeing import measured_for


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, person) -> SeriesQuerySet:
        return measured_for(self, person)

    def editable_by(self, person) -> SeriesQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Series(models.Model):
    measure = models.ForeignKey("metrics.Measure", models.CASCADE, related_name="series")
    dimensions = models.JSONField(default=dict)  # {"platform": "Instagram"}, as first written
    address = models.CharField(
        max_length=500, default="", blank=True
    )  # the same in one canonical text, upper and lower case alike

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "address"]
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["measure", "address"], name="one_series_a_measure_and_address")]

    def __str__(self) -> str:
        return f"{self.measure}, {self.label}" if self.dimensions else str(self.measure)

    def save(self, *args, **kwargs) -> None:
        self.address = address_of(self.dimensions)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """Its dimension values as one reads them: Instagram, Spring."""
        return address_text(self.dimensions)
