"""A reference: the benchmark or the target of a metric, from a day on, with its source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReferenceQuerySet(models.QuerySet):
    def visible_to(self, person) -> ReferenceQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> ReferenceQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Reference(models.Model):
    class Kind(models.TextChoices):
        BENCHMARK = "benchmark", _("benchmark")
        TARGET = "target", _("target")

    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="references")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    dimension = models.CharField(max_length=40, blank=True)
    dimension_value = models.CharField(_("for"), max_length=200, blank=True)  # empty: for all, where no line of its own says otherwise
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)  # included; None: until another one begins
    value = models.FloatField(_("value"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "dimension_value", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["metric", "kind", "dimension", "dimension_value", "since"], name="one_reference_a_day"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="reference_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value:g}"
