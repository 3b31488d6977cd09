"""A delivery: what the department waits for from another one. Asked, promised for a date, delivered or late."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised


class DeliveryQuerySet(models.QuerySet):
    def open(self) -> DeliveryQuerySet:
        return self.filter(delivered_at=None, dropped_at=None)

    def late(self, day=None) -> DeliveryQuerySet:
        """Past the day promised, or the day needed when nothing was promised."""
        return self.open().annotate(until=Coalesce("promised_on", "needed_on")).filter(until__lt=day or timezone.localdate())

    def visible_to(self, person) -> DeliveryQuerySet:
        if person.is_member or person.is_delegator:
            return self
        seen = Q(promised_by=person)
        if person.domain_id:
            seen |= Q(domain=person.domain_id)
        return self.filter(seen)

    def editable_by(self, person) -> DeliveryQuerySet:
        return self.visible_to(person) if not person.is_delegator else self.none()


class Delivery(Revised):
    what = models.CharField(gettext_lazy("what we wait for"), max_length=300)
    why = models.TextField(gettext_lazy("what it is for"), blank=True)
    domain = models.ForeignKey("people.Domain", models.PROTECT, related_name="deliveries", verbose_name=gettext_lazy("from whom"))
    deliverable = models.ForeignKey(
        "charter.Deliverable", models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )  # the charter's own dependency
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    needed_on = models.DateField(gettext_lazy("needed by"), null=True, blank=True)
    promised_on = models.DateField(gettext_lazy("promised for"), null=True, blank=True)
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    campaign = models.CharField(gettext_lazy("campaign"), max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["needed_on", "pk"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("work:delivery", args=[self.pk])
