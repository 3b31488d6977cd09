"""A threshold: the sentence that says when to act, and the rule that was read from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised


class ThresholdQuerySet(models.QuerySet):
    def in_force(self) -> ThresholdQuerySet:
        """Confirmed by a person, with a rule: only these open breaches."""
        return self.filter(retired_at=None, rule__isnull=False).exclude(confirmed_at=None)

    def in_use(self) -> ThresholdQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> ThresholdQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> ThresholdQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Threshold(Revised):
    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="thresholds")
    sentence = models.TextField(_("sentence"), blank=True)  # the charter's or the writer's own words
    response = models.TextField(_("response"), blank=True)
    rule = models.JSONField(null=True, blank=True)  # engine.rule.Rule as plain values; None: not understood, only a sentence
    question = models.CharField(max_length=40, blank=True)  # what a person must settle first, such as percent_or_points
    line = models.ForeignKey("charter.Line", models.SET_NULL, null=True, blank=True, related_name="thresholds")
    place = models.PositiveSmallIntegerField(default=0)  # among the thresholds of its line
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        ordering = ["metric", "place", "id"]

    def __str__(self) -> str:
        return self.sentence or f"{self.metric}"
