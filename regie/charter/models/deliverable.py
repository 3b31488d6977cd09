"""A deliverable: what the domain owes another, or expects of it, and who answers for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regie.charter.models.charter import Charter, Line
from regie.journal.models import Revised
from regie.lib.text import shorten


class DeliverableQuerySet(models.QuerySet):
    def current(self) -> DeliverableQuerySet:
        return self.filter(retired_at=None)

    def owed(self) -> DeliverableQuerySet:
        return self.filter(direction=Deliverable.Direction.OWED)

    def without_owner(self) -> DeliverableQuerySet:
        return self.filter(owner=None, owner_role=None)

    def visible_to(self, person) -> DeliverableQuerySet:
        return self.filter(line__charter__in=Charter.objects.visible_to(person))

    def editable_by(self, person) -> DeliverableQuerySet:
        return self if person.is_member else self.none()


class Deliverable(Revised):
    class Direction(models.TextChoices):
        OWED = "owed", _("owed")
        EXPECTED = "expected", _("expected")

    line = models.OneToOneField(Line, models.CASCADE, related_name="deliverable")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    text = models.TextField(_("deliverable"))
    domain = models.ForeignKey("people.Domain", models.SET_NULL, null=True, blank=True, related_name="deliverables")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="deliverables")
    owner_role = models.ForeignKey("people.Role", models.SET_NULL, null=True, blank=True, related_name="deliverables")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(owner=None) | Q(owner_role=None), name="one_owner_a_deliverable")]

    def __str__(self) -> str:
        return shorten(self.text, 120)

    def assign(self, *, by, person=None, role=None, revision: int | None = None) -> dict:
        """Say who answers for it: a person, or a role whoever holds it."""
        return self.edit(by=by, revision=revision, page=self.line.charter, owner=person, owner_role=role)
