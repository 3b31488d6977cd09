"""A resource that the charter grants: money by period and person, hours, tools, rooms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.charter.models.charter import Charter, Line


class Period(models.TextChoices):
    DAY = "day", _("per day")
    WEEK = "week", _("per week")
    MONTH = "month", _("per month")
    QUARTER = "quarter", _("per quarter")
    HALF_YEAR = "half_year", _("per half-year")
    YEAR = "year", _("per year")


class Per(models.TextChoices):
    PERSON = "person", _("per person")
    CAMPAIGN = "campaign", _("per campaign")
    PLATFORM = "platform", _("per platform")
    CHANNEL = "channel", _("per channel")
    TEAM = "team", _("per team")


class ResourceQuerySet(models.QuerySet):
    def current(self) -> ResourceQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> ResourceQuerySet:
        return self.filter(line__charter__in=Charter.objects.visible_to(person))


class Resource(models.Model):
    """`amount` is money in `currency`, or a quantity in `unit` (hours); a resource without an amount has none."""

    line = models.OneToOneField(Line, models.CASCADE, related_name="resource")
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(max_length=20, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(pgettext_lazy("of an amount", "currency"), max_length=3, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    period = models.CharField(_("period"), max_length=10, choices=Period.choices, blank=True)
    per = models.CharField(_("for each"), max_length=10, choices=Per.choices, blank=True)
    things = models.JSONField(default=list)  # platforms, tools, accounts that it names
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
