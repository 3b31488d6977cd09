"""A delivery: what the department waits for from another one. Asked, promised for a date, delivered or late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised
from regie.people.models import Holding, Person
from regie.work.models.promising import Promising


class DeliveryQuerySet(models.QuerySet):
    def open(self) -> DeliveryQuerySet:
        return self.filter(delivered_at=None, dropped_at=None)

    def late(self, day=None) -> DeliveryQuerySet:
        """Past the day promised, or the day needed when nothing was promised."""
        return self.open().annotate(until=Coalesce("promised_on", "needed_on")).filter(until__lt=day or timezone.localdate())

    def unpromised(self) -> DeliveryQuerySet:
        return self.open().filter(promised_on=None)

    def visible_to(self, person) -> DeliveryQuerySet:
        if person.is_member or person.is_delegator:
            return self
        return self._theirs(person)

    def editable_by(self, person) -> DeliveryQuerySet:
        """The team; and those who are asked, for what is theirs to promise and to deliver."""
        if person.is_member:
            return self
        return self.none() if person.is_delegator else self._theirs(person)

    def asked_of(self, person) -> DeliveryQuerySet:
        """What waits for this person's word: asked of them, or of their department without a name."""
        mine = Q(asked_of=person)
        if person.domain_id and not person.is_member:
            mine |= Q(asked_of=None, domain=person.domain_id)
        return self.filter(mine)

    def _theirs(self, person) -> DeliveryQuerySet:
        if not (person.is_authenticated and person.is_active):
            return self.none()
        seen = Q(promised_by=person) | Q(asked_of=person)
        if person.domain_id:
            seen |= Q(domain=person.domain_id)
        return self.filter(seen)


class Delivery(Promising, Revised):
    what = models.CharField(gettext_lazy("what we wait for"), max_length=300)
    why = models.TextField(gettext_lazy("what it is for"), blank=True)
    domain = models.ForeignKey("people.Domain", models.PROTECT, related_name="deliveries", verbose_name=gettext_lazy("from whom"))
    deliverable = models.ForeignKey(
        "charter.Deliverable", models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )  # the charter's own dependency
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="awaited_of",
        verbose_name=gettext_lazy("asked of"),
    )
    asked_at = models.DateTimeField(default=timezone.now)
    needed_on = models.DateField(gettext_lazy("needed by"), null=True, blank=True)
    promised_on = models.DateField(gettext_lazy("promised for"), null=True, blank=True)
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)  # of the department that promises or delivers; with links
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    campaign = models.CharField(gettext_lazy("campaign"), max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["needed_on", "pk"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["delivered_at", "dropped_at", "needed_on"], name="deliveries_awaited")]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("work:delivery", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.delivered_at is None and self.dropped_at is None

    @property
    def until(self) -> date | None:
        return self.__dict__.get("until") or self.promised_on or self.needed_on

    @until.setter
    def until(self, day: date | None) -> None:
        self.__dict__["until"] = day  # annotated by `late`

    @property
    def is_late(self) -> bool:
        return bool(self.is_open and self.until and self.until < timezone.localdate())

    @property
    def is_promised_too_late(self) -> bool:
        return bool(self.promised_on and self.needed_on and self.promised_on > self.needed_on)

    def those_asked(self) -> list[Any]:
        """The person it is asked of; else the department's own people, those who hold a role of it, and its delegator."""
        if self.asked_of is not None:
            return [self.asked_of]
        held = Holding.objects.current().filter(role__domain=self.domain).values("person")
        people = Person.objects.active().filter(Q(domain=self.domain) | Q(pk__in=held) | Q(delegated_domains=self.domain))
        return list(people.exclude(email=None).distinct())
