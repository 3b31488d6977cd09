"""A role and its holdings: a described function, and the persons who hold it for a time."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record


class RoleQuerySet(models.QuerySet):
    def visible_to(self, person) -> RoleQuerySet:
        return self if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> RoleQuerySet:
        return self if person.is_lead else self.none()


class Role(Revised):
    undone_by = "edit"

    name = models.CharField(_("name"), max_length=200)
    domain = models.ForeignKey("people.Domain", models.CASCADE, related_name="roles")
    purpose = models.TextField(_("purpose"), blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["domain", "name"], name="one_role_a_name_and_domain")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:roles") + f"#role-{self.pk}"

    def give_to(self, person, *, by, since=None) -> Holding:
        """`person` holds the role from `since` (today) on."""
        with transaction.atomic():
            if Holding.objects.filter(role=self, person=person, until=None).exists():
                raise ValidationError(gettext("%(person)s holds this role already.") % {"person": person}, code="held")
            holding = Holding.objects.create(role=self, person=person, since=since or timezone.localdate())
            record("people.role_given", self, by=by, person=str(person))
        return holding


class HoldingQuerySet(models.QuerySet):
    def current(self, on=None) -> HoldingQuerySet:
        """Held on that day; a holding no longer counts on its last day, so that a role can change hands in one day."""
        day = on or timezone.localdate()
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))


class Holding(models.Model):
    role = models.ForeignKey(Role, models.CASCADE, related_name="holdings")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="holdings")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "person"], condition=Q(until=None), name="one_open_holding_a_role_and_person"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holding_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"

    def close(self, *, by) -> None:
        """The person gives the role back today."""
        with transaction.atomic():
            self.until = max(timezone.localdate(), self.since)
            self.save(update_fields=["until"])
            record("people.role_given_back", self.role, by=by, person=str(self.person))
