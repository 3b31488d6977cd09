"""A metric: a formula over measures, with unit, direction, rhythm and an owner."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record
from regie.metrics.models.measure import key_validator
from regie.metrics.models.units import Direction, Rhythm, Unit


class MetricQuerySet(models.QuerySet):
    def in_use(self) -> MetricQuerySet:
        return self.filter(retired_at=None)

    def using(self, *measures) -> MetricQuerySet:  # type: ignore[override]
        """Whose value depends on one of these measures, through other metrics too."""
        return self.filter(measures__in=measures).distinct()

    def visible_to(self, person) -> MetricQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> MetricQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Metric(Revised):
    key = models.CharField(_("key"), max_length=80, unique=True, validators=[key_validator])
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it says"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    group = models.CharField(_("group"), max_length=120, blank=True)
    formula = models.TextField(_("formula"), blank=True)  # the newest; all of them are in `formulas`
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.RATIO)
    unit_label = models.CharField(_("unit in words"), max_length=80, blank=True)  # "per new customer"
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction.choices, default=Direction.HIGHER)
    measured = models.CharField(_("measured"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    reported = models.CharField(_("reported"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    shown = models.CharField(_("shown by"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)  # the grain of cards and charts
    dimensions = models.JSONField(_("also for each"), default=list, blank=True)  # keys: besides over all, for each value of these
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="metrics")
    owner_text = models.CharField(_("owner in the charter's words"), max_length=200, blank=True)
    line = models.ForeignKey("charter.Line", models.SET_NULL, null=True, blank=True, related_name="metrics")
    watches = models.ManyToManyField("charter.Line", blank=True, related_name="watching_metrics")  # responsibilities it watches over
    measures = models.ManyToManyField("metrics.Measure", blank=True, related_name="metrics")  # what the formula needs, kept by it
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="followed_metrics")
    due_after_days = models.PositiveSmallIntegerField(_("days after the period"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(retired_at=None), name="one_metric_a_name", violation_error_message=_("A metric has this name.")
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("metrics:metric", args=[self.key])


class Formula(models.Model):
    """A formula that a metric had, and since when: a number once shown can still be asked how it was made."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="formulas")
    number = models.PositiveIntegerField()
    text = models.TextField()
    since = models.DateField(null=True, blank=True)  # None: for all periods
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["metric", "number"], name="one_formula_a_number")]

    def __str__(self) -> str:
        return self.text
