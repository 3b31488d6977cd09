"""A breach: a threshold crossed, from opening to resolution."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import record
from regie.metrics.models.seeing import seen_by


class BreachQuerySet(models.QuerySet):
    def open(self) -> BreachQuerySet:
        return self.filter(closed_at=None, resolved_at=None, withdrawn_at=None)

    def stood(self) -> BreachQuerySet:
        """All but those that corrected figures took back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, person) -> BreachQuerySet:
        return seen_by(self, person)

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
    rule = models.JSONField(default=dict)  # as it stood when it opened
    is_late = models.BooleanField(default=False)  # seen only when an old figure came or was corrected
    opened_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="taken_breaches")
    explanation = models.TextField(_("explanation"), blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.TextField(_("decision"), blank=True)
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

    def get_absolute_url(self) -> str:
        return f"{self.metric.get_absolute_url()}#breach-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.resolved_at is None and self.withdrawn_at is None

    @property
    def state(self) -> str:
        """open, taken, explained while it is open; then closed, resolved or withdrawn."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.closed_at:
            return "closed"
        if self.resolved_at:
            return "resolved"
        return "explained" if self.explanation else "taken" if self.taken_at else "open"

    def take(self, *, by) -> None:
        """Say that one looks after it."""
        self._guard_open()
        with transaction.atomic():
            self.taken_at, self.taken_by = timezone.now(), by
            self.save(update_fields=["taken_at", "taken_by"])
            record("metrics.breach_taken", self, by=by, page=self.metric)

    def hand_back(self, *, by) -> None:
        self._guard_open()
        with transaction.atomic():
            self.taken_at = self.taken_by = None
            self.save(update_fields=["taken_at", "taken_by"])
            record("metrics.breach_handed_back", self, by=by, page=self.metric)

    def explain(self, text: str, *, by) -> None:
        """Why it happened, in words; may be said again better, and after the metric is back too."""
        if not text.strip():
            raise ValidationError(_("Say in a few words what happened."))
        if self.withdrawn_at:
            raise ValidationError(_("This breach was withdrawn: its figures were corrected."))
        with transaction.atomic():
            old, self.explanation = self.explanation, text.strip()
            self.explained_at, self.explained_by = timezone.now(), by
            self.save(update_fields=["explanation", "explained_at", "explained_by"])
            record("metrics.breach_explained", self, by=by, page=self.metric, changes={"explanation": [old, self.explanation]})

    def close(self, *, by, decision: str) -> None:
        """Close it with a decision. While the rule goes on holding, no other breach opens; the next time it comes to hold,
        one does.
        """
        self._guard_open()
        if not decision.strip():
            raise ValidationError(_("Say what was decided."))
        with transaction.atomic():
            self.decision, self.closed_at, self.closed_by = decision.strip(), timezone.now(), by
            self.save(update_fields=["decision", "closed_at", "closed_by"])
            record("metrics.breach_closed", self, by=by, page=self.metric, decision=self.decision)
            self._tell("closed")

    def resolve(self, *, period, value: float) -> None:
        """The metric is back: seen by the evaluation, never by hand."""
        with transaction.atomic():
            self.resolved_at, self.resolved_period, self.resolved_value = timezone.now(), period, value
            self.save(update_fields=["resolved_at", "resolved_period", "resolved_value"])
            record("metrics.breach_resolved", self, by=None, page=self.metric, value=value, period=period.isoformat())
            self._tell("resolved")

    def reopen(self) -> None:
        """The value that was back has been corrected, and is not."""
        with transaction.atomic():
            self.resolved_at = self.resolved_period = self.resolved_value = None
            self.save(update_fields=["resolved_at", "resolved_period", "resolved_value"])
            record("metrics.breach_reopened", self, by=None, page=self.metric)
            self._tell("opened")

    def withdraw(self, because: str) -> None:
        """It should never have been: `because` is corrected, undone, rule_changed or retired."""
        with transaction.atomic():
            self.withdrawn_at, self.withdrawn_because = timezone.now(), because
            self.save(update_fields=["withdrawn_at", "withdrawn_because"])
            record("metrics.breach_withdrawn", self, by=None, page=self.metric, because=because)
            self._tell("withdrawn")

    def _guard_open(self) -> None:
        if not self.is_open:
            raise ValidationError(_("This breach is no longer open."))

    def _tell(self, act: str) -> None:
        from regie.metrics.breaches import tell

        tell(self, act)
