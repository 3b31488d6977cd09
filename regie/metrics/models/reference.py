"""A reference: the benchmark or the target of a metric, from a day on, with its source."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import record
from regie.metrics.models.evaluation import Evaluation
from regie.metrics.models.seeing import seen_by


class ReferenceQuerySet(models.QuerySet):
    def visible_to(self, person) -> ReferenceQuerySet:
        return seen_by(self, person)

    def editable_by(self, person) -> ReferenceQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Reference(models.Model):
    class Kind(models.TextChoices):
        BENCHMARK = "benchmark", _("benchmark")
        TARGET = "target", _("target")

    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="references")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    dimension = models.CharField(max_length=40, blank=True)
    dimension_value = models.CharField(
        _("for"), max_length=200, blank=True
    )  # empty: for all, where no line of its own says otherwise
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
            models.UniqueConstraint(
                fields=["metric", "kind", "dimension", "dimension_value", "since"], name="one_reference_a_day"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="reference_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value:g}"

    @classmethod
    def state(cls, *, metric, by, kind: str, value: float, since: date, until: date | None = None, **fields) -> Reference:
        """Say a benchmark or a target; one that begins the same day for the same value is replaced."""
        place = {"dimension": fields.pop("dimension", ""), "dimension_value": fields.pop("dimension_value", "")}
        with transaction.atomic():
            old = cls.objects.filter(metric=metric, kind=kind, since=since, **place).first()
            reference = old or cls(metric=metric, kind=kind, since=since, **place)
            before = old.value if old else None
            reference.value, reference.until, reference.source, reference.by = value, until, fields.get("source", ""), by
            reference.at = timezone.now()
            reference.full_clean(validate_unique=False, validate_constraints=True)
            reference.save()
            Evaluation.ask(Evaluation.Cause.REFERENCE, metric=metric)
            record("metrics.reference_stated", reference, by=by, page=metric, changes={kind: [before, value]}, metric=str(metric))
        return reference

    def withdraw(self, *, by) -> None:
        with transaction.atomic():
            record(
                "metrics.reference_withdrawn",
                self,
                by=by,
                page=self.metric,
                changes={self.kind: [self.value, None]},
                metric=str(self.metric),
            )
            metric = self.metric
            self.delete()
            Evaluation.ask(Evaluation.Cause.REFERENCE, metric=metric)
