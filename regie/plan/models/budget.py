"""Money that may be spent: envelopes, and the lines in them with planned and forecast amounts by month."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.plan.models.budgeting import Budgeting
from regie.plan.models.enveloping import Enveloping
from regie.plan.models.seeing import PlanQuerySet
from regie.plan.models.tallying import TOTALS, Tallied


class EnvelopeQuerySet(PlanQuerySet):
    def on(self, day) -> EnvelopeQuerySet:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Envelope(Enveloping, Revised):
    """Money for a period, of a resource that the charter grants or of another envelope; in the organisation's currency."""

    undone_by = "edit"

    name = models.CharField(_("name"), max_length=120)
    resource = models.ForeignKey("charter.Resource", models.SET_NULL, null=True, blank=True, related_name="envelopes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("part of"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)  # without VAT
    people = models.PositiveIntegerField(null=True, blank=True)  # an amount a person: how many it was counted for
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="envelopes", verbose_name=_("owner")
    )
    is_reserve = models.BooleanField(_("reserve"), default=False)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "parent_id", "is_reserve", "-amount", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "starts_on", "ends_on"], name="one_envelope_a_name_and_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="envelope_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="envelope_is_not_negative"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("pk")), name="an_envelope_is_not_part_of_itself"),
        ]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="envelopes_by_day")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan:envelope", args=[self.pk])


class LineQuerySet(PlanQuerySet):
    def with_money(self) -> LineQuerySet:
        """Each with `planned_`, `forecast_`, `promised_`, `against_`, `spent_` and the number of invoices `to_come_`; no query more."""
        from regie.plan.models.spending import Commitment

        asked = Commitment.objects.filter(line=OuterRef("pk"), status=Commitment.Status.ASKED)
        return self.annotate(
            planned_=F("total_planned"),
            forecast_=F("total_forecast"),
            promised_=F("total_promised"),
            against_=F("total_against"),
            spent_=F("total_spent"),
            committed_=F("total_promised") - F("total_against"),
            to_come_=F("total_open"),
            is_asked_=Exists(asked),
        )


class BudgetLine(Budgeting, Tallied, Revised):
    """A line of the budget: what the money is for. `number` never changes: accounting writes it on its entries."""

    undone_by = "edit"

    class Cost(models.TextChoices):
        MEDIA = "media", pgettext_lazy("cost type", "media space")
        PRODUCTION = "production", pgettext_lazy("cost type", "production")
        AGENCY = "agency", pgettext_lazy("cost type", "agency fees")
        EVENT = "event", pgettext_lazy("cost type", "events")
        PRINT = "print", pgettext_lazy("cost type", "print and goods")
        TOOLS = "tools", pgettext_lazy("cost type", "tools and subscriptions")
        STUDY = "study", pgettext_lazy("cost type", "studies")
        TRAINING = "training", pgettext_lazy("cost type", "training")
        TRAVEL = "travel", pgettext_lazy("cost type", "travel")
        OTHER = "other", pgettext_lazy("cost type", "other")

    class Firmness(models.TextChoices):
        FIXED = "fixed", pgettext_lazy("budget line", "fixed")
        OPTIONAL = "optional", pgettext_lazy("budget line", "optional")
        HELD = "held", pgettext_lazy("budget line", "held for something not yet defined")

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)  # such as 2026-0118
    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="lines", verbose_name=_("envelope"))
    name = models.CharField(_("what it is for"), max_length=200)
    cost = models.CharField(_("cost type"), max_length=10, choices=Cost.choices, default=Cost.OTHER)
    firmness = models.CharField(_("how firm it is"), max_length=8, choices=Firmness.choices, default=Firmness.FIXED)
    campaign = models.ForeignKey(
        "plan.Campaign", models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("campaign")
    )
    activity = models.ForeignKey(
        "plan.Activity", models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("activity")
    )
    channel = models.ForeignKey(
        "plan.Channel", models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("channel")
    )
    platform = models.CharField(_("platform"), max_length=120, blank=True)  # value of the dimension “platform” in figures
    audience = models.ForeignKey(
        "objectives.Audience", models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("audience")
    )
    objective = models.ForeignKey(
        "objectives.Objective", models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("objective")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name=_("owner")
    )
    note = models.TextField(_("why it differs"), blank=True)  # the variance, explained
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)  # from then on its plan is frozen
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(  # the sums of a quarter read this alone, and no row of the table
                fields=["envelope", "closed_at", "approved_at", "total_open", *TOTALS], name="sums_of_lines"
            ),
            models.Index(fields=["platform"], condition=~Q(platform=""), name="lines_by_platform"),  # the choices of a list
            models.Index(fields=["campaign"], name="lines_of_a_campaign"),
            models.Index(  # few, and asked for on each page of the budget
                fields=["envelope"], condition=Q(total_spent__gt=F("total_planned")), name="lines_above_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("plan:budget_line", args=[self.pk])


class Portion(models.Model):
    """A month of a budget line, in the organisation's currency without VAT. `planned` is frozen when the line is approved."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="portions")
    month = models.DateField()  # its first day
    planned = models.DecimalField(_("planned"), max_digits=14, decimal_places=2, default=0)
    forecast = models.DecimalField(_("forecast"), max_digits=14, decimal_places=2, null=True, blank=True)  # None: as planned

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["line", "month"], name="one_portion_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_portion_begins_its_month"),
        ]
        # `tallying` reads this alone, and no row of the table.
        indexes = [models.Index(fields=["line", "planned", "forecast"], name="sums_of_portions")]

    def __str__(self) -> str:
        return f"{self.line.number}, {self.month:%Y-%m}"
