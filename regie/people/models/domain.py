"""A domain: an area of responsibility delegated to people. Marketing is one, sales is another."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised


class DomainQuerySet(models.QuerySet):
    def home(self) -> Domain | None:
        """The domain that this instance runs."""
        return self.filter(is_home=True).first()  # type: ignore[return-value]

    def visible_to(self, person) -> DomainQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> DomainQuerySet:
        return self if person.is_lead else self.none()


class Domain(Revised):
    undone_by = "edit"

    name = models.CharField(_("name"), max_length=200, unique=True)
    purpose = models.TextField(_("purpose"), blank=True)
    is_home = models.BooleanField(default=False)
    is_inside = models.BooleanField(_("inside the organisation"), default=True)
    delegator = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="delegated_domains")

    objects = DomainQuerySet.as_manager()

    class Meta:
        ordering = ["-is_home", "name"]
        constraints = [models.UniqueConstraint(fields=["is_home"], condition=models.Q(is_home=True), name="one_home_domain")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:domain", args=[self.pk])
