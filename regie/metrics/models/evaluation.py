"""An evaluation: what must be computed again because figures, a formula, a rule or a reference changed.

Written in the transaction that makes it needed, so that a killed process loses none; whoever is free takes it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from regie.lib.leases import Leased, LeasedQuerySet


class EvaluationQuerySet(LeasedQuerySet):
    def waiting(self) -> EvaluationQuerySet:
        return self.filter(done_at=None)


class Evaluation(Leased):
    class Cause(models.TextChoices):
        FIGURES = "figures"
        UNDONE = "undone"
        FORMULA = "formula"
        RULE = "rule"
        REFERENCE = "reference"
        CLOCK = "clock"

    cause = models.CharField(max_length=9, choices=Cause.choices)
    batch = models.ForeignKey("metrics.Batch", models.CASCADE, null=True, blank=True, related_name="evaluations")
    metric = models.ForeignKey("metrics.Metric", models.CASCADE, null=True, blank=True, related_name="evaluations")
    touched = models.JSONField(default=dict)  # {measure id: [first day, last day]}
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict)  # counts, for the page of the batch: metrics, values, opened, resolved, withdrawn

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(done_at=None), name="evaluation_to_do")]

    @classmethod
    def ask(cls, cause: str, *, batch=None, metric=None, touched: dict | None = None) -> Evaluation:
        """Write down what must be computed again, in the transaction that made it needed, and wake a worker after it."""
        from regie.metrics.tasks import wake_after_commit

        days = {str(measure): [str(first), str(last)] for measure, (first, last) in (touched or {}).items()}
        evaluation = cls.objects.create(cause=cause, batch=batch, metric=metric, touched=days)
        wake_after_commit()
        return evaluation

    def __str__(self) -> str:
        return f"{self.cause} {self.pk}"
