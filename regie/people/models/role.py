"""A role and its holdings: a described function, and the persons who hold it for a time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    name = models.CharField(_("name"), max_length=200)
    domain = models.ForeignKey("people.Domain", models.CASCADE, related_name="roles")
    purpose = models.TextField(_("purpose"), blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["domain", "name"], name="one_role_a_name_and_domain")]

    def __str__(self) -> str:
        return self.name


class HoldingQuerySet(models.QuerySet):
    def current(self, on=None) -> HoldingQuerySet:
        day = on or timezone.localdate()
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


class Holding(models.Model):
    role = models.ForeignKey(Role, models.CASCADE, related_name="holdings")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="holdings")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["role", "person"], condition=Q(until=None), name="one_open_holding_a_role_and_person"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holding_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"
