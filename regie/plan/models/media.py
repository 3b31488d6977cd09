"""A line of the media plan: what is bought where, when, how much of it, and at which price; week by week."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.plan.models.buying import BuyingVerbs
from regie.plan.models.seeing import PlanQuerySet


class MediaLine(BuyingVerbs, Revised):
    undone_by = "edit"

    class Unit(models.TextChoices):
        INSERTION = "insertion", pgettext_lazy("media", "insertions")
        THOUSAND = "thousand", pgettext_lazy("media", "thousands of contacts")
        CLICK = "click", pgettext_lazy("media", "clicks")
        ACTION = "action", pgettext_lazy("media", "leads or sales")
        SPOT = "spot", pgettext_lazy("media", "spots")
        FACE = "face", pgettext_lazy("media", "poster faces")
        DAY = "day", pgettext_lazy("media", "days")
        WEEK = "week", pgettext_lazy("media", "weeks")
        PIECE = "piece", pgettext_lazy("media", "pieces")

    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, related_name="media_lines", verbose_name=_("campaign"))
    activity = models.ForeignKey(
        "plan.Activity", models.SET_NULL, null=True, blank=True, related_name="media_lines", verbose_name=_("activity")
    )
    channel = models.ForeignKey("plan.Channel", models.PROTECT, related_name="media_lines", verbose_name=_("channel"))
    audience = models.ForeignKey(
        "objectives.Audience", models.SET_NULL, null=True, blank=True, related_name="media_lines", verbose_name=_("audience")
    )
    budget_line = models.ForeignKey(
        "plan.BudgetLine", models.SET_NULL, null=True, blank=True, related_name="media_lines", verbose_name=_("budget line")
    )
    support = models.CharField(_("support"), max_length=200)  # title, station, network, site
    format = models.CharField(_("format"), max_length=200, blank=True)
    starts_on = models.DateField(_("beginning"))
    ends_on = models.DateField(_("end"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("of what"), max_length=10, choices=Unit.choices, default=Unit.INSERTION)
    unit_price = models.DecimalField(_("unit price"), max_digits=14, decimal_places=4)  # before discount, without VAT
    discount = models.DecimalField(_("discount"), max_digits=5, decimal_places=2, default=0)  # percent
    currency = models.CharField(pgettext_lazy("of an amount", "currency"), max_length=3)
    contacts = models.PositiveBigIntegerField(_("expected contacts"), null=True, blank=True)
    reach = models.PositiveBigIntegerField(_("people reached"), null=True, blank=True)  # each counted once
    batch = models.ForeignKey("plan.Ledger", models.SET_NULL, null=True, blank=True, related_name="media_lines")
    row = models.PositiveIntegerField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="media_line_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(quantity__gte=0, unit_price__gte=0), name="media_line_counts_up"),
            models.CheckConstraint(condition=Q(discount__gte=0, discount__lte=100), name="discount_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(reach=None) | Q(contacts=None) | Q(contacts__gte=F("reach")), name="no_more_reached_than_contacts"
            ),
        ]

    def __str__(self) -> str:
        return self.support

    def get_absolute_url(self) -> str:
        return reverse("plan:media_line", args=[self.pk])

    @property
    def gross(self) -> Decimal:
        return (self.quantity * self.unit_price).quantize(Decimal("0.01"))

    @property
    def net(self) -> Decimal:
        """What is paid, without VAT, in the line's currency."""
        return (self.gross * (100 - self.discount) / 100).quantize(Decimal("0.01"))

    @property
    def per_thousand(self) -> Decimal | None:
        """Net cost of a thousand contacts: net / contacts × 1000."""
        return (self.net * 1000 / self.contacts).quantize(Decimal("0.01")) if self.contacts else None

    @property
    def frequency(self) -> Decimal | None:
        """How often each of those reached meets it: contacts / people reached."""
        return (Decimal(self.contacts) / self.reach).quantize(Decimal("0.1")) if self.contacts and self.reach else None


class Flight(models.Model):
    """How much of a media line falls into a week; all weeks together make its quantity."""

    line = models.ForeignKey(MediaLine, models.CASCADE, related_name="flights")
    week = models.DateField()  # its Monday
    quantity = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["week"]
        constraints = [
            models.UniqueConstraint(fields=["line", "week"], name="one_flight_a_week"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="flight_counts_up"),
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.week}"
