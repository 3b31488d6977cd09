"""The way of an audience from awareness to purchase, its steps with figures; the arena in which voices are compared; and earlier efforts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.plan.models.seeing import PlanQuerySet


class WayStep(Revised):
    """One step of an audience's way. People there are read from a metric, for the audience alone where figures say so."""

    undone_by = "edit"

    class Kind(models.TextChoices):
        AWARE = "aware", pgettext_lazy("way to purchase", "knows us")
        INTERESTED = "interested", pgettext_lazy("way to purchase", "is interested")
        INTENDS = "intends", pgettext_lazy("way to purchase", "intends to buy")
        BUYS = "buys", pgettext_lazy("way to purchase", "buys")
        STAYS = "stays", pgettext_lazy("way to purchase", "stays")

    audience = models.ForeignKey("objectives.Audience", models.CASCADE, related_name="way")
    kind = models.CharField(_("step"), max_length=10, choices=Kind.choices)
    metric = models.ForeignKey(
        "metrics.Metric", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("how many are there")
    )
    value_of = models.CharField(_("only for"), max_length=200, blank=True)  # the dimension's value, such as the audience's name
    share_wanted = models.DecimalField(
        _("share of the step before that we want"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    channels = models.ManyToManyField(
        "plan.Channel", blank=True, related_name="way_steps", verbose_name=_("channels that act on it")
    )
    note = models.TextField(_("what decides here"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "kind"], name="one_step_a_kind_and_audience")]

    def __str__(self) -> str:
        return f"{self.audience}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("plan:way", args=[self.audience_id])


class Arena(Revised):
    """A market in which voices are compared: media figures by competitor, and shares of market beside them."""

    undone_by = "edit"

    name = models.CharField(_("market"), max_length=120, unique=True)
    voices = models.ForeignKey(
        "metrics.Measure", models.PROTECT, related_name="+", verbose_name=_("media figures, by competitor")
    )
    sales = models.ForeignKey(
        "metrics.Measure", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sales, by competitor")
    )
    dimension = models.CharField(_("dimension that names the competitor"), max_length=40, default="competitor")
    ours = models.CharField(_("our name in those figures"), max_length=200)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan:arena", args=[self.pk])


class EarlierEffort(models.Model):
    """What an audience had in a period that Régie did not see: a row of a sheet, or typed."""

    audience = models.ForeignKey("objectives.Audience", models.CASCADE, related_name="earlier_efforts")
    name = models.CharField(_("campaign"), max_length=200)
    starts_on = models.DateField(_("beginning"))
    ends_on = models.DateField(_("end"))
    days = models.DecimalField(_("working days"), max_digits=9, decimal_places=2, null=True, blank=True)
    money = models.DecimalField(_("money"), max_digits=14, decimal_places=2, null=True, blank=True)  # organisation's currency
    result = models.DecimalField(_("result"), max_digits=16, decimal_places=2, null=True, blank=True)
    result_of = models.CharField(_("what the result counts"), max_length=120, blank=True)  # leads, orders
    batch = models.ForeignKey("plan.Ledger", models.CASCADE, null=True, blank=True, related_name="efforts")
    row = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="an_effort_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["audience", "starts_on"], name="efforts_of_an_audience")]

    def __str__(self) -> str:
        return self.name
