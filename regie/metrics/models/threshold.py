"""A threshold: the sentence that says when to act, and the rule that was read from it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record
from regie.metrics.engine.rule import Rule
from regie.metrics.models.evaluation import Evaluation
from regie.metrics.models.seeing import seen_by


class ThresholdQuerySet(models.QuerySet):
    def in_force(self) -> ThresholdQuerySet:
        """Confirmed by a person, with a rule: only these open breaches."""
        return self.filter(retired_at=None, rule__isnull=False).exclude(confirmed_at=None)

    def in_use(self) -> ThresholdQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> ThresholdQuerySet:
        return seen_by(self, person)

    def editable_by(self, person) -> ThresholdQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Threshold(Revised):
    undone_by = "correct"

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

    @property
    def read_rule(self) -> Rule | None:
        return Rule.of(self.rule) if self.rule else None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to settle before a person can confirm it."""
        rule = self.read_rule
        return bool(rule and not self.question and not rule.faults())

    @classmethod
    def create(
        cls, *, metric, by, sentence: str = "", response: str = "", rule: Rule | None = None, question: str = "", **fields
    ) -> Threshold:
        """A threshold that waits to be confirmed; without a rule it is only a sentence and says so."""
        threshold = cls(
            metric=metric, sentence=sentence, response=response, question=question, rule=rule and rule.as_json(), **fields
        )
        with transaction.atomic():
            threshold.save()
            record("metrics.threshold_created", threshold, by=by, page=metric)
        return threshold

    def correct(self, *, by, revision: int | None = None, **fields) -> dict:
        """Change the rule (`rule=Rule(…)` or None), the sentence, the response. A changed rule waits for a new confirmation."""
        if "rule" in fields:
            rule = fields["rule"]
            fields["rule"] = rule.as_json() if isinstance(rule, Rule) else rule
            if fields["rule"] != self.rule:
                fields |= {
                    "confirmed_at": None,
                    "confirmed_by": None,
                    "in_force_from": None,
                    "question": fields.get("question", ""),
                }
        with transaction.atomic():
            changes = self.edit(by=by, revision=revision, page=self.metric, **fields)
            if "rule" in changes:
                Evaluation.ask(Evaluation.Cause.RULE, metric=self.metric)
        return changes

    def settle(self, unit: str, *, by) -> None:
        """Answer the question whether the margin is a percentage of the reference or percentage points; the rule remembers it."""
        if self.question != "percent_or_points" or unit not in ("percent", "points"):
            raise ValidationError(_("This threshold does not ask that."))
        with transaction.atomic():
            self.edit(by=by, page=self.metric, rule={**(self.rule or {}), "unit": unit}, question="")

    def confirm(self, *, by, in_force_from: date | None = None) -> None:
        """From now on, or from a day in the past, it opens breaches."""
        rule = self.read_rule
        if rule is None:
            raise ValidationError(_("This sentence has no rule yet. Say it as a rule first."))
        if self.question:
            raise ValidationError(_("A question is still open: answer it first."))
        if rule.faults():
            raise ValidationError(_("The rule is not complete yet."))
        with transaction.atomic():
            self.confirmed_at, self.confirmed_by = timezone.now(), by
            self.in_force_from = in_force_from or timezone.localdate()
            self.revision += 1
            self.save()
            Evaluation.ask(Evaluation.Cause.RULE, metric=self.metric)
            record("metrics.threshold_confirmed", self, by=by, page=self.metric)

    def doubt(self, *, by) -> None:
        """Take the confirmation back: the rule opens no more breaches until somebody confirms it."""
        with transaction.atomic():
            self.confirmed_at = self.confirmed_by = self.in_force_from = None
            self.revision += 1
            self.save()
            Evaluation.ask(Evaluation.Cause.RULE, metric=self.metric)
            record("metrics.threshold_doubted", self, by=by, page=self.metric)

    def retire(self, *, by) -> None:
        """Out of use, with the breaches that it has open."""
        with transaction.atomic():
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            for breach in self.breaches.open():
                breach.withdraw("retired")
            Evaluation.ask(Evaluation.Cause.RULE, metric=self.metric)
            record("metrics.threshold_retired", self, by=by, page=self.metric)

    def take_back(self, *, by) -> None:
        with transaction.atomic():
            self.retired_at = None
            self.save(update_fields=["retired_at"])
            Evaluation.ask(Evaluation.Cause.RULE, metric=self.metric)
            record("metrics.threshold_taken_back", self, by=by, page=self.metric)
