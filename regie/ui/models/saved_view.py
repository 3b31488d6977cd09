"""A saved view: the filters and order of one list that one person gave a name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> SavedViewQuerySet:
        return self.filter(person_id=person.pk) if person.is_authenticated else self.none()

    editable_by = visible_to


class SavedView(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    list_name = models.CharField(max_length=80)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "list_name", "name"], name="one_view_a_person_list_and_name")]

    def __str__(self) -> str:
        return self.name
