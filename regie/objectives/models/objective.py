"""An objective: one sentence, the metric that judges it, from where to where by when, for whom, and who sees to it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.lib.text import plain
from regie.metrics.models.units import Direction
from regie.objectives.amounts import Amounts
from regie.objectives.models.pursuing import Pursuing
from regie.objectives.opposing import Promise


class ObjectiveQuerySet(models.QuerySet):
    def drafts(self) -> ObjectiveQuerySet:
        return self.filter(status=Objective.Status.DRAFT)

    def proposed(self) -> ObjectiveQuerySet:
        return self.filter(status=Objective.Status.PROPOSED)

    def adopted(self) -> ObjectiveQuerySet:
        return self.filter(status=Objective.Status.ADOPTED)

    def open(self) -> ObjectiveQuerySet:
        return self.filter(ended_at=None)

    def visible_to(self, person) -> ObjectiveQuerySet:
        """The team and the delegator; another department those that one of its own people owns."""
        if not person.is_authenticated:
            return self.none()
        return self if person.is_member or person.is_delegator else self.filter(owner=person)

    def editable_by(self, person) -> ObjectiveQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()

    def followed_by(self, person) -> ObjectiveQuerySet:
        """Those on which the person says how sure they are: the team on all, who owns one on theirs."""
        return self if person.is_authenticated and person.is_member else self.visible_to(person).filter(owner=person)


class Objective(Pursuing, Revised):
    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("objective", "draft")
        PROPOSED = "proposed", pgettext_lazy("objective", "proposed")  # waits for a review's consent
        ADOPTED = "adopted", pgettext_lazy("objective", "adopted")
        ENDED = "ended", pgettext_lazy("objective", "ended")

    class Level(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        DEPARTMENT = "department", _("department")
        CAMPAIGN = "campaign", _("campaign")

    class Ending(models.TextChoices):
        REACHED = "reached", pgettext_lazy("objective", "reached")
        MISSED = "missed", pgettext_lazy("objective", "missed")
        DROPPED = "dropped", pgettext_lazy("objective", "dropped")

    text = models.CharField(_("objective"), max_length=400)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.DEPARTMENT)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("serves the objective")
    )
    campaign = models.CharField(_("campaign"), max_length=120, blank=True)  # the label that tasks and figures carry too
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT, editable=False)
    metric = models.ForeignKey(
        "metrics.Metric", models.SET_NULL, null=True, blank=True, related_name="objectives", verbose_name=_("metric")
    )
    dimension = models.CharField(max_length=40, blank=True)  # of the metric, where the objective is about one value of it
    dimension_value = models.CharField(_("only for"), max_length=200, blank=True)
    baseline = models.FloatField(pgettext_lazy("target", "from"), null=True, blank=True)  # in the metric's unit
    target = models.FloatField(pgettext_lazy("target", "to"), null=True, blank=True)
    is_total = models.BooleanField(_("counted together since the beginning"), default=False)  # else: the newest value
    starts_on = models.DateField(_("beginning"), null=True, blank=True)
    due_on = models.DateField(pgettext_lazy("objective", "by"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="objectives", verbose_name=_("owner")
    )
    audiences = models.ManyToManyField("objectives.Audience", blank=True, related_name="objectives", verbose_name=_("audiences"))
    responsibility = models.ForeignKey(
        "charter.Line",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name=_("responsibility of the charter that it serves"),
    )
    why_reachable = models.TextField(_("why it can be reached"), blank=True)
    idea = models.OneToOneField("objectives.Idea", models.SET_NULL, null=True, blank=True, related_name="objective")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    deed_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    deed_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    deed = GenericForeignKey("deed_type", "deed_id")  # what adopted it: a review's decision
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ending = models.CharField(max_length=7, choices=Ending.choices, blank=True, editable=False)
    learnt = models.TextField(_("what was learnt"), blank=True)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gt=F("starts_on")),
                name="objective_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_at__isnull=False) & ~Q(ending="")
                | ~Q(status="ended") & Q(ended_at=None, ending=""),
                name="an_ended_objective_says_how",
            ),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("pk")), name="an_objective_does_not_serve_itself"),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="objectives_by_status")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("objectives:objective", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def promise(self) -> Promise | None:
        """What it promises of its metric, to be compared with others; None as long as something of it is missing."""
        metric = self.metric
        if metric is None or None in (self.baseline, self.target, self.starts_on, self.due_on):
            return None
        return Promise(
            self.text,
            metric.name,
            float(self.baseline or 0),
            float(self.target or 0),
            self.starts_on,
            self.due_on,
            bool(self.is_total),
            self.direction == Direction.LOWER,
            key=self.pk,
            about=(metric.pk, self.dimension, plain(self.dimension_value)),
            amounts=Amounts(metric.unit, metric.currency or "EUR", metric.decimals),
            url=self.get_absolute_url() if self.pk else "",
            is_agreed=self.status in (self.Status.PROPOSED, self.Status.ADOPTED),
        )

    @property
    def direction(self) -> str:
        """Which way is good for it: as for its metric, or the way it asks for where the metric is good between two edges."""
        return way_of(self.metric, self.baseline, self.target)


def way_of(metric, baseline: float | None, target: float | None) -> str:
    """Higher or lower; a metric that is good between two edges is brought to its target, from wherever it stands."""
    if metric is None or metric.direction != Direction.BAND:
        return metric.direction if metric is not None else str(Direction.HIGHER)
    return str(Direction.LOWER if baseline is not None and target is not None and target < baseline else Direction.HIGHER)


class CheckIn(models.Model):
    """How those who see to an objective judge it on a day, beside what its metric says."""

    class Confidence(models.TextChoices):
        HIGH = "high", pgettext_lazy("confidence", "we shall reach it")
        MIDDLE = "middle", pgettext_lazy("confidence", "it is uncertain")
        LOW = "low", pgettext_lazy("confidence", "we shall miss it")

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="check_ins")
    on = models.DateField(default=timezone.localdate)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices)
    words = models.TextField(_("in words"), blank=True)
    value = models.FloatField(null=True, blank=True)  # of the metric, when it was written
    value_of = models.CharField(max_length=40, blank=True)  # the period of that value
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.objective}: {self.get_confidence_display()}"
