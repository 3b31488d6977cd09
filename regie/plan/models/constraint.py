"""A constraint that holds: a gate before a launch, what is ticked at it, and who opened it how."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised
from regie.plan.models.holding import Holding
from regie.plan.models.seeing import PlanQuerySet


class ConstraintQuerySet(PlanQuerySet):
    def in_force(self) -> ConstraintQuerySet:
        return self.filter(retired_at=None)

    def before_launch(self) -> ConstraintQuerySet:
        """Those that are a gate before a campaign; the quarterly report holds reviews."""
        return self.in_force().exclude(kind=Constraint.Kind.REPORT)


class Constraint(Holding, Revised):
    """What the charter imposes, as a gate of one kind. Its kind says what is asked; `settings` says of whom, and by which list."""

    undone_by = "edit"

    class Kind(models.TextChoices):
        BRAND = "brand", pgettext_lazy("constraint", "brand guidelines")
        FINANCE = "finance", pgettext_lazy("constraint", "finance")
        LAW = "law", pgettext_lazy("constraint", "legal and advertising rules")
        PRODUCT = "product", pgettext_lazy("constraint", "product availability")
        DATA = "data", pgettext_lazy("constraint", "data protection")
        STRATEGY = "strategy", pgettext_lazy("constraint", "strategic priority")
        REPORT = "report", pgettext_lazy("constraint", "quarterly report")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    line = models.OneToOneField("charter.Line", models.SET_NULL, null=True, blank=True, related_name="constraint")
    name = models.CharField(_("name"), max_length=200)
    role = models.ForeignKey(
        "people.Role", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who opens it: role")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who opens it: person")
    )
    was_renamed = models.BooleanField(default=False, editable=False)  # by hand: the charter’s words no longer name it
    checklist = models.JSONField(_("checklist"), default=list, blank=True)  # sentences, each ticked by somebody
    content_types = models.JSONField(_("kinds of content"), default=list, blank=True)  # empty: all
    countries = models.JSONField(_("countries"), default=list, blank=True)  # ISO 3166; empty: all
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ConstraintQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan:constraint", args=[self.pk])

    @property
    def is_asked(self) -> bool:
        """Whether somebody opens it by approving; the other kinds open by themselves when what they ask is there."""
        named = self.role_id is not None or self.person_id is not None
        return self.kind in (self.Kind.BRAND, self.Kind.FINANCE, self.Kind.LAW) or (self.kind == self.Kind.DATA and named)


def _said(here: Gate | Opening) -> str:
    return gettext("%(campaign)s: %(gate)s") % {"campaign": here.campaign, "gate": here.constraint}


def _place(here: Gate | Opening) -> str:
    return reverse("plan:campaign_gates", args=[here.campaign_id]) + f"#gate-{here.constraint_id}"


class Gate(models.Model):
    """A constraint as it stands before one campaign: what an approval asked at it is about."""

    constraint = models.ForeignKey(Constraint, models.CASCADE, related_name="gates")
    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, related_name="gates")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["constraint", "campaign"], name="one_gate_a_constraint_and_campaign")]

    def __str__(self) -> str:
        return _said(self)

    def get_absolute_url(self) -> str:
        return _place(self)


class Tick(models.Model):
    """One sentence of a checklist, ticked for one campaign."""

    constraint = models.ForeignKey(Constraint, models.CASCADE, related_name="ticks")
    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, related_name="ticks")
    sentence = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["constraint", "campaign", "sentence"], name="a_sentence_ticked_once")]

    def __str__(self) -> str:
        return self.sentence


class Opening(models.Model):
    """A gate opened in an emergency, by the delegator, against what it asks: with a reason, and on the next review's agenda."""

    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, related_name="openings")
    constraint = models.ForeignKey(Constraint, models.PROTECT, related_name="openings")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_emergency_opening_has_a_reason"),
            models.UniqueConstraint(fields=["campaign", "constraint"], name="one_opening_a_gate"),
        ]

    def __str__(self) -> str:
        return _said(self)

    def get_absolute_url(self) -> str:
        return _place(self)


class Refusal(models.Model):
    """A launch that was refused: who tried, when, and which gates were closed. Kept, since reviews look at it."""

    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, related_name="refusals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    gates = models.JSONField(default=list)  # [{"constraint": pk, "why": sentence in the organisation's language}]

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.at:%Y-%m-%d}"
